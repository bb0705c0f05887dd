"""Quantiles, corrections and resampled tables, against formulas written out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from baken.insight.estimation import bootstrap, estimate
from baken.insight.estimation.bootstrap import (
    acceleration,
    bca,
    bias,
    frequent,
    influences,
    percentile,
    quantile,
    resample,
)
from baken.insight.estimation.selection import stepwise
from baken.insight.estimation.table import CaptureTable

ABC = CaptureTable(("A", "B", "C"), (1, 2, 3, 4, 5, 6, 7), (60, 45, 12, 25, 9, 14, 3))


def _select(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found = stepwise(cells, 3)
    return found.unseen, found.chosen


@given(st.lists(st.integers(0, 50), min_size=1, max_size=40), st.floats(0.0, 1.0))
@settings(max_examples=200, deadline=None)
def test_quantile_is_numpys_median_unbiased(values: list[int], share: float) -> None:
    ordered = np.sort(np.array(values, dtype=float))
    expected = np.quantile(ordered, share, method="median_unbiased")
    assert quantile(ordered, share) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_quantile_by_hand() -> None:
    # n = 10, p = 0.3: place (10 + 1/3) * 0.3 + 1/3 = 3.4333...
    ordered = np.arange(1.0, 11.0) ** 2
    assert quantile(ordered, 0.3) == pytest.approx(9 + (0.3 * 31 / 3 + 1 / 3 - 3) * 7)
    assert quantile(ordered, 0.0) == 1.0
    assert quantile(ordered, 1.0) == 100.0


def test_infinite_replicates_stay_infinite() -> None:
    totals = np.array([np.inf, 5.0, np.inf, 3.0, 4.0])
    low, high = percentile(totals, 0.5)
    assert low == pytest.approx(3 + (16 / 3 * 0.25 + 1 / 3 - 1))
    assert high == np.inf
    assert percentile(np.full(5, np.inf), 0.95) == (np.inf, np.inf)
    assert bca(totals, 0.1, 0.02, 0.95)[1] == np.inf


def test_bca_without_corrections_is_the_percentile() -> None:
    totals = np.random.default_rng(1).lognormal(size=999)
    for level in (0.95, 0.8, 0.5):
        assert bca(totals, 0.0, 0.0, level) == pytest.approx(percentile(totals, level), rel=1e-9)


def test_bca_by_hand() -> None:
    totals = np.random.default_rng(2).lognormal(size=1999)
    z0, a = 0.15, 0.04
    ends = []
    for z in (norm.ppf(0.025), norm.ppf(0.975)):
        share = norm.cdf(z0 + (z0 + z) / (1 - a * (z0 + z)))
        ends.append(np.quantile(totals, share, method="median_unbiased"))
    assert bca(totals, z0, a, 0.95) == pytest.approx(tuple(ends), rel=1e-9)


@pytest.mark.parametrize("z0", [-3.3, -1.0, 0.0, 1.0, 3.3])
@pytest.mark.parametrize("a", [-1 / 6, -0.1, 0.0, 0.1, 1 / 6])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999999])
def test_bca_never_turns_back(z0: float, a: float, level: float) -> None:
    """Where 1 - a (z0 + z) falls to zero the plain formula jumps to the other end."""
    totals = np.arange(1.0, 1001.0)
    low, high = bca(totals, z0, a, level)
    assert 1.0 <= low <= high <= 1000.0
    inner = bca(totals, z0, a, level / 2)
    assert low <= inner[0] <= inner[1] <= high


def test_bca_past_the_last_replicate() -> None:
    totals = np.arange(1.0, 101.0)
    assert bca(totals, 3.0, 1 / 6, 0.9999)[1] == 100.0
    assert bca(totals, -3.0, -1 / 6, 0.9999)[0] == 1.0


def test_bias_counts_ties_half() -> None:
    assert bias(np.array([1.0, 2.0, 2.0, 3.0]), 2.0) == 0.0
    assert bias(np.array([1.0, 1.0, 1.0, 3.0]), 2.0) == pytest.approx(norm.ppf(0.75))
    assert bias(np.array([1.0, 1.0]), 2.0) is None
    assert bias(np.array([3.0, np.inf]), 2.0) is None


def test_rounding_makes_no_difference_to_the_bias() -> None:
    """Two lists as large as each other: a table and its mirror image say the same."""
    ties = np.array([1.0, 2.0 - 1e-12, 2.0 - 1e-12, 3.0])
    assert bias(ties, 2.0) == 0.0


def test_replicates_come_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = resample(ABC, _select, 250, 1)
    monkeypatch.setattr(bootstrap, "CHUNK", 100)
    told: list[tuple[int, int]] = []
    parts = resample(ABC, _select, 250, 1, lambda done, total: told.append((done, total)))
    assert parts.totals == pytest.approx(whole.totals, rel=1e-9)
    assert (parts.chosen == whole.chosen).all()
    assert parts.jackknife == pytest.approx(whole.jackknife, rel=1e-9)
    assert told == sorted(told)
    assert told[-1] == (250, 250)


def test_weighted_jackknife_is_the_one_case_by_case() -> None:
    drawn = resample(ABC, _select, 1, 1)
    cases = [code for code, n in zip(ABC.histories, ABC.counts, strict=True) for _ in range(n)]
    totals = []
    for place in range(len(cases)):
        cells = np.bincount(cases[:place] + cases[place + 1 :], minlength=8).astype(float)
        totals.append(cells.sum() + stepwise(cells[None, :], 3).unseen[0])
    one_by_one = np.array(totals)
    assert np.repeat(drawn.jackknife, ABC.counts) == pytest.approx(one_by_one, rel=1e-10)
    away = one_by_one.mean() - one_by_one
    expected = (away**3).sum() / (6 * (away**2).sum() ** 1.5)
    assert acceleration(drawn.jackknife, drawn.weights) == pytest.approx(expected, rel=1e-8)


@given(st.lists(st.tuples(st.floats(1, 1e9), st.integers(1, 1000)), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_acceleration_is_at_most_a_sixth(parts: list[tuple[float, int]]) -> None:
    jackknife, weights = (np.array(column, dtype=float) for column in zip(*parts, strict=True))
    found = acceleration(jackknife, weights)
    assert found is None or abs(found) <= 1 / 6 + 1e-9


def test_acceleration_where_there_is_none() -> None:
    ones = np.ones(3)
    assert acceleration(np.array([5.0, np.inf, 6.0]), ones) is None
    assert acceleration(np.array([5.0, np.nan, 6.0]), ones) is None
    assert acceleration(np.array([5.0, 5.0, 5.0]), ones) is None
    # Rounding alone is no influence.
    assert influences(np.array([500.0, 500.0 + 2e-13, 500.0 - 1e-13]), ones) is None


def test_same_seed_same_digits() -> None:
    first, again, other = (resample(ABC, _select, 300, seed) for seed in (4, 4, 5))
    assert (first.totals == again.totals).all()
    assert (first.chosen == again.chosen).all()
    assert (first.jackknife == again.jackknife).all()
    assert (first.totals != other.totals).any()


def test_fewer_replicates_are_the_first_of_more() -> None:
    assert resample(ABC, _select, 20, 4).totals == pytest.approx(
        resample(ABC, _select, 300, 4).totals[:20], rel=1e-9
    )


def test_batches_change_rounding_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = resample(ABC, _select, 100, 4).totals
    monkeypatch.setattr(bootstrap, "BATCH", 7)
    assert resample(ABC, _select, 100, 4).totals == pytest.approx(expected, rel=1e-9)


def test_each_resampled_table_is_judged_by_itself() -> None:
    drawn = resample(ABC, _select, 50, 9)
    counts = np.array(ABC.counts, dtype=float)
    tables = np.random.default_rng(9).multinomial(ABC.observed, counts / counts.sum(), size=50)
    for table, total in zip(tables, drawn.totals, strict=True):
        cells = np.zeros(8)
        cells[list(ABC.histories)] = table
        assert total == pytest.approx(cells.sum() + stepwise(cells[None, :], 3).unseen[0])


def test_report_counts_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    resample(ABC, _select, 700, 1, lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert told[-1] == (700, 700)
    assert len(told) > 1


def test_frequent_models_with_their_shares() -> None:
    chosen = np.array([[1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 0, 0]], dtype=bool)
    found = frequent(chosen, ("A:B", "A:C", "B:C"))
    assert found[0] == (("A:B",), 0.5)
    assert set(found[1:]) == {((), 0.25), (("A:C", "B:C"), 0.25)}


def test_infinite_replicates_reach_the_answer() -> None:
    # One shared case: a third of the resampled tables have none.
    table = CaptureTable(("A", "B"), (1, 2, 3), (30, 20, 1))
    found = estimate(table, bootstrap=400, checks=False)
    assert found.bootstrap is not None
    assert 0.25 < found.bootstrap.infinite < 0.5
    assert found.bootstrap.acceleration is None
    assert found.interval_kind == "percentile"
    assert found.interval[0.95][1] == math.inf
    assert {"no_end_in_replicates", "percentiles_only"} <= {w.code for w in found.warnings}
