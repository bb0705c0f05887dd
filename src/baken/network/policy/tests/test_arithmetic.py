"""Progress from base to target: for rising and falling indicators, within stated bounds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from baken.network.policy.arithmetic import Standing, progress
from baken.network.policy.measuring import months_later

numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2)
maybe = st.none() | numbers
spans = st.decimals(min_value="0.01", max_value=1000, places=2)
often = settings(max_examples=150)


@given(base=maybe, target=maybe, value=maybe, rising=st.booleans())
@often
def test_what_is_drawn_lies_within_0_and_100_and_leaving_it_is_said(
    base: Decimal | None, target: Decimal | None, value: Decimal | None, rising: bool
) -> None:
    found = progress(base, target, value, rising=rising)
    assert found.percent is None or 0 <= found.percent <= 100
    if found.exact is not None:
        assert (found.standing is Standing.PASSED) or found.exact <= 100
        assert (found.standing is Standing.BEHIND_BASE) or found.exact >= 0
    if found.standing is Standing.UNKNOWN:
        assert value is None or target is None
    if found.percent == 100:
        assert found.standing in {Standing.REACHED, Standing.PASSED}


@given(base=numbers, target=numbers, value=numbers)
@often
def test_a_falling_indicator_is_the_mirror_of_a_rising_one(
    base: Decimal, target: Decimal, value: Decimal
) -> None:
    assert progress(base, target, value, rising=True) == progress(
        -base, -target, -value, rising=False
    )


@given(
    base=numbers,
    span=spans,
    steps=st.lists(st.integers(-50, 150), min_size=2, max_size=8),
    rising=st.booleans(),
)
@often
def test_nearer_to_the_target_is_never_less_progress(
    base: Decimal, span: Decimal, steps: list[int], rising: bool
) -> None:
    way = span if rising else -span
    values = [base + way * step / 100 for step in sorted(steps)]
    found = [progress(base, base + way, value, rising=rising).percent for value in values]
    drawn = [percent for percent in found if percent is not None]
    assert len(drawn) == len(found)
    assert drawn == sorted(drawn)


@given(base=numbers, span=spans, rising=st.booleans())
@often
def test_base_is_0_and_target_is_100(base: Decimal, span: Decimal, rising: bool) -> None:
    target = base + span if rising else base - span
    assert progress(base, target, base, rising=rising).percent == 0
    reached = progress(base, target, target, rising=rising)
    assert (reached.percent, reached.standing) == (100, Standing.REACHED)


@given(same=numbers, value=numbers, rising=st.booleans())
@often
def test_a_base_that_is_the_target_divides_by_nothing(
    same: Decimal, value: Decimal, rising: bool
) -> None:
    found = progress(same, same, value, rising=rising)
    met = value >= same if rising else value <= same
    assert (found.percent == 100) is met
    assert found.exact is None


def test_a_target_on_the_wrong_side_is_said_and_not_computed() -> None:
    found = progress(Decimal(10), Decimal(5), Decimal(7), rising=True)
    assert found.standing is Standing.WRONG_TARGET
    assert found.percent is None


def test_almost_there_is_not_called_there() -> None:
    found = progress(Decimal(0), Decimal(1000), Decimal("999.99"), rising=True)
    assert (found.standing, found.percent) == (Standing.ON_THE_WAY, 99)


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), months=st.integers(1, 60))
@often
def test_the_next_measurement_falls_in_the_right_month(day: dt.date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
