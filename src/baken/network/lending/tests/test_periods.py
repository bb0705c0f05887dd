"""Free periods: the search equals trying every day by hand."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from baken.network.lending.periods import (
    DAY,
    Wish,
    fits,
    free_items,
    free_stretches,
    next_free,
    overlap,
)

FIRST = dt.date(2026, 3, 2)
HORIZON = 40


@st.composite
def periods(draw: Any) -> list[tuple[dt.date, dt.date]]:
    """Return up to four periods in six weeks, which may overlap each other."""
    found = []
    for _number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(-5, 35))
        found.append((FIRST + start * DAY, FIRST + (start + draw(st.integers(0, 8))) * DAY))
    return found


@st.composite
def wishes(draw: Any) -> list[Wish]:
    """Return one or two wishes over up to four items each."""
    return [
        Wish(
            number=draw(st.integers(1, 3)),
            busy={number: draw(periods()) for number in range(draw(st.integers(1, 4)))},
            cleaning_days=draw(st.integers(0, 2)),
        )
        for _kind in range(draw(st.integers(1, 2)))
    ]


def days_of(period: tuple[dt.date, dt.date]) -> set[dt.date]:
    return {period[0] + number * DAY for number in range((period[1] - period[0]).days + 1)}


def free_by_hand(wish: Wish, start: dt.date, days: int) -> bool:
    wanted = {start + number * DAY for number in range(days + wish.cleaning_days)}
    free = [
        number
        for number, taken in wish.busy.items()
        if not any(days_of(period) & wanted for period in taken)
    ]
    return len(free) >= wish.number


@given(wishes(), st.integers(1, 6), st.sets(st.integers(0, 6), min_size=1))
def test_the_next_free_period_is_the_one_found_by_trying_every_day(
    asked: list[Wish], days: int, weekdays: set[int]
) -> None:
    by_hand = next(
        (
            FIRST + number * DAY
            for number in range(HORIZON + 1)
            if (FIRST + number * DAY).weekday() in weekdays
            and all(free_by_hand(wish, FIRST + number * DAY, days) for wish in asked)
        ),
        None,
    )
    found = next_free(
        asked, days, FIRST, horizon=HORIZON, allowed=lambda day: day.weekday() in weekdays
    )
    assert found == by_hand


@given(wishes(), st.integers(0, 30), st.integers(1, 6))
def test_what_fits_is_what_is_free_by_hand(asked: list[Wish], start: int, days: int) -> None:
    day = FIRST + start * DAY
    assert fits(asked, day, days) == all(free_by_hand(wish, day, days) for wish in asked)


@given(periods(), periods())
def test_two_periods_overlap_when_they_share_a_day(one: Any, other: Any) -> None:
    for first in one:
        for second in other:
            assert overlap(first, second) == bool(days_of(first) & days_of(second))
            assert free_items({1: [first]}, second) == ([] if overlap(first, second) else [1])


@given(periods())
def test_free_stretches_are_all_days_not_taken_and_no_two_touch(taken: Any) -> None:
    last = FIRST + 30 * DAY
    found = free_stretches(taken, FIRST, last)
    free = set().union(*(days_of(period) for period in found)) if found else set()
    busy = set().union(*(days_of(period) for period in taken)) if taken else set()
    assert free == days_of((FIRST, last)) - busy
    assert all(later[0] > earlier[1] + DAY for earlier, later in itertools.pairwise(found))


def test_more_than_there_are_never_fits() -> None:
    assert next_free([Wish(2, {1: []})], 1, FIRST) is None
    assert next_free([], 1, FIRST) == FIRST
