"""Tokens with which a program works for one person, under one of their roles."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor

LONGEST = dt.timedelta(days=90)
"""A token that somebody forgot stops by itself; making a new one takes a minute."""


class TokenScope(models.TextChoices):
    """What a token may do, within what its owner's role may do."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and change")


class ApiTokenQuerySet(models.QuerySet[Any]):
    """Tokens by owner and by state."""

    def visible_to(self, actor: Actor) -> Self:
        """Return one's own tokens; nobody looks after those of somebody else."""
        if actor.account_id is None:
            return self.none()
        return self.filter(account_id=actor.account_id)

    def working(self) -> Self:
        """Return the tokens that are neither revoked nor past their day."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class ApiToken(models.Model):
    """A personal access token. Of its secret only a digest is kept (see ``tokens.py``).

    It works under one membership: when that ends, so does the token. ``window_at`` and
    ``window_count`` count the requests of the running minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="tokens")
    membership = models.ForeignKey(
        "people.Membership", on_delete=models.CASCADE, related_name="tokens"
    )
    name = models.CharField(_("what it is for"), max_length=60)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    scope = models.CharField(_("what it may do"), max_length=5, choices=TokenScope.choices)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    window_at = models.DateTimeField(null=True, editable=False)
    window_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"))
                & Q(expires_at__lte=F("created_at") + LONGEST),
                name="apitoken_ends_in_time",
            )
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"

    @property
    def state(self) -> str:
        """Return ``working``, ``revoked`` or ``expired``."""
        if self.revoked_at is not None:
            return "revoked"
        return "working" if self.expires_at > timezone.now() else "expired"
