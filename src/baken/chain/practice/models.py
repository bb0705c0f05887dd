"""What practising keeps. The tables exist in every installation and fill in a practice one only.

``Installation`` is the exception: it is the memory of the database itself of what it is for.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Account, Membership
from baken.foundation.region.models import Organisation

from .access import PractiserQuerySet, UsedTicketQuerySet


class InstallationKind(models.TextChoices):
    """What a database is for; decided once."""

    REAL = "real", _("Real work")
    PRACTICE = "practice", _("Practising")


class Installation(models.Model):
    """The one row in which a database remembers what it is for.

    The owner of the database writes it (``config.apart``); the web role may only read it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=InstallationKind.choices)
    made_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        db_table = "practice_installation"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_one_row"),
            models.CheckConstraint(
                condition=Q(kind__in=InstallationKind.values), name="installation_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Practiser(models.Model):
    """Somebody who practises, known by a code that says nothing about who she is.

    She has a municipality of her own, with an invented colleague of care; the concern in it is
    the one of the ``scenario`` she chose (empty until she did).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("practice code"), max_length=64, unique=True)
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    colleague = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="+")
    scenario = models.CharField(_("story"), max_length=40, blank=True)
    concern_id = models.UUIDField(_("concern"), null=True)
    came_from = models.CharField(_("address of the real product"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("since"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last came in"))

    not_personal: ClassVar[dict[str, str]] = {
        "code": "keyed digest that says nothing about who she is",
        "scenario": "slug of an invented story",
        "came_from": "address of an installation",
    }

    objects = ClosedManager.of(PractiserQuerySet)

    class Meta:
        ordering = ["started_at"]
        indexes = [models.Index(fields=["started_at"], name="practiser_by_start")]

    def __str__(self) -> str:
        return str(self.pk)


class UsedTicket(models.Model):
    """The digest of a ticket that was used, until it has expired anyway."""

    digest = models.BinaryField(max_length=32, primary_key=True)
    used_at = models.DateTimeField(_("used"), auto_now_add=True)

    objects = ClosedManager.of(UsedTicketQuerySet)

    class Meta:
        ordering = ["used_at"]

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]
