"""Invitations, changes and cancellations: by letter, with a file for people's own calendars.

What somebody has is read from the letters themselves: each carries the ``sequence`` of the
meeting it told of (``Letter.once``). So a letter goes out only when time, place, link or the
meeting itself changed since, once for each person, and to who is a member now. Letter and change
are one transaction.

The organiser in the files is the mail address of the product, not the coordinator in person: a
calendar program takes a change only from who sent the invitation (RFC 5546, 3.2.2.6), and
coordinators change.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody
from baken.network.letters.actions import Attachment, page_address, send
from baken.network.letters.models import Letter

from . import letter_kinds as kinds
from . import paths
from .actions import mark_invited
from .errors import MeetingError
from .feeds import item_of
from .icalendar_files import Method, Part, Party, cancellation, invitation
from .models import AgendaItem, BodySeat, Meeting
from .queries import members, seats

SUBJECT = "meeting"
"""The kind under which letters name a meeting."""
_SYSTEM = Actor.system("invitations")
_KNOWN = (kinds.INVITATION, kinds.CHANGE, kinds.CANCELLATION)


@action
def invite(*, actor: Actor, meeting_id: UUID) -> int:
    """Invite each member who has no invitation yet; return how many letters that made.

    Again later, it reaches who became a member since. Raises ``PermissionDenied`` and
    ``MeetingError`` for a meeting that is over, held or cancelled, and for a body without members.
    """
    meeting: Meeting = mark_invited(actor=actor, meeting_id=meeting_id)
    if meeting.ends_at <= timezone.now():
        raise MeetingError(_("This meeting is over; nobody can be invited to it."))
    if not members(meeting.body):
        raise MeetingError(_("This body has no members in Baken yet. Give somebody a seat first."))
    return _bring_up_to_date(meeting)


def hear(actor: Actor, meeting: Meeting) -> None:
    """Tell members of a change or cancellation; a listener of ``changes``."""
    if meeting.ends_at > timezone.now():
        _bring_up_to_date(meeting)


def without_invitation(meeting: Meeting) -> list[Membership]:
    """Return the members of today who have no letter about this meeting. Four queries."""
    had = _told(meeting)
    return [one for one in members_of(meeting) if one.account.email not in had]


def _bring_up_to_date(meeting: Meeting) -> int:
    """Send each member what they have not heard yet. A constant number of queries."""
    had = _told(meeting)
    people = members_of(meeting)
    new = [one for one in people if one.account.email not in had]
    behind = [
        one for one in people if had.get(one.account.email, meeting.sequence) < meeting.sequence
    ]
    if meeting.is_cancelled:
        return _send(meeting, kinds.CANCELLATION, behind, people)
    return _send(meeting, kinds.INVITATION, new, people) + _send(
        meeting, kinds.CHANGE, behind, people
    )


def _told(meeting: Meeting) -> dict[str, int]:
    """Return for each address the last ``sequence`` a letter told of."""
    with acting_as(_SYSTEM):
        letters = Letter.objects.visible_to(_SYSTEM).about(SUBJECT, meeting.pk)
        rows = list(letters.filter(key__in=_KNOWN).values_list("to_address", "once"))
    told: dict[str, int] = {}
    for address, sequence in rows:
        if sequence.isdecimal():
            told[address] = max(int(sequence), told.get(address, 0))
    return told


def members_of(meeting: Meeting) -> list[Membership]:
    """Return one membership for each person who is a member today."""
    return list({one.account_id: one for one in reversed(members(meeting.body))}.values())[::-1]


def _send(meeting: Meeting, key: str, to: Iterable[Membership], invited: list[Membership]) -> int:
    recipients = list(to)
    if not recipients:
        return 0
    values = words_of(meeting)
    if key == kinds.CANCELLATION:
        values["reason"] = meeting.cancel_reason
    if key == kinds.INVITATION:
        values["note"] = meeting.note.strip() or _("none")
    letters = send(
        key=key,
        to=recipients,
        values=values,
        attachments=[calendar_file(meeting, invited)],
        about=(SUBJECT, meeting.pk),
        once=str(meeting.sequence),
    )
    return len(letters)


def words_of(meeting: Meeting) -> dict[str, str]:
    """Return what every letter about a meeting says."""
    return {
        "body": meeting.body.name,
        "date": date_format(timezone.localtime(meeting.starts_at), "l j F Y"),
        "time": hours_of(meeting),
        "place": place_of(meeting) or _("not known yet"),
        "link": page_address(paths.meeting(meeting.pk)),
    }


def hours_of(meeting: Meeting) -> str:
    """Return from when until when: "9.00 tot 11.00 uur"."""
    starts_at, ends_at = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    hours = {"start": date_format(starts_at, "G.i"), "end": date_format(ends_at, "G.i")}
    return _("%(start)s to %(end)s") % hours


def place_of(meeting: Meeting) -> str:
    """Return the place and the link to take part online, or nothing."""
    online = _("online: %(link)s") % {"link": meeting.online_link} if meeting.online_link else ""
    return ", ".join(part for part in (meeting.place, online) if part)


def calendar_file(meeting: Meeting, invited: list[Membership]) -> Attachment:
    """Return the file that goes with a letter, the same for all: who is invited stands in it."""
    method = Method.CANCEL if meeting.is_cancelled else Method.REQUEST
    item = item_of(
        meeting,
        agenda_titles(meeting),
        organiser=organiser(meeting),
        attendees=_parties(meeting, invited),
    )
    content = cancellation([item]) if meeting.is_cancelled else invitation([item])
    content_type = f"text/calendar; method={method}; charset=utf-8"
    return Attachment(name="agenda-afspraak.ics", content=content, content_type=content_type)


def organiser(meeting: Meeting) -> Party:
    """Return who sends invitations: the address of the product, under the name of the body."""
    return Party(meeting.body.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def agenda_titles(meeting: Meeting) -> list[str]:
    """Return the titles of the points on the agenda, in order."""
    with acting_as(_SYSTEM):
        points = AgendaItem.objects.visible_to(_SYSTEM).filter(meeting=meeting).on_the_agenda()
        return list(points.order_by("position", "created_at").values_list("title", flat=True))


def chairs_of(body: ConsultationBody) -> list[str]:
    """Return who chairs a body today, with function; else what its seats or the pack say."""
    chairs = [seat for seat in seats(body) if seat.is_chair]
    people = [one for one in members(body) if any(_holds(one, seat) for seat in chairs)]
    names = [f"{one.account.name}, {one.get_role_display()}" for one in people]
    functions = [seat.function for seat in chairs if not seat.admits]
    return [*names, *functions] or [part for part in (body.chair,) if part]


def _parties(meeting: Meeting, invited: list[Membership]) -> tuple[Party, ...]:
    chairs = [seat for seat in seats(meeting.body) if seat.is_chair]
    return tuple(
        Party(
            one.account.name,
            one.account.email,
            Part.CHAIR if any(_holds(one, seat) for seat in chairs) else Part.MEMBER,
        )
        for one in invited
    )


def _holds(membership: Membership, seat: BodySeat) -> bool:
    return (
        seat.admits
        and seat.role in ("", membership.role)
        and seat.organisation_id in (None, membership.organisation_id)
        and seat.membership_id in (None, membership.pk)
    )
