"""The second opinion, against all models fitted one by one."""

from __future__ import annotations

import math
from itertools import chain, combinations

import numpy as np
import pytest

from baken.insight.estimation import averaging
from baken.insight.estimation.averaging import average
from baken.insight.estimation.existence import exists
from baken.insight.estimation.fitting import fit

from .dense import Table, exists_primal, fit_dense, terms_of


def _table(lists: int, mean: float, seed: int) -> Table:
    random = np.random.default_rng(seed)
    falling = [mean / 3 ** (code.bit_count() - 1) for code in range(1 << lists)]
    cells = random.poisson(falling).astype(float)
    cells[0] = 0
    return cells


def _names(lists: int) -> tuple[str, ...]:
    return tuple("ABCDEF"[a] + ":" + "ABCDEF"[b] for a, b in combinations(range(lists), 2))


@pytest.mark.parametrize(("lists", "mean", "seed"), [(3, 60, 1), (3, 4, 2), (4, 40, 3), (4, 2, 4)])
def test_equals_all_models_one_by_one(lists: int, mean: float, seed: int) -> None:
    cells = _table(lists, mean, seed)
    pairs = list(combinations(range(lists), 2))
    tried = []
    for model in chain.from_iterable(combinations(pairs, n) for n in range(len(pairs) + 1)):
        if exists_primal(cells, lists, model):
            unseen, means = fit_dense(cells, lists, model)
            held = means > 0
            likelihood = cells[held] @ np.log(means[held]) - means.sum()
            size = 1 + lists + len(model)
            bic = size * math.log(cells.sum()) - 2 * likelihood
            tried.append((bic, cells.sum() + unseen, model))
    tried.sort()
    weights = np.exp([-(bic - tried[0][0]) / 2 for bic, _total, _model in tried])
    weights /= weights.sum()
    found = average(cells, lists, _names(lists))
    assert found is not None
    assert found.complete
    assert found.models == len(tried) > 1
    totals = np.array([total for _bic, total, _model in tried])
    assert found.estimate == pytest.approx(weights @ totals, rel=1e-6)
    names = dict(zip(pairs, _names(lists), strict=True))
    assert found.best[0][0] == tuple(names[pair] for pair in tried[0][2])
    assert found.best[0][1] == pytest.approx(tried[0][1], rel=1e-6)
    assert found.best[0][2] == pytest.approx(weights[0], rel=1e-6)
    ordered = totals.argsort()
    running = weights[ordered].cumsum()
    assert found.low == pytest.approx(totals[ordered][running >= 0.025][0], rel=1e-6)
    assert found.high == pytest.approx(totals[ordered][running >= 0.975][0], rel=1e-6)


def test_without_any_model_there_is_no_opinion() -> None:
    assert average(np.array([0.0, 5, 3, 0]), 2, ("A:B",)) is None


def test_a_model_that_cannot_be_computed_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = _table(3, 60, 1)
    whole = average(cells, 3, _names(3))

    def without_pairs(counts: Table, terms: np.ndarray) -> object:
        fits = fit(counts, terms)
        fits.converged[:] = terms.shape[1] == 4
        return fits

    monkeypatch.setattr(averaging, "fit", without_pairs)
    found = average(cells, 3, _names(3))
    assert whole is not None
    assert found is not None
    assert (whole.models, found.models) == (8, 1)
    assert found.best[0][0] == ()


def _six() -> Table:
    cells = _table(6, 150, 6)
    cells[3] += 40
    cells[24] += 25
    cells[[5, 33]] = 0
    return cells


def _exhaustive(cells: Table, lists: int, pair_count: int) -> list[tuple[float, tuple[int, ...]]]:
    """Return BIC and pairs of every model with an estimate, best first."""
    pairs = list(combinations(range(lists), 2))
    found = []
    for size in range(pair_count + 1):
        models = list(combinations(range(len(pairs)), size))
        for start in range(0, len(models), 512):
            part = models[start : start + 512]
            terms = np.array([terms_of(lists, [pairs[n] for n in model]) for model in part])
            counts = np.repeat(cells[None, :], len(part), axis=0)
            good = exists(counts, terms)
            if good.any():
                fits = fit(counts[good], terms[good])
                penalty = terms.shape[1] * math.log(cells.sum())
                left = [model for model, fine in zip(part, good, strict=True) if fine]
                found += list(zip(penalty - 2 * fits.log_likelihood, left, strict=True))
    return sorted((float(bic), model) for bic, model in found)


def test_bounded_search_finds_the_best_of_all_six_list_models() -> None:
    everything = _exhaustive(_six(), 6, 15)
    found = average(_six(), 6, _names(6))
    assert found is not None
    assert not found.complete
    assert len(everything) > found.models
    names = _names(6)
    best = [tuple(names[pair] for pair in model) for _bic, model in everything[:5]]
    assert [name for name, _total, _weight in found.best] == best
