"""Actions of the region under a task, how they are measured, and what became of them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation, PackRecord
from baken.network.policy.access import OfFrameworkQuerySet, PlannedActionQuerySet

from .choices import OPEN_STATES, ActionState, CarryDecision, Direction, HistoryKind
from .framework import Framework, Task


class PlannedAction(PackRecord):
    """One action of the region's action plan.

    ``owner`` empty, or ``to_be_supplied``: the region has not published it yet. ``slug`` is
    empty for what was added on screen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="actions")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="actions")
    slug = models.SlugField(_("slug"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("place"), default=500)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_policy_actions",
        verbose_name=_("owner"),
    )
    partners = models.ManyToManyField(
        Organisation,
        through="ActionPartner",
        related_name="partnered_policy_actions",
        verbose_name=_("partners"),
    )
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    ends_on = models.DateField(_("to be done by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ActionState.choices, default=ActionState.PLANNED
    )
    state_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    state_since = models.DateField(_("in this state since"))
    to_be_supplied = models.BooleanField(_("still to be supplied by the region"), default=False)
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to"
    )
    carry_decision = models.CharField(
        _("decision for the next period"), max_length=10, choices=CarryDecision.choices, blank=True
    )
    carry_reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = ClosedManager.of(PlannedActionQuerySet)

    class Meta:
        ordering = ["task__number", "position", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "slug"], condition=~Q(slug=""), name="action_slug_unique"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="action_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["delayed", "stopped"]) | ~Q(state_reason=""),
                name="action_setback_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(carry_decision="dropped") | ~Q(carry_reason=""),
                name="action_dropped_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """True while something is still to be done."""
        return self.state in OPEN_STATES

    def is_overdue(self, on: dt.date | None = None) -> bool:
        """Say whether the last day has passed (that day itself included) and it is still open."""
        day = on or timezone.localdate()
        return self.is_open and self.ends_on is not None and self.ends_on < day


class ActionPartner(models.Model):
    """That an organisation takes part in an action that another one owns."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["action", "organisation"], name="action_partner_unique")
        ]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.organisation_id}"


class ActionIndicator(PackRecord):
    """What is measured of an action, from which base to which target."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="indicators")
    slug = models.SlugField(_("slug"), max_length=60, blank=True)
    name = models.CharField(_("what is measured"), max_length=200)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    base = models.DecimalField(_("value at the start"), max_digits=12, decimal_places=2, null=True)
    target = models.DecimalField(_("target"), max_digits=12, decimal_places=2, null=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    every_months = models.PositiveSmallIntegerField(_("measure every … months"), default=6)
    position = models.PositiveSmallIntegerField(_("place"), default=500)

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months__gte=1) & Q(every_months__lte=60),
                name="indicator_every_months",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Measurement(models.Model):
    """One value on one day. A mistake is withdrawn with a reason and stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        ActionIndicator, on_delete=models.CASCADE, related_name="measurements"
    )
    measured_on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["measured_on", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="measurement_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measured_on}: {self.value}"


class ProgressNote(models.Model):
    """How an action goes, in words. Never changed; a later note says what is different."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=4000)
    written_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    written_at = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """From the form, so that pressing twice writes once."""

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["-written_at", "id"]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d}"


class ActionEvent(models.Model):
    """One line of an action's history; only added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=HistoryKind.choices)
    at = models.DateTimeField(auto_now_add=True)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    came_from = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict)
    """``{field: [old, new]}`` of what was edited, as shown words."""

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"

    @property
    def came_from_words(self) -> str:
        """Return the word for the state it came from."""
        return str(ActionState(self.came_from).label) if self.came_from else ""

    @property
    def state_words(self) -> str:
        """Return the word for the state it went to."""
        return str(ActionState(self.state).label) if self.state else ""
