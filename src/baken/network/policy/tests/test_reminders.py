"""Owners and focal points are reminded of dates and of values that are missing, once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice
from baken.network.policy import reminders

from .world import WHY, PolicyWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Any) -> PolicyWorld:
    return PolicyWorld(cast)


def remind() -> None:
    with acting_as(reminders.SYSTEM):
        reminders.remind_of_actions(timezone.now())
        reminders.remind_of_measurements(timezone.now())
        reminders.remind_of_items(timezone.now())


def kinds_of(player: Any) -> list[str]:
    found = Notice.objects.unscoped(reason=WHY).filter(membership=player.membership)
    return sorted(found.values_list("kind", flat=True))


def test_the_owner_hears_of_a_date_and_of_a_missing_value(cast: Any, world: PolicyWorld) -> None:
    world.planned.ends_on = timezone.localdate() + dt.timedelta(days=3)
    world.planned.starts_on = timezone.localdate() - dt.timedelta(days=400)
    world.planned.save()
    remind()
    remind()
    assert kinds_of(cast.advice_desk) == ["policy.due-soon", "policy.measurement-missing"]
    assert kinds_of(cast.police) == []


def test_an_action_that_is_done_is_left_alone(cast: Any, world: PolicyWorld) -> None:
    world.planned.ends_on = timezone.localdate() - dt.timedelta(days=3)
    world.planned.state = "done"
    world.planned.save()
    remind()
    assert kinds_of(cast.advice_desk) == []


def test_focal_points_hear_of_their_own_plan(cast: Any, world: PolicyWorld) -> None:
    item = world.plan().items.get()
    item.due_on = timezone.localdate() - dt.timedelta(days=1)
    item.save()
    remind()
    assert kinds_of(cast.focal_care) == ["policy.item-overdue"]
    assert kinds_of(cast.mayor) == []
