"""A slip of the finger in a year is refused in words, and breaks no page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from .world import World, meeting

pytestmark = pytest.mark.django_db
HOURS = {"begins": "0:00", "ends": "23:30"}


@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001"])
@pytest.mark.parametrize("repeat", ["once", "WEEKLY", "MONTHLY"])
def test_a_meeting_in_a_year_that_nobody_means_is_not_planned(
    world: World, day: str, repeat: str
) -> None:
    data = {"day": day, "repeat": repeat, "every": "52", "count": "24", **HOURS}
    answer = world.cast.coordinator.client.post(reverse("meetings:plan", args=["platform"]), data)
    assert "day" in answer.context["form"].errors


@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001"])
def test_a_meeting_is_not_moved_to_such_a_year(world: World, day: str) -> None:
    planned: Any = meeting(world.platform)
    url = reverse("meetings:change-meeting", args=[planned.pk])
    answer = world.cast.coordinator.client.post(url, {"version": 1, "day": day, **HOURS})
    assert "day" in answer.context["form"].errors
