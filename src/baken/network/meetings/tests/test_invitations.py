"""Who gets which letter when, and what the file in it does in their calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
import vobject
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import override_settings

from baken.network.letters import mail
from baken.network.letters.models import Letter, LetterState
from baken.network.meetings import actions, invitations
from baken.network.meetings import letter_kinds as kinds
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.icalendar_files import ZONE
from baken.network.meetings.models import BodySeat, Meeting, MeetingState

from . import bodies

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=ZONE)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def planned(cast: Any) -> Meeting:
    """A meeting on 6 October of a body of the coordinator (chair) and the riec."""
    platform = bodies.body()
    bodies.seat(platform, role="regional-coordinator", is_chair=True)
    bodies.seat(platform, role="riec")
    meeting = bodies.meeting(
        platform, dt.datetime(2026, 10, 6, 9, tzinfo=ZONE), state=MeetingState.PLANNED
    )
    bodies.point(meeting, "Opening")
    return meeting


@pytest.fixture
def invited(cast: Any, planned: Meeting) -> Meeting:
    invitations.invite(actor=cast.coordinator.actor, meeting_id=planned.pk)
    return fresh(planned)


def fresh(meeting: Meeting) -> Meeting:
    found: Meeting = Meeting._base_manager.select_related("body").get(pk=meeting.pk)
    return found


def letters(*keys: str) -> list[Letter]:
    found = Letter.objects.unscoped(reason="a test").order_by("created_at", "to_address")
    return list(found.filter(key__in=keys) if keys else found)


def sent_to(key: str) -> list[str]:
    return sorted(letter.to_address for letter in letters(key))


def calendar_in(letter: Letter) -> Any:
    (attachment,) = letter.attachments.all()
    return vobject.readOne(bytes(attachment.content).decode())


def change(cast: Any, meeting: Meeting, **values: Any) -> None:
    now = fresh(meeting)
    kept = {
        name: getattr(now, name)
        for name in ("starts_at", "ends_at", "place", "online_link", "note")
    }
    actions.change_meeting(
        actor=cast.coordinator.actor,
        meeting_id=meeting.pk,
        version=now.version,
        values=kept | values,
    )


def cancel(cast: Any, meeting: Meeting) -> None:
    actions.cancel(
        actor=cast.coordinator.actor,
        meeting_id=meeting.pk,
        version=fresh(meeting).version,
        reason="Te weinig punten.",
    )


EVERYBODY = ["coordinator@voorbeeld.test", "riec@voorbeeld.test"]


def test_each_member_gets_an_invitation_with_a_file_for_their_calendar(
    cast: Any, invited: Meeting
) -> None:
    assert sent_to(kinds.INVITATION) == EVERYBODY
    assert invited.state == MeetingState.INVITED
    letter = letters()[0]
    assert letter.subject == "Uitnodiging: Platform mensenhandel, dinsdag 6 oktober 2026"
    assert "dinsdag 6 oktober 2026, 9.00 tot 11.00 uur" in letter.body
    assert "Stadhuis, kamer 3" in letter.body
    calendar = calendar_in(letter)
    assert calendar.method.value == "REQUEST"
    event = calendar.vevent
    assert (event.uid.value, event.sequence.value) == (invited.uid, "0")
    assert event.description.value.splitlines()[1] == "1. Opening"
    roles = {one.value: one.params["ROLE"] for one in event.attendee_list}
    assert roles == {
        "mailto:coordinator@voorbeeld.test": ["CHAIR"],
        "mailto:riec@voorbeeld.test": ["REQ-PARTICIPANT"],
    }


@override_settings(DEFAULT_FROM_EMAIL="Baken <baken@voorbeeld.test>")
def test_the_mail_holds_the_invitation_as_mail_programs_want_it(
    cast: Any, invited: Meeting
) -> None:
    letter = letters()[0]
    message = mail.message_of(letter, list(letter.attachments.all())).message()
    calendars = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert {part.get_param("method") for part in calendars} == {"REQUEST"}
    assert [part.get_content_disposition() for part in calendars] == [None, "attachment"]
    for part in calendars:
        content = part.get_payload(decode=True).decode()
        event = vobject.readOne(content).vevent
        assert event.uid.value == invited.uid
        assert event.attendee_list[0].params["RSVP"] == ["TRUE"]


def test_inviting_again_reaches_only_who_became_a_member_since(cast: Any, invited: Meeting) -> None:
    assert invitations.invite(actor=cast.coordinator.actor, meeting_id=invited.pk) == 0
    bodies.seat(invited.body, role="police")
    assert [one.pk for one in invitations.without_invitation(invited)] == [
        cast.police.membership.pk
    ]
    assert invitations.invite(actor=cast.coordinator.actor, meeting_id=invited.pk) == 1
    assert sent_to(kinds.INVITATION) == sorted([*EVERYBODY, "police@voorbeeld.test"])
    assert invitations.without_invitation(invited) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "Gemeentehuis, kamer 1"),
        ("online_link", "https://vergadering.voorbeeld.test/1"),
        ("ends_at", dt.datetime(2026, 10, 6, 12, tzinfo=ZONE)),
        ("starts_at", dt.datetime(2026, 10, 6, 8, tzinfo=ZONE)),
    ],
)
def test_a_change_that_matters_is_told_under_the_same_uid(
    cast: Any, invited: Meeting, field: str, value: Any
) -> None:
    change(cast, invited, **{field: value})
    assert sent_to(kinds.CHANGE) == EVERYBODY
    calendar = calendar_in(letters(kinds.CHANGE)[0])
    assert calendar.method.value == "REQUEST"
    assert calendar.vevent.uid.value == invited.uid
    assert calendar.vevent.sequence.value == "1"


def test_a_change_of_anything_else_is_not_told(cast: Any, invited: Meeting) -> None:
    change(cast, invited, note="Neem het actieplan mee.")
    change(cast, invited)
    assert sent_to(kinds.CHANGE) == []


def test_nobody_hears_of_a_change_before_the_invitations_went_out(
    cast: Any, planned: Meeting
) -> None:
    change(cast, planned, place="Elders")
    cancel(cast, planned)
    assert letters() == []


def test_members_of_different_moments_all_come_to_the_same_state(
    cast: Any, invited: Meeting
) -> None:
    change(cast, invited, place="Elders")
    bodies.seat(invited.body, role="police")
    invitations.invite(actor=cast.coordinator.actor, meeting_id=invited.pk)
    (late,) = [one for one in letters() if one.to_address == "police@voorbeeld.test"]
    assert late.key == kinds.INVITATION
    assert calendar_in(late).vevent.sequence.value == "1"
    change(cast, invited, place="Weer elders")
    last = [one for one in letters(kinds.CHANGE) if one.once == "2"]
    assert sorted(one.to_address for one in last) == sorted([*EVERYBODY, "police@voorbeeld.test"])


def test_a_cancellation_takes_the_meeting_out_of_the_calendar(cast: Any, invited: Meeting) -> None:
    change(cast, invited, place="Elders")
    cancel(cast, invited)
    assert sent_to(kinds.CANCELLATION) == EVERYBODY
    letter = letters(kinds.CANCELLATION)[0]
    assert letter.subject.startswith("Vervalt: Platform mensenhandel")
    assert "Te weinig punten." in letter.body
    calendar = calendar_in(letter)
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.uid.value == invited.uid
    assert calendar.vevent.sequence.value == "2"
    assert calendar.vevent.status.value == "CANCELLED"


def test_who_is_no_member_any_more_hears_nothing_more(cast: Any, invited: Meeting) -> None:
    BodySeat._base_manager.filter(role="riec").update(is_current=False)
    change(cast, invited, place="Elders")
    assert sent_to(kinds.CHANGE) == ["coordinator@voorbeeld.test"]
    (letter,) = letters(kinds.CHANGE)
    assert b"riec@" not in bytes(letter.attachments.get().content)


def test_one_person_in_two_roles_gets_one_letter(cast: Any, planned: Meeting) -> None:
    bodies.seat(planned.body, organisation=cast.organisations["riec"])
    cast.riec.account.memberships.create(
        organisation=cast.organisations["riec"], role="police", starts_on=dt.date(2026, 1, 1)
    )
    assert invitations.invite(actor=cast.coordinator.actor, meeting_id=planned.pk) == 2
    event = calendar_in(letters()[0]).vevent
    assert len(event.attendee_list) == 2


def test_letter_and_change_stand_or_fall_together(cast: Any, invited: Meeting) -> None:
    with transaction.atomic():
        change(cast, invited, place="Elders")
        transaction.set_rollback(True)
    assert letters(kinds.CHANGE) == []
    assert fresh(invited).sequence == 0


def test_letters_wait_and_are_not_lost(cast: Any, invited: Meeting) -> None:
    assert {letter.state for letter in letters()} == {LetterState.QUEUED}


def test_only_who_plans_invites(cast: Any, planned: Meeting) -> None:
    for player in ("riec", "portfolio_holder", "administrator"):
        with pytest.raises(PermissionDenied):
            invitations.invite(actor=getattr(cast, player).actor, meeting_id=planned.pk)
    assert letters() == []


def test_nobody_is_invited_to_what_is_over_or_to_an_empty_body(cast: Any, planned: Meeting) -> None:
    with (
        time_machine.travel(planned.ends_at, tick=False),
        pytest.raises(MeetingError, match="voorbij"),
    ):
        invitations.invite(actor=cast.coordinator.actor, meeting_id=planned.pk)
    BodySeat._base_manager.update(is_current=False)
    with pytest.raises(MeetingError, match="geen leden"):
        invitations.invite(actor=cast.coordinator.actor, meeting_id=planned.pk)
    assert fresh(planned).state == MeetingState.PLANNED
