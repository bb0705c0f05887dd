"""Questions about policy; each says how many queries it costs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import Organisation, OrganisationKind

from .models import (
    OPEN_STATES,
    ActionState,
    Framework,
    FrameworkState,
    Goal,
    MunicipalPlan,
    PlanItem,
    PlannedAction,
    Task,
)

SOON = dt.timedelta(days=28)


@dataclass
class Tree:
    """A framework with everything that hangs under it, as the start page shows it."""

    framework: Framework
    goals: list[Goal]
    tasks: list[Task]
    actions: list[PlannedAction]
    links: list[tuple[UUID, UUID]]
    """(goal, task) pairs."""

    def under(self, task: Task) -> list[PlannedAction]:
        """Return the actions of a task in their order."""
        return [one for one in self.actions if one.task_id == task.pk]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return one entry per task: the task, its goals and its actions."""
        goals = {goal.pk: goal for goal in self.goals}
        return [
            {
                "task": task,
                "goals": [goals[g] for g, t in self.links if t == task.pk and g in goals],
                "actions": self.under(task),
            }
            for task in self.tasks
        ]


def frameworks(actor: Actor) -> list[Framework]:
    """Return the periods that the actor may know of, newest first. One query."""
    return list(Framework.objects.visible_to(actor).filter(is_current=True))


def present_framework(actor: Actor) -> Framework | None:
    """Return the period that holds today: the latest begun one in force, or else any. One query."""
    known = frameworks(actor)
    today = timezone.localdate()
    in_force = [one for one in known if one.state == FrameworkState.IN_FORCE]
    begun = [one for one in in_force if one.starts_on <= today]
    return next(iter(begun or in_force or known), None)


def get_framework(actor: Actor, framework_id: UUID) -> Framework:
    """Return a period, or raise ``Http404``."""
    found: Framework | None = (
        Framework.objects.visible_to(actor)
        .select_related("predecessor", "successor")
        .filter(pk=framework_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def tree_of(actor: Actor, framework: Framework) -> Tree:
    """Return a period's tree. Four queries, whatever its size."""
    tasks = list(framework.tasks.filter(is_current=True).prefetch_related("task_goals"))
    return Tree(
        framework=framework,
        goals=list(framework.goals.filter(is_current=True)),
        tasks=tasks,
        actions=list(
            PlannedAction.objects.visible_to(actor)
            .in_use()
            .filter(framework=framework)
            .select_related("owner", "task")
        ),
        links=[(link.goal_id, task.pk) for task in tasks for link in task.task_goals.all()],
    )


def get_action(actor: Actor, action_id: UUID) -> PlannedAction:
    """Return an action with what its page shows, or raise ``Http404``. Seven queries at most."""
    found: PlannedAction | None = (
        PlannedAction.objects.visible_to(actor)
        .select_related(
            "task", "owner", "framework", "carried_from__framework", "carried_to__framework"
        )
        .prefetch_related("partners", "indicators__measurements__recorded_by__organisation")
        .filter(pk=action_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


@dataclass
class Expected:
    """What is expected of one organisation, the most pressing first."""

    organisation: Organisation
    owned: list[PlannedAction] = field(default_factory=list)
    partner: list[PlannedAction] = field(default_factory=list)
    items: list[PlanItem] = field(default_factory=list)

    @property
    def everything(self) -> list[Any]:
        """Return all three lists one after another."""
        return [*self.owned, *self.partner, *self.items]

    @property
    def overdue(self) -> int:
        """Return how many are past their date."""
        return sum(one.is_overdue() for one in self.everything)


def _pressing(rows: Iterable[Any], due: str) -> list[Any]:
    """Order: overdue first, then by date, without a date last, finished at the very end."""
    far = dt.date.max
    return sorted(
        rows, key=lambda one: (not one.is_open, getattr(one, due) or far, one.title, str(one.pk))
    )


def expected_of(actor: Actor, organisation: Organisation) -> Expected:
    """Return what an organisation owns and takes part in, of periods in force. Four queries."""
    actions = (
        PlannedAction.objects.visible_to(actor)
        .in_use()
        .filter(framework__state=FrameworkState.IN_FORCE)
        .select_related("task", "owner", "framework")
    )
    items = (
        PlanItem.objects.visible_to(actor)
        .filter(organisation=organisation, plan__framework__state=FrameworkState.IN_FORCE)
        .select_related("task", "plan")
    )
    return Expected(
        organisation=organisation,
        owned=_pressing(actions.filter(owner=organisation), "ends_on"),
        partner=_pressing(
            actions.filter(partners=organisation).exclude(owner=organisation), "ends_on"
        ),
        items=_pressing(items, "due_on"),
    )


def organisations_with_work(actor: Actor) -> list[Organisation]:
    """Return organisations that own or take part in an action in force. One query."""
    shown = PlannedAction.objects.visible_to(actor).in_use().filter(framework__state="in-force")
    return list(
        Organisation.objects.filter(
            Q(pk__in=shown.values("owner_id")) | Q(pk__in=shown.values("partners"))
        )
    )


@dataclass(frozen=True)
class Count_:
    """How the actions of one task or owner stand."""

    label: str
    counts: dict[str, int]
    overdue: int

    @property
    def total(self) -> int:
        """Return how many there are."""
        return sum(self.counts.values())

    @property
    def cells(self) -> list[int]:
        """Return the numbers in the order of the states."""
        return [self.counts[state] for state in ActionState.values]


def counted(actions: Iterable[PlannedAction], label: Any) -> list[Count_]:
    """Count actions by ``label(action)`` and state, in order of first appearance. O(actions)."""
    groups: dict[str, list[PlannedAction]] = {}
    for one in actions:
        groups.setdefault(str(label(one)), []).append(one)
    return [
        Count_(
            name,
            {s: sum(one.state == s for one in rows) for s in ActionState.values},
            sum(one.is_overdue() for one in rows),
        )
        for name, rows in groups.items()
    ]


def municipal_plans(actor: Actor, framework: Framework) -> list[dict[str, Any]]:
    """Return every municipality with its plan (or None) and counts, as far as the actor sees."""
    plans = {
        plan.organisation_id: plan
        for plan in MunicipalPlan.objects.visible_to(actor)
        .filter(framework=framework)
        .select_related("organisation")
        .annotate(
            item_count=Count("items"),
            open_count=Count("items", filter=Q(items__state__in=OPEN_STATES)),
        )
    }
    municipalities = Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY, is_current=True
    ).order_by("name")
    day = timezone.localdate()
    return [
        {"organisation": one, "plan": plans.get(one.pk)}
        for one in municipalities
        if one.exists_on(day) or one.pk in plans
    ]


def get_plan(actor: Actor, plan_id: UUID) -> MunicipalPlan:
    """Return a plan with its items, or raise ``Http404``. Two queries."""
    found: MunicipalPlan | None = (
        MunicipalPlan.objects.visible_to(actor)
        .select_related("organisation", "framework", "changed_by__organisation")
        .prefetch_related(
            Prefetch("items", PlanItem.objects.visible_to(actor).select_related("task", "supports"))
        )
        .filter(pk=plan_id)
        .first()
    )
    if found is None:
        raise Http404
    return found
