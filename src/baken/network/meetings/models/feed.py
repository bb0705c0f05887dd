"""The secret address under which somebody's own calendar program finds their dates."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Account
from baken.network.meetings.access import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """One per account; of the secret in its address only a digest is kept (``feeds.py``).

    Renewing replaces the digest, revoking deletes the row: either way the old address is gone at
    once. ``window_at`` and ``window_count`` count the requests of the running minute.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="calendar_feed")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    """Follows the password: when that changes or is taken away, the address ends too."""
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    window_at = models.DateTimeField(null=True, editable=False)
    window_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ClosedManager.of(CalendarFeedQuerySet)

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
