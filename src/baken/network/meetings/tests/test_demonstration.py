"""The demonstration shows each page with something on it, and loads once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from baken.network.meetings import demonstration, queries
from baken.network.meetings.models import Action, Decision, Meeting, YearTalk

from .world import World


def test_it_loads_once_and_fills_the_pages(world: World) -> None:
    demonstration.load()
    actor: Any = world.cast.coordinator.actor
    number = Meeting.objects.visible_to(actor).count()
    assert number == 10
    assert Decision.objects.visible_to(actor).exists()
    assert Action.objects.visible_to(actor).still_open().filter(due_on__lt=timezone.localdate())
    assert YearTalk.objects.visible_to(actor).count() == 2
    rows = queries.year_of(actor, timezone.localdate().year)
    assert any(row.standing and row.standing.unnoted for row in rows)
    demonstration.load()
    assert Meeting.objects.visible_to(actor).count() == number
