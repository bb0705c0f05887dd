"""Intervals: resampled tables, each with a selection of its own, and Efron's corrections.

An interval that takes the selected model as given is too narrow, since another sample would have
selected another model. So each replicate redoes the selection (Chan, Silverman and Vincent
2021, section 3.3). Percentiles of the replicates are corrected for bias and acceleration (BCa:
Efron 1987, "Better bootstrap confidence intervals"). The acceleration comes from a jackknife
that leaves out one case; cases with the same history give the same table, so there is one table
for each history, weighted by its cases.

Cost grows with the number of distinct histories and of replicates, not with the number of cases.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from .lattice import Flags, Floats
from .table import CaptureTable

# Rows of one batch. Fixed, so that the last digit does not depend on the machine's size; small,
# so that a batch stays in the processor's cache.
BATCH = 256
# Replicates that are in memory together. Equal tables among them are judged once.
CHUNK = 10_000
# Fits of tables that say the same differ by this much at most.
SAME_ESTIMATE = 1e-7
# Totals that differ by rounding alone are equal.
SAME_TOTAL = 1e-13

# Unseen number and chosen pairs (rows, pairs) for rows of counts (rows, 2**t).
Selector = Callable[[Floats], tuple[Floats, Flags]]
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class Replicates:
    """What the resampled tables and the jackknife gave.

    ``totals`` (replicates,): observed and unobserved; ``chosen`` (replicates, pairs).
    ``jackknife`` (k,): the total without one case of each history, ``weights`` (k,): cases.
    """

    totals: Floats
    chosen: Flags
    jackknife: Floats
    weights: Floats


def resample(
    table: CaptureTable,
    select: Selector,
    replicates: int,
    seed: int,
    report: Report | None = None,
) -> Replicates:
    """Resample the cases of ``table`` with replacement and let ``select`` judge each table.

    The same seed gives the same figures to the last digit on one machine. ``report`` gets
    replicates done and replicates in all.
    """
    counts = np.array(table.counts, dtype=np.float64)
    random = np.random.default_rng(seed)
    totals: list[Floats] = []
    chosen: list[Flags] = []
    for start in range(0, replicates, CHUNK):
        size = min(CHUNK, replicates - start)
        rows = random.multinomial(table.observed, counts / counts.sum(), size).astype(np.float64)
        if not start:
            rows = np.concatenate([counts[None, :] - np.eye(counts.size), rows])

        def told(share: float, start: int = start, size: int = size) -> None:
            if report:
                report(start + round(share * size), replicates)

        part, pairs = _judge(table, rows, select, told)
        totals.append(part)
        chosen.append(pairs)
    every, models = np.concatenate(totals), np.concatenate(chosen)
    fewer = counts.size
    return Replicates(every[fewer:], models[fewer:], every[:fewer], counts)


def _judge(
    table: CaptureTable, rows: Floats, select: Selector, told: Callable[[float], None]
) -> tuple[Floats, Flags]:
    """Return total and chosen pairs of tables like ``table`` with the counts ``rows``."""
    distinct, place = np.unique(rows, axis=0, return_inverse=True)
    place = place.ravel()
    totals = np.empty(len(distinct))
    chosen: list[Flags] = []
    for start in range(0, len(distinct), BATCH):
        part = distinct[start : start + BATCH]
        cells = np.zeros((len(part), 1 << len(table.lists)))
        cells[:, list(table.histories)] = part
        unseen, pairs = select(cells)
        totals[start : start + len(part)] = part.sum(axis=1) + unseen
        chosen.append(pairs)
        told(min(start + BATCH, len(distinct)) / len(distinct))
    return totals[place], np.concatenate(chosen)[place]


def percentile(totals: Floats, level: float) -> tuple[float, float]:
    """Return the interval between the outer percentiles; infinity where replicates are."""
    ordered = np.sort(totals)
    return quantile(ordered, (1 - level) / 2), quantile(ordered, (1 + level) / 2)


def quantile(ordered: Floats, share: float) -> float:
    """Return the median-unbiased quantile (type 8 of Hyndman and Fan 1996).

    ``ordered`` ascending. Infinite replicates stay infinite and give no NaN.
    """
    if np.isnan(share):
        return float("nan")
    size = ordered.size
    place = size * share + (share + 1) / 3
    below = int(np.clip(np.floor(place + 4e-15), 1, size))
    above = min(below + 1, size)
    part = float(np.clip(place - below, 0.0, 1.0))
    low, high = float(ordered[below - 1]), float(ordered[above - 1])
    if part == 0.0 or low == high:
        return low
    return high if np.isinf(high) else low + part * (high - low)


def bias(totals: Floats, estimate: float) -> float | None:
    """Return z0; None when all replicates lie on one side. Ties count half."""
    same = np.isclose(totals, estimate, rtol=SAME_ESTIMATE, atol=0.0)
    below = float(np.mean(~same & (totals < estimate)) + np.mean(same) / 2)
    return float(ndtri(below)) if 0.0 < below < 1.0 else None


def acceleration(jackknife: Floats, weights: Floats) -> float | None:
    """Return a; None when a table without one case has no end, or none differs."""
    influence = influences(jackknife, weights)
    if influence is None:
        return None
    squares, cubes = (float((weights * influence**power).sum()) for power in (2, 3))
    return cubes / (6.0 * math.sqrt(squares) ** 3)


def influences(jackknife: Floats, weights: Floats) -> Floats | None:
    """Return how far one case of each history pulls the estimate, shape (k,)."""
    if not np.isfinite(jackknife).all():
        return None
    mean = float(np.average(jackknife, weights=weights))
    influence: Floats = mean - jackknife
    return influence if (np.abs(influence) > SAME_TOTAL * abs(mean)).any() else None


def bca(totals: Floats, z0: float, a: float, level: float) -> tuple[float, float]:
    """Return the bias-corrected and accelerated interval (Efron 1987, equation 2.3)."""
    ordered = np.sort(totals)
    ends = []
    for share in ((1 - level) / 2, (1 + level) / 2):
        shifted = z0 + ndtri(share)
        room = 1.0 - a * shifted
        # Without room the correction has passed the last replicate; its formula would turn back.
        far = shifted / room if room > 0 else math.copysign(math.inf, shifted)
        ends.append(quantile(ordered, float(ndtr(z0 + far))))
    return ends[0], ends[1]


def frequent(
    chosen: Flags, names: Sequence[str], most: int = 5
) -> list[tuple[tuple[str, ...], float]]:
    """Return the models that most replicates chose, with their share."""
    tally = Counter(map(bytes, np.packbits(chosen, axis=1)))
    found = []
    for packed, times in sorted(tally.items(), key=lambda item: (-item[1], item[0]))[:most]:
        flags = np.unpackbits(np.frombuffer(packed, dtype=np.uint8), count=chosen.shape[1])
        model = tuple(name for name, flag in zip(names, flags, strict=True) if flag)
        found.append((model, times / len(chosen)))
    return found
