"""One gathering of a body, and the series it may be part of."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody
from baken.network.meetings.access import MeetingQuerySet, OfBodyQuerySet

from .choices import MeetingState


def new_uid() -> str:
    """Return an identity for people's calendars (RFC 7986, 5.3: a UUID, no host name)."""
    return str(uuid.uuid4())


class MeetingSeries(models.Model):
    """Meetings that were planned together; each is a meeting of its own with its own ``uid``.

    ``rule`` is the recurrence as it was asked for, in the words of RFC 5545:
    ``FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU;COUNT=4``. Dates that were skipped or moved stand in the
    meetings, not here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="series")
    rule = models.CharField(max_length=200)
    first_day = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(OfBodyQuerySet)

    class Meta:
        ordering = ["first_day"]

    def __str__(self) -> str:
        return self.rule


class Meeting(models.Model):
    """A meeting of a body.

    ``uid`` and ``sequence`` are for people's calendars (RFC 5545, 3.8.4.7 and 3.8.7.4):
    ``sequence`` goes up with every change of time, place or link and with cancelling.
    ``version`` goes up with every change on screen, so that nobody overwrites a colleague.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="meetings")
    series = models.ForeignKey(
        MeetingSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="meetings"
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_link = models.URLField(_("online link"), max_length=500, blank=True)
    note = models.TextField(_("for the members"), blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    cancel_reason = models.CharField(_("reason"), max_length=300, blank=True)
    uid = models.CharField(max_length=200, unique=True, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)
    """Of the form it was planned with: sending that form twice plans once."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(default=timezone.now)
    """When time, place, link or state changed last: DTSTAMP of the calendar entry."""
    invited_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    minutes_sent_at = models.DateTimeField(null=True, blank=True)
    minutes_adopted_on = models.DateField(null=True, blank=True)
    noted_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who noted the results: named in the minutes."""

    objects = ClosedManager.of(MeetingQuerySet)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancel_reason=""),
                name="meeting_cancelled_with_reason",
            ),
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="meeting_body_moment_once",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "starts_at"], name="meeting_by_body"),
            models.Index(fields=["starts_at"], name="meeting_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.starts_at:%Y-%m-%d}"

    @property
    def day(self) -> dt.date:
        """Return the local day on which it begins."""
        return timezone.localdate(self.starts_at)

    @property
    def counts(self) -> bool:
        """False once cancelled; what counts is planned or held against the minimum."""
        return self.state != MeetingState.CANCELLED

    @property
    def is_held(self) -> bool:
        """True once its results were noted."""
        return self.state == MeetingState.HELD

    @property
    def is_cancelled(self) -> bool:
        """True once cancelled."""
        return self.state == MeetingState.CANCELLED
