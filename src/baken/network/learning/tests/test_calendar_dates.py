"""The sessions of a person, and of nobody else, in their calendar."""

from __future__ import annotations

from typing import Any

import pytest
import vobject

from baken.network.learning import actions
from baken.network.learning.models import Session
from baken.network.meetings import feeds

pytestmark = pytest.mark.django_db


def events(player: Any) -> list[Any]:
    calendar = vobject.readOne(feeds.calendar_of(player.account).decode())
    return list(getattr(calendar, "vevent_list", []))


def test_enrolling_puts_a_session_in_ones_calendar_and_cancelling_takes_it_out(
    world: Any,
) -> None:
    cast = world.cast
    session: Session = world.session(maximum=1)
    actions.enrol(actor=cast.police.actor, session_id=session.pk)
    actions.enrol(actor=cast.riec.actor, session_id=session.pk)
    (placed,), (waiting,) = events(cast.police), events(cast.riec)
    assert placed.summary.value == session.training.name
    assert placed.dtstart.value == session.starts_at
    assert placed.location.value == "Stadhuis Vlaardingen"
    assert (placed.status.value, waiting.status.value) == ("CONFIRMED", "TENTATIVE")
    assert events(cast.trainer) == []  # who organises sees all enrolments, on the pages
    actions.cancel_own(actor=cast.police.actor, session_id=session.pk)
    assert events(cast.police) == []
    assert events(cast.riec)[0].status.value == "CONFIRMED"


def test_a_session_that_was_cancelled_disappears(world: Any) -> None:
    session = world.session()
    actions.enrol(actor=world.cast.police.actor, session_id=session.pk)
    Session._base_manager.filter(pk=session.pk).update(status="cancelled", reason="Ziek")
    assert events(world.cast.police) == []


def test_the_calendar_is_the_same_until_something_changes(world: Any) -> None:
    session = world.session()
    actions.enrol(actor=world.cast.police.actor, session_id=session.pk)
    first = feeds.calendar_of(world.cast.police.account)
    assert feeds.calendar_of(world.cast.police.account) == first
    Session._base_manager.filter(pk=session.pk).update(place="Elders", version=9)
    assert feeds.calendar_of(world.cast.police.account) != first
