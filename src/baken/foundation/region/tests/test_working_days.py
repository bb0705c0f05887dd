"""Working days follow the region's own calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.region import calendar
from baken.foundation.region.calendar import DUTCH, Calendar
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import read_pack


@pytest.mark.parametrize(
    ("day", "is_holiday"),
    [
        ("2026-01-01", True),
        ("2026-04-03", False),
        ("2026-04-06", True),
        ("2026-04-27", True),
        ("2025-04-26", True),
        ("2026-05-05", False),
        ("2030-05-05", True),
        ("2026-05-14", True),
        ("2026-12-26", True),
        ("2026-11-24", False),
    ],
)
def test_dutch_days_off(day, is_holiday):
    assert DUTCH.is_holiday(dt.date.fromisoformat(day)) is is_holiday


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2026-11-28", 0, "2026-11-30"),
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-11-30", -1, "2026-11-27"),
        ("2026-04-02", 3, "2026-04-08"),
    ],
)
def test_a_term_skips_weekends_and_days_off(start, days, end):
    assert DUTCH.add_working_days(dt.date.fromisoformat(start), days).isoformat() == end


def test_a_region_may_differ(pack_folder, db):
    day = dt.date(2026, 10, 5)
    assert calendar.is_working_day(day)
    assert calendar.add_working_days(dt.date(2026, 10, 2), 1) == day
    load_pack(read_pack(pack_folder))
    assert calendar.is_holiday(day)
    assert not calendar.is_working_day(day)
    assert calendar.add_working_days(dt.date(2026, 10, 2), 1) == dt.date(2026, 10, 6)
    assert calendar.is_holiday(dt.date(2027, 5, 5))


dates = st.dates(dt.date(2020, 1, 1), dt.date(2040, 12, 31))


@settings(max_examples=100, deadline=None)
@given(dates, st.integers(1, 60))
def test_a_term_ends_on_a_working_day_and_counts_back(start, days):
    end = DUTCH.add_working_days(start, days)
    assert DUTCH.is_working_day(end)
    assert DUTCH.working_days_between(start, end) == days
    assert DUTCH.working_days_between(end, start) == -days
    back = DUTCH.add_working_days(end, -days)
    assert back <= start
    if DUTCH.is_working_day(start):
        assert back == start


@given(dates)
def test_a_calendar_without_days_off_has_weekends_only(day):
    assert Calendar(days_off=frozenset()).is_working_day(day) is (day.weekday() < 5)
