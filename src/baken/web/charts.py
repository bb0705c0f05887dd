"""Charts without a script: numbers become rectangles here, the components draw them as SVG.

A chart never stands alone: the table of the same figures is beside it. A value of None is a
figure that is not given (too small to publish, or unknown) and is drawn as a dash, never as 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

STEPS = 5
TILE = 60
GAP = 4


@dataclass(frozen=True)
class Bar:
    """One bar; ``width`` is 0 to 100, the share of the longest bar."""

    label: str
    value: float | None
    width: float
    href: str = ""


@dataclass(frozen=True)
class Tile:
    """One square of a tile map; ``step`` is 0 (not given) or 1 (low) to 5 (high)."""

    label: str
    short: str
    value: float | None
    step: int
    x: int
    y: int
    href: str = ""
    words: str = ""
    """Stands in the square instead of the value, for a map of states: "yes", "partly"."""

    @property
    def said(self) -> str | float:
        """Return what stands in the square: words, the value, or a dash."""
        return self.words or ("–" if self.value is None else self.value)


def bars(rows: Iterable[Mapping[str, Any]], full: float = 0) -> list[Bar]:
    """Return bars for rows with ``label``, ``value`` and maybe ``href``; zero at the left edge.

    ``full`` is the value of a full bar, such as 100 for percentages; 0 is the longest of them.
    """
    rows = list(rows)
    longest = max((row["value"] or 0 for row in rows), default=0) or 1
    longest = max(full, longest) if full else longest
    return [
        Bar(
            label=row["label"],
            value=row["value"],
            width=round(100 * (row["value"] or 0) / longest, 1),
            href=row.get("href", ""),
        )
        for row in rows
    ]


def short_name(name: str) -> str:
    """Return the first four letters, which tell the municipalities of a region apart."""
    return name[:4]


def tiles(
    rows: Iterable[Mapping[str, Any]], highest: float | None = None
) -> tuple[list[Tile], int, int]:
    """Return the squares and the width and height of the drawing.

    Rows have ``label``, ``value``, ``column``, ``row`` and maybe ``short``, ``href`` and ``words``
    (shown instead of the value). Five equal steps from zero to the highest value, or to
    ``highest`` where the scale ends there whatever the values are.
    """
    rows = list(rows)
    most = highest or max((row["value"] or 0 for row in rows), default=0) or 1
    drawn = [
        Tile(
            label=row["label"],
            short=row.get("short") or short_name(row["label"]),
            value=row["value"],
            step=_step(row["value"], most),
            x=row["column"] * (TILE + GAP),
            y=row["row"] * (TILE + GAP),
            href=row.get("href", ""),
            words=row.get("words", ""),
        )
        for row in rows
    ]
    left = min((tile.x for tile in drawn), default=0)
    top = min((tile.y for tile in drawn), default=0)
    moved = [replace(tile, x=tile.x - left, y=tile.y - top) for tile in drawn]
    width = max((tile.x for tile in moved), default=0) + TILE
    height = max((tile.y for tile in moved), default=0) + TILE
    return moved, width, height


def _step(value: float | None, highest: float) -> int:
    if value is None:
        return 0
    return min(STEPS, 1 + int(STEPS * value / highest))
