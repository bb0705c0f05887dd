"""The register of who did what with whose data: one chain of events per organisation.

Nothing here names a person: actors and subjects are ids, there is no network address, and
the text of a reason is masked. The rows have no foreign keys, so that the register outlives
what it is about and locks nothing else.
"""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager

from .access import AuditEventQuerySet, VerificationQuerySet

HASH_BYTES = 32


class AppendOnly(Exception):
    """The register is only ever added to, through ``register.record``."""


class AuditEvent(models.Model):
    """One event. ``chain`` is the organisation whose data it concerns (or the region's chain).

    ``hash`` is an HMAC over all other columns, the hash of the event before it included.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.UUIDField(_("register"))
    sequence = models.BigIntegerField(_("number"))
    at = models.DateTimeField(_("at"))
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_name = models.CharField(_("system actor"), max_length=40, blank=True)
    account_id = models.UUIDField(_("account"), null=True)
    membership_id = models.UUIDField(_("membership"), null=True)
    organisation_id = models.UUIDField(_("organisation of the actor"), null=True)
    role = models.CharField(_("role"), max_length=30, blank=True)
    event = models.CharField(_("event"), max_length=60)
    subject_kind = models.CharField(_("kind of subject"), max_length=30, blank=True)
    subject_id = models.UUIDField(_("subject"), null=True)
    fields = ArrayField(models.CharField(max_length=100), verbose_name=_("fields"), default=list)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    details = models.JSONField(_("details"), default=dict)
    secret_id = models.CharField(_("secret"), max_length=40)
    previous_hash = models.BinaryField(_("hash before"), max_length=HASH_BYTES)
    hash = models.BinaryField(_("hash"), max_length=HASH_BYTES)

    objects = ClosedManager.of(AuditEventQuerySet)

    class Meta:
        ordering = ["-at", "-sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="auditevent_place"),
        ]
        indexes = [
            models.Index(fields=["chain", "-at"], name="auditevent_period"),
            models.Index(fields=["chain", "event", "-at"], name="auditevent_kind"),
            models.Index(fields=["chain", "account_id", "-at"], name="auditevent_account"),
            models.Index(fields=["subject_id", "-at"], name="auditevent_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.sequence}"

    def save(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse; the database's trigger refuses too."""
        raise AppendOnly("write with register.record")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse; the database's trigger refuses too."""
        raise AppendOnly("the register is never shortened")


class ChainHead(models.Model):
    """The last event of a chain; locked while one is added.

    ``mac`` protects number and hash, so that a chain whose tail was cut does not fit a head
    that was set back without the secret.
    """

    chain = models.UUIDField(primary_key=True)
    sequence = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=HASH_BYTES)
    mac = models.BinaryField(max_length=HASH_BYTES)
    secret_id = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class Verification(models.Model):
    """The outcome of verifying one chain once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    chain = models.UUIDField(_("register"))
    at = models.DateTimeField(_("verified"))
    events = models.BigIntegerField(_("number of events"))
    fault = models.CharField(_("fault"), max_length=20, blank=True)
    fault_sequence = models.BigIntegerField(_("number of the first wrong event"), null=True)

    objects = ClosedManager.of(VerificationQuerySet)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["chain", "-at"], name="verification_latest")]

    def __str__(self) -> str:
        return f"{self.chain} {self.at:%Y-%m-%d %H:%M}"
