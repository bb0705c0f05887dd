"""What must hold of every answer, whatever the lists."""

from __future__ import annotations

import dataclasses
import math
import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation import (
    CaptureTable,
    Estimate,
    TableError,
    estimate,
    estimate_strata,
    selection,
    together,
)
from baken.insight.estimation.fitting import Fits

NAMES = "ABCDEF"


def table_of(lists: int, **counts: int) -> CaptureTable:
    """Make a table from names such as ``AB=3``."""
    rows = [
        ([int(letter in name) for letter in NAMES[:lists]], count) for name, count in counts.items()
    ]
    return CaptureTable.from_counts(NAMES[:lists], rows)


FOUR = table_of(
    4, A=310, B=201, C=150, D=90, AB=70, AC=14, AD=11, BC=19, BD=8, CD=21, ABC=7, ABD=3, BCD=5
)


@st.composite
def capture_tables(draw: st.DrawFn, most: int = 6, largest: int = 50) -> CaptureTable:
    lists = draw(st.integers(2, most))
    cell = st.one_of(st.just(0), st.integers(0, 2), st.integers(0, largest))
    counts = draw(st.lists(cell, min_size=(1 << lists) - 1, max_size=(1 << lists) - 1))
    rows = [([c >> n & 1 for n in range(lists)], n_) for c, n_ in enumerate(counts, start=1)]
    return CaptureTable.from_counts(NAMES[:lists], rows)


def not_a_number(value: Any, path: str = "") -> str | None:
    """Return where in an answer there is a NaN."""
    if isinstance(value, float):
        return path if math.isnan(value) else None
    if dataclasses.is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    elif isinstance(value, Mapping):
        parts = {str(key): part for key, part in value.items()}
    elif isinstance(value, tuple | list):
        parts = {str(place): part for place, part in enumerate(value)}
    else:
        return None
    found = (not_a_number(part, f"{path}.{name}") for name, part in parts.items())
    return next((where for where in found if where), None)


def check(answer: Estimate) -> None:
    """Assert what holds of every answer."""
    assert not_a_number(answer) is None
    assert (answer.estimate is None or math.isinf(answer.estimate)) == bool(answer.refusal)
    assert answer.identifiable == (answer.refusal is None)
    numbers = [answer.estimate, answer.main_effects, answer.all_pairs]
    numbers += [line.estimate for line in answer.thresholds]
    if answer.averaged:
        numbers += [answer.averaged.low, answer.averaged.estimate, answer.averaged.high]
    assert all(n is None or n >= answer.observed * (1 - 1e-12) for n in numbers)
    for low, high in answer.interval.values():
        assert low <= high


@given(
    capture_tables(),
    st.sampled_from(["stepwise", "stepwise", "main", "all"]),
    st.sampled_from([0.0, 0.02, 0.2, 1.0]),
)
@settings(max_examples=40, deadline=None)
def test_any_table_gives_an_answer_or_a_reason(
    table: CaptureTable, terms: str, threshold: float
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(estimate(table, terms=terms, threshold=threshold, bootstrap=50))


@given(capture_tables(most=4, largest=9), st.sampled_from([0.02, 1.0]))
@settings(max_examples=25, deadline=None)
def test_counts_over_nine_orders_give_an_answer_or_a_reason(
    small: CaptureTable, threshold: float
) -> None:
    table = dataclasses.replace(small, counts=tuple(10**count for count in small.counts))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(estimate(table, threshold=threshold, bootstrap=10))


def _same(first: Estimate, second: Estimate) -> None:
    """Assert that two answers are the same but for the order and names of the lists."""
    for name in ("estimate", "interval", "main_effects", "all_pairs", "thresholds", "goodness"):
        assert getattr(second, name) == getattr(first, name), name
    assert (first.refusal and first.refusal.code) == (second.refusal and second.refusal.code)
    assert len(first.model) == len(second.model)


def test_order_and_names_change_no_digit() -> None:
    first = estimate(FOUR, bootstrap=200)
    moved = FOUR.in_order((2, 0, 3, 1))
    renamed = dataclasses.replace(moved, lists=("police", "care", "inspectorate", "shelter"))
    second = estimate(renamed, bootstrap=200)
    _same(first, second)
    assert first.averaged is not None
    assert second.averaged is not None
    assert second.averaged.estimate == first.averaged.estimate
    words = dict(zip("CADB", renamed.lists, strict=True))
    expected = [{words[name] for name in pair.split(":")} for pair in first.model]
    assert [set(pair.split(":")) for pair in second.model] == expected
    without = {words[line.name]: line.without for line in first.contributions}
    assert {line.name: line.without for line in second.contributions} == without


@given(capture_tables(most=5, largest=3), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_changes_no_digit(table: CaptureTable, random: Any) -> None:
    order = list(range(len(table.lists)))
    random.shuffle(order)
    moved = table.in_order(order)
    own, again = table.in_order(table.own_order()), moved.in_order(moved.own_order())
    assert (own.histories, own.counts) == (again.histories, again.counts)
    _same(*(estimate(t, bootstrap=20, checks=False) for t in (table, moved)))


def test_lists_that_their_sizes_cannot_tell_apart() -> None:
    """Six lists in a ring: one by one they all look alike."""
    ring = [(n, (n + 1) % 6) for n in range(6)]
    codes = [1 << n for n in range(6)] + [1 << a | 1 << b for a, b in ring]
    table = CaptureTable(tuple(NAMES), *_sorted(codes, [9] * 6 + [2] * 6))
    moved = table.in_order((3, 0, 5, 1, 4, 2))
    assert moved.histories != table.histories
    _same(*(estimate(t, bootstrap=20, checks=False) for t in (table, moved)))


def test_more_arrangements_than_are_tried_change_rounding_alone() -> None:
    """Eight lists all alike keep their order; the estimate itself does not depend on it."""
    ring = [(n, (n + 1) % 8) for n in range(8)]
    codes = [1 << n for n in range(8)] + [1 << a | 1 << b for a, b in ring]
    table = CaptureTable(tuple("ABCDEFGH"), *_sorted(codes, [9] * 8 + [5] * 8))
    moved = table.in_order((3, 0, 5, 1, 4, 2, 7, 6))
    first, second = (estimate(t, terms="main", checks=False) for t in (table, moved))
    assert second.estimate == pytest.approx(first.estimate, rel=1e-9)


def _sorted(codes: list[int], counts: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ordered = sorted(zip(codes, counts, strict=True))
    return tuple(code for code, _ in ordered), tuple(count for _, count in ordered)


def _doubled(table: CaptureTable, times: int = 2) -> CaptureTable:
    return dataclasses.replace(table, counts=tuple(times * count for count in table.counts))


@pytest.mark.parametrize("terms", ["main", "all", [("A", "B")], [("A", "B"), ("C", "D")]])
def test_doubling_the_counts_doubles_a_given_model(terms: Any) -> None:
    once, twice = (estimate(t, terms=terms, checks=False) for t in (FOUR, _doubled(FOUR)))
    assert once.estimate is not None
    assert twice.estimate == pytest.approx(2 * once.estimate, rel=1e-8)


def test_more_cases_give_a_narrower_interval() -> None:
    widths = []
    for times in (1, 4, 16):
        found = estimate(_doubled(FOUR, times), terms=[("A", "B")], bootstrap=400, checks=False)
        low, high = found.interval[0.95]
        assert found.estimate is not None
        widths.append((high - low) / found.estimate)
    # The width falls with the root of the number of cases.
    assert widths[0] / widths[1] == pytest.approx(2.0, rel=0.25)
    assert widths[1] / widths[2] == pytest.approx(2.0, rel=0.25)


def test_wider_levels_hold_the_narrower() -> None:
    found = estimate(FOUR, bootstrap=200, levels=(0.95, 0.8, 0.5), checks=False)
    (a, f), (b, e), (c, d) = (found.interval[level] for level in (0.95, 0.8, 0.5))
    assert a <= b <= c < d <= e <= f


def test_a_list_that_contains_nobody_is_refused() -> None:
    found = estimate(table_of(3, A=30, B=20, AB=10), bootstrap=20)
    assert found.refusal is not None
    assert found.refusal.code == "empty_list"
    assert "'C'" in found.refusal.text
    assert (found.estimate, found.interval, found.bootstrap) == (None, {}, None)


def test_a_list_of_everybody_is_refused() -> None:
    found = estimate(table_of(3, A=30, AB=10, AC=5, ABC=2))
    assert found.refusal is not None
    assert found.refusal.code == "list_of_everybody"
    assert found.estimate is None


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_empty_list_is_named_before_one_of_everybody(order: tuple[int, ...]) -> None:
    found = estimate(table_of(3, A=30, AB=10).in_order(order))
    assert found.refusal is not None
    assert found.refusal.code == "empty_list"


def test_no_cases_are_refused() -> None:
    found = estimate(table_of(2), bootstrap=10)
    assert found.refusal is not None
    assert found.refusal.code == "no_cases"


@pytest.mark.parametrize("terms", ["stepwise", "main"])
@pytest.mark.parametrize("lists", [2, 3, 6])
def test_no_overlap_is_infinite_and_never_a_large_number(lists: int, terms: str) -> None:
    found = estimate(
        table_of(lists, **{name: 30 + place for place, name in enumerate(NAMES[:lists])}),
        terms=terms,
        bootstrap=20,
    )
    assert found.estimate == math.inf
    assert found.refusal is not None
    assert found.refusal.code == "infinite"
    assert not found.identifiable


def test_the_artificial_table() -> None:
    """Chan, Silverman and Vincent (2021): only A and B share anybody."""
    table = table_of(3, A=40, B=30, C=20, AB=6)
    assert estimate(table, terms="all", checks=False).estimate is None
    assert estimate(table, terms=[("A", "B")], checks=False).estimate == math.inf
    both = estimate(table, terms=[("A", "C"), ("B", "C")], checks=False)
    # C shares nobody with the others: its cells leave A and B alone to speak.
    assert both.estimate == pytest.approx(96 + 40 * 30 / 6, rel=1e-8)
    assert both.excluded == ("A:C", "B:C")


def test_two_lists_are_lincoln_and_petersen() -> None:
    found = estimate(table_of(2, A=30, B=20, AB=10))
    assert found.estimate == pytest.approx(40 * 30 / 10, rel=1e-8)
    assert "two_lists" in {warning.code for warning in found.warnings}


def test_an_independent_list_that_holds_half_of_everybody_changes_nothing() -> None:
    """Cross a full table, its unseen included, with a new list: the estimate stays."""
    before = estimate(table_of(2, A=300, B=200, AB=100), terms="main", checks=False)
    assert before.estimate == pytest.approx(1200, rel=1e-8)
    after = table_of(3, A=150, B=100, AB=50, AC=150, BC=100, ABC=50, C=300)
    assert estimate(after, terms="main").estimate == pytest.approx(1200, rel=1e-8)
    assert estimate(after).estimate == pytest.approx(1200, rel=1e-8)


def test_a_huge_independent_list_beside_small_ones() -> None:
    """A holds a million, the others hardly anybody; each is independent of the others."""
    share = {"A": 0.5, "B": 0.001, "C": 0.002}
    people = 2_000_000_000
    counts = {}
    for code in range(1, 8):
        name = "".join(letter for n, letter in enumerate("ABC") if code >> n & 1)
        chance = math.prod(p if letter in name else 1 - p for letter, p in share.items())
        counts[name] = round(people * chance)
    found = estimate(table_of(3, **counts), bootstrap=50)
    assert found.model == ()
    assert found.estimate == pytest.approx(people, rel=1e-6)
    low, high = found.interval[0.95]
    assert low < people < high


def test_same_seed_same_digits_and_another_seed_others() -> None:
    first, again, other = (estimate(FOUR, bootstrap=100, seed=seed) for seed in (1, 1, 2))
    assert dataclasses.replace(first, seconds=0.0) == dataclasses.replace(again, seconds=0.0)
    assert first.interval != other.interval
    assert first.estimate == other.estimate


def test_contributions_are_estimates_of_their_own() -> None:
    lines = estimate(FOUR).contributions
    assert [line.name for line in lines] == ["A", "B", "C", "D"]
    for line in lines:
        alone = estimate(FOUR.without(line.name), checks=False).estimate
        assert line.without == pytest.approx(alone, rel=1e-9)
    assert lines[0].only_here == 310
    assert lines[0].cases == 310 + 70 + 14 + 11 + 7 + 3


@given(capture_tables(most=4, largest=4))
@settings(max_examples=25, deadline=None)
def test_a_contribution_is_refused_where_the_table_is(table: CaptureTable) -> None:
    for line in estimate(table).contributions:
        if len(table.lists) == 2:
            assert line.without is None
            continue
        alone = estimate(table.without(line.name), checks=False).estimate
        assert line.without == (None if alone is None else pytest.approx(alone, rel=1e-9))


def test_without_drops_who_was_on_that_list_alone() -> None:
    left = FOUR.without("B")
    assert left.lists == ("A", "C", "D")
    assert left.observed == FOUR.observed - 201
    assert (
        left.overlaps().tolist()
        == np.delete(np.delete(FOUR.overlaps(), 1, axis=0), 1, axis=1).tolist()
    )
    with pytest.raises(ValueError, match="not in tuple"):
        FOUR.without("Z")


def test_progress_reaches_its_end() -> None:
    told: list[tuple[int, int]] = []
    estimate(FOUR, bootstrap=300, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (300, 300)


def test_strata_sum() -> None:
    parts = {
        "north": table_of(3, A=60, B=45, C=25, AB=30, AC=9, BC=14, ABC=7),
        "south": table_of(3, A=20, B=75, C=35, AB=15, AC=9, BC=24, ABC=5),
    }
    found = estimate_strata(parts, bootstrap=100, checks=False)
    assert found.observed == sum(part.observed for part in parts.values())
    whole = estimate(together(list(parts.values())), bootstrap=100, checks=False)
    assert (found.estimate, found.interval) == (whole.estimate, whole.interval)
    assert found.strata_sum is not None
    alone = [estimate(part, checks=False).estimate for part in parts.values()]
    assert found.strata_sum.estimate == pytest.approx(sum(n for n in alone if n))
    low, high = found.strata_sum.interval[0.95]
    assert low < found.strata_sum.estimate < high
    assert not_a_number(found) is None


def test_an_estimate_beyond_the_arithmetic_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = selection.fit

    def fails(counts: np.ndarray, terms: np.ndarray) -> Fits:
        fits = whole(counts, terms)
        fits.converged[:] = False
        return fits

    monkeypatch.setattr(selection, "fit", fails)
    found = estimate(FOUR, bootstrap=20)
    assert found.refusal is not None
    assert found.refusal.code == "not_computed"
    assert (found.estimate, found.interval, found.identifiable) == (None, {}, False)


def test_a_part_without_an_end_has_no_sum() -> None:
    parts = {"north": FOUR, "south": table_of(4, A=3, B=4, C=5, D=6)}
    found = estimate_strata(parts, bootstrap=20, checks=False)
    assert found.strata["south"].estimate == math.inf
    assert found.strata_sum is None
    assert "strata_differ" not in {warning.code for warning in found.warnings}


def test_strata_without_a_number_have_no_sum() -> None:
    parts = {"north": FOUR, "south": table_of(4, A=3, B=4)}
    found = estimate_strata(parts, bootstrap=20, checks=False)
    assert found.strata_sum is None
    assert found.estimate is not None
    assert "strata_without_number" in {warning.code for warning in found.warnings}


@pytest.mark.parametrize(
    ("lists", "rows", "words"),
    [
        (["A"], [([1], 3)], "1 lists"),
        (list("ABCDEFGHIJK"), [], "11 lists"),
        (["A", "A"], [], "two lists are named 'A'"),
        (["A", " "], [], "list 2 has no name"),
        (["A", "B"], [([1, 0], 2), ([0, 2], 3)], "row 2: 2 is not 0 or 1"),
        (["A", "B"], [([1, 0, 0], 2)], "row 1: 3 values for 2 lists"),
        (["A", "B"], [([1, 0], -2)], "row 1: the count -2"),
        (["A", "B"], [([1, 0], 2.5)], "row 1: the count 2.5"),
        (["A", "B"], [([1, 0], math.nan)], "row 1: the count nan"),
        (["A", "B"], [([1, 0], math.inf)], "row 1: the count inf"),
        (["A", "B"], [([0, 0], 4)], "row 1: a case on no list"),
        (["A", "B"], [([1, 0], 10**12), ([0, 1], 1)], "1000000000001 cases"),
    ],
)
def test_what_is_no_table(lists: list[str], rows: Any, words: str) -> None:
    with pytest.raises(TableError, match=words):
        CaptureTable.from_counts(lists, rows)


def test_equal_histories_are_added_and_zeros_dropped() -> None:
    table = CaptureTable.from_counts(
        ["A", "B"], [([1, 0], 2), ([1, 0], 3), ([0, 1], 0), ([0, 0], 0), ([1, 1], 1)]
    )
    assert (table.histories, table.counts) == ((1, 3), (5, 1))
    cases = [[1, 0]] * 5 + [[1, 1]]
    assert CaptureTable.from_cases(["A", "B"], cases) == table


@pytest.mark.parametrize(
    "terms", ["some", [("A", "Z")], [("A", "A")]], ids=["word", "unknown", "itself"]
)
def test_terms_that_name_nothing(terms: Any) -> None:
    with pytest.raises(TableError):
        estimate(FOUR, terms=terms)


@pytest.mark.parametrize(
    "wish",
    [{"threshold": -0.1}, {"threshold": 1.1}, {"threshold": math.nan}, {"bootstrap": -1},
     {"seed": -1}, {"levels": (1.0,)}, {"levels": (0.0, 0.5)}, {"levels": (math.nan,)}],
)  # fmt: skip
def test_wishes_out_of_range(wish: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"threshold|whole numbers|level"):
        estimate(FOUR, **wish)


def test_strata_that_do_not_fit_together() -> None:
    with pytest.raises(TableError, match="no parts"):
        estimate_strata({})
    with pytest.raises(TableError, match="different lists"):
        estimate_strata({"north": FOUR, "south": table_of(2, A=1, B=1, AB=1)})
