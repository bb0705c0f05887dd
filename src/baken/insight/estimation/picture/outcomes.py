"""The rows of the lower half: what was seen, the estimate, other models, and the parts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from baken.insight.estimation.outcome import Estimate

from . import text

# A bound or a comparison this many times as large as the estimate leaves the axis with an arrow;
# drawn to its end it would press everything else into a corner. Its figure is always given.
FARTHEST_BOUND = 6.0
FARTHEST_COMPARISON = 3.0
# Room at the right for the words at an arrow, and at a last mark.
ROOM_FOR_ARROW = 1.3
ROOM_FOR_MARK = 1.04


@dataclass(frozen=True)
class Range:
    """A line from ``low`` to ``high``; ``words`` say what it is, ``kind`` how it was made."""

    words: str
    low: float
    high: float
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """One row: ``kind`` decides its mark; ``seen`` is its solid bar; ``ranges`` widest first.

    ``kind``: "seen", "estimate", "main", "pairs", "averaged", "stratum" or "sum". ``reason``
    says why there is no number: none at all (``point`` None), or one without end (infinity).
    """

    kind: str
    label: str
    note: str = ""
    seen: int | None = None
    point: float | None = None
    ranges: tuple[Range, ...] = ()
    reason: str = ""

    def values(self) -> list[float]:
        """Return the point and the ends of the lines."""
        ends = [end for one in self.ranges for end in (one.low, one.high)]
        return ends if self.point is None else [self.point, *ends]


def rows_of(estimate: Estimate) -> list[Row]:
    """Return the rows from top to bottom."""
    rows = [Row("seen", "Seen", "on at least one list", seen=estimate.observed)]
    rows.append(_whole(estimate))
    if not estimate.refusal:
        rows.extend(_comparisons(estimate))
    for name, part in estimate.strata.items():
        rows.append(_part(name, part, estimate.interval_kind))
    if estimate.strata_sum:
        added = estimate.strata_sum
        rows.append(
            Row(
                "sum",
                "All parts added up",
                "interval: percentile" if added.interval else "",
                point=added.estimate,
                ranges=_ranges(added.interval, ""),
            )
        )
    return rows


def limit_of(rows: list[Row]) -> float:
    """Return where the axis ends."""
    first = next((row.point for row in rows if row.kind == "estimate"), None)
    seen = max([1.0, *(float(row.seen) for row in rows if row.seen)])
    main = [first] if first is not None and math.isfinite(first) else _instead(rows)
    anchor = max([seen, *main])
    inside = [anchor]
    for row in rows:
        compared = row.kind in ("main", "pairs", "averaged")
        far = anchor * (FARTHEST_COMPARISON if compared else FARTHEST_BOUND)
        inside.extend(value for value in row.values() if value <= far)
    limit = max(inside)
    beyond = any(value > limit for row in rows for value in row.values())
    return limit * (ROOM_FOR_ARROW if beyond else ROOM_FOR_MARK)


def _instead(rows: list[Row]) -> list[float]:
    """Return what the axis is for when the estimate has no end: lower ends, and the parts."""
    parts = [row.point for row in rows if row.kind in ("stratum", "sum") and row.point is not None]
    lows = [one.low for row in rows if row.kind == "estimate" for one in row.ranges]
    return [value for value in (*parts, *lows) if math.isfinite(value)]


def endless(estimate: Estimate) -> float | None:
    """Return infinity when that is the estimate; it is shown even where it is refused."""
    return math.inf if estimate.estimate == math.inf else None


def _whole(estimate: Estimate) -> Row:
    label = "Estimate"
    note = "seen and not seen together"
    if estimate.refusal or estimate.estimate is None:
        return Row("estimate", label, note, point=endless(estimate), reason=_reason(estimate))
    if math.isfinite(estimate.estimate):
        unseen = max(0.0, estimate.estimate - estimate.observed)
        note += f"; about {text.figure(unseen)} of them not seen"
    return Row(
        "estimate", label, note, point=estimate.estimate,
        ranges=_ranges(estimate.interval, estimate.interval_kind),
    )  # fmt: skip


def _comparisons(estimate: Estimate) -> list[Row]:
    rows = []
    if estimate.main_effects is not None:
        note = "if no list depended on another"
        rows.append(Row("main", "Main effects only", note, point=estimate.main_effects))
    if estimate.all_pairs is not None:
        note = "if every two lists could depend"
        rows.append(Row("pairs", "All pairs of lists", note, point=estimate.all_pairs))
    if estimate.averaged:
        second = estimate.averaged
        note = f"{second.models:,} weighed by BIC"
        spread = Range("spread", second.low, second.high)
        rows.append(
            Row("averaged", "Average of models", note, point=second.estimate, ranges=(spread,))
        )
    return rows


def _part(name: str, part: Estimate, usual: str) -> Row:
    note = f"{part.observed:,} seen"
    if part.interval and part.interval_kind != usual:
        note += f"; interval: {part.interval_kind}"
    if part.refusal or part.estimate is None:
        return Row(
            "stratum", name, note, seen=part.observed, point=endless(part), reason=_reason(part)
        )
    return Row(
        "stratum", name, note, seen=part.observed, point=part.estimate,
        ranges=_ranges(part.interval, part.interval_kind),
    )  # fmt: skip


def _ranges(interval: Mapping[float, tuple[float, float]], kind: str) -> tuple[Range, ...]:
    """Return the widest level and the next: a thin line and a thick one."""
    levels = sorted(interval, reverse=True)[:2]
    return tuple(
        Range(f"{text.percent(level)} interval", *interval[level], kind) for level in levels
    )


def _reason(estimate: Estimate) -> str:
    return estimate.refusal.text if estimate.refusal else "These lists carry no number."
