"""The agenda: own points, what members ask, what is taken over, and the order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.network.meetings import paths, workflow
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.models import (
    Action,
    AgendaItem,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
)
from baken.network.meetings.queries import planners
from baken.network.meetings.steps import body_of, change, demand, locked, made_before

OPEN_STATES = {MeetingState.PLANNED, MeetingState.INVITED, MeetingState.HELD}


def _meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    """Return the meeting, locked, so that two people who add points get two places."""
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.is_cancelled:
        raise MeetingError(_("This meeting was cancelled; it has no agenda any more."))
    return meeting


def _next_position(meeting: Meeting) -> int:
    last = meeting.items.aggregate(last=Max("position"))["last"]
    return 1 if last is None else last + 1


@action
def add_point(
    *, actor: Actor, meeting_id: UUID, values: Mapping[str, Any], token: UUID | None = None
) -> AgendaItem:
    """Put a point at the end of the agenda; ``kind`` is own or bottleneck (with a reference)."""
    demand(actor)
    before = made_before(AgendaItem, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    meeting = _meeting(actor, meeting_id)
    if values.get("kind") == ItemKind.BOTTLENECK and not values.get("reference"):
        raise MeetingError(
            _("Give the reference of the case. Nothing else of it belongs here."),
            field="reference",
        )
    made: AgendaItem = AgendaItem.objects.create(
        body_id=meeting.body_id,
        meeting=meeting,
        position=_next_position(meeting),
        token=token,
        **values,
    )
    return made


@action
def edit_point(
    *, actor: Actor, item_id: UUID, version: int, values: Mapping[str, Any]
) -> AgendaItem:
    """Change a point; raises ``EditConflict`` when somebody else did so first."""
    demand(actor)
    item: AgendaItem = locked(AgendaItem, actor, item_id)
    change(item, version, values)
    return item


@action
def remove_point(*, actor: Actor, item_id: UUID) -> None:
    """Take a point off the agenda. What a member asked goes back to the waiting list.

    Raises ``MeetingError`` when something came out of it already.
    """
    demand(actor)
    item: AgendaItem = locked(AgendaItem, actor, item_id)
    if item.outcome or item.decisions.exists() or item.actions.exists():
        raise MeetingError(_("Something came out of this point, so it stays on the agenda."))
    if item.asked_by_id is not None:
        item.meeting, item.state, item.position = None, ItemState.ASKED, 0
        item.version += 1
        item.save(update_fields=["meeting", "state", "position", "version"])
    else:
        item.delete()


@action
def move_point(*, actor: Actor, item_id: UUID, up: bool) -> None:
    """Change places with the point above or below; at the end nothing happens. O(points)."""
    demand(actor)
    item: AgendaItem = locked(AgendaItem, actor, item_id)
    if item.meeting_id is None:
        raise MeetingError(_("This point is not on an agenda."))
    meeting = _meeting(actor, item.meeting_id)
    points = list(
        meeting.items.filter(state=ItemState.ACCEPTED)
        .select_for_update()
        .order_by("position", "created_at")
    )
    here = next(place for place, point in enumerate(points) if point.pk == item.pk)
    there = here - 1 if up else here + 1
    if 0 <= there < len(points):
        points[here], points[there] = points[there], points[here]
    for position, point in enumerate(points, 1):
        if point.position != position:
            point.position = position
            point.save(update_fields=["position"])


@action
def take_over(*, actor: Actor, meeting_id: UUID) -> int:
    """Put the previous minutes, open actions and what members asked on the agenda.

    The minutes come first, and who asked hears of it. Pressing again adds only what is new;
    return how many were added.
    """
    demand(actor)
    meeting = _meeting(actor, meeting_id)
    there = list(meeting.items.values_list("about_meeting_id", "about_action_id"))
    made = 0
    previous = (
        Meeting.objects.visible_to(actor)
        .filter(body_id=meeting.body_id, state=MeetingState.HELD, starts_at__lt=meeting.starts_at)
        .order_by("-starts_at")
        .first()
    )
    if previous is not None and previous.pk not in {one for one, _action in there}:
        _put_minutes_first(meeting, previous)
        made += 1
    known = {one for _meeting_id, one in there}
    position = _next_position(meeting)
    for open_action in (
        Action.objects.visible_to(actor).still_open().filter(body_id=meeting.body_id)
    ):
        if open_action.pk not in known:
            _put_action(meeting, open_action, position)
            position, made = position + 1, made + 1
    waiting = AgendaItem.objects.visible_to(actor).waiting().filter(body_id=meeting.body_id)
    for item in waiting.filter(meeting__isnull=True) | waiting.filter(meeting=meeting):
        _accept(item, meeting, position)
        _tell_who_asked(item, actor)
        position, made = position + 1, made + 1
    return made


def _put_minutes_first(meeting: Meeting, previous: Meeting) -> None:
    day = date_format(timezone.localdate(previous.starts_at), "j F Y")
    AgendaItem.objects.create(
        body_id=meeting.body_id,
        meeting=meeting,
        kind=ItemKind.MINUTES,
        about_meeting=previous,
        position=0,
        title=_("Minutes of %(day)s") % {"day": day},
    )


def _put_action(meeting: Meeting, open_action: Action, position: int) -> None:
    AgendaItem.objects.create(
        body_id=meeting.body_id,
        meeting=meeting,
        kind=ItemKind.ACTION,
        about_action=open_action,
        position=position,
        title=open_action.text[:200],
    )


@action
def ask_point(
    *,
    actor: Actor,
    body_id: UUID,
    values: Mapping[str, Any],
    token: UUID | None = None,
) -> AgendaItem:
    """Ask for a point, as a member; the coordinator hears of it.

    ``values`` are title and text. Raises ``ConsultationBody.DoesNotExist`` for who has no seat.
    """
    demand(actor, Permission.BODY_READ)
    before = made_before(AgendaItem, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    body = body_of(actor, body_id)
    item: AgendaItem = AgendaItem.objects.create(
        body=body,
        kind=ItemKind.ASKED,
        state=ItemState.ASKED,
        asked_by_id=actor.membership_id,
        token=token,
        **values,
    )
    others = [one for one in planners() if one != actor.membership_id]
    if others:
        notify(
            membership_ids=others,
            kind="meeting.point-asked",
            subject=("agenda-item", item.pk),
            path=paths.body(body),
        )
    return item


@action
def take_back_point(*, actor: Actor, item_id: UUID) -> None:
    """Take back what one asked, as long as nobody answered."""
    demand(actor, Permission.BODY_READ)
    rows = AgendaItem.objects.visible_to(actor).filter(pk=item_id)
    if not rows.exists():
        raise AgendaItem.DoesNotExist
    # Not locked first: an answered request is one that the database lets nobody else lock.
    own = rows.filter(asked_by=actor.membership_id, state=ItemState.ASKED)
    if not own.update(state=ItemState.WITHDRAWN):
        raise MeetingError(_("This request was answered already."))


@action
def answer_point(
    *, actor: Actor, item_id: UUID, meeting_id: UUID | None, answer: str = ""
) -> AgendaItem:
    """Put what a member asked on the agenda of a meeting, or (None) say why not.

    Who asked hears of it. Raises ``MeetingError`` for a refusal without a reason.
    """
    demand(actor)
    item: AgendaItem = locked(AgendaItem, actor, item_id)
    target = ItemState.ACCEPTED if meeting_id else ItemState.DECLINED
    if not workflow.may_move(workflow.ITEM, item.state, target):
        raise MeetingError(_("This request was answered or taken back already."))
    if meeting_id is None:
        if not answer.strip():
            raise MeetingError(_("Say why this point does not come on the agenda."), field="answer")
        item.state, item.answer = target, answer.strip()
        item.version += 1
        item.save(update_fields=["state", "answer", "version"])
    else:
        meeting = _meeting(actor, meeting_id)
        if meeting.body_id != item.body_id:
            raise MeetingError(_("Choose a meeting of the same body."), field="meeting")
        item.answer = answer.strip()
        _accept(item, meeting, _next_position(meeting))
    _tell_who_asked(item, actor)
    return item


def _tell_who_asked(item: AgendaItem, actor: Actor) -> None:
    if item.asked_by_id is not None and item.asked_by_id != actor.membership_id:
        notify(
            membership_ids=[item.asked_by_id],
            kind="meeting.point-answered",
            subject=("agenda-item", item.pk),
            path=paths.body(item.body),
        )


def _accept(item: AgendaItem, meeting: Meeting, position: int) -> None:
    item.meeting, item.state, item.position = meeting, ItemState.ACCEPTED, position
    item.version += 1
    item.save(update_fields=["meeting", "state", "position", "answer", "version"])
