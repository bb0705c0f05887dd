"""From a table of capture histories to an answer, or to the reason why there is none."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from . import bootstrap as resampling
from . import cautions
from .bootstrap import Report
from .lattice import Floats
from .outcome import Estimate, StrataSum
from .selection import DEFAULT_THRESHOLD
from .table import CaptureTable, TableError
from .task import Task, Terms, Wishes

LEVELS = (0.95, 0.8)


def estimate(
    table: CaptureTable,
    *,
    terms: Terms = "stepwise",
    threshold: float = DEFAULT_THRESHOLD,
    bootstrap: int = 0,
    seed: int = 1,
    levels: Sequence[float] = LEVELS,
    checks: bool = True,
    progress: Report | None = None,
) -> Estimate:
    """Estimate how many cases there are, on the lists and on none of them.

    ``terms``: which two-list effects the model has. "stepwise" selects them at ``threshold`` (a
    Poisson tail, 0.02 as published), "main" takes none, "all" takes all, and pairs of names take
    just those. ``bootstrap``: replicates for the interval, 0 for none; with "stepwise" each
    redoes the selection. ``levels``: of the intervals, between 0 and 1. ``checks``: also tell
    goodness of fit, what each list adds, what the threshold does, and the second opinion.
    ``progress`` gets replicates done and in all.

    Raises ``TableError`` for unknown names or words in ``terms``, ``ValueError`` for a threshold,
    level, seed or number of replicates out of range. Lists that cannot carry a number raise
    nothing: the answer has a ``refusal``.
    """
    started = time.perf_counter()
    wishes = Wishes(terms, threshold, bootstrap, seed, tuple(levels), checks)
    answer = Task(table, wishes).answer(progress)
    return replace(answer, seconds=time.perf_counter() - started)


def estimate_strata(
    tables: Mapping[str, CaptureTable],
    *,
    terms: Terms = "stepwise",
    threshold: float = DEFAULT_THRESHOLD,
    bootstrap: int = 0,
    seed: int = 1,
    levels: Sequence[float] = LEVELS,
    checks: bool = True,
    progress: Report | None = None,
) -> Estimate:
    """Estimate each part by itself, and the whole; arguments as for ``estimate``.

    The answer is that of the whole, with the parts in ``strata`` and, when every part has a
    number, their sum in ``strata_sum``. Parts that lists catch differently bias the whole; their
    sum does not have that bias (Sekar and Deming 1949). Raises as ``estimate`` does, and
    ``TableError`` without parts or when they have different lists.
    """
    started = time.perf_counter()
    wishes = Wishes(terms, threshold, bootstrap, seed, tuple(levels), checks)
    parts = dict(sorted(tables.items()))
    whole = Task(together(list(parts.values())), wishes)
    # Parts are independent, so each draws from a seed of its own.
    tasks = {
        name: Task(part, replace(wishes, seed=_own_seed(seed, number)))
        for number, (name, part) in enumerate(parts.items(), start=1)
    }
    runs = 1 + len(parts)
    answer = whole.answer(_part_of(progress, 0, runs))
    answers = {
        name: task.answer(_part_of(progress, number, runs))
        for number, (name, task) in enumerate(tasks.items(), start=1)
    }
    added = _sum(answers, [task.totals for task in tasks.values()], wishes.levels)
    return replace(
        answer,
        strata=answers,
        strata_sum=added,
        warnings=answer.warnings + cautions.of_strata(answer, answers, added),
        seconds=time.perf_counter() - started,
    )


def together(tables: Sequence[CaptureTable]) -> CaptureTable:
    """Return the table of all cases. Raises ``TableError`` for none or for different lists."""
    if not tables:
        raise TableError("there are no parts")
    if any(table.lists != tables[0].lists for table in tables):
        raise TableError("the parts have different lists")
    total: Counter[int] = Counter()
    for table in tables:
        total.update(dict(zip(table.histories, table.counts, strict=True)))
    return CaptureTable.from_totals(tables[0].lists, total)


def _own_seed(seed: int, number: int) -> int:
    return int(np.random.SeedSequence([seed, number]).generate_state(1)[0])


def _part_of(progress: Report | None, number: int, runs: int) -> Report | None:
    """Return a report for run ``number`` of ``runs`` that counts on from the runs before."""
    if progress is None:
        return None
    return lambda done, total: progress(number * total + done, runs * total)


def _sum(
    answers: Mapping[str, Estimate], totals: Sequence[Floats | None], levels: Sequence[float]
) -> StrataSum | None:
    if any(answer.refusal for answer in answers.values()):
        return None
    drawn = [part for part in totals if part is not None]
    interval = {}
    if drawn and len(drawn) == len(totals):
        added = np.sum(drawn, axis=0)
        added = added[~np.isnan(added)]
        interval = {level: resampling.percentile(added, level) for level in levels if added.size}
    return StrataSum(sum(answer.estimate or 0.0 for answer in answers.values()), interval)
