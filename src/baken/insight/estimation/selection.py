"""Forward stepwise selection of two-list effects, for many tables at once.

Chan, Silverman and Vincent (2021, section 3.2): start with the main effects; of the pairs of
lists not yet in the model take the one whose overlap the fitted model finds least likely, by
the smaller Poisson tail of the observed overlap; stop when that tail is not below the
threshold. A pair whose model has no estimate, or not one estimate, is passed over.

The published code asks the existence of every candidate at every step. Only the best one can be
taken, so here only the best is asked, and the next when it fails: the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import pdtr, pdtrc

from . import existence
from .existence import Verdict
from .fitting import Fits, fit
from .lattice import Flags, Floats, main_terms, pair_terms, superset_sums

DEFAULT_THRESHOLD = 0.02
# Two tails that differ by rounding alone are equal; the first pair is taken then.
SAME_TAIL = 1e-9
UNDERFLOW = 1e-290
# A fitted overlap that underflows to zero must leave an order that can be compared.
LEAST_EXPECTED = 1e-300


@dataclass
class Selection:
    """The model of each row and what it says.

    ``unseen`` (rows,): expected number on no list; infinity where the likelihood has no end.
    ``chosen`` (rows, pairs): which two-list effects; ``means`` (rows, 2**t): fitted counts.
    ``steps``: for each step taken, see ``Step``; filled when asked for.
    """

    unseen: Floats
    chosen: Flags
    means: Floats
    log_likelihood: Floats
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step of the first row: the pair's number, its tail before it came in, and after."""

    pair: int
    tail: float
    unseen: float


def stepwise(
    counts: Floats, lists: int, threshold: float = DEFAULT_THRESHOLD, *, steps: bool = False
) -> Selection:
    """Select a model for each row of ``counts`` (rows, 2**lists).

    ``threshold`` 0 leaves the main effects; above 1 nothing stops the selection but the checks.
    ``steps`` keeps the steps of row 0. Time per step: one fit and one factorisation per row
    that goes on; at most as many steps as there are pairs.
    """
    work = _Stepwise(counts, lists, threshold)
    work.start()
    while work.open.size and work.chosen.shape[1]:
        work.step()
    kept = work.steps if steps else []
    return Selection(work.unseen, work.chosen, work.means, work.log_likelihood, kept)


def fixed(counts: Floats, lists: int, numbers: Sequence[int]) -> Selection:
    """Fit the model with just these pairs, by number, to each row of ``counts`` (rows, 2**lists).

    Rows without an estimate get infinity, zero or NaN, by the reason.
    """
    rows = counts.shape[0]
    model = np.concatenate([main_terms(lists), pair_terms(lists)[list(numbers)]])
    terms = np.repeat(model[None, :], rows, axis=0)
    chosen = np.zeros((rows, pair_terms(lists).size), dtype=bool)
    chosen[:, list(numbers)] = True
    found = Selection(np.full(rows, np.nan), chosen, np.zeros_like(counts), np.full(rows, np.nan))
    good = existence.exists(counts, terms)
    for row in np.flatnonzero(~good):
        found.unseen[row] = _without_estimate(existence.verdict(counts[row], model))
    fits = fit(counts[good], terms[good])
    found.unseen[good] = np.where(fits.converged, fits.unseen, np.nan)
    found.means[good] = fits.means
    found.log_likelihood[good] = fits.log_likelihood
    return found


class _Stepwise:
    """The state of one call. ``open``: rows that may still grow, all with as many pairs."""

    def __init__(self, counts: Floats, lists: int, threshold: float) -> None:
        rows = counts.shape[0]
        self.counts = counts
        self.threshold = threshold
        self.pair_terms = pair_terms(lists)
        self.chosen = np.zeros((rows, self.pair_terms.size), dtype=bool)
        self.overlaps = superset_sums(counts)[:, self.pair_terms]
        self.terms = np.repeat(main_terms(lists)[None, :], rows, axis=0)
        self.unseen = np.full(rows, np.nan)
        self.means = np.zeros_like(counts)
        self.log_likelihood = np.full(rows, -np.inf)
        self.open = np.arange(rows)
        self.steps: list[Step] = []

    def start(self) -> None:
        """Fit the main effects where they have an estimate; the other rows are done."""
        good = existence.exists(self.counts, self.terms)
        for row in np.flatnonzero(~good):
            self.unseen[row] = _without_estimate(
                existence.verdict(self.counts[row], self.terms[row])
            )
        self.open = np.flatnonzero(good)
        self.terms = self.terms[self.open]
        good = self._keep(fit(self.counts[self.open], self.terms))
        self.open, self.terms = self.open[good], self.terms[good]

    def step(self) -> None:
        """Add the best pair that is below the threshold to each open row, or close the row."""
        expected = superset_sums(self.means[self.open])[:, self.pair_terms]
        tails, order = _tails(self.overlaps[self.open], expected)
        order[self.chosen[self.open] | (tails >= self.threshold)] = np.inf
        best = np.full(self.open.size, -1)
        grown = np.concatenate([self.terms, np.zeros((self.open.size, 1), dtype=np.int64)], axis=1)
        asking = np.arange(self.open.size)
        while True:
            lowest = order[asking].min(axis=1)
            asking = asking[lowest < np.inf]
            if not asking.size:
                break
            lowest = order[asking].min(axis=1, keepdims=True)
            close = order[asking] <= lowest + SAME_TAIL * (1.0 + np.abs(lowest))
            candidate = close.argmax(axis=1)
            grown[asking, -1] = self.pair_terms[candidate]
            good = existence.exists(self.counts[self.open[asking]], grown[asking])
            best[asking[good]] = candidate[good]
            asking, failed = asking[~good], candidate[~good]
            order[asking, failed] = np.inf
        taken = best >= 0
        if taken.size and taken[0] and self.open[0] == 0:
            first = (int(best[0]), float(tails[0, best[0]]))
        else:
            first = None
        self.open, self.terms, best = self.open[taken], grown[taken], best[taken]
        if self.open.size:
            # An estimate that exists can still be beyond this arithmetic, where counts differ by
            # many orders. Such a row keeps the model that it had.
            good = self._keep(fit(self.counts[self.open], self.terms))
            first = first if good[0] else None
            self.open, self.terms, best = self.open[good], self.terms[good], best[good]
        self.chosen[self.open, best] = True
        if first:
            self.steps.append(Step(*first, unseen=float(self.unseen[0])))

    def _keep(self, fits: Fits) -> Flags:
        """Keep the fits of the open rows; tell which rows they are good for."""
        good = fits.converged
        rows = self.open[good]
        self.unseen[rows] = fits.unseen[good]
        self.means[rows] = fits.means[good]
        self.log_likelihood[rows] = fits.log_likelihood[good]
        return good


def _without_estimate(found: Verdict) -> float:
    """Return the unseen number of a table without estimate.

    Where different numbers fit equally well (one list left, say) nothing bounds the number from
    above, and a resampled table of that kind must not make an interval look narrower.
    """
    if found in {Verdict.INFINITE, Verdict.UNIDENTIFIABLE}:
        return np.inf
    return 0.0 if found is Verdict.NOBODY_UNSEEN else np.nan


def _tails(overlaps: Floats, expected: Floats) -> tuple[Floats, Floats]:
    """Return the smaller Poisson tail of each overlap, and its log to order by.

    Where a tail underflows, the log of Chernoff's bound orders: with a million cases many do.
    """
    expected = np.maximum(expected, LEAST_EXPECTED)
    above = np.where(overlaps > 0, pdtrc(np.maximum(overlaps - 1, 0), expected), 1.0)
    tails = np.minimum(pdtr(overlaps, expected), above)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(overlaps > 0, overlaps * np.log(overlaps / expected), 0.0)
        bound = -(ratio - overlaps + expected)
        order = np.where(tails > UNDERFLOW, np.log(tails), np.minimum(bound, np.log(UNDERFLOW)))
    return tails, order
