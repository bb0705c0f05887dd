"""Reminders of dates and of missing measurements; the same one is stored once per date.

Runs as a named part of the system every working hour. An action's people are those of the
organisation that owns it; a plan's are the focal points of its municipality.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.region.calendar import add_working_days

from .measuring import next_due
from .models import OPEN_STATES, ActionIndicator, PlanItem, PlannedAction
from .paths import action_path, plan_path

SYSTEM = Actor.system("reminders")
SOON_DAYS = 10  # working days
OVERDUE_DAYS = 60
"""Who did not act for so long is not helped by one more mail; the lists still show it."""


def _window(now: dt.datetime) -> tuple[dt.date, dt.date, dt.date]:
    today = timezone.localdate(now)
    return today - dt.timedelta(days=OVERDUE_DAYS), today, add_working_days(today, SOON_DAYS)


def remind_of_actions(now: dt.datetime) -> int:
    """Remind owners of actions that are due soon or overdue; return how many. O(those due)."""
    oldest, today, soon = _window(now)
    due = (
        PlannedAction.objects.visible_to(SYSTEM)
        .in_use()
        .filter(
            framework__state="in-force",
            owner__isnull=False,
            state__in=OPEN_STATES,
            ends_on__range=(oldest, soon),
        )
        .order_by("ends_on", "id")
    )
    for planned in (found := list(due)):
        kind = "policy.overdue" if planned.is_overdue(today) else "policy.due-soon"
        _tell_owner(planned, kind, planned.ends_on)
    return len(found)


def remind_of_measurements(now: dt.datetime) -> int:
    """Remind owners of indicators whose next value is late; return how many. O(indicators)."""
    today = timezone.localdate(now)
    indicators = (
        ActionIndicator.objects.visible_to(SYSTEM)
        .filter(
            is_current=True,
            action__is_current=True,
            action__framework__state="in-force",
            action__owner__isnull=False,
            action__state__in=OPEN_STATES,
        )
        .select_related("action__framework")
        .annotate(
            last=Max("measurements__measured_on", filter=Q(measurements__withdrawn_at__isnull=True))
        )
    )
    made = 0
    for indicator in indicators:
        due = next_due(indicator, indicator.last)
        if due <= today:
            _tell_owner(indicator.action, "policy.measurement-missing", due)
            made += 1
    return made


def remind_of_items(now: dt.datetime) -> int:
    """Remind focal points of items in their plan that are due soon or overdue."""
    oldest, today, soon = _window(now)
    due = (
        PlanItem.objects.visible_to(SYSTEM)
        .filter(
            plan__framework__state="in-force",
            state__in=OPEN_STATES,
            due_on__range=(oldest, soon),
        )
        .select_related("plan")
        .order_by("due_on", "id")
    )
    for item in (found := list(due)):
        notify(
            kind="policy.item-overdue" if item.is_overdue(today) else "policy.item-due-soon",
            subject=("policy-plan", item.plan_id),
            path=plan_path(item.plan),
            organisation_id=item.organisation_id,
            permission=Permission.POLICY_EDIT_OWN,
            on=item.due_on,
        )
    return len(found)


def _tell_owner(planned: Any, kind: str, on: dt.date | None) -> None:
    notify(
        kind=kind,
        subject=("policy-action", planned.pk),
        path=action_path(planned),
        organisation_id=planned.owner_id,
        permission=Permission.POLICY_READ,
        on=on,
    )
