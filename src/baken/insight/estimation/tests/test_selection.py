"""The selection, against the published procedure written out step by step."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from baken.insight.estimation import honesty, selection
from baken.insight.estimation.existence import Verdict, verdict
from baken.insight.estimation.selection import fixed, stepwise

from .dense import Table, exists_primal, fit_dense, tables, terms_of

CLOSE = 1e-6


def naive(
    cells: Table, lists: int, threshold: float
) -> tuple[float, list[tuple[int, int]], bool] | None:
    """Return unseen number, model, and whether two candidates were too near to call.

    Every candidate is checked at every step, as published. None without main effects.
    """
    if not exists_primal(cells, lists, []):
        return None
    model: list[tuple[int, int]] = []
    unseen, means = fit_dense(cells, lists, model)
    while True:
        tails = {}
        for pair in combinations(range(lists), 2):
            if pair in model or not exists_primal(cells, lists, [*model, pair]):
                continue
            both = [c for c in range(1 << lists) if all(c >> n & 1 for n in pair)]
            overlap, expected = cells[both].sum(), means[both].sum()
            tails[pair] = min(poisson.cdf(overlap, expected), poisson.sf(overlap - 1, expected))
        below = sorted((tail, pair) for pair, tail in tails.items() if tail < threshold)
        near = [tail for tail in tails.values() if abs(tail - threshold) <= CLOSE * threshold]
        if near or (len(below) > 1 and below[1][0] <= below[0][0] * (1 + CLOSE)):
            return unseen, model, True
        if not below:
            return unseen, model, False
        model.append(below[0][1])
        unseen, means = fit_dense(cells, lists, model)


def _pairs(chosen: np.ndarray, lists: int) -> set[tuple[int, int]]:
    return {p for p, flag in zip(combinations(range(lists), 2), chosen, strict=True) if flag}


@given(tables(most=4), st.sampled_from([0.02, 0.2, 1.0]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_equals_the_published_procedure(table: tuple[int, Table], threshold: float) -> None:
    lists, cells = table
    assume(cells.any())
    expected = naive(cells, lists, threshold)
    found = stepwise(cells[None, :], lists, threshold)
    if expected is None:
        assert not np.isfinite(found.unseen[0]) or found.unseen[0] == 0.0
        assert not found.chosen.any()
        return
    unseen, model, tied = expected
    assume(not tied)
    assert _pairs(found.chosen[0], lists) == set(model)
    assert found.unseen[0] == pytest.approx(unseen, rel=1e-6)


def test_a_batch_equals_its_rows() -> None:
    random = np.random.default_rng(11)
    rows = random.poisson(random.choice([0.3, 2.0, 30.0], size=(80, 1)), size=(80, 32)) * 1.0
    rows[:, 0] = 0.0
    together = stepwise(rows, 5)
    for row in range(len(rows)):
        alone = stepwise(rows[row : row + 1], 5)
        assert (alone.chosen[0] == together.chosen[row]).all()
        assert alone.unseen[0] == pytest.approx(together.unseen[row], rel=1e-9, nan_ok=True)


def _five() -> Table:
    random = np.random.default_rng(2)
    cells = random.poisson([4.0 + 40.0 * (code.bit_count() == 1) for code in range(32)]) * 1.0
    cells[3] += 60
    cells[24] += 30
    cells[0] = 0
    return cells


def test_threshold_zero_keeps_the_main_effects() -> None:
    found = stepwise(_five()[None, :], 5, 0.0)
    assert not found.chosen.any()
    assert found.unseen[0] == pytest.approx(fit_dense(_five(), 5, [])[0], rel=1e-8)


def test_threshold_one_ends_only_where_no_pair_can_enter() -> None:
    found = stepwise(_five()[None, :], 5, 1.0)
    assert found.chosen.all()
    assert found.unseen[0] == pytest.approx(fixed(_five()[None, :], 5, range(10)).unseen[0])


def test_steps_tell_how_the_model_grew() -> None:
    found = stepwise(_five()[None, :], 5, 0.2, steps=True)
    assert len(found.steps) >= 2
    assert {step.pair for step in found.steps} == set(np.flatnonzero(found.chosen[0]).tolist())
    assert all(step.tail < 0.2 for step in found.steps)
    assert found.steps[-1].unseen == found.unseen[0]
    pairs = [list(combinations(range(5), 2))[step.pair] for step in found.steps]
    for length, step in enumerate(found.steps, start=1):
        assert step.unseen == pytest.approx(fit_dense(_five(), 5, pairs[:length])[0], rel=1e-7)


def test_of_equal_tails_the_first_pair_enters() -> None:
    # The lists are exchangeable, so that all three pairs have the same tail.
    cells = np.array([0.0, 50, 50, 1, 50, 1, 1, 20])
    found = stepwise(cells[None, :], 3, 1.0, steps=True)
    assert found.steps[0].pair == 0


def test_tails_that_underflow_still_order() -> None:
    overlaps = np.array([[5e5, 6e5, 4e5, 10.0, 0.0]])
    expected = np.array([[1e5, 1e5, 1e5, 1e5, 1e5]])
    tails, order = selection._tails(overlaps, expected)
    assert (tails == 0).all()
    assert np.isfinite(order).all()
    # The farther from what is expected, the earlier.
    assert order[0].argsort().tolist()[:2] == [1, 0]
    none, last = selection._tails(np.array([[3.0, 0.0]]), np.array([[0.0, 0.0]]))
    assert none.tolist() == [[0.0, 1.0]]
    assert np.isfinite(last).all()


@given(tables(fewest=3, most=5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_one_path_tells_all_thresholds(table: tuple[int, Table]) -> None:
    lists, cells = table
    assume(cells.any() and verdict(cells, terms_of(lists, [])) is Verdict.FOUND)
    for line in honesty.thresholds(cells, lists):
        found = stepwise(cells[None, :], lists, line.threshold)
        assert line.terms == found.chosen.sum()
        assert line.estimate == pytest.approx(cells.sum() + found.unseen[0], rel=1e-12)


def test_a_row_that_cannot_be_computed_keeps_its_model(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = selection.fit

    def fails_after_one_pair(counts: Table, terms: np.ndarray) -> object:
        fits = whole(counts, terms)
        fits.converged[:] = terms.shape[1] <= 7
        return fits

    expected = stepwise(_five()[None, :], 5, 0.2, steps=True)
    monkeypatch.setattr(selection, "fit", fails_after_one_pair)
    found = stepwise(_five()[None, :], 5, 0.2, steps=True)
    assert [step.pair for step in found.steps] == [expected.steps[0].pair]
    assert found.chosen.sum() == 1
    assert found.unseen[0] == expected.steps[0].unseen


def test_a_given_model_tells_why_it_has_no_estimate() -> None:
    rows = np.zeros((3, 4))
    rows[0, 1:] = [5, 3, 2]
    rows[1, 1:] = [5, 3, 0]
    rows[2, 1:] = [5, 0, 3]
    assert fixed(rows, 2, []).unseen.tolist()[1:] == [np.inf, 0.0]
    assert fixed(rows, 2, []).unseen[0] == pytest.approx(7.5)
