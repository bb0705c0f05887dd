"""A new framework period beside the old one, and carrying actions over on purpose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.network.policy import workflow
from baken.network.policy.errors import PolicyError
from baken.network.policy.models import (
    OPEN_STATES,
    ActionIndicator,
    ActionPartner,
    ActionState,
    CarryDecision,
    Framework,
    FrameworkState,
    Goal,
    HistoryKind,
    PlannedAction,
    Task,
    TaskGoal,
)
from baken.network.policy.steps import (
    check_version,
    demand,
    locked_action,
    locked_framework,
    note,
    refuse_personal_data,
)


@dataclass(frozen=True)
class FrameworkDraft:
    """What the coordinator fills in about a period."""

    name: str
    starts_on: dt.date
    ends_on: dt.date
    description: str = ""

    def check(self) -> None:
        """Raise ``PolicyError`` for a period that ends before it begins."""
        if self.ends_on < self.starts_on:
            raise PolicyError(_("The last day lies before the first."), field="ends_on")
        refuse_personal_data(name=self.name, description=self.description)


@action
def start_next(*, actor: Actor, framework_id: UUID, draft: FrameworkDraft) -> Framework:
    """Prepare the next period with the same goals and tasks, without any action.

    Actions come along one by one (``decide``). Pressing twice gives the same period. Raises
    ``PolicyError`` when the new period begins before the old one.
    """
    demand(actor, Permission.POLICY_EDIT)
    old = locked_framework(actor, framework_id)
    draft.check()
    known = Framework.objects.visible_to(actor).filter(predecessor=old).first()
    if known is not None:
        return known  # type: ignore[no-any-return]
    if draft.starts_on <= old.starts_on:
        raise PolicyError(_("The new period begins later than the present one."), field="starts_on")
    new: Framework = Framework.objects.create(
        slug=_free_slug(actor, draft.name), predecessor=old, **vars(draft)
    )
    goals = {goal.pk: _copy_goal(goal, new) for goal in old.goals.filter(is_current=True)}
    for task in old.tasks.filter(is_current=True):
        _copy_task(task, new, goals)
    return new


def _free_slug(actor: Actor, name: str) -> str:
    base = slugify(name)[:50] or "periode"
    taken = set(Framework.objects.visible_to(actor).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _copy_goal(goal: Goal, new: Framework) -> Goal:
    made: Goal = Goal.objects.create(
        framework=new,
        slug=goal.slug,
        level=goal.level,
        number=goal.number,
        short=goal.short,
        text=goal.text,
        source=goal.source,
        verification=goal.verification,
    )
    return made


def _copy_task(task: Task, new: Framework, goals: dict[UUID, Goal]) -> Task:
    made: Task = Task.objects.create(
        framework=new,
        slug=task.slug,
        number=task.number,
        title=task.title,
        short=task.short,
        description=task.description,
        source=task.source,
        verification=task.verification,
    )
    links = task.task_goals.filter(goal_id__in=goals).values_list("goal_id", flat=True)
    TaskGoal.objects.bulk_create(
        TaskGoal(framework=new, task=made, goal=goals[goal_id]) for goal_id in links
    )
    return made


@action
def edit_framework(
    *, actor: Actor, framework_id: UUID, version: int, draft: FrameworkDraft
) -> Framework:
    """Change name, period or description. Raises ``EditConflict`` and ``PolicyError``."""
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    draft.check()
    check_version(framework, version, {str(_("Name")): framework.name})
    for name, value in vars(draft).items():
        setattr(framework, name, value)
    framework.version += 1
    framework.save(update_fields=["version", *vars(draft)])
    return framework


@action
def put_in_force(*, actor: Actor, framework_id: UUID) -> Framework:
    """Let everybody who takes part see and use a period that was prepared."""
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    if framework.state == FrameworkState.IN_FORCE:
        return framework
    framework.state = FrameworkState(
        workflow.check(workflow.FRAMEWORK, framework.state, FrameworkState.IN_FORCE)
    )
    framework.version += 1
    framework.save(update_fields=["state", "version"])
    return framework


@action
def end(*, actor: Actor, framework_id: UUID) -> Framework:
    """Close a period. Raises ``PolicyError`` while an open action has no decision."""
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    undecided = framework.actions.filter(
        is_current=True, state__in=OPEN_STATES, carry_decision=""
    ).count()
    if undecided:
        raise PolicyError(
            _("%(number)d open actions have no decision yet: carry over, finish or drop.")
            % {"number": undecided}
        )
    framework.state = FrameworkState(
        workflow.check(workflow.FRAMEWORK, framework.state, FrameworkState.ENDED)
    )
    framework.version += 1
    framework.save(update_fields=["state", "version"])
    return framework


@action
def decide(
    *, actor: Actor, action_id: UUID, version: int, decision: str, reason: str = ""
) -> PlannedAction:
    """Decide what becomes of an action: carry over, finish or drop (with a reason).

    Carrying over makes a new action in the next period that points back; the old one stays as it
    was, with its measurements, notes and history. Deciding the same again changes nothing.

    Raises ``PolicyError`` without a next period or reason, or when it was carried over already.
    """
    demand(actor, Permission.POLICY_EDIT)
    planned = locked_action(actor, action_id)
    refuse_personal_data(reason=reason)
    wanted = CarryDecision(decision)
    if planned.carry_decision == wanted and planned.carry_reason == reason.strip():
        return planned
    if planned.carry_decision == CarryDecision.CARRIED:
        raise PolicyError(_("This action was carried over already."), field="decision")
    check_version(planned, version, {str(_("Decision")): planned.get_carry_decision_display()})
    if wanted == CarryDecision.DROPPED and not reason.strip():
        raise PolicyError(_("Write down why; others need to understand it."), field="reason")
    planned.carry_decision, planned.carry_reason = wanted, reason.strip()
    came_from = planned.state
    _apply(planned, wanted, actor)
    planned.version += 1
    planned.save(
        update_fields=[
            "carry_decision", "carry_reason", "state", "state_reason", "state_since", "version"
        ]
    )  # fmt: skip
    note(
        planned,
        HistoryKind.DECIDED,
        actor=actor,
        came_from=came_from,
        state=planned.state,
        reason=planned.carry_reason,
        changes={str(_("Decision")): ["", str(wanted.label)]},
    )
    return planned


def _apply(planned: PlannedAction, wanted: CarryDecision, actor: Actor) -> None:
    """Do what the decision means; the caller saves the old action."""
    if wanted == CarryDecision.CARRIED:
        _carry(planned, actor)
    elif planned.is_open:
        finished = wanted == CarryDecision.FINISHED
        planned.state = ActionState.DONE if finished else ActionState.STOPPED
        planned.state_reason = planned.carry_reason
        planned.state_since = timezone.localdate()


def _carry(planned: PlannedAction, actor: Actor) -> PlannedAction:
    """Make the next period's action, with partners and indicators, and no measurement."""
    old = planned.framework
    new = Framework.objects.visible_to(actor).filter(predecessor=old).first()
    if new is None or not new.is_open:
        raise PolicyError(_("Prepare the next period first."), field="decision")
    task = new.tasks.filter(slug=planned.task.slug).first()
    if task is None:
        raise PolicyError(_("The next period has no such task."), field="decision")
    carried: PlannedAction = PlannedAction.objects.create(
        framework=new,
        task=task,
        position=planned.position,
        title=planned.title,
        description=planned.description,
        owner_id=planned.owner_id,
        starts_on=max(new.starts_on, planned.starts_on or new.starts_on),
        ends_on=planned.ends_on if planned.ends_on and planned.ends_on >= new.starts_on else None,
        state=planned.state if planned.state == ActionState.RUNNING else ActionState.PLANNED,
        state_since=timezone.localdate(),
        to_be_supplied=planned.to_be_supplied,
        source=planned.source,
        verification=planned.verification,
        carried_from=planned,
    )
    partners = planned.partnerships.values_list("organisation_id", flat=True)
    ActionPartner.objects.bulk_create(
        ActionPartner(framework=new, action=carried, organisation_id=pk) for pk in partners
    )
    ActionIndicator.objects.bulk_create(
        ActionIndicator(
            framework=new,
            action=carried,
            name=one.name,
            unit=one.unit,
            base=_latest(one),
            target=one.target,
            direction=one.direction,
            every_months=one.every_months,
            position=one.position,
        )
        for one in planned.indicators.filter(is_current=True)
    )
    note(carried, HistoryKind.CARRIED_IN, actor=actor, state=carried.state, reason=str(old))
    return carried


def _latest(indicator: ActionIndicator) -> Decimal | None:
    """Return where the old period ended: that is where the new one starts."""
    last = indicator.measurements.filter(withdrawn_at__isnull=True).order_by("measured_on").last()
    found: Decimal | None = last.value if last is not None else indicator.base
    return found
