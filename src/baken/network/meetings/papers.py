"""Agenda and minutes as files, and sending them to the members when the coordinator says so.

The same paper goes to the same person once: its digest stands in the letter. After a correction
it goes again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.people.models import Membership
from baken.network.letters.actions import Attachment, send
from baken.network.letters.models import Letter

from . import letter_kinds as kinds
from .errors import MeetingError
from .invitations import SUBJECT, members_of, words_of
from .minutes_pdf import Sheet, agenda_as_pdf, minutes_as_pdf
from .models import Attendance, Meeting, MeetingState
from .sheets import agenda_sheet, minutes_sheet
from .steps import demand, locked

_SYSTEM = Actor.system("papers")


@action
def send_agenda(*, actor: Actor, meeting_id: UUID) -> int:
    """Send the agenda as PDF to the members of today; return how many letters that made.

    Raises ``PermissionDenied``, and ``MeetingError`` without points or for what is over.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.is_cancelled or meeting.ends_at <= timezone.now():
        raise MeetingError(_("This meeting is over or was cancelled; its agenda is not sent."))
    sheet = agenda_sheet(actor, meeting)
    if not sheet.points:
        raise MeetingError(_("The agenda has no points yet."))
    return _send(meeting, kinds.AGENDA, sheet, agenda_as_pdf)


@action
def send_minutes(*, actor: Actor, meeting_id: UUID) -> int:
    """Send the minutes as PDF to the members of today; return how many letters that made.

    Raises ``PermissionDenied``, and ``MeetingError`` for a meeting that was not held.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if not meeting.is_held:
        raise MeetingError(_("Note first that the meeting was held."))
    made = _send(meeting, kinds.MINUTES, minutes_sheet(actor, meeting), minutes_as_pdf)
    if made and meeting.minutes_sent_at is None:
        meeting.minutes_sent_at = timezone.now()
        meeting.save(update_fields=["minutes_sent_at"])
    return made


@action
def adopt_minutes(*, actor: Actor, meeting_id: UUID) -> Meeting:
    """Note that the minutes were adopted: in the body's next meeting that was held, or today.

    Again changes nothing. Raises ``PermissionDenied``, and ``MeetingError`` for minutes that
    nobody was sent.
    """
    demand(actor)
    meeting: Meeting = locked(Meeting, actor, meeting_id)
    if meeting.minutes_sent_at is None:
        raise MeetingError(_("Send the minutes first. What nobody read, nobody can adopt."))
    if meeting.minutes_adopted_on is None:
        later = Meeting.objects.visible_to(actor).filter(
            body=meeting.body_id, state=MeetingState.HELD, starts_at__gt=meeting.starts_at
        )
        following: Meeting | None = later.order_by("starts_at").first()
        meeting.minutes_adopted_on = following.day if following else timezone.localdate()
        meeting.save(update_fields=["minutes_adopted_on"])
    return meeting


def _send(meeting: Meeting, key: str, sheet: Sheet, as_pdf: Callable[[Sheet], bytes]) -> int:
    people = members_of(meeting)
    if not people:
        raise MeetingError(_("This body has no members in Baken yet. Give somebody a seat first."))
    paper = Attachment(
        name=file_name(meeting, key), content=as_pdf(sheet), content_type="application/pdf"
    )
    letters = send(
        key=key,
        to=people,
        values=words_of(meeting),
        attachments=[paper],
        about=(SUBJECT, meeting.pk),
        once=digest_of(sheet),
    )
    return len(letters)


def digest_of(sheet: Sheet) -> str:
    """Return what tells one version of a paper from another."""
    whole = json.dumps(asdict(sheet), sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:40]


def file_name(meeting: Meeting, key: str) -> str:
    """Return the name under which somebody keeps the file: body, day, what it is."""
    kind = "verslag" if key == kinds.MINUTES else "agenda"
    return f"{kind}-{slugify(meeting.body.name)[:60]}-{meeting.day:%Y-%m-%d}.pdf"


@dataclass(frozen=True)
class Told:
    """A member, the letters they got about a meeting by key, and what they said or did."""

    member: Membership
    letters: Mapping[str, Letter]
    attendance: Attendance | None

    @property
    def invitation(self) -> Letter | None:
        """Return the letter that told them last when and where."""
        had = [self.letters.get(key) for key in (kinds.CANCELLATION, kinds.CHANGE)]
        return next((one for one in had if one), self.letters.get(kinds.INVITATION))

    @property
    def agenda(self) -> Letter | None:
        """Return the last letter with the agenda."""
        return self.letters.get(kinds.AGENDA)

    @property
    def minutes(self) -> Letter | None:
        """Return the last letter with the minutes."""
        return self.letters.get(kinds.MINUTES)


def account_of(meeting: Meeting) -> list[Told]:
    """Return for each member of today what they were sent and whether they come.

    Five queries, whatever the number. For who plans: letters are read as the system.
    """
    with acting_as(_SYSTEM):
        letters = Letter.objects.visible_to(_SYSTEM).about(SUBJECT, meeting.pk)
        sent: dict[str, dict[str, Any]] = {}
        for letter in letters.defer("body").order_by("created_at"):
            sent.setdefault(letter.to_address, {})[letter.key] = letter
        rows = Attendance.objects.visible_to(_SYSTEM).filter(meeting=meeting)
        attended = {row.membership_id: row for row in rows}
    return [
        Told(one, sent.get(one.account.email, {}), attended.get(one.pk))
        for one in members_of(meeting)
    ]
