"""How long a check holds, and what it says before, on and after its last day."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.network.policy.agreements.items import valid_until
from baken.network.policy.agreements.standing import (
    BEHIND,
    FocalPoints,
    Standing,
    count_focal_points,
    expires_soon,
    standing_of,
)
from baken.network.policy.models import CheckState

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
months = st.integers(1, 60)
states = st.sampled_from(CheckState.values)
domains = st.sampled_from(["care", "safety", ""])


@pytest.mark.parametrize(
    ("checked", "term", "last"),
    [
        ((2026, 3, 31), 12, (2027, 3, 31)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 8, 31), 6, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 12, 1), 1, (2027, 1, 1)),
    ],
)
def test_the_last_day_is_the_same_day_some_months_later(
    checked: tuple[int, int, int], term: int, last: tuple[int, int, int]
) -> None:
    assert valid_until(dt.date(*checked), term) == dt.date(*last)


@settings(max_examples=100)
@given(days, months)
def test_a_term_counts_whole_months_and_never_skips_one(day: dt.date, term: int) -> None:
    last = valid_until(day, term)
    assert (last.year - day.year) * 12 + last.month - day.month == term
    assert last.day == min(day.day, calendar.monthrange(last.year, last.month)[1])


@settings(max_examples=100)
@given(days, days, months)
def test_who_checks_later_is_valid_at_least_as_long(
    one: dt.date, other: dt.date, term: int
) -> None:
    first, second = sorted((one, other))
    assert valid_until(first, term) <= valid_until(second, term)


@settings(max_examples=100)
@given(days, months, months)
def test_a_longer_term_never_ends_earlier(day: dt.date, one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert valid_until(day, short) <= valid_until(day, long)


@settings(max_examples=100)
@given(days, months, states, st.integers(-4000, 4000))
def test_a_check_says_its_answer_through_its_last_day_and_nothing_after_it(
    day: dt.date, term: int, state: str, shift: int
) -> None:
    last = valid_until(day, term)
    on = last + dt.timedelta(days=shift)
    expected = Standing.EXPIRED if shift > 0 else Standing(state)
    assert standing_of(state, last, on) == expected


@settings(max_examples=100)
@given(days, st.integers(0, 90), st.integers(-200, 200))
def test_soon_is_before_the_end_and_within_the_days_that_were_set(
    last: dt.date, before: int, shift: int
) -> None:
    on = last - dt.timedelta(days=shift)
    assert expires_soon(last, on, dt.timedelta(days=before)) == (0 <= shift <= before)


def test_without_a_check_it_was_never_checked() -> None:
    assert standing_of(None, None, dt.date(2026, 1, 1)) == Standing.NEVER


def test_what_is_met_or_does_not_apply_is_not_behind() -> None:
    assert set(Standing) - BEHIND == {Standing.MET, Standing.NOT_APPLICABLE}


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 5), domains), max_size=12))
def test_people_are_counted_once_and_domains_by_who_covers_them(
    rows: list[tuple[int, str]],
) -> None:
    counted = count_focal_points(rows, minimum=1, asked=("care", "safety"))
    assert counted.total == len({person for person, _domain in rows})
    covered = {domain for _person, domain in rows}
    assert set(counted.missing_domains) == {"care", "safety"} - covered
    assert counted.meets_minimum == bool(rows)


@pytest.mark.parametrize(
    ("total", "standing", "differs"),
    [
        (0, Standing.MET, True),
        (1, Standing.MET, False),
        (0, Standing.NOT_MET, False),
        (2, Standing.NOT_MET, True),
        (0, Standing.PARTLY, False),
        (0, Standing.EXPIRED, False),
        (0, Standing.NEVER, False),
    ],
)
def test_only_what_cannot_both_be_right_differs(
    total: int, standing: Standing, differs: bool
) -> None:
    assert FocalPoints(total=total).differs_from(standing) == differs
