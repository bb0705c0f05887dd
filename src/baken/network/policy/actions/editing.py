"""Adding, changing, ordering and closing actions of the region; the coordinator does this."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.region.models import Organisation
from baken.network.policy import workflow
from baken.network.policy.errors import PolicyError
from baken.network.policy.models import (
    ActionPartner,
    ActionState,
    HistoryKind,
    PlannedAction,
    Task,
)
from baken.network.policy.paths import action_path
from baken.network.policy.steps import (
    check_version,
    demand,
    in_words,
    locked_action,
    locked_framework,
    note,
    refuse_personal_data,
)

STEP = 10
"""Distance between the places of two neighbours."""
PLAIN = ("title", "description", "starts_on", "ends_on")


@dataclass(frozen=True)
class ActionDraft:
    """What the coordinator fills in about an action."""

    task_id: UUID
    title: str
    description: str = ""
    owner_id: UUID | None = None
    partner_ids: frozenset[UUID] = field(default_factory=frozenset)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    def check(self) -> None:
        """Raise ``PolicyError`` for what cannot be."""
        if not self.title.strip():
            raise PolicyError(_("Give the action a title."), field="title")
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise PolicyError(_("The last day lies before the first."), field="ends_on")
        if self.owner_id in self.partner_ids:
            raise PolicyError(_("The owner need not be a partner as well."), field="partners")
        refuse_personal_data(title=self.title, description=self.description)


@action
def add_action(
    *, actor: Actor, framework_id: UUID, draft: ActionDraft, token: UUID
) -> PlannedAction:
    """Add an action at the end of its task. The same ``token`` twice adds once.

    Raises ``PolicyError``, ``PeriodEnded``, or ``DoesNotExist`` for a task of another period.
    """
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    draft.check()
    earlier: PlannedAction | None = framework.actions.filter(pk=token).first()
    if earlier is not None:
        return earlier
    task = framework.tasks.get(pk=draft.task_id)
    planned: PlannedAction = PlannedAction.objects.create(
        pk=token,
        framework=framework,
        task=task,
        position=_last(task) + STEP,
        owner_id=draft.owner_id,
        state_since=timezone.localdate(),
        **{name: getattr(draft, name) for name in PLAIN},
    )
    _set_partners(planned, draft.partner_ids)
    note(planned, HistoryKind.ADDED, actor=actor, state=planned.state)
    tell_owner(planned)
    return planned


@action
def edit_action(
    *, actor: Actor, action_id: UUID, version: int, draft: ActionDraft
) -> PlannedAction:
    """Change an action. Raises ``EditConflict`` when somebody was first, and ``PolicyError``."""
    demand(actor, Permission.POLICY_EDIT)
    planned = locked_action(actor, action_id)
    draft.check()
    before = described(planned)
    check_version(planned, version, before)
    old_owner = planned.owner_id
    task = planned.framework.tasks.get(pk=draft.task_id)
    if task.pk != planned.task_id:
        planned.task, planned.position = task, _last(task) + STEP
    for name in PLAIN:
        setattr(planned, name, getattr(draft, name))
    planned.owner_id = draft.owner_id
    planned.to_be_supplied = False
    planned.version += 1
    fields = ["task", "position", "owner", "to_be_supplied", "version", *PLAIN]
    planned.save(update_fields=fields)
    _set_partners(planned, draft.partner_ids)
    after = described(PlannedAction.objects.visible_to(actor).get(pk=planned.pk))
    changes = {key: [before[key], after[key]] for key in after if before.get(key) != after[key]}
    if changes:
        note(planned, HistoryKind.EDITED, actor=actor, changes=changes)
    if planned.owner_id != old_owner:
        tell_owner(planned)
    return planned


@action
def change_state(
    *, actor: Actor, action_id: UUID, version: int, state: str, reason: str = ""
) -> PlannedAction:
    """Put an action in another state; closing and setbacks need a reason.

    Raises ``EditConflict``, or ``PolicyError`` for a step the life cycle lacks.
    """
    demand(actor, Permission.POLICY_EDIT)
    planned = locked_action(actor, action_id)
    check_version(planned, version, {"state": planned.get_state_display()})
    came_from = planned.state
    refuse_personal_data(reason=reason)
    planned.state = ActionState(workflow.check(workflow.ACTION, came_from, state, reason=reason))
    planned.state_reason = reason.strip()
    planned.state_since = timezone.localdate()
    planned.version += 1
    planned.save(update_fields=["state", "state_reason", "state_since", "version"])
    note(
        planned,
        HistoryKind.STATE,
        actor=actor,
        came_from=came_from,
        state=planned.state,
        reason=planned.state_reason,
    )
    tell_owner(planned, "policy.state-changed", on=planned.state_since)
    return planned


@action
def move_action(*, actor: Actor, action_id: UUID, up: bool) -> PlannedAction:
    """Change places with the neighbour above or below in the same task; at the edge: nothing.

    Renumbers the task's actions, so that equal places cannot stay. O(actions of the task).
    """
    demand(actor, Permission.POLICY_EDIT)
    planned = locked_action(actor, action_id)
    row = list(planned.task.actions.filter(is_current=True).select_for_update(of=("self",)))
    place = next(i for i, one in enumerate(row) if one.pk == planned.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(row):
        return planned
    row[place], row[other] = row[other], row[place]
    for number, one in enumerate(row, start=1):
        if one.position != number * STEP:
            one.position = number * STEP
            one.save(update_fields=["position"])
    note(row[other], HistoryKind.MOVED, actor=actor)
    return planned


def described(planned: PlannedAction) -> dict[str, Any]:
    """Return an action's fields as words by label, for history and for a conflict. Two queries."""
    values: dict[str, Any] = {
        "title": planned.title,
        "description": planned.description,
        "starts_on": in_words(planned.starts_on),
        "ends_on": in_words(planned.ends_on),
    }
    values["task"] = str(planned.task)
    values["owner"] = str(planned.owner or "")
    values["partners"] = ", ".join(planned.partners.values_list("name", flat=True))
    labels = {name: label_of(name) for name in values}
    return {labels[name]: value for name, value in values.items()}


def label_of(name: str) -> str:
    """Return the words for a field of an action."""
    model_field = PlannedAction._meta.get_field(name)
    return capfirst(str(getattr(model_field, "verbose_name", name)))


def tell_owner(
    planned: PlannedAction, kind: str = "policy.expected", on: dt.date | None = None
) -> None:
    """Let the people of the owner know that something is expected of them, or has changed."""
    if planned.owner_id is None or planned.framework.state != "in-force":
        return
    notify(
        kind=kind,
        subject=("policy-action", planned.pk),
        path=action_path(planned),
        organisation_id=planned.owner_id,
        permission=Permission.POLICY_READ,
        on=on or planned.ends_on,
    )


def _last(task: Task) -> int:
    return task.actions.aggregate(last=Max("position"))["last"] or 0


def _set_partners(planned: PlannedAction, wanted: Iterable[UUID]) -> None:
    known = set(planned.partnerships.values_list("organisation_id", flat=True))
    chosen = set(Organisation.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    planned.partnerships.exclude(organisation_id__in=chosen).delete()
    ActionPartner.objects.bulk_create(
        ActionPartner(
            framework_id=planned.framework_id, action=planned, organisation_id=organisation_id
        )
        for organisation_id in sorted(chosen - known)
    )
