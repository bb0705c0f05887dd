"""The second opinion: many models at once, weighted by the Bayesian information criterion.

Stepwise selection keeps one model and forgets how near the others were. Here every model with
two-list effects that fits about as well has a say, with weight ``exp(-BIC / 2)`` (Raftery 1995,
"Bayesian model selection in social research"; for these data Silverman, Chan and Vincent 2024).
Up to five lists that is all models (at most 1,024). Beyond, the space is bounded: from the main
effects on, the best models' neighbours (one effect more or less) are tried, best first, until
none of those within ``WINDOW`` of the best is left unexplored, or ``MOST_MODELS`` were fitted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from . import existence
from .fitting import fit
from .lattice import Floats, main_terms, pair_terms
from .outcome import Averaged

MOST_COMPLETE = 1 << 10
MOST_MODELS = 3_000
# A model whose BIC is 12 higher has 1/400 of the best one's weight.
WINDOW = 12.0
BATCH = 256

Model = frozenset[int]


def average(cells: Floats, lists: int, names: tuple[str, ...]) -> Averaged | None:
    """Weigh the models of one table (2**t,); ``names`` by pair. None when none has an estimate."""
    space = _Space(cells, lists)
    pairs = len(names)
    complete = 1 << pairs <= MOST_COMPLETE
    if complete:
        space.weigh(
            frozenset(number for number in range(pairs) if code >> number & 1)
            for code in range(1 << pairs)
        )
    else:
        space.explore(pairs)
    return space.answer(names, complete)


class _Space:
    """The models tried so far: BIC and unseen number, or None for a model without estimate."""

    def __init__(self, cells: Floats, lists: int) -> None:
        self.cells = cells
        self.observed = float(cells.sum())
        self.base = main_terms(lists)
        self.pair_terms = pair_terms(lists)
        self.found: dict[Model, tuple[float, float] | None] = {}

    def weigh(self, models: Iterable[Model]) -> None:
        """Fit those of ``models`` that were not tried yet, in batches of equal size."""
        by_size: dict[int, list[Model]] = {}
        for model in models:
            if model not in self.found:
                self.found[model] = None
                by_size.setdefault(len(model), []).append(model)
        for size in sorted(by_size):
            alike = by_size[size]
            for start in range(0, len(alike), BATCH):
                self._batch(alike[start : start + BATCH])

    def _batch(self, models: list[Model]) -> None:
        extra = np.array([[self.pair_terms[n] for n in sorted(m)] for m in models], dtype=np.int64)
        terms = np.concatenate(
            [np.repeat(self.base[None, :], len(models), axis=0), extra.reshape(len(models), -1)], 1
        )
        counts = np.repeat(self.cells[None, :], len(models), axis=0)
        good = np.flatnonzero(existence.exists(counts, terms))
        if not good.size:
            return
        fits = fit(counts[good], terms[good])
        penalty = terms.shape[1] * math.log(self.observed)
        for place in np.flatnonzero(fits.converged):
            bic = penalty - 2 * float(fits.log_likelihood[place])
            self.found[models[good[place]]] = (bic, float(fits.unseen[place]))

    def explore(self, pairs: int) -> None:
        """Try neighbours of good models until none within the window is left, or enough were."""
        self.weigh([frozenset()])
        expanded: set[Model] = set()
        while len(self.found) < MOST_MODELS:
            known = sorted(
                ((value[0], sorted(model)) for model, value in self.found.items() if value),
            )
            if not known:
                return
            near = [
                frozenset(model)
                for bic, model in known
                if bic <= known[0][0] + WINDOW and frozenset(model) not in expanded
            ]
            if not near:
                return
            for model in near[:8]:
                expanded.add(model)
                self.weigh(model ^ {pair} for pair in range(pairs))

    def answer(self, names: tuple[str, ...], complete: bool) -> Averaged | None:
        """Return the weighted figures."""
        models = [
            (value[0], sorted(model), value[1]) for model, value in self.found.items() if value
        ]
        if not models:
            return None
        models.sort()
        weights = np.exp(-(np.array([bic for bic, _, _ in models]) - models[0][0]) / 2)
        weights /= weights.sum()
        totals = self.observed + np.array([unseen for _, _, unseen in models])
        order = np.argsort(totals, kind="stable")
        running = np.cumsum(weights[order])
        low, high = (totals[order[np.searchsorted(running, share)]] for share in (0.025, 0.975))
        best = tuple(
            (
                tuple(names[pair] for pair in models[place][1]),
                float(totals[place]),
                float(weights[place]),
            )
            for place in range(min(5, len(models)))
        )
        return Averaged(
            estimate=float(weights @ totals),
            low=float(low),
            high=float(high),
            models=len(models),
            complete=complete,
            best=best,
        )
