"""Draw the tables, estimate from each, keep what the answer says of the truth.

Each table has a seed of its own, spawned from the study's by cell and by table. So the figures
depend neither on the number of processes nor on the order in which they finish.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass

import numpy as np
from numpy.random import SeedSequence

from baken.insight.estimation.estimate import estimate
from baken.insight.estimation.lattice import Floats
from baken.insight.estimation.outcome import Estimate
from baken.insight.estimation.progress import duration

from .design import Cell, Design
from .truth import draw

# Tables in one piece of work: small, so that the time left is known soon.
PIECE = 10
WIDE, NARROW = 0.95, 0.8

Range = tuple[float, float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Answer:
    """What one table said. ``estimate``: infinity without an end, None when refused.

    ``wide`` and ``narrow``: the 95 % and the 80 % interval, ``percentile`` the uncorrected 95 %;
    None when there is none. ``right_model``: just the true interactions were selected.
    """

    observed: int
    estimate: float | None
    wide: Range | None
    narrow: Range | None
    percentile: Range | None
    corrected: bool
    right_model: bool
    main_effects: float | None
    all_pairs: float | None
    average: float | None
    cautions: tuple[str, ...]
    refusal: str


@dataclass(frozen=True)
class Piece:
    """A few tables of one cell, each with its seed."""

    cell: Cell
    number: int
    replicates: int
    first: int
    seeds: tuple[SeedSequence, ...]


def run(
    design: Design, seed: int, workers: int, progress: Progress | None = None
) -> list[list[Answer]]:
    """Return the answers of each cell, in the order of its tables."""
    pieces = _pieces(design, seed)
    total = sum(len(piece.seeds) for piece in pieces)
    found: dict[tuple[int, int], list[Answer]] = {}
    done = 0
    for piece, answers in _each(pieces, workers):
        found[piece.number, piece.first] = answers
        done += len(answers)
        if progress:
            progress(done, total)
    by_cell: list[list[Answer]] = [[] for _cell in design.cells]
    for number, first in sorted(found):
        by_cell[number] += found[number, first]
    return by_cell


def _pieces(design: Design, seed: int) -> list[Piece]:
    """Return the work, all cells side by side, so that the time left can be told early."""
    ordered = []
    spawned = SeedSequence(seed).spawn(len(design.cells))
    for number, (cell, parent) in enumerate(zip(design.cells, spawned, strict=True)):
        seeds = parent.spawn(cell.sets)
        for first in range(0, cell.sets, PIECE):
            part = tuple(seeds[first : first + PIECE])
            piece = Piece(cell, number, design.replicates, first, part)
            ordered.append((first / cell.sets, number, piece))
    return [piece for _share, _number, piece in sorted(ordered, key=lambda item: item[:2])]


def _each(pieces: Sequence[Piece], workers: int) -> Iterator[tuple[Piece, list[Answer]]]:
    if workers == 1:
        for piece in pieces:
            yield piece, answers_of(piece)
        return
    # A fresh interpreter for each: the same on every system, and no inherited locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: dict[Future[list[Answer]], Piece] = {
            pool.submit(answers_of, piece): piece for piece in pieces
        }
        try:
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    yield waiting.pop(future), future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def answers_of(piece: Piece) -> list[Answer]:
    """Return the answer of each table of a piece."""
    cells = piece.cell.truth()
    return [_answer(piece.cell, cells, piece.replicates, seed) for seed in piece.seeds]


def _answer(cell: Cell, cells: Floats, replicates: int, seed: SeedSequence) -> Answer:
    random = np.random.default_rng(seed)
    table = draw(cells, cell.size, random)
    found = estimate(
        table, bootstrap=replicates, seed=int(random.integers(1 << 32)), levels=(WIDE, NARROW)
    )
    true_model = {f"{table.lists[low]}:{table.lists[high]}" for low, high in cell.pairs}
    return Answer(
        observed=found.observed,
        estimate=found.estimate,
        wide=found.interval.get(WIDE),
        narrow=found.interval.get(NARROW),
        percentile=found.bootstrap.percentile[WIDE] if found.bootstrap else None,
        corrected=found.interval_kind == "BCa",
        right_model=found.refusal is None and set(found.model) == true_model,
        main_effects=found.main_effects,
        all_pairs=found.all_pairs,
        average=found.averaged.estimate if found.averaged else None,
        cautions=_codes(found),
        refusal=found.refusal.code if found.refusal else "",
    )


def _codes(found: Estimate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(caution.code for caution in found.warnings))


class TimeLeft:
    """Says on a stream how many tables are done and how long the rest will take."""

    EVERY_SECONDS = 5.0

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._start = time.monotonic()
        self._last = -math.inf

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` tables are done."""
        now = time.monotonic()
        if done < total and now - self._last < self.EVERY_SECONDS:
            return
        self._last = now
        spent = now - self._start
        left = spent * (total - done) / done
        rest = f"about {duration(left)} left" if done < total else f"in {duration(spent)}"
        self._say(f"  {done:,} of {total:,} tables, {rest}\n")
