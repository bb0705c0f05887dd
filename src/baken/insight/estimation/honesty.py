"""What a number hides: fit, the share of each list, and the choice of the threshold."""

from __future__ import annotations

import math

import numpy as np

from . import existence
from .fitting import fit, forced_to_zero
from .lattice import Flags, Floats, Whole, main_terms, superset_sums
from .outcome import Contribution, Goodness, ThresholdLine
from .selection import stepwise
from .table import FEWEST_LISTS, CaptureTable

DRAWN_TABLES = 500
THRESHOLDS = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
# An empty cell of a drawn table still has a mean; below this it is no cell at all.
NO_MEAN = 1e-300
NEVER_STOP = 2.0


def goodness(cells: Floats, terms: Whole, means: Floats, seed: int) -> Goodness:
    """Compare one table (2**t,) with its fitted ``means``; ``terms`` (p,) are the model's.

    The tables of this field are too sparse for a chi-square law, so the distance is judged by
    500 tables drawn from the fitted model, each fitted again (parametric bootstrap; Efron and
    Tibshirani 1993, chapter 16).
    """
    margins = superset_sums(cells[None, :])
    allowed = ~forced_to_zero(margins, terms[None, :])[0]
    finite = int((margins[0, terms] > 0).sum())
    degrees = int(allowed.sum()) - finite
    observed = float(_deviance(cells[None, :], means[None, :], allowed[None, :])[0])
    kept = allowed & (means > NO_MEAN)
    pearson = float((((cells - means) ** 2)[kept] / means[kept]).sum())
    return Goodness(
        observed, pearson, degrees, _share_as_far(means, terms, observed, degrees, seed)
    )


def _share_as_far(
    means: Floats, terms: Whole, observed: float, degrees: int, seed: int
) -> float | None:
    if degrees <= 0:
        return None
    drawn = np.random.default_rng([seed, 2]).poisson(means, size=(DRAWN_TABLES, means.size))
    counts = drawn.astype(np.float64)
    model = np.repeat(terms[None, :], DRAWN_TABLES, axis=0)
    good = existence.exists(counts, model)
    if not good.any():
        return None
    counts, model = counts[good], model[good]
    allowed = ~forced_to_zero(superset_sums(counts), model)
    fits = fit(counts, model)
    distances = _deviance(counts, fits.means, allowed)[fits.converged]
    # The table itself counts as one of its kind, so that no share is exactly zero.
    return float((1 + (distances >= observed).sum()) / (1 + distances.size))


def _deviance(counts: Floats, means: Floats, allowed: Flags) -> Floats:
    """Return twice the log likelihood ratio against the saturated model, shape (rows,)."""
    safe = np.maximum(means, NO_MEAN)
    ratio = np.where(counts > 0, counts * np.log(np.maximum(counts, 1.0) / safe), 0.0)
    distance: Floats = 2 * np.where(allowed, ratio - counts + means, 0.0).sum(axis=1)
    return distance


def contributions(table: CaptureTable, threshold: float) -> tuple[Contribution, ...]:
    """Tell for each list what it holds, and what the others would say without it."""
    shared = table.overlaps()
    alone = dict(zip(table.histories, table.counts, strict=True))
    found = []
    for number, name in enumerate(table.lists):
        without = _estimate_of(table.without(name), threshold) if _can_lose(table) else None
        only_here = alone.get(1 << number, 0)
        found.append(Contribution(name, int(shared[number, number]), only_here, without))
    return tuple(found)


def _can_lose(table: CaptureTable) -> bool:
    return len(table.lists) > FEWEST_LISTS


def _estimate_of(table: CaptureTable, threshold: float) -> float | None:
    if not table.observed or (np.diagonal(table.overlaps()) == 0).any():
        return None
    table = table.in_order(table.own_order())
    cells = table.cells()
    main = existence.verdict(cells, main_terms(len(table.lists)))
    if main is existence.Verdict.INFINITE:
        return math.inf
    if main is not existence.Verdict.FOUND:
        return None
    unseen = float(stepwise(cells[None, :], len(table.lists), threshold).unseen[0])
    return None if math.isnan(unseen) else table.observed + unseen


def thresholds(cells: Floats, lists: int) -> tuple[ThresholdLine, ...]:
    """Tell where the selection would stop at other thresholds; ``cells`` (2**t,).

    The threshold decides where the steps end and not which they are: one path tells all.
    """
    start = float(stepwise(cells[None, :], lists, threshold=0.0).unseen[0])
    steps = stepwise(cells[None, :], lists, threshold=NEVER_STOP, steps=True).steps
    lines = []
    for threshold in THRESHOLDS:
        number = next((n for n, step in enumerate(steps) if step.tail >= threshold), len(steps))
        unseen = steps[number - 1].unseen if number else start
        lines.append(ThresholdLine(threshold, float(cells.sum()) + unseen, number))
    return tuple(lines)
