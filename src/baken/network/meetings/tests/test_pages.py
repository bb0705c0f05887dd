"""Every page of the room opens for who may see it and says what it is for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from baken.network.meetings.models import Action, AgendaItem, Decision, Meeting, YearTalk

from .world import World, meeting, point, task

TODAY = timezone.localdate


@pytest.fixture
def full(world: World) -> World:
    """A held meeting with results and a coming one with an agenda, for the platform."""
    held = meeting(world.platform, TODAY() - dt.timedelta(days=20), state="held")
    first = point(held, outcome="Besproken")
    Decision.objects.create(
        body=world.platform, meeting=held, item=first, year=held.day.year, number=1,
        made_on=held.day, text="Wij werken met een vast format",
    )  # fmt: skip
    task(world.platform, world.cast.police, meeting=held)
    coming = meeting(world.platform, note="Neem uw plan mee", online_link="https://overleg.test/x")
    point(coming, "Vastgelopen zaak", kind="bottleneck", reference="VLA-2026-0007")
    AgendaItem.objects.create(
        body=world.platform, title="Nieuwe routekaart", state="asked", kind="asked",
        asked_by=world.cast.police.membership,
    )  # fmt: skip
    world.held, world.coming = held, coming  # type: ignore[attr-defined]
    return world


def get(player: Any, name: str, *args: Any, **query: str) -> Any:
    return player.client.get(reverse(f"meetings:{name}", args=args), query)


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_the_start_page_shows_bodies_meetings_and_own_actions(full: World) -> None:
    text = words(get(full.cast.police, "start"))
    assert "Platform" in text
    assert "Een overzicht maken" in text
    assert "Regionale Tafel" not in text


def test_who_sits_in_no_body_reads_why(full: World) -> None:
    text = words(get(full.cast.trainer, "start"))
    assert "Platform" not in text
    assert "U neemt aan geen overleg deel" in text


def test_the_year_shows_bodies_and_verdicts(full: World) -> None:
    text = words(get(full.cast.coordinator, "year"))
    assert text.count('<svg class="year-mark year-held"') == 2  # the meeting and the legend
    assert "Netwerk" in text


@pytest.mark.parametrize("name", ["year", "decisions", "actions", "talks", "national"])
def test_lists_come_as_a_spreadsheet(full: World, name: str) -> None:
    answer = get(full.cast.coordinator, name, export="xlsx")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content.startswith(b"PK")


def test_a_member_sees_the_body_and_its_members_and_a_stranger_to_it_nothing(full: World) -> None:
    text = words(get(full.cast.police, "body", "platform"))
    assert "Care Coordinator" in text
    assert "Wij werken met een vast format" in text
    assert get(full.cast.focal_schiedam, "body", "platform").status_code == 404
    assert get(full.cast.trainer, "meeting", full.coming.pk).status_code == 404  # type: ignore[attr-defined]


def test_a_meeting_shows_its_agenda_and_a_case_by_reference_only(full: World) -> None:
    text = words(get(full.cast.police, "meeting", full.coming.pk))  # type: ignore[attr-defined]
    assert "VLA-2026-0007" in text
    assert 'href="/signalen/' not in text.split("<main")[1]


@pytest.mark.parametrize("name", ["agenda", "notes", "change-meeting", "cancel-meeting"])
def test_the_pages_of_who_plans(full: World, name: str) -> None:
    assert words(get(full.cast.coordinator, name, full.coming.pk))  # type: ignore[attr-defined]
    assert get(full.cast.police, name, full.coming.pk).status_code == 403  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["plan", "seats", "ask", "assignment"])
def test_the_forms_of_a_body(full: World, name: str) -> None:
    assert "<form" in words(get(full.cast.coordinator, name, "platform"))


def test_registers_filter(full: World) -> None:
    police = full.cast.police
    assert "vast format" in words(get(police, "decisions", body="platform", state="in-force"))
    assert "vast format" not in words(get(police, "decisions", year="2001"))
    assert "overzicht maken" in words(get(police, "actions", mine="on", words="overzicht"))
    assert "overzicht maken" not in words(get(police, "actions", state="late"))


def test_an_action_is_closed_by_its_owner_on_its_page(full: World) -> None:
    police = full.cast.police
    row = Action.objects.visible_to(police.actor).get()
    address = reverse("meetings:action", args=[row.pk])
    police.client.post(address, {"state": "dropped", "reason": "", "version": "1"})
    row.refresh_from_db()
    assert row.state == "open"
    police.client.post(address, {"state": "done", "reason": "Af", "version": "1"})
    row.refresh_from_db()
    assert (row.state, row.reason) == ("done", "Af")


def test_a_focal_point_sees_her_own_talk_only(full: World) -> None:
    cast = full.cast
    YearTalk.objects.create(
        municipality=cast.organisations["schiedam"], year=TODAY().year, points="Iets van Schiedam"
    )
    text = words(get(cast.focal_safety, "talks"))
    assert "Vlaardingen" in text.split("<main")[1]
    assert "Schiedam" not in text.split("<main")[1]
    assert get(cast.focal_safety, "talk", "schiedam").status_code == 404
    assert "Vlaardingen" not in words(get(cast.police, "talks")).split("<main")[1]
    assert get(cast.police, "talk", "vlaardingen").status_code == 404
    assert "Iets van Schiedam" in words(get(cast.coordinator, "talks"))


def test_a_focal_point_says_what_she_wants_to_talk_about(full: World) -> None:
    cast = full.cast
    address = reverse("meetings:talk", args=["vlaardingen"])
    answer = cast.focal_safety.client.post(address, {"version": "1", "wishes": "De nachtopvang"})
    assert answer.status_code == 302
    assert "De nachtopvang" in words(get(cast.coordinator, "talk", "vlaardingen"))


@pytest.mark.parametrize(
    ("player", "name"),
    [
        ("coordinator", "start"),
        ("coordinator", "year"),
        ("coordinator", "decisions"),
        ("coordinator", "actions"),
        ("coordinator", "talks"),
        ("police", "start"),
        ("police", "decisions"),
    ],
)
def test_lists_ask_as_much_of_the_database_whatever_their_length(
    full: World, player: str, name: str, django_assert_max_num_queries: Any
) -> None:
    client = getattr(full.cast, player).client
    address = reverse(f"meetings:{name}")
    client.get(address)
    with django_assert_max_num_queries(19) as few:
        client.get(address)
    for day in range(12):
        when = TODAY() + dt.timedelta(days=30 + day)
        one = meeting(full.platform, when)
        task(full.platform, full.cast.police, meeting=one)
        Decision.objects.create(
            body=full.platform, meeting=one, year=2030, number=day + 1, made_on=when, text="Ja"
        )
    with django_assert_max_num_queries(len(few)):
        client.get(address)
    assert Meeting.objects.visible_to(full.cast.police.actor).count() == 14
    assert len(few) <= 19  # 13 of them are the session, the actor and the navigation


def test_personal_data_is_refused_in_a_point(full: World) -> None:
    address = reverse("meetings:ask", args=["platform"])
    police = full.cast.police
    answer = police.client.post(address, {"title": "Zaak", "text": "BSN 111222333 woont daar"})
    assert answer.status_code == 200
    assert "111222333" in words(answer)  # the form comes back filled
    assert AgendaItem.objects.visible_to(police.actor).filter(title="Zaak").count() == 0
