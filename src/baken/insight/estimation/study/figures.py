"""From answers to figures: bias, error, coverage, and on which side of a warning they fall."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from baken.insight.estimation.cautions import ALWAYS

from .design import HETEROGENEOUS, Cell
from .running import Answer, Range

POOR_COVERAGE = 0.9
LARGE_BIAS = 0.2
MANY_UNANSWERED = 0.1
NO_WARNING = "no warning"


@dataclass(frozen=True)
class Share:
    """A share of ``of`` tables, None of none, with its Monte-Carlo standard error."""

    value: float | None
    error: float | None
    of: int


@dataclass(frozen=True)
class Figures:
    """What the answers of one cell say of its truth ``N``.

    Biases are ``estimate / N - 1``. ``bias`` is the median over the tables that were not refused
    (an infinite estimate counts as larger than any), ``mean_bias`` and ``error`` (root mean
    square) are over finite estimates. ``wide``, ``narrow`` and ``percentile``: coverage of the
    95 % and the 80 % interval and of the uncorrected 95 % one, over the tables that have one.
    ``below`` and ``above``: shares of the 95 % intervals that lie wholly on one side of the truth.
    ``width``: median of the 95 % interval's, divided by N. ``main``, ``all_pairs``, ``average``:
    median biases of the other models and of the second opinion.
    """

    cell: Cell
    seen: float
    finite: Share
    infinite: Share
    refused: Share
    refusals: dict[str, float]
    bias: float | None
    mean_bias: float | None
    error: float | None
    wide: Share
    narrow: Share
    percentile: Share
    below: float | None
    above: float | None
    width: float | None
    corrected: Share
    right_model: Share
    main: float | None
    all_pairs: float | None
    average: float | None
    cautions: dict[str, float]

    @property
    def failures(self) -> tuple[str, ...]:
        """Return what is wrong, in the words of the table."""
        found = []
        if self.bias is not None and abs(self.bias) > LARGE_BIAS:
            found.append("too low" if self.bias < 0 else "too high")
        if self.wide.value is not None and self.wide.value < POOR_COVERAGE:
            found.append("misses the truth")
        if self.finite.value is not None and self.finite.value < 1 - MANY_UNANSWERED:
            found.append("often no number")
        return tuple(found)


@dataclass(frozen=True)
class Sides:
    """How answers fare with and without a caution: coverage and the median of |bias|."""

    code: str
    with_it: Share
    error_with: float | None
    without: Share
    error_without: float | None


def figures(cell: Cell, answers: Sequence[Answer]) -> Figures:
    """Summarise the answers of one cell."""
    numbers = [answer.estimate for answer in answers if answer.estimate is not None]
    finite = np.array([number for number in numbers if math.isfinite(number)]) / cell.size - 1
    wide = [answer.wide for answer in answers if answer.wide]
    return Figures(
        cell=cell,
        seen=float(np.mean([answer.observed for answer in answers])) / cell.size,
        finite=_share(len(finite), len(answers)),
        infinite=_share(sum(map(math.isinf, numbers)), len(answers)),
        refused=_share(len(answers) - len(numbers), len(answers)),
        refusals=_shares([[answer.refusal] for answer in answers if answer.refusal], len(answers)),
        bias=_bias(cell, numbers),
        mean_bias=float(finite.mean()) if finite.size else None,
        error=float(np.sqrt((finite**2).mean())) if finite.size else None,
        wide=_coverage(cell, wide),
        narrow=_coverage(cell, (answer.narrow for answer in answers)),
        percentile=_coverage(cell, (answer.percentile for answer in answers)),
        below=float(np.mean([high < cell.size for _low, high in wide])) if wide else None,
        above=float(np.mean([low > cell.size for low, _high in wide])) if wide else None,
        width=_median([high - low for low, high in wide], cell.size),
        corrected=_share(sum(answer.corrected for answer in answers if answer.wide), len(wide)),
        right_model=_share(sum(answer.right_model for answer in answers), len(numbers)),
        main=_bias(cell, [answer.main_effects for answer in answers]),
        all_pairs=_bias(cell, [answer.all_pairs for answer in answers]),
        average=_bias(cell, [answer.average for answer in answers]),
        cautions=_shares([answer.cautions for answer in answers], len(answers)),
    )


def sides(
    cells: Sequence[Cell], answers: Sequence[Sequence[Answer]], *, heterogeneous: bool
) -> list[Sides]:
    """Tell for each caution how answers fare on either side, over all cells of a kind.

    Only tables with an interval count; those that carry none of the warnings are a line of their
    own. ``heterogeneous``: the populations that no two-list model
    describes, or all the others.
    """
    kept = [
        (cell, answer)
        for cell, found in zip(cells, answers, strict=True)
        if (cell.family == HETEROGENEOUS) == heterogeneous
        for answer in found
        if answer.wide
    ]
    codes = sorted({code for _cell, answer in kept for code in _told(answer)})
    found = []
    for code in codes:
        on = [(cell, answer) for cell, answer in kept if code in _told(answer)]
        off = [(cell, answer) for cell, answer in kept if code not in _told(answer)]
        found.append(Sides(code, *_fare(on), *_fare(off)))
    return found


def _told(answer: Answer) -> tuple[str, ...]:
    """Return the cautions but the one that every answer has, or that there are none."""
    return tuple(code for code in answer.cautions if code != ALWAYS.code) or (NO_WARNING,)


def _fare(kept: Sequence[tuple[Cell, Answer]]) -> tuple[Share, float | None]:
    covered = sum(_covers(cell, answer.wide) for cell, answer in kept)
    errors = [abs((answer.estimate or 0.0) / cell.size - 1) for cell, answer in kept]
    return _share(covered, len(kept)), float(np.median(errors)) if errors else None


def _share(number: int, of: int) -> Share:
    if not of:
        return Share(None, None, 0)
    value = number / of
    return Share(value, math.sqrt(value * (1 - value) / of), of)


def _shares(codes: Iterable[Sequence[str]], of: int) -> dict[str, float]:
    tally = Counter(code for several in codes for code in several)
    return {code: tally[code] / of for code in sorted(tally)}


def _covers(cell: Cell, interval: Range | None) -> bool:
    return interval is not None and interval[0] <= cell.size <= interval[1]


def _coverage(cell: Cell, intervals: Iterable[Range | None]) -> Share:
    kept = [interval for interval in intervals if interval]
    return _share(sum(_covers(cell, interval) for interval in kept), len(kept))


def _bias(cell: Cell, numbers: Sequence[float | None]) -> float | None:
    middle = _median([number for number in numbers if number is not None], cell.size)
    return None if middle is None else middle - 1


def _median(values: Sequence[float], size: int) -> float | None:
    """Return the median divided by ``size``; between a number and no end lies no end."""
    if not values:
        return None
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low if low == high else (low + high) / 2) / size
