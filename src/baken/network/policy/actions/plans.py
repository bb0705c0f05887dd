"""A municipality's own execution plan: its focal points write it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation
from baken.network.policy import workflow
from baken.network.policy.errors import PeriodEnded, PolicyError
from baken.network.policy.models import ActionState, MunicipalPlan, PlanItem, PlanState
from baken.network.policy.steps import check_version, demand, open_framework, refuse_personal_data

ITEM = ("title", "description", "owner_function", "starts_on", "due_on", "state", "state_reason")


@dataclass(frozen=True)
class ItemDraft:
    """What a focal point fills in about one item; ``owner_function`` is a function, no name."""

    task_id: UUID
    title: str
    supports_id: UUID | None = None
    description: str = ""
    owner_function: str = ""
    starts_on: dt.date | None = None
    due_on: dt.date | None = None
    state: str = ActionState.PLANNED
    state_reason: str = ""

    def check(self) -> None:
        """Raise ``PolicyError`` for what cannot be."""
        if self.starts_on and self.due_on and self.due_on < self.starts_on:
            raise PolicyError(_("The last day lies before the first."), field="due_on")
        if self.state in workflow.SETBACKS and not self.state_reason.strip():
            raise PolicyError(
                _("Write down why; others need to understand it."), field="state_reason"
            )
        refuse_personal_data(
            title=self.title,
            description=self.description,
            owner_function=self.owner_function,
            state_reason=self.state_reason,
        )


@action
def start_plan(*, actor: Actor, framework_id: UUID) -> MunicipalPlan:
    """Begin the plan of the own municipality; when there is one, return that.

    Raises ``PolicyError`` for an organisation that is no municipality, and ``PeriodEnded``.
    """
    demand(actor, Permission.POLICY_EDIT_OWN)
    framework = open_framework(actor, framework_id)
    assert actor.organisation_id is not None, "who keeps a plan works for an organisation"
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    if not organisation.is_municipality:
        raise PolicyError(_("Only a municipality has a plan of its own."))
    plan: MunicipalPlan
    plan, _made = MunicipalPlan.objects.visible_to(actor).get_or_create(
        framework=framework,
        organisation=organisation,
        defaults={"changed_by_id": actor.membership_id},
    )
    return plan


def _own_plan(actor: Actor, plan_id: UUID) -> MunicipalPlan:
    """Return the own municipality's plan, locked, of a period that still runs."""
    demand(actor, Permission.POLICY_EDIT_OWN)
    plan: MunicipalPlan = (
        MunicipalPlan.objects.visible_to(actor)
        .select_related("framework")
        .select_for_update(of=("self",))
        .get(pk=plan_id)
    )
    if plan.organisation_id != actor.organisation_id:
        raise PermissionDenied
    if not plan.framework.is_open or plan.state == PlanState.ENDED:
        raise PeriodEnded
    return plan


@action
def edit_plan(
    *,
    actor: Actor,
    plan_id: UUID,
    version: int,
    introduction: str,
    website: str = "",
    adopted_on: dt.date | None = None,
) -> MunicipalPlan:
    """Change what stands above the plan; a day of adoption makes it adopted.

    Raises ``EditConflict`` and ``PolicyError``.
    """
    plan = _own_plan(actor, plan_id)
    check_version(plan, version, {str(_("Introduction")): plan.introduction})
    refuse_personal_data(introduction=introduction)
    wanted = PlanState.ADOPTED if adopted_on else PlanState.DRAFT
    if plan.state != wanted:
        plan.state = PlanState(workflow.check(workflow.PLAN, plan.state, wanted))
    plan.introduction, plan.website, plan.adopted_on = introduction, website, adopted_on
    plan.version += 1
    plan.changed_by_id = actor.membership_id
    plan.save(
        update_fields=[
            "introduction", "website", "adopted_on", "state", "version", "changed_by", "changed_at"
        ]
    )  # fmt: skip
    return plan


@action
def add_item(*, actor: Actor, plan_id: UUID, draft: ItemDraft, token: UUID) -> PlanItem:
    """Add an item under a task; the same ``token`` twice adds once."""
    plan = _own_plan(actor, plan_id)
    draft.check()
    known: PlanItem | None = plan.items.filter(token=token).first()
    if known is not None:
        return known
    made: PlanItem = PlanItem.objects.create(
        plan=plan,
        organisation_id=plan.organisation_id,
        token=token,
        changed_by_id=actor.membership_id,
        **_links(plan, draft),
        **{name: getattr(draft, name) for name in ITEM},
    )
    return made


@action
def edit_item(
    *, actor: Actor, plan_id: UUID, item_id: UUID, version: int, draft: ItemDraft
) -> PlanItem:
    """Change an item. Raises ``EditConflict``, and ``PolicyError`` for a state it cannot reach."""
    plan = _own_plan(actor, plan_id)
    item: PlanItem = plan.items.select_for_update(of=("self",)).get(pk=item_id)
    check_version(item, version, _described(item))
    draft.check()
    if draft.state != item.state:
        workflow.check(workflow.ACTION, item.state, draft.state, reason=draft.state_reason)
    for name in ITEM:
        setattr(item, name, getattr(draft, name))
    for name, value in _links(plan, draft).items():
        setattr(item, name, value)
    item.version += 1
    item.changed_by_id = actor.membership_id
    item.save(update_fields=[*ITEM, "task", "supports", "version", "changed_by", "changed_at"])
    return item


def _links(plan: MunicipalPlan, draft: ItemDraft) -> dict[str, Any]:
    """Return task and supported action, both of the plan's own framework."""
    task = plan.framework.tasks.get(pk=draft.task_id)
    supports = None
    if draft.supports_id is not None:
        supports = plan.framework.actions.get(pk=draft.supports_id)
    return {"task": task, "supports": supports}


def _described(item: PlanItem) -> dict[str, object]:
    return {
        str(_("Title")): item.title,
        str(_("State")): item.get_state_display(),
        str(_("To be done by")): item.due_on or "",
    }
