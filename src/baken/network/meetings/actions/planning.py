"""Planning meetings: one or a series, changing them, cancelling them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.region.calendar import current_calendar
from baken.network.meetings import changes, workflow
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import Meeting, MeetingSeries, MeetingState
from baken.network.meetings.recurrence import Rule, local
from baken.network.meetings.steps import body_of, change, demand, locked, made_before

NEWS = frozenset({"starts_at", "ends_at", "place", "online_link"})
"""What people's calendars show: a change of it is a new ``sequence`` (RFC 5546, 2.1.4)."""


@action
def plan(*, actor: Actor, body_id: UUID, values: Mapping[str, Any], token: UUID) -> Meeting:
    """Plan one meeting; ``values`` are starts_at, ends_at, place, online_link and note.

    Raises ``MeetingError`` for a public holiday or a moment the body already meets on.
    """
    demand(actor)
    before = made_before(Meeting, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    body = body_of(actor, body_id)
    _refuse_holiday(values["starts_at"])
    return _store(Meeting(body=body, token=token, **values))


@action
def plan_series(
    *,
    actor: Actor,
    body_id: UUID,
    rule: Rule,
    first: dt.date,
    days: Sequence[dt.date],
    hours: tuple[dt.time, dt.time],
    values: Mapping[str, Any],
    token: UUID,
) -> list[Meeting]:
    """Plan the chosen ``days`` of a series; each day gets its own local time and its own token.

    ``days`` must come from the rule and be no public holiday; raises ``MeetingError``. The same
    form sent again plans nothing more. One query per meeting, at most 24.
    """
    demand(actor)
    if made_before(Meeting, actor, token) is not None:
        return []
    body = body_of(actor, body_id)
    if not days or not set(days) <= set(rule.days(first)):
        raise MeetingError(_("Choose at least one of the dates of the series."), field="days")
    series = MeetingSeries.objects.create(body=body, rule=rule.text(first), first_day=first)
    planned = []
    for number, day in enumerate(sorted(days)):
        starts_at = local(day, hours[0])
        _refuse_holiday(starts_at)
        meeting = Meeting(
            body=body,
            series=series,
            starts_at=starts_at,
            ends_at=local(day, hours[1]),
            token=token if number == 0 else None,
            **values,
        )
        planned.append(_store(meeting))
    return planned


def _refuse_holiday(starts_at: dt.datetime) -> None:
    day = timezone.localdate(starts_at)
    if current_calendar().is_holiday(day):
        raise MeetingError(
            _("%(day)s is a public holiday. Choose another day.")
            % {"day": date_format(day, "l j F Y").capitalize()},
            field="day",
        )


def _store(meeting: Meeting) -> Meeting:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise _taken(meeting) from error
    return meeting


def _taken(meeting: Meeting) -> MeetingError:
    when = date_format(timezone.localtime(meeting.starts_at), "l j F Y, H:i")
    return MeetingError(_("This body already meets on %(when)s.") % {"when": when}, field="day")


@action
def change_meeting(
    *, actor: Actor, meeting_id: UUID, version: int, values: Mapping[str, Any]
) -> Meeting:
    """Change a meeting that was not held or cancelled; members with an invitation hear of it.

    Raises ``EditConflict`` when somebody else changed it first, ``MeetingError`` otherwise.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.state not in {MeetingState.PLANNED, MeetingState.INVITED}:
        raise MeetingError(_("This meeting was held or cancelled and cannot be changed."))
    if values["starts_at"] != meeting.starts_at:
        _refuse_holiday(values["starts_at"])
    is_news = any(getattr(meeting, name) != values[name] for name in NEWS if name in values)
    if is_news:
        meeting.sequence += 1
        meeting.changed_at = timezone.now()
    also = ("sequence", "changed_at") if is_news else ()
    try:
        with transaction.atomic():
            change(meeting, version, values, *also)
    except IntegrityError as error:
        raise _taken(meeting) from error
    if is_news and meeting.state == MeetingState.INVITED:
        changes.tell(actor, meeting)
    return meeting


@action
def cancel(*, actor: Actor, meeting_id: UUID, version: int, reason: str) -> Meeting:
    """Cancel a meeting and say why; members with an invitation hear of it.

    What members had asked to talk about goes back to the waiting list of the body. Cancelling
    twice changes nothing.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.is_cancelled:
        return meeting
    if not workflow.may_move(workflow.MEETING, meeting.state, MeetingState.CANCELLED):
        raise MeetingError(_("A meeting that was held cannot be cancelled."))
    if not reason.strip():
        raise MeetingError(_("Say why the meeting is cancelled."), field="reason")
    if meeting.version != version:
        raise EditConflict(meeting.version, {"starts_at": meeting.starts_at})
    was_invited = meeting.state == MeetingState.INVITED
    meeting.state = MeetingState.CANCELLED
    meeting.cancel_reason = reason.strip()
    meeting.sequence += 1
    meeting.version += 1
    meeting.changed_at = timezone.now()
    meeting.save(update_fields=["state", "cancel_reason", "sequence", "version", "changed_at"])
    meeting.items.filter(asked_by__isnull=False).update(meeting=None, state="asked", position=0)
    if was_invited:
        changes.tell(actor, meeting)
    return meeting


@action
def mark_invited(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Note that the invitations went out; called by who sends them. Again changes nothing."""
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.state == MeetingState.INVITED:
        return meeting
    if not workflow.may_move(workflow.MEETING, meeting.state, MeetingState.INVITED):
        raise MeetingError(_("Invitations go out for a meeting that is planned."))
    meeting.state = MeetingState.INVITED
    meeting.invited_at = timezone.now()
    meeting.save(update_fields=["state", "invited_at"])
    return meeting
