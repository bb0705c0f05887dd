"""During and after a meeting: who was there, what came out of each point, and that it was held.

Each block of the page is saved by itself. Two people can note at once: only what one of them
changed is written, and what both changed differently is shown to the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation
from baken.network.meetings import workflow
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Presence,
)
from baken.network.meetings.queries import members
from baken.network.meetings.steps import change, demand, hold, locked


@dataclass(frozen=True)
class Noted:
    """What somebody saw for one person and what they made of it."""

    was: str
    now: str


@action
def note_attendance(
    *,
    actor: Actor,
    meeting_id: UUID,
    by_membership: Mapping[UUID, Noted],
    by_row: Mapping[UUID, Noted] | None = None,
) -> list[str]:
    """Write the presences that were changed; return the names of those somebody else changed too.

    ``by_membership`` for members, ``by_row`` for others by the id of their row. A membership
    that has no seat today and no row is passed over. Three queries and one per change.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    _demand_standing(meeting)
    rows = list(
        meeting.attendances.select_for_update(of=("self",)).select_related(
            "membership__account", "organisation"
        )
    )
    clashes = []
    by_id = {row.pk: row for row in rows}
    found = {row.membership_id: row for row in rows if row.membership_id}
    for row_id, noted in (by_row or {}).items():
        if row_id in by_id and not _write(by_id[row_id], noted):
            clashes.append(by_id[row_id].function)
    seated = {one.pk: one for one in members(meeting.body)}
    for membership_id, noted in by_membership.items():
        row = found.get(membership_id)
        if row is None and membership_id in seated:
            row = Attendance(
                meeting=meeting,
                membership=seated[membership_id],
                organisation_id=seated[membership_id].organisation_id,
            )
        if row is not None and not _write(row, noted):
            clashes.append(row.membership.account.name if row.membership else row.function)
    return clashes


def _write(row: Attendance, noted: Noted) -> bool:
    """Write one presence; False when somebody else made something different of it."""
    if noted.now == noted.was or noted.now not in Presence.values:
        return True
    if row.presence not in {noted.was, noted.now}:
        return False
    row.presence = noted.now
    row.save()
    return True


def _demand_standing(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise MeetingError(_("This meeting was cancelled; nothing can be noted."))


@action
def add_guest(
    *,
    actor: Actor,
    meeting_id: UUID,
    organisation: Organisation | None,
    function: str,
) -> Attendance:
    """Note somebody present who has no seat, by function and organisation, not by name."""
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    _demand_standing(meeting)
    row = Attendance(
        meeting=meeting,
        organisation=organisation,
        function=function.strip(),
        presence=Presence.PRESENT,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise MeetingError(_("This function is on the list already."), field="function") from error
    return row


@action
def report_absence(*, actor: Actor, meeting_id: UUID, absent: bool) -> None:
    """Say, as a member, that one cannot come, or can after all."""
    demand(actor, Permission.BODY_READ)
    meeting: Meeting = Meeting.objects.visible_to(actor).get(pk=meeting_id)
    if meeting.state not in {MeetingState.PLANNED, MeetingState.INVITED}:
        raise MeetingError(_("This meeting is over or was cancelled."))
    seat = next((one for one in members(meeting.body) if one.pk == actor.membership_id), None)
    if seat is None:
        raise MeetingError(_("You have no seat in this body."))
    presence = Presence.EXCUSED if absent else Presence.INVITED
    hold(f"meetings.absence {meeting.pk} {seat.pk}")
    row = Attendance.objects.visible_to(actor).filter(meeting=meeting, membership=seat).first()
    if row is None:
        Attendance.objects.create(
            meeting=meeting,
            membership=seat,
            organisation_id=seat.organisation_id,
            presence=presence,
        )
    elif row.presence not in {Presence.INVITED, Presence.EXCUSED}:
        raise MeetingError(_("Your presence was noted already."))
    elif row.presence != presence:
        row.presence = presence
        row.save(update_fields=["presence"])


@action
def note_outcome(*, actor: Actor, item_id: UUID, version: int, outcome: str) -> AgendaItem:
    """Write what came out of a point; raises ``EditConflict`` when somebody else wrote first."""
    demand(actor)
    item: AgendaItem = locked(AgendaItem, actor, item_id)
    change(item, version, {"outcome": outcome})
    return item


@action
def mark_held(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Note that the meeting took place: from now on it counts for the minimum.

    Raises ``MeetingError`` before it began. Again changes nothing.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.is_held:
        return meeting
    if not workflow.may_move(workflow.MEETING, meeting.state, MeetingState.HELD):
        raise MeetingError(_("This meeting was cancelled; nothing can be noted."))
    if meeting.starts_at > timezone.now():
        raise MeetingError(_("This meeting has not begun yet."))
    meeting.state = MeetingState.HELD
    meeting.held_at = timezone.now()
    meeting.noted_by_id = actor.membership_id
    meeting.version += 1
    meeting.save(update_fields=["state", "held_at", "noted_by", "version"])
    return meeting
