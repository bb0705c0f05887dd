"""Agenda and minutes of a real meeting: on screen, as a file, and by letter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader
from tests.pages import check_page

from baken.network.letters.models import Letter
from baken.network.meetings import actions, invitations, papers
from baken.network.meetings import letter_kinds as kinds
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.icalendar_files import ZONE
from baken.network.meetings.models import (
    Action,
    Attendance,
    BodySeat,
    Decision,
    ItemKind,
    Meeting,
    MeetingState,
    Presence,
)

from . import bodies

START = dt.datetime(2026, 10, 6, 9, tzinfo=ZONE)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before")]


@pytest.fixture
def before() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 9, 1, 12, tzinfo=ZONE), tick=False):
        yield


@pytest.fixture
def coming(cast: Any) -> Meeting:
    platform = bodies.body()
    bodies.seat(platform, role="regional-coordinator", is_chair=True)
    bodies.seat(platform, role="riec")
    meeting = bodies.meeting(platform, START, note="Lees vooraf het actieplan.")
    bodies.meeting(platform, START + dt.timedelta(days=63), place="Gemeentehuis")
    bodies.point(meeting, "Opening", 1, text="Welkom.", minutes_allotted=5)
    bodies.point(
        meeting,
        "Opvang stokt",
        2,
        kind=ItemKind.BOTTLENECK,
        reference="VL-2026-12",
        asked_by=cast.riec.membership,
        text="Toelichting op het knelpunt.",
    )
    return meeting


@pytest.fixture
def held(cast: Any, coming: Meeting) -> Meeting:
    point = coming.items.get(position=2)
    point.outcome = "Besproken.\n\n- Eerste lijn\n- Tweede lijn"
    point.save()
    for number, text in enumerate(("Twee plaatsen vrijhouden.", "Los besluit."), 1):
        Decision.objects.create(
            body=coming.body,
            meeting=coming,
            item=point if number == 1 else None,
            year=2026,
            number=number,
            made_on=START.date(),
            text=text,
        )
    Action.objects.create(
        body=coming.body,
        meeting=coming,
        item=point,
        text="Plaatsen regelen",
        owner=cast.riec.membership,
        due_on=dt.date(2026, 11, 1),
    )
    Action.objects.create(
        body=coming.body,
        meeting=coming,
        text="Raad inlichten",
        owner_organisation=cast.organisations["schiedam"],
        owner_function="Beleidsadviseur",
        due_on=dt.date(2026, 12, 1),
    )
    for player, presence in (("coordinator", "present"), ("riec", "excused")):
        membership = getattr(cast, player).membership
        Attendance.objects.create(
            meeting=coming,
            membership=membership,
            organisation=membership.organisation,
            presence=presence,
        )
    Attendance.objects.create(
        meeting=coming, function="Wijkagent (gast)", presence=Presence.PRESENT
    )
    with time_machine.travel(START + dt.timedelta(hours=3), tick=False):
        actions.mark_held(actor=cast.coordinator.actor, meeting_id=coming.pk)
        yield Meeting._base_manager.select_related("body").get(pk=coming.pk)


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return squeezed(" ".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def letters(key: str) -> list[Letter]:
    return list(Letter.objects.unscoped(reason="a test").filter(key=key).order_by("to_address"))


def address(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def test_the_minutes_hold_all_decisions_actions_and_who_was_there(cast: Any, held: Meeting) -> None:
    response = cast.riec.client.get(address("minutes-pdf", held))
    assert response["Content-Type"] == "application/pdf"
    text = text_of(response.content)
    for part in (
        "Platform mensenhandel",
        "Dinsdag 6 oktober 2026, 9.00 tot 11.00 uur",
        "Opvang stokt",
        "VL-2026-12",
        "Tweede lijn",
        "2026-1",
        "Twee plaatsen vrijhouden.",
        "2026-2",
        "Los besluit.",
        "Plaatsen regelen",
        "Riec, RIEC",
        "1 november 2026",
        "Raad inlichten",
        "Beleidsadviseur, Gemeente Schiedam",
        "Wijkagent (gast)",
        "Dinsdag 8 december 2026",
        "Gemeentehuis",
    ):
        assert squeezed(part) in text, part
    assert squeezed("Toelichting op het knelpunt") not in text


def test_the_agenda_holds_points_explanations_and_open_actions(cast: Any, held: Meeting) -> None:
    text = text_of(cast.riec.client.get(address("agenda-pdf", held)).content)
    for part in ("Opening", "5 minuten", "Toelichting op het knelpunt.", "Plaatsen regelen"):
        assert squeezed(part) in text, part
    assert squeezed("Lees vooraf het actieplan.") in text
    assert squeezed("Tweede lijn") not in text


def test_minutes_say_whether_they_are_a_draft_to_adopt_or_adopted(
    cast: Any, coming: Meeting
) -> None:
    client = cast.riec.client
    assert "Concept" in text_of(client.get(address("minutes-pdf", coming)).content)
    meetings = Meeting._base_manager.filter(pk=coming.pk)
    meetings.update(state=MeetingState.HELD)
    text = text_of(client.get(address("minutes-pdf", coming)).content)
    assert squeezed("Vast te stellen in de volgende vergadering") in text
    meetings.update(minutes_adopted_on=dt.date(2026, 12, 8))
    text = text_of(client.get(address("minutes-pdf", coming)).content)
    assert squeezed("Vastgesteld op 8 december 2026") in text


@pytest.mark.parametrize("name", ["minutes-pdf", "agenda-pdf"])
def test_papers_of_a_body_without_a_seat_are_not_there(cast: Any, held: Meeting, name: str) -> None:
    assert cast.police.client.get(address(name, held)).status_code == 404
    assert cast.administrator.client.get(address(name, held)).status_code == 403


def test_the_minutes_go_to_each_member_once_and_again_after_a_correction(
    cast: Any, held: Meeting
) -> None:
    actor = cast.coordinator.actor
    assert papers.send_minutes(actor=actor, meeting_id=held.pk) == 2
    assert papers.send_minutes(actor=actor, meeting_id=held.pk) == 0
    letter = letters(kinds.MINUTES)[0]
    assert letter.subject == "Verslag: Platform mensenhandel, dinsdag 6 oktober 2026"
    attachment = letter.attachments.get()
    assert attachment.name == "verslag-platform-mensenhandel-2026-10-06.pdf"
    assert squeezed("Twee plaatsen vrijhouden.") in text_of(bytes(attachment.content))
    held.refresh_from_db()
    assert held.minutes_sent_at is not None
    point = held.items.get(position=2)
    actions.note_outcome(actor=actor, item_id=point.pk, version=point.version, outcome="Anders.")
    assert papers.send_minutes(actor=actor, meeting_id=held.pk) == 2


def test_the_agenda_goes_to_the_members_of_today(cast: Any, coming: Meeting) -> None:
    BodySeat._base_manager.filter(role="riec").update(is_current=False)
    assert papers.send_agenda(actor=cast.coordinator.actor, meeting_id=coming.pk) == 1
    (letter,) = letters(kinds.AGENDA)
    assert letter.to_address == "coordinator@voorbeeld.test"


def test_what_makes_no_sense_is_not_sent(cast: Any, coming: Meeting) -> None:
    actor = cast.coordinator.actor
    with pytest.raises(MeetingError):
        papers.send_minutes(actor=actor, meeting_id=coming.pk)
    coming.items.all().delete()
    with pytest.raises(MeetingError):
        papers.send_agenda(actor=actor, meeting_id=coming.pk)
    with time_machine.travel(coming.ends_at, tick=False), pytest.raises(MeetingError):
        papers.send_agenda(actor=actor, meeting_id=coming.pk)
    for send in (papers.send_agenda, papers.send_minutes):
        with pytest.raises(PermissionDenied):
            send(actor=cast.riec.actor, meeting_id=coming.pk)


def test_minutes_that_were_sent_are_adopted_in_the_next_meeting(cast: Any, held: Meeting) -> None:
    actor = cast.coordinator.actor
    with pytest.raises(MeetingError):
        papers.adopt_minutes(actor=actor, meeting_id=held.pk)
    with pytest.raises(PermissionDenied):
        papers.adopt_minutes(actor=cast.riec.actor, meeting_id=held.pk)
    papers.send_minutes(actor=actor, meeting_id=held.pk)
    page = cast.coordinator.client.get(address("papers", held))
    check_page(page)
    assert address("adopt-minutes", held) in page.content.decode()
    Meeting._base_manager.exclude(pk=held.pk).update(state=MeetingState.HELD)
    with time_machine.travel(START + dt.timedelta(days=70), tick=False):
        answer = cast.coordinator.client.post(address("adopt-minutes", held))
        assert answer["Location"] == address("papers", held)
    held.refresh_from_db()
    assert held.minutes_adopted_on == dt.date(2026, 12, 8)
    assert papers.adopt_minutes(actor=actor, meeting_id=held.pk).version == held.version
    page = cast.coordinator.client.get(address("papers", held)).content.decode()
    assert "Vastgesteld op 8 december 2026" in page
    assert address("adopt-minutes", held) not in page


def test_minutes_are_adopted_today_when_no_later_meeting_was_held(cast: Any, held: Meeting) -> None:
    papers.send_minutes(actor=cast.coordinator.actor, meeting_id=held.pk)
    adopted = papers.adopt_minutes(actor=cast.coordinator.actor, meeting_id=held.pk)
    assert adopted.minutes_adopted_on == START.date()


def test_the_page_sends_and_shows_who_has_what(cast: Any, coming: Meeting) -> None:
    Meeting._base_manager.filter(pk=coming.pk).update(state=MeetingState.PLANNED)
    client = cast.coordinator.client
    page = client.get(address("papers", coming))
    check_page(page)
    assert "2 leden uitnodigen" in page.content.decode()
    for name in ("send-invitations", "send-agenda"):
        check_page(client.post(address(name, coming), follow=True))
    refused = client.post(address("send-minutes", coming), follow=True)
    assert "Noteer eerst" in refused.content.decode()
    actions.report_absence(actor=cast.riec.actor, meeting_id=coming.pk, absent=True)
    page = client.get(address("papers", coming)).content.decode()
    assert "Alle leden hebben hem" in page
    assert page.count("Wacht") >= 4
    assert str(Presence.EXCUSED.label) in page


def test_only_who_plans_sees_who_has_what(cast: Any, coming: Meeting) -> None:
    assert cast.riec.client.get(address("papers", coming)).status_code == 403
    for name in ("send-invitations", "send-agenda", "send-minutes"):
        assert cast.riec.client.post(address(name, coming)).status_code == 403
        assert cast.coordinator.client.get(address(name, coming)).status_code == 405


def test_the_page_of_a_body_without_members_says_what_to_do(cast: Any, coming: Meeting) -> None:
    BodySeat._base_manager.update(is_current=False)
    page = cast.coordinator.client.get(address("papers", coming))
    check_page(page)
    assert "nog geen leden" in page.content.decode()


def test_more_members_cost_no_more_queries(cast: Any, coming: Meeting) -> None:
    counts = []
    client = cast.coordinator.client
    for role in ("regional-coordinator", "focal-point", "police"):
        BodySeat._base_manager.get_or_create(body=coming.body, role=role)
        invitations.invite(actor=cast.coordinator.actor, meeting_id=coming.pk)
        with CaptureQueriesContext(connection) as queries:
            client.get(address("papers", coming))
        counts.append(len(queries))
    assert len(set(counts[1:])) == 1
