"""What lending tells in the yearly account."""

from __future__ import annotations

from typing import Any

import pytest

from baken.foundation.access.lock import acting_as
from baken.network.lending.account_chapter import chapter

from .conftest import TODAY


@pytest.mark.parametrize("player", ["coordinator", "portfolio_holder", "focal_schiedam"])
def test_use_is_counted_for_the_region_whoever_asks(world: Any, player: str) -> None:
    world.asked(start=30)
    world.returned()
    actor = getattr(world.cast, player).actor
    with acting_as(actor):
        told = chapter(TODAY.year, actor)
    rows = [list(row) for row in told.tables[0].rows]
    assert rows[-1][1] == "1"
    assert len(rows) == 3
    assert len(told.paragraphs) == 2
    assert "Vlaardingen" not in str(told)


def test_a_year_in_which_nothing_was_lent_says_so(world: Any) -> None:
    assert chapter(TODAY.year, world.cast.coordinator.actor).missing
