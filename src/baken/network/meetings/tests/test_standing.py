"""How a body stands against its minimum: the arithmetic of warning in time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.network.meetings.standing import Level, Standing, days_left, stand, still_possible

ORDER = list(Level)
DAYS = st.dates(dt.date(2025, 6, 1), dt.date(2027, 6, 30))
NUMBERS = st.integers(0, 6)


def judge(minimum: int, held: int, unnoted: int, planned: int, today: dt.date) -> Standing:
    return stand(
        minimum=minimum, held=held, unnoted=unnoted, planned=planned, year=2026, today=today
    )


@given(st.integers(1, 8), NUMBERS, NUMBERS, NUMBERS, DAYS)
@settings(max_examples=150, deadline=None)
def test_each_meeting_more_makes_it_no_worse(
    minimum: int, held: int, unnoted: int, planned: int, today: dt.date
) -> None:
    here = judge(minimum, held, unnoted, planned, today)
    for more in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        there = judge(minimum, held + more[0], unnoted + more[1], planned + more[2], today)
        assert ORDER.index(there.level) <= ORDER.index(here.level)
        assert there.missing == max(0, here.missing - 1) or here.missing == 0


@given(st.integers(1, 8), NUMBERS, NUMBERS, NUMBERS, DAYS, st.integers(1, 200))
@settings(max_examples=150, deadline=None)
def test_time_alone_makes_it_no_better(
    minimum: int, held: int, unnoted: int, planned: int, today: dt.date, later: int
) -> None:
    before = judge(minimum, held, unnoted, planned, today)
    after = judge(minimum, held, unnoted, planned, today + dt.timedelta(later))
    assert ORDER.index(after.level) >= ORDER.index(before.level)


@given(st.integers(1, 8), NUMBERS, NUMBERS, NUMBERS, DAYS)
@settings(max_examples=150, deadline=None)
def test_the_levels_say_what_they_say(
    minimum: int, held: int, unnoted: int, planned: int, today: dt.date
) -> None:
    found = judge(minimum, held, unnoted, planned, today)
    assert (found.level == Level.MET) == (held >= minimum)
    assert (found.level in {Level.MET, Level.ON_COURSE}) == (found.missing == 0)
    assert (found.level == Level.LOST) == (found.missing > still_possible(2026, today))
    if found.level == Level.AT_RISK:
        assert found.missing <= still_possible(2026, today)


@pytest.mark.parametrize(
    ("minimum", "held", "planned", "today", "level"),
    [
        (2, 0, 0, dt.date(2026, 1, 5), Level.TO_PLAN),
        (2, 0, 0, dt.date(2026, 4, 2), Level.AT_RISK),
        (2, 1, 0, dt.date(2026, 7, 1), Level.TO_PLAN),
        (2, 1, 0, dt.date(2026, 8, 20), Level.AT_RISK),
        (2, 1, 1, dt.date(2026, 8, 20), Level.ON_COURSE),
        (2, 1, 0, dt.date(2026, 12, 17), Level.AT_RISK),
        (2, 1, 0, dt.date(2026, 12, 18), Level.LOST),
        (3, 1, 0, dt.date(2026, 12, 11), Level.LOST),
        (2, 2, 0, dt.date(2026, 12, 31), Level.MET),
        (2, 0, 0, dt.date(2027, 2, 1), Level.LOST),
        (2, 0, 0, dt.date(2025, 10, 1), Level.TO_PLAN),
    ],
)
def test_examples_through_the_year(
    minimum: int, held: int, planned: int, today: dt.date, level: Level
) -> None:
    assert judge(minimum, held, 0, planned, today).level == level


def test_days_left_are_zero_when_the_year_is_over() -> None:
    assert days_left(2026, dt.date(2026, 12, 31)) == 0
    assert days_left(2026, dt.date(2027, 1, 1)) == 0
    assert days_left(2026, dt.date(2025, 1, 1)) == 365
