"""What somebody borrows, in their calendar: the day to collect it and the day to bring it back."""

from __future__ import annotations

from typing import Any

import pytest
import vobject
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.network.lending import actions
from baken.network.meetings import feeds

pytestmark = pytest.mark.django_db


def events(player: Any) -> list[Any]:
    calendar = vobject.readOne(feeds.calendar_of(player.account).decode())
    return list(getattr(calendar, "vevent_list", []))


def test_who_borrows_sees_two_days_and_a_colleague_does_not(world: Any) -> None:
    request = world.approved()
    first, last = sorted(events(world.cast.focal_safety), key=lambda one: one.dtstart.value)
    assert first.summary.value == "Ophalen: 4 VR-brillen en 1 Koffer Verkeerd"
    assert last.summary.value == "Terugbrengen: 4 VR-brillen en 1 Koffer Verkeerd"
    assert (first.dtstart.value, last.dtstart.value) == (request.starts_on, request.ends_on)
    assert (last.dtend.value - last.dtstart.value).days == 1
    assert first.transp.value == "TRANSPARENT"
    assert events(world.cast.focal_care) == []
    assert events(world.cast.trainer) == []


def test_what_was_only_asked_or_came_back_stands_in_no_calendar(world: Any) -> None:
    world.asked()
    assert events(world.cast.focal_safety) == []
    request = world.approved(start=30)
    assert len(events(world.cast.focal_safety)) == 2
    with acting_as(world.cast.focal_safety.actor) as actor:
        actions.cancel(actor=actor, request_id=request.pk, reason="Ziek")
    assert events(world.cast.focal_safety) == []
    assert timezone.localdate() < request.starts_on
