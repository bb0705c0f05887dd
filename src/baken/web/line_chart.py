"""A line through measured values, with a target: places for the component that draws it as SVG.

The table of the same figures stands beside it. Days are to scale, so that a gap looks like a gap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 480, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 16, 28


@dataclass(frozen=True)
class Point:
    """One value on one day."""

    day: dt.date
    value: float


@dataclass(frozen=True)
class Mark:
    """A point in the drawing, with what it says."""

    x: float
    y: float
    point: Point


@dataclass(frozen=True)
class LineChart:
    """Everything the component needs; coordinates in a box of ``WIDTH`` by ``HEIGHT``."""

    marks: list[Mark]
    target: float | None
    target_y: float | None
    low: float
    high: float

    width, height = WIDTH, HEIGHT
    left, right = LEFT, WIDTH - RIGHT
    top, bottom = TOP, HEIGHT - BOTTOM

    @property
    def path(self) -> str:
        """Return the places of the line, for ``points``."""
        return " ".join(f"{mark.x},{mark.y}" for mark in self.marks)

    @property
    def first(self) -> dt.date:
        """Return the first day."""
        return self.marks[0].point.day

    @property
    def last(self) -> dt.date:
        """Return the last day."""
        return self.marks[-1].point.day


def line_chart(points: Sequence[Point], *, target: float | None = None) -> LineChart:
    """Return the drawing of one or more ``points``, which need not be in order.

    The scale holds zero, every value and the target, so no line is cut off. Raises ``ValueError``
    without a point. O(n log n).
    """
    if not points:
        raise ValueError("a line needs a point")
    ordered = sorted(points, key=lambda point: point.day)
    held = [point.value for point in ordered] + ([] if target is None else [target])
    low, high = min(0.0, *held), max(0.0, *held)
    span = (high - low) or 1.0
    days = (ordered[-1].day - ordered[0].day).days

    def across(day: dt.date) -> float:
        share = (day - ordered[0].day).days / days if days else 0.5
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def up(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / span * (HEIGHT - TOP - BOTTOM), 1)

    return LineChart(
        marks=[Mark(across(point.day), up(point.value), point) for point in ordered],
        target=target,
        target_y=None if target is None else up(target),
        low=low,
        high=high,
    )
