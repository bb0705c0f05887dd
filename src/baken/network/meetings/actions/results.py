"""Decisions with their numbers, actions with their owners, and what bodies do for each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.network.meetings import paths, workflow
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import (
    Action,
    ActionState,
    Assignment,
    Decision,
    DecisionState,
    Meeting,
)
from baken.network.meetings.steps import body_of, change, demand, locked, made_before


@action
def decide(
    *,
    actor: Actor,
    meeting_id: UUID,
    text: str,
    item_id: UUID | None = None,
    replaces_id: UUID | None = None,
    token: UUID | None = None,
) -> Decision:
    """Write a decision and give it the next number of its body and year.

    Numbers have no gaps and no doubles, also when two people decide at once: the number is
    drawn behind a lock of that body and year. ``replaces_id`` puts an older decision out of
    force. Raises ``MeetingError`` or ``DoesNotExist``.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.is_cancelled:
        raise MeetingError(_("This meeting was cancelled; nothing can be noted."))
    year = meeting.day.year
    _hold_numbers(meeting.body_id, year)
    before = made_before(Decision, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    of_body = Decision.objects.visible_to(actor).filter(body_id=meeting.body_id)
    last = of_body.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    replaces = _put_aside(of_body, replaces_id)
    made: Decision = Decision.objects.create(
        body_id=meeting.body_id,
        meeting=meeting,
        item=_item_of(meeting, item_id),
        year=year,
        number=last + 1,
        made_on=meeting.day,
        text=text,
        replaces=replaces,
        token=token,
    )
    return made


def _hold_numbers(body_id: UUID, year: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"meetings.decision {body_id} {year}"],
        )


def _put_aside(of_body: Any, replaces_id: UUID | None) -> Decision | None:
    if replaces_id is None:
        return None
    old: Decision = of_body.select_for_update().get(pk=replaces_id)
    if old.state != DecisionState.IN_FORCE:
        raise MeetingError(_("That decision is not in force any more."), field="replaces")
    old.state = DecisionState.REPLACED
    old.version += 1
    old.save(update_fields=["state", "version"])
    return old


def _item_of(meeting: Meeting, item_id: UUID | None) -> Any:
    return None if item_id is None else meeting.items.get(pk=item_id)


@action
def withdraw_decision(*, actor: Actor, decision_id: UUID, reason: str) -> Decision:
    """Put a decision out of force with a reason; it keeps its number and its text."""
    demand(actor)
    decision: Decision = locked(Decision, actor, decision_id)
    if decision.state != DecisionState.IN_FORCE:
        raise MeetingError(_("That decision is not in force any more."))
    if not reason.strip():
        raise MeetingError(_("Say why the decision is withdrawn."), field="reason")
    decision.state, decision.reason = DecisionState.WITHDRAWN, reason.strip()
    decision.version += 1
    decision.save(update_fields=["state", "reason", "version"])
    return decision


@action
def add_action(
    *,
    actor: Actor,
    meeting_id: UUID,
    values: Mapping[str, Any],
    item_id: UUID | None = None,
    decision_id: UUID | None = None,
    token: UUID | None = None,
) -> Action:
    """Give somebody an action; an owner who works in Baken hears of it.

    ``values`` are text, due_on and owner, or owner_organisation and owner_function.
    """
    demand(actor)
    before = made_before(Action, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if not values.get("owner") and not values.get("owner_function"):
        raise MeetingError(_("Choose who does this, or write a function."), field="owner")
    if values["due_on"] < min(timezone.localdate(), timezone.localdate(meeting.starts_at)):
        raise MeetingError(_("This day lies before the meeting."), field="due_on")
    decision = None if decision_id is None else meeting.decisions.get(pk=decision_id)
    made: Action = Action.objects.create(
        body_id=meeting.body_id,
        meeting=meeting,
        item=_item_of(meeting, item_id),
        decision=decision,
        token=token,
        **values,
    )
    _tell_owner(made, actor, "action.assigned")
    return made


def _tell_owner(row: Action, actor: Actor, kind: str) -> None:
    if row.owner_id is not None and row.owner_id != actor.membership_id:
        notify(
            membership_ids=[row.owner_id],
            kind=kind,
            subject=("body-action", row.pk),
            path=paths.action(row.pk),
            on=row.due_on,
        )


def _own_or_planned(actor: Actor, action_id: UUID) -> Action:
    """Return an action of the actor's own, or any for who plans, locked.

    Raises ``PermissionDenied`` for somebody else's, which the database lets nobody else lock.
    """
    seen: Action = Action.objects.visible_to(actor).get(pk=action_id)
    if not actor.may(Permission.BODY_PLAN) and seen.owner_id != actor.membership_id:
        raise PermissionDenied
    row: Action = locked(Action, actor, action_id)
    return row


@action
def change_action(
    *, actor: Actor, action_id: UUID, version: int, values: Mapping[str, Any]
) -> Action:
    """Change text, owner or date; a new owner hears of it. For who plans."""
    demand(actor)
    row: Action = locked(Action, actor, action_id)
    before = row.owner_id
    change(row, version, values)
    if row.owner_id != before:
        _tell_owner(row, actor, "action.assigned")
    return row


@action
def close_action(
    *, actor: Actor, action_id: UUID, version: int, state: str, reason: str = ""
) -> Action:
    """Report an action done, or dropped with a reason; for its owner and who plans."""
    demand(actor, Permission.BODY_READ)
    row = _own_or_planned(actor, action_id)
    if row.state == state:
        return row
    if state == ActionState.OPEN or not workflow.may_move(workflow.ACTION, row.state, state):
        raise MeetingError(_("This action was closed already."))
    if state == ActionState.DROPPED and not reason.strip():
        raise MeetingError(_("Say why this action is dropped."), field="reason")
    if row.version != version:
        raise EditConflict(row.version, {"text": row.text, "due_on": row.due_on})
    row.state, row.reason, row.closed_on = state, reason.strip(), timezone.localdate()
    row.version += 1
    row.save(update_fields=["state", "reason", "closed_on", "version"])
    return row


@action
def reopen_action(*, actor: Actor, action_id: UUID) -> Action:
    """Open an action again; for its owner and who plans."""
    demand(actor, Permission.BODY_READ)
    row = _own_or_planned(actor, action_id)
    if row.state != ActionState.OPEN:
        row.state, row.closed_on = ActionState.OPEN, None
        row.version += 1
        row.save(update_fields=["state", "closed_on", "version"])
    return row


@action
def give_assignment(
    *, actor: Actor, values: Mapping[str, Any], token: UUID | None = None
) -> Assignment:
    """Note what one body prepares for, or commissions from, another.

    ``values`` are kind, by_body, for_body, text and maybe item, decision, target_meeting.
    """
    demand(actor)
    before = made_before(Assignment, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    for name in ("by_body", "for_body"):
        body_of(actor, values[name].pk)
    if values["by_body"] == values["for_body"]:
        raise MeetingError(_("Choose two different bodies."), field="for_body")
    made: Assignment = Assignment.objects.create(token=token, **values)
    return made


@action
def change_assignment(
    *, actor: Actor, assignment_id: UUID, version: int, values: Mapping[str, Any]
) -> Assignment:
    """Change the text, the state, what came of it, or the meeting it is for."""
    demand(actor)
    row: Assignment = locked(Assignment, actor, assignment_id)
    change(row, version, values)
    return row
