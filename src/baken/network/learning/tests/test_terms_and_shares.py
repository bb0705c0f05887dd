"""Terms in months over leap years, the sixty per cent rule, and codes of certificates."""

from __future__ import annotations

import calendar
import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.network.learning import codes, terms

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 36, "2027-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2096-02-29", 48, "2100-02-28"),  # 2100 is no leap year
        ("2026-12-31", 1, "2027-01-31"),
    ],
)
def test_a_term_in_months_follows_the_calendar(day, months, end):
    assert terms.add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(end)


@given(day=DAYS, months=st.integers(0, 240))
def test_a_term_ends_in_the_right_month_on_the_same_day_or_the_last(day, months):
    end = terms.add_months(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    last = calendar.monthrange(end.year, end.month)[1]
    assert end.day == min(day.day, last)


@given(day=DAYS, months=st.integers(0, 120))
def test_a_later_day_never_ends_earlier(day, months):
    tomorrow = day + dt.timedelta(days=1)
    assert terms.add_months(tomorrow, months) >= terms.add_months(day, months)


def test_without_a_term_nothing_ends():
    assert terms.ends_on(dt.date(2026, 1, 1), None) is None
    assert terms.ends_on(None, 12) is None


def test_just_below_sixty_per_cent_is_not_sixty_per_cent():
    assert not terms.has_reached(5999, 10_000, 60)
    assert terms.has_reached(6000, 10_000, 60)
    assert terms.per_mille(5999, 10_000) == 599
    assert not terms.has_reached(2, 4, 60)
    assert terms.has_reached(3, 5, 60)
    assert not terms.has_reached(0, 0, 60)


@given(staff=st.integers(1, 5000), share=st.integers(1, 100), data=st.data())
def test_the_rule_is_exact_and_needs_the_least_number_that_reaches_it(staff, share, data):
    finished = data.draw(st.integers(0, staff))
    assert terms.has_reached(finished, staff, share) == (
        Fraction(finished, staff) >= Fraction(share, 100)
    )
    least = terms.needed(staff, share)
    assert terms.has_reached(least, staff, share)
    assert not terms.has_reached(least - 1, staff, share)
    if not terms.has_reached(finished, staff, share):
        assert terms.per_mille(finished, staff) < share * 10  # never shown as reached


@given(code=st.text(codes.ALPHABET, min_size=12, max_size=12))
def test_a_code_is_found_however_it_was_typed(code):
    shown = codes.display(code)
    assert codes.normalise(shown.lower()) == code
    assert codes.normalise(f" {shown.replace('-', ' ')} ") == code
    assert codes.normalise(code.replace("0", "o").replace("1", "l")) == code


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "ABCD-EFGH-JKM", "U" * 12, "ABCD-EFGH-JKMN-P", "é" * 12]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.normalise(typed) is None


def test_codes_differ_and_are_twelve_signs():
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(codes.normalise(code) == code for code in made)
