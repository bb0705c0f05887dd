"""A series keeps its local time and its weekday, whatever the clock does."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.region.calendar import DUTCH
from baken.network.meetings.recurrence import (
    LONGEST,
    ZONE,
    Frequency,
    Rule,
    local,
    place_in_month,
    without_holidays,
)

DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2035, 12, 31))
RULES = st.builds(
    Rule,
    frequency=st.sampled_from(Frequency),
    every=st.integers(1, 12),
    count=st.integers(1, LONGEST),
)


@given(RULES, DAYS)
@settings(max_examples=60, deadline=None)
def test_a_series_begins_on_its_first_day_and_keeps_its_weekday(rule: Rule, first: dt.date) -> None:
    days = rule.days(first)
    assert len(days) == rule.count
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {first.weekday()}
    assert days[0] == first
    if rule.frequency == Frequency.MONTHLY:
        places = {place_in_month(day) for day in days}
        assert places <= {place_in_month(first), 4, -1}


@given(RULES, DAYS)
@settings(max_examples=60, deadline=None)
def test_the_rule_as_text_gives_the_same_days_to_another_library(
    rule: Rule, first: dt.date
) -> None:
    days = rule.days(first)
    start = dt.datetime.combine(days[0], dt.time(9))
    assert [moment.date() for moment in rrulestr(rule.text(first), dtstart=start)] == days


@given(DAYS, st.times().map(lambda time: time.replace(second=0, microsecond=0)))
@settings(max_examples=100, deadline=None)
def test_a_local_time_stays_across_the_change_of_the_clock(day: dt.date, time: dt.time) -> None:
    moment = local(day, time)
    back = moment.astimezone(dt.UTC).astimezone(ZONE)
    assert back == moment
    if not 2 <= time.hour < 3:
        assert (back.date(), back.time()) == (day, time)


def test_half_past_nine_is_another_moment_in_summer_than_in_winter() -> None:
    days = Rule(Frequency.WEEKLY, 1, 3).days(dt.date(2027, 3, 23))
    hours = [local(day, dt.time(9, 30)).astimezone(dt.UTC).hour for day in days]
    assert hours == [8, 7, 7]


def test_an_hour_that_does_not_exist_comes_after_the_change() -> None:
    assert local(dt.date(2027, 3, 28), dt.time(2, 30)).time() == dt.time(3, 30)


def test_a_fifth_tuesday_becomes_the_last_one() -> None:
    first = dt.date(2026, 3, 31)
    assert Rule(Frequency.MONTHLY, 1, 3).days(first) == [
        first,
        dt.date(2026, 4, 28),
        dt.date(2026, 5, 26),
    ]
    assert Rule(Frequency.MONTHLY, 1, 3).text(first).endswith("BYDAY=-1TU;COUNT=3")


def test_a_public_holiday_is_skipped_and_said() -> None:
    days = Rule(Frequency.WEEKLY, 1, 3).days(dt.date(2027, 3, 22))
    dates = without_holidays(days, DUTCH.is_holiday)
    assert [date.is_free for date in dates] == [True, False, True]  # Easter Monday, 29 March


@pytest.mark.parametrize(("every", "count"), [(0, 3), (60, 3), (1, 0), (1, 25)])
def test_what_makes_no_series_is_refused(every: int, count: int) -> None:
    with pytest.raises(ValueError, match="series"):
        Rule(Frequency.WEEKLY, every, count)
