"""One table on its way to an answer: the model, the checks, the interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from . import averaging, bootstrap, cautions, existence, honesty
from .bootstrap import Replicates, Report
from .lattice import Flags, Floats, Whole, main_terms, pair_terms, pairs, superset_sums
from .outcome import Bootstrap, Caution, Estimate
from .selection import Selection, fixed, stepwise
from .table import CaptureTable, TableError

Terms = str | Sequence[tuple[str, str]]
WORDS = ("stepwise", "main", "all")


@dataclass(frozen=True)
class Wishes:
    """What was asked; ``estimate.estimate`` explains each."""

    terms: Terms
    threshold: float
    replicates: int
    seed: int
    levels: tuple[float, ...]
    checks: bool

    def __post_init__(self) -> None:
        """Raise ``ValueError`` for what is out of range."""
        if not 0 <= self.threshold <= 1:
            raise ValueError(f"the threshold {self.threshold} is not between 0 and 1")
        if self.replicates < 0 or self.seed < 0:
            raise ValueError("the number of replicates and the seed are whole numbers from 0 on")
        if any(not 0 < level < 1 for level in self.levels):
            raise ValueError("a level lies between 0 and 1, for example 0.95")


class Task:
    """One table, with its lists in the order that depends on the counts alone.

    ``totals``: the replicates' totals after ``answer``, None without a bootstrap.
    """

    def __init__(self, table: CaptureTable, wishes: Wishes) -> None:
        self.given = table
        self.wishes = wishes
        order = table.own_order()
        self.table = table.in_order(order)
        self.size = len(table.lists)
        self.cells = self.table.cells()
        self.pair_terms = pair_terms(self.size)
        self.names = tuple(
            ":".join(table.lists[place] for place in sorted((order[first], order[second])))
            for first, second in pairs(self.size)
        )
        self.fixed = self._fixed(wishes.terms)
        self.totals: Floats | None = None

    def _fixed(self, terms: Terms) -> list[int] | None:
        """Return the numbers of the pairs of a given model; None for one to be selected."""
        if isinstance(terms, str):
            if terms not in WORDS:
                raise TableError(f"{terms!r} is none of {', '.join(WORDS)}")
            given = {"stepwise": None, "main": [], "all": list(range(len(self.names)))}
            return given[terms]
        places = {name: place for place, name in enumerate(self.table.lists)}
        numbers = {pair: number for number, pair in enumerate(pairs(self.size))}
        found = set()
        for first, second in terms:
            for name in (first, second):
                if name not in places:
                    raise TableError(f"there is no list {name!r}")
            if first == second:
                raise TableError(f"{first!r} with itself is no two-list effect")
            low, high = sorted((places[first], places[second]))
            found.add(numbers[low, high])
        return sorted(found)

    def select(self, cells: Floats, *, steps: bool = False) -> Selection:
        """Find the model of each row of ``cells`` (rows, 2**t) by the task's own rule."""
        if self.fixed is None:
            return stepwise(cells, self.size, self.wishes.threshold, steps=steps)
        return fixed(cells, self.size, self.fixed)

    def answer(self, progress: Report | None = None) -> Estimate:
        """Return what can be said; its ``seconds`` are for the caller to fill in."""
        refusal = cautions.refusal_of_table(self.given)
        if refusal:
            return self._refused(refusal)
        found = self.select(self.cells[None, :], steps=True)
        chosen = self._order(found)
        terms = np.concatenate([main_terms(self.size), self.pair_terms[chosen]])
        refusal = cautions.refusal_of_model(existence.verdict(self.cells, terms))
        if refusal:
            infinite = refusal.code == "infinite"
            return self._refused(refusal, math.inf if infinite else None, chosen)
        total = self.table.observed + float(found.unseen[0])
        if math.isnan(total):
            return self._refused(cautions.NOT_COMPUTED, None, chosen)
        return self._told(total, chosen, terms, found.means[0], progress)

    def _order(self, found: Selection) -> list[int]:
        """Return the numbers of the chosen pairs, in the order of the steps if there were any."""
        if found.steps:
            return [step.pair for step in found.steps]
        return [int(number) for number in np.flatnonzero(found.chosen[0])]

    def _told(
        self, total: float, chosen: list[int], terms: Whole, means: Floats, progress: Report | None
    ) -> Estimate:
        """Return the answer with its interval and checks."""
        wishes = self.wishes
        warnings = list(cautions.of_table(self.given))
        boot, interval, kind = self._interval(total, progress)
        if boot:
            warnings += cautions.of_bootstrap(boot, interval, kind)
        answer = Estimate(
            lists=self.given.lists,
            observed=self.given.observed,
            estimate=total,
            interval=interval,
            interval_kind=kind,
            model=tuple(self.names[number] for number in chosen),
            excluded=self._excluded(chosen),
            identifiable=True,
            refusal=None,
            warnings=(),
            threshold=wishes.threshold,
            main_effects=self._other([]),
            all_pairs=self._other(list(range(len(self.names)))),
            bootstrap=boot,
        )
        if wishes.checks:
            goodness = honesty.goodness(self.cells, terms, means, wishes.seed)
            lines = honesty.contributions(self.given, wishes.threshold)
            path = honesty.thresholds(self.cells, self.size)
            second = averaging.average(self.cells, self.size, self.names)
            warnings += [
                *cautions.of_goodness(goodness),
                *cautions.of_lists(total, lines),
                *(cautions.of_thresholds(total, path) if self.fixed is None else ()),
                *cautions.of_average(total, second),
            ]
            answer = replace(
                answer, goodness=goodness, contributions=lines, thresholds=path, averaged=second
            )
        return replace(answer, warnings=(*warnings, cautions.ALWAYS))

    def _refused(
        self, why: Caution, total: float | None = None, chosen: Sequence[int] = ()
    ) -> Estimate:
        return Estimate(
            lists=self.given.lists,
            observed=self.given.observed,
            estimate=total,
            interval={},
            interval_kind="",
            model=tuple(self.names[number] for number in chosen),
            excluded=self._excluded(chosen),
            identifiable=False,
            refusal=why,
            warnings=cautions.of_table(self.given) if self.given.observed else (),
            threshold=self.wishes.threshold,
        )

    def _excluded(self, chosen: Sequence[int]) -> tuple[str, ...]:
        """Return the chosen pairs whose lists share nobody."""
        shared = superset_sums(self.cells[None, :])[0, self.pair_terms]
        return tuple(self.names[number] for number in chosen if shared[number] == 0)

    def _other(self, numbers: list[int]) -> float | None:
        """Return the total of another model, infinity, or None without an estimate."""
        terms = np.concatenate([main_terms(self.size), self.pair_terms[numbers]])
        verdict = existence.verdict(self.cells, terms)
        if verdict is existence.Verdict.INFINITE:
            return math.inf
        if verdict is not existence.Verdict.FOUND:
            return None
        unseen = float(fixed(self.cells[None, :], self.size, numbers).unseen[0])
        return None if math.isnan(unseen) else self.table.observed + unseen

    def _interval(
        self, total: float, progress: Report | None
    ) -> tuple[Bootstrap | None, dict[float, tuple[float, float]], str]:
        """Resample, and return how, the intervals by level, and of what kind they are."""
        wishes = self.wishes
        if not wishes.replicates:
            return None, {}, ""
        drawn = bootstrap.resample(
            self.table, self._unseen_and_chosen, wishes.replicates, wishes.seed, progress
        )
        self.totals = drawn.totals
        kept = drawn.totals[~np.isnan(drawn.totals)]
        if not kept.size:
            return None, {}, ""
        z0 = bootstrap.bias(kept, total)
        a = bootstrap.acceleration(drawn.jackknife, drawn.weights)
        percentile = {level: bootstrap.percentile(kept, level) for level in wishes.levels}
        interval, kind = percentile, "percentile"
        if z0 is not None and a is not None:
            interval = {level: bootstrap.bca(kept, z0, a, level) for level in wishes.levels}
            kind = "BCa"
        told = Bootstrap(
            replicates=wishes.replicates,
            seed=wishes.seed,
            percentile=percentile,
            bias=z0,
            acceleration=a,
            infinite=float(np.isinf(kept).mean()),
            undefined=1.0 - kept.size / drawn.totals.size,
            models=tuple(bootstrap.frequent(drawn.chosen[~np.isnan(drawn.totals)], self.names)),
            heaviest=self._heaviest(drawn),
        )
        return told, interval, kind

    def _unseen_and_chosen(self, cells: Floats) -> tuple[Floats, Flags]:
        found = self.select(cells)
        return found.unseen, found.chosen

    def _heaviest(self, drawn: Replicates) -> tuple[str, float] | None:
        """Return the capture history with the largest part of the jackknife's influence."""
        influence = bootstrap.influences(drawn.jackknife, drawn.weights)
        if influence is None:
            return None
        parts = drawn.weights * influence**2
        place = int(parts.argmax())
        code = self.table.histories[place]
        names = [name for n, name in enumerate(self.table.lists) if code >> n & 1]
        ordered = sorted(names, key=self.given.lists.index)
        where = " and ".join(ordered) if len(ordered) > 1 else f"{ordered[0]} alone"
        return where, float(parts[place] / parts.sum())
