"""A municipality's own execution plan, built on the tasks of the region's framework."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.network.policy.access import OfMunicipalityQuerySet

from .action import PlannedAction
from .choices import OPEN_STATES, ActionState, PlanState
from .framework import Framework, Task


class MunicipalPlan(models.Model):
    """One municipality's plan under one framework."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="municipal_plans"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="policy_plans"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT
    )
    introduction = models.TextField(_("introduction"), max_length=4000, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    website = models.URLField(_("where it is published"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ClosedManager.of(OfMunicipalityQuerySet)

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "organisation"], name="plan_one_per_framework"
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(adopted_on__isnull=False),
                name="plan_adopted_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.framework}"


class PlanItem(models.Model):
    """One thing a municipality does for a task. ``owner_function`` is a function, no name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(MunicipalPlan, on_delete=models.CASCADE, related_name="items")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="plan_items")
    supports = models.ForeignKey(
        PlannedAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="municipal_items",
        verbose_name=_("action of the region that it supports"),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=4000, blank=True)
    owner_function = models.CharField(_("responsible function"), max_length=120, blank=True)
    starts_on = models.DateField(_("starts"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ActionState.choices, default=ActionState.PLANNED
    )
    state_reason = models.TextField(_("reason"), max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField(default=500)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """From the form, so that pressing twice adds once."""

    objects = ClosedManager.of(OfMunicipalityQuerySet)

    class Meta:
        ordering = ["task__number", "position", "due_on", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="plan_item_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["delayed", "stopped"]) | ~Q(state_reason=""),
                name="plan_item_setback_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """True while something is still to be done."""
        return self.state in OPEN_STATES

    def is_overdue(self, on: dt.date | None = None) -> bool:
        """Say whether the last day has passed and it is still open."""
        day = on or timezone.localdate()
        return self.is_open and self.due_on is not None and self.due_on < day
