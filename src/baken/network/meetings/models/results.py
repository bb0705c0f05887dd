"""What comes out of a meeting: decisions, actions, and what one body does for another."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody, Organisation
from baken.network.meetings.access import ActionQuerySet, AssignmentQuerySet, OfBodyQuerySet

from .agenda import AgendaItem
from .choices import ActionState, AssignmentKind, AssignmentState, DecisionState
from .meeting import Meeting


class Decision(models.Model):
    """A decision of a body, numbered by body and year without gaps: ``2026-3``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    made_on = models.DateField(_("made on"))
    text = models.TextField(_("decision"))
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.IN_FORCE
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    reason = models.CharField(_("reason for withdrawing"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(OfBodyQuerySet)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="decision_number_unique"
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.WITHDRAWN) | ~Q(reason=""),
                name="decision_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Return the number as people write it: ``2026-3``."""
        return f"{self.year}-{self.number}"


class Action(models.Model):
    """Something that somebody will do before a day.

    The owner is a membership, or an organisation where nobody of it works in Baken (then
    ``owner_function`` says whom; no reminder is sent).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    text = models.TextField(_("action"))
    owner = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="body_actions"
    )
    owner_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_function = models.CharField(_("function"), max_length=200, blank=True)
    due_on = models.DateField(_("before"))
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.OPEN)
    reason = models.CharField(_("what came of it"), max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(ActionQuerySet)

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_function=""),
                name="body_action_has_an_owner",
            ),
            models.CheckConstraint(
                condition=~Q(state=ActionState.DROPPED) | ~Q(reason=""),
                name="body_action_dropped_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, closed_on__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(closed_on__isnull=False)),
                name="body_action_closed_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "state", "due_on"], name="body_action_by_body"),
            models.Index(fields=["due_on"], condition=Q(state="open"), name="body_action_open_due"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Assignment(models.Model):
    """What the one body prepares for the other, or commissions from it.

    ``by_body`` acts: it prepares something for, or commissions something from, ``for_body``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=AssignmentKind.choices)
    by_body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="gives")
    for_body = models.ForeignKey(ConsultationBody, on_delete=models.PROTECT, related_name="gets")
    text = models.TextField(_("what"))
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    target_meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="assignments"
    )
    """The meeting of ``for_body`` on whose agenda it comes."""
    state = models.CharField(
        max_length=8, choices=AssignmentState.choices, default=AssignmentState.OPEN
    )
    outcome = models.TextField(_("what came of it"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(AssignmentQuerySet)

    class Meta:
        ordering = ["state", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(by_body=models.F("for_body")), name="assignment_between_two_bodies"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
