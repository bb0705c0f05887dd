"""The way back to the reporter: feedback, always, also when nothing can be told."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.access import FeedbackQuerySet, ReporterChannelQuerySet
from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.foundation.vault.models import SealedField

from .choices import FeedbackDirection, FeedbackMeans
from .concern import Concern
from .content import SealedChild


class ReporterChannel(models.Model):
    """Lets a reporter come back with reference and secret. Only their keyed hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="channel_back")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reporter_key = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    opened_at = models.DateTimeField(_("last opened"), null=True, blank=True)

    not_personal: ClassVar[dict[str, str]] = {
        "reporter_key": "keyed hash of reference and secret, made outside the database",
    }

    objects = ClosedManager.of(ReporterChannelQuerySet)

    def __str__(self) -> str:
        return "channel of the reporter"


class FeedbackMessage(SealedChild):
    """What the reporter was told, or what they wrote back. ``standard`` names a set text."""

    direction = models.CharField(max_length=20, choices=FeedbackDirection.choices)
    means = models.CharField(max_length=20, choices=FeedbackMeans.choices)
    standard = models.CharField(_("standard text"), max_length=40, blank=True)
    text = SealedField(_("feedback"), null=True)
    written_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    not_personal: ClassVar[dict[str, str]] = {"standard": "slug of the region pack"}

    objects = ClosedManager.of(FeedbackQuerySet)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(standard="") | Q(text__isnull=False), name="feedback_says_something"
            ),
            # A reporter may answer once: it is a way back, not a chat.
            models.UniqueConstraint(
                fields=["concern"],
                condition=Q(direction=FeedbackDirection.FROM_REPORTER),
                name="feedback_reporter_answers_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation"],
                condition=Q(direction=FeedbackDirection.FROM_REPORTER, read_at__isnull=True),
                name="feedback_unread_reply",
            )
        ]

    def __str__(self) -> str:
        return "feedback"
