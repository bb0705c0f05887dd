"""What a meeting is about, and who was there."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody, Organisation
from baken.network.meetings.access import AgendaItemQuerySet, AttendanceQuerySet

from .choices import ItemKind, ItemState, Presence
from .meeting import Meeting


class AgendaItem(models.Model):
    """One point; without a meeting it waits for one (asked by a member).

    On the agenda are the accepted points of a meeting, by ``position``. ``reference`` names a
    case that got stuck, in text only, and carries nothing about anybody. ``outcome`` is what the
    minutes say under this point.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(
        ConsultationBody, on_delete=models.PROTECT, related_name="agenda_items"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, null=True, blank=True, related_name="items"
    )
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("explanation"), blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ItemKind.choices, default=ItemKind.OWN
    )
    state = models.CharField(max_length=12, choices=ItemState.choices, default=ItemState.ACCEPTED)
    answer = models.CharField(_("answer to who asked"), max_length=300, blank=True)
    asked_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    about_action = models.ForeignKey(
        "meetings.Action", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    about_meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    minutes_allotted = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    outcome = models.TextField(_("what came out of it"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(AgendaItemQuerySet)

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ItemState.ACCEPTED) | Q(meeting__isnull=False),
                name="agenda_item_accepted_in_a_meeting",
            ),
            models.UniqueConstraint(
                fields=["meeting", "about_action"],
                condition=Q(about_action__isnull=False),
                name="agenda_item_action_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "about_meeting"],
                condition=Q(about_meeting__isnull=False),
                name="agenda_item_minutes_once",
            ),
        ]
        indexes = [models.Index(fields=["body", "state"], name="agenda_item_waiting")]

    def __str__(self) -> str:
        return self.title

    @property
    def id_text(self) -> str:
        """Return the id as text, for the names of blocks on a page."""
        return str(self.pk)


class Attendance(models.Model):
    """Somebody who was expected or came: a membership, or a function of an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    function = models.CharField(_("function"), max_length=200, blank=True)
    presence = models.CharField(
        _("presence"), max_length=10, choices=Presence.choices, default=Presence.INVITED
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = ClosedManager.of(AttendanceQuerySet)

    class Meta:
        ordering = ["organisation__name", "function"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="attendance_once"),
            models.UniqueConstraint(
                fields=["meeting", "organisation", "function"],
                condition=Q(membership__isnull=True),
                nulls_distinct=False,
                name="attendance_function_once",
            ),
            models.CheckConstraint(
                condition=Q(membership__isnull=False) | ~Q(function=""),
                name="attendance_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.presence}"
