"""What trainings and outreach tell in the yearly account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.network.learning.account_chapter import chapter
from baken.network.learning.models import Outreach

YEAR = timezone.localdate().year


@pytest.mark.parametrize("player", ["coordinator", "portfolio_holder"])
def test_sessions_and_outreach_are_counted_for_the_region(world: Any, player: str) -> None:
    session = world.held(world.cast.focal_safety, world.cast.police)
    type(session).objects.unscoped(reason="a test").filter(pk=session.pk).update(others_attended=3)
    world.session()
    Outreach.objects.create(
        on=timezone.localdate(),
        audience="schools",
        title="Gastles",
        place="School",
        organisation=world.cast.organisations["vlaardingen"],
        reached=120,
        token=uuid4(),
    )
    actor = getattr(world.cast, player).actor
    with acting_as(actor):
        told = chapter(YEAR, actor)
    trainings, outreach = told.tables
    assert [list(row) for row in trainings.rows] == [["Training bewustwording", "1", "5"]]
    assert [row[2] for row in outreach.rows if row[1] == "1"] == ["120"]
    assert "Vlaardingen" not in str(told)


def test_a_year_without_anything_says_so(world: Any) -> None:
    assert chapter(YEAR, world.cast.coordinator.actor).missing
