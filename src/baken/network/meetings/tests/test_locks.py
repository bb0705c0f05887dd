"""Both locks say the same: what the first shows is what the second lets through."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import ProgrammingError, transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.meetings.models import (
    Action,
    AgendaItem,
    Assignment,
    Attendance,
    BodySeat,
    Decision,
    Meeting,
    MeetingSeries,
    NationalConsultation,
    YearTalk,
)

from .world import World, meeting, point, task

MODELS = (
    BodySeat,
    MeetingSeries,
    Meeting,
    AgendaItem,
    Attendance,
    Decision,
    Action,
    Assignment,
    YearTalk,
    NationalConsultation,
)


@pytest.fixture
def filled(world: World) -> World:
    """Give each body one of everything."""
    cast = world.cast
    for body in (world.table, world.platform, world.network):
        gathering = meeting(body)
        MeetingSeries.objects.create(
            body=body, rule="FREQ=MONTHLY;COUNT=2", first_day=gathering.day
        )
        point(gathering)
        AgendaItem.objects.create(
            body=body, title="Vraag", state="asked", asked_by=cast.focal_safety.membership
        )
        Attendance.objects.create(meeting=gathering, membership=cast.police.membership)
        Decision.objects.create(
            body=body, meeting=gathering, year=2026, number=1, made_on=gathering.day, text="Ja"
        )
        task(body, cast.riec)
    Assignment.objects.create(
        kind="prepares", by_body=world.platform, for_body=world.table, text="Notitie"
    )
    for slug in ("vlaardingen", "schiedam"):
        YearTalk.objects.create(municipality=cast.organisations[slug], year=2026)
    NationalConsultation.objects.create(
        name="Landelijk overleg", held_on=dt.date(2026, 3, 3), came_back="Nieuws"
    )
    return world


def test_the_first_lock_shows_what_the_second_lets_through(filled: World) -> None:
    actors = [player.actor for player in filled.cast.players.values()]
    actors += [Actor.stranger(), Actor.system("reminders")]
    for actor in actors:
        for model in MODELS:
            with acting_as(actor):
                shown = set(model.objects.visible_to(actor).values_list("pk", flat=True))
                let_through = set(
                    model.objects.unscoped(reason="test of the second lock").values_list(
                        "pk", flat=True
                    )
                )
            assert shown == let_through, (actor.role or actor.kind, model.__name__)


def test_members_see_their_own_bodies_only(filled: World) -> None:
    cast = filled.cast
    expected = {
        "police": {"platform"},
        "prosecutor": {"regionale-tafel"},
        "focal_safety": {"platform", "netwerk"},
        "focal_schiedam": {"netwerk"},
        "trainer": set(),
        "administrator": set(),
        "coordinator": {"regionale-tafel", "platform", "netwerk"},
    }
    for name, bodies in expected.items():
        actor = getattr(cast, name).actor
        found = Meeting.objects.visible_to(actor).values_list("body__slug", flat=True)
        assert set(found) == bodies, name


def test_the_owner_of_an_action_sees_it_without_a_seat(filled: World) -> None:
    assert Action.objects.visible_to(filled.cast.riec.actor).count() == 3
    assert Action.objects.visible_to(filled.cast.trainer.actor).count() == 0


@pytest.mark.parametrize(
    "attempt",
    [
        lambda world: Meeting.objects.create(
            body=world.platform,
            starts_at=dt.datetime(2026, 6, 1, 9, tzinfo=dt.UTC),
            ends_at=dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC),
        ),
        lambda world: AgendaItem.objects.create(
            body=world.platform,
            meeting=Meeting.objects.visible_to(world.cast.police.actor).get(),
            title="Zelf gezet",
            asked_by=world.cast.police.membership,
        ),
        lambda world: AgendaItem.objects.create(
            body=world.table, title="Vreemd", state="asked", asked_by=world.cast.police.membership
        ),
        lambda world: BodySeat.objects.create(
            body=world.table, membership=world.cast.police.membership
        ),
    ],
    ids=["plans", "puts a point on the agenda", "asks in another body", "takes a seat"],
)
def test_the_database_refuses_what_a_member_may_not_write(filled: World, attempt: Any) -> None:
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
        acting_as(filled.cast.police.actor),
    ):
        attempt(filled)


def test_the_database_lets_a_member_ask_and_report(filled: World) -> None:
    police = filled.cast.police
    with acting_as(police.actor):
        AgendaItem.objects.create(
            body=filled.platform, title="Vraag", state="asked", asked_by=police.membership
        )
        own = Attendance.objects.visible_to(police.actor).filter(membership=police.membership)
        assert own.update(presence="excused") == 1
    with acting_as(filled.cast.riec.actor):
        theirs = Action.objects.visible_to(filled.cast.riec.actor)
        assert theirs.update(reason="bijna klaar") == 3
