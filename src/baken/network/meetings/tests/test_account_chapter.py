"""What the bodies tell in the yearly account."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.network.meetings.account_chapter import chapter
from baken.network.meetings.models import Decision, NationalConsultation, YearTalk

from .world import meeting, task

YEAR = timezone.localdate().year


@pytest.fixture
def busy(world: Any) -> Any:
    """One meeting held with a decision, one called off, actions done and late, one talk."""
    day = timezone.localdate()
    held = meeting(world.table, day, state="held")
    meeting(world.table, day + dt.timedelta(days=1), state="cancelled", cancel_reason="Ziek.")
    Decision.objects.create(
        body=world.table, meeting=held, year=YEAR, number=1, made_on=day, text="Besloten."
    )
    owner = world.cast.coordinator
    task(world.table, owner, state="done", closed_on=day)
    task(world.table, owner, due_on=day - dt.timedelta(days=1))
    YearTalk.objects.create(
        municipality=world.cast.organisations["vlaardingen"], year=YEAR, held_on=day
    )
    NationalConsultation.objects.create(name="Landelijk overleg", held_on=day, came_back="Iets.")
    return world


@pytest.mark.parametrize("player", ["coordinator", "portfolio_holder"])
def test_everybody_who_makes_the_account_reads_the_same_counts(busy: Any, player: str) -> None:
    actor = getattr(busy.cast, player).actor
    with acting_as(actor):
        told = chapter(YEAR, actor)
    held, results, national = told.tables
    assert list(held.rows[0]) == ["Regionale Tafel", "2", "1", "0", "0"]
    assert list(results.rows[0]) == ["Regionale Tafel", "1", "1", "1", "1"]
    assert "1 van de 2" in told.paragraphs[0]
    assert national.rows[0][0] == "Landelijk overleg"


def test_what_was_decided_is_not_told(busy: Any) -> None:
    assert "Besloten." not in str(chapter(YEAR, busy.cast.coordinator.actor))


def test_a_region_without_bodies_says_so(cast: Any) -> None:
    assert chapter(YEAR, cast.coordinator.actor).missing
