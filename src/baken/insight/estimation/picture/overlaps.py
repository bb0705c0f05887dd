"""The upper half: which combinations of lists have how many cases, in the manner of UpSet.

Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014, "UpSet: visualization of intersecting
sets"): a column of dots says which lists, the bar above it how many cases are on exactly those.
The counts of overlapping lists span orders of magnitude and the small ones decide the estimate,
so all bars here have the square root of the count as their length, which is said beside them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from baken.insight.estimation.table import CaptureTable

from . import text
from .canvas import BAND, BAR, GRID, INK, LINE, PAPER, SOFT, Canvas

MOST_COLUMNS = 30
NARROWEST_COLUMN = 14.0
WIDEST_COLUMN = 52.0
BAR_HEIGHT = 170.0
SIZE_LENGTH = 84.0
ROW_HEIGHT = 28.0
DOT = 5.5
MARGIN = 20.0
LONGEST_NAME = 160.0
NAME_SIZE = 12
REST_ROOM = 112.0
LINE_STEP = 15.0
HOW_TO_READ = (
    "Each column is one combination of lists. Filled dots: the lists that have these cases; no"
    " other list has them.",
    "The bars of this part are on a square-root scale: twice as long is four times as many cases.",
)


@dataclass(frozen=True)
class Column:
    """One capture history: the numbers of the lists that have its cases, and how many."""

    lists: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class Rest:
    """The histories that have no column of their own."""

    combinations: int
    count: int

    @property
    def words(self) -> str:
        """Say what is gathered here."""
        return f"{self.combinations:,} other combinations, {text.cases(self.count)}"


@dataclass(frozen=True)
class Overlaps:
    """What the upper half shows: ``names`` and ``sizes`` by list, the columns, and the rest."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    columns: tuple[Column, ...]
    rest: Rest | None

    @property
    def largest(self) -> int:
        """Return the count of the highest bar."""
        rest = self.rest.count if self.rest else 0
        return max([rest, *(column.count for column in self.columns)])


@dataclass(frozen=True)
class Places:
    """Where things stand: ``sizes`` the right end of the bars of list sizes, ``names`` that of
    the names, ``dots`` the left edge of the first column, ``pitch`` from column to column,
    ``floor`` the foot of the bars, ``turned`` whether figures on bars read upwards."""

    sizes: float
    names: float
    dots: float
    pitch: float
    floor: float
    turned: bool

    def column(self, number: int) -> float:
        """Return the middle of a column."""
        return self.dots + (number + 0.5) * self.pitch

    def row(self, number: int) -> float:
        """Return the middle of the row of a list."""
        return self.floor + 14 + (number + 0.5) * ROW_HEIGHT


def overlaps_of(table: CaptureTable, most: int = MOST_COLUMNS) -> Overlaps:
    """Choose the columns: by number of lists, then by count, at most ``most`` with the rest.

    Cases on one list alone always have their column; of the others the most frequent are kept.
    """
    found = list(zip(table.histories, table.counts, strict=True))
    by_weight = sorted(
        found, key=lambda one: (one[0].bit_count() > 1, -one[1], one[0].bit_count(), one[0])
    )
    kept = by_weight if len(found) <= most else by_weight[: most - 1]
    dropped = by_weight[len(kept) :]
    places = range(len(table.lists))
    return Overlaps(
        names=table.lists,
        sizes=tuple(sum(count for code, count in found if code >> place & 1) for place in places),
        columns=tuple(
            Column(tuple(place for place in places if code >> place & 1), count)
            for code, count in sorted(kept, key=lambda one: (one[0].bit_count(), -one[1], one[0]))
        ),
        rest=Rest(len(dropped), sum(count for _, count in dropped)) if dropped else None,
    )


def combination(names: tuple[str, ...], column: Column) -> str:
    """Say a combination in words."""
    chosen = [names[place] for place in column.lists]
    return f"{chosen[0]} only" if len(chosen) == 1 else text.listed(chosen)


def draw_overlaps(canvas: Canvas, table: CaptureTable, top: float) -> tuple[Overlaps, float]:
    """Draw from ``top`` down; return what was drawn and where it ends."""
    left = _left(table)
    room = canvas.width - MARGIN - left[2]
    shown = overlaps_of(table)
    if shown.rest:
        fitting = int((room - REST_ROOM) / NARROWEST_COLUMN)
        shown = overlaps_of(table, min(MOST_COLUMNS, fitting + 1))
    places = _places(shown, left, room, _how_to_read(canvas, top))
    _axis(canvas, places, shown)
    _rows(canvas, places, shown)
    for number, column in enumerate(shown.columns):
        _dots(canvas, places, len(shown.names), number, column)
        _bar(canvas, places, shown, number, column.count, combination(shown.names, column))
    if shown.rest:
        _rest(canvas, places, shown, shown.rest)
    return shown, places.row(len(shown.names)) - ROW_HEIGHT / 2


def _left(table: CaptureTable) -> tuple[float, float, float]:
    """Return where the bars of list sizes end, where the names end, and where columns begin."""
    names = [
        text.width(line, NAME_SIZE)
        for name in table.lists
        for line in text.two_lines(name, NAME_SIZE, LONGEST_NAME)
    ]
    figures = text.width(f"{table.observed:,}", 12)
    sizes = MARGIN + figures + 6 + SIZE_LENGTH
    name = max(*names, 44.0)
    return sizes, sizes + 10 + name, sizes + 10 + name + 8


def _places(shown: Overlaps, left: tuple[float, float, float], room: float, top: float) -> Places:
    taken = REST_ROOM if shown.rest else 0.0
    pitch = min(WIDEST_COLUMN, (room - taken) / max(1, len(shown.columns)))
    widest = max((text.width(f"{one.count:,}", 12) for one in shown.columns), default=0.0)
    turned = widest > pitch - 2
    above = widest + 12 if turned else 24.0
    return Places(*left, pitch, top + above + BAR_HEIGHT, turned)


def _length(shown: Overlaps, count: float) -> float:
    return BAR_HEIGHT * math.sqrt(count / shown.largest) if shown.largest else 0.0


def _how_to_read(canvas: Canvas, top: float) -> float:
    canvas.section(MARGIN, top + 14, "Which lists have the same cases")
    y = top + 32
    for words in HOW_TO_READ:
        canvas.text(MARGIN, y, words, fill=SOFT)
        y += LINE_STEP
    return y


def _axis(canvas: Canvas, places: Places, shown: Overlaps) -> None:
    last = places.dots + places.pitch * len(shown.columns)
    right = last + (24 if shown.rest else 0)
    for number, words in enumerate(("Cases in each", "combination", "(square root)")):
        y = places.floor - BAR_HEIGHT / 2 + LINE_STEP * (number - 1)
        canvas.text(places.sizes, y, words, text_anchor="end", fill=SOFT)
    for tick in text.root_ticks(shown.largest, BAR_HEIGHT, 20):
        y = places.floor - _length(shown, tick)
        canvas.line(places.dots - 4, y, right, y, stroke=GRID if tick else LINE)
        canvas.text(
            places.dots - 8, y + 4, text.figure(tick),
            text_anchor="end", fill=SOFT, class_="root-tick",
        )  # fmt: skip


def _rows(canvas: Canvas, places: Places, shown: Overlaps) -> None:
    right = places.dots + places.pitch * len(shown.columns)
    largest = max(shown.sizes)
    for number, words in enumerate(("Cases on each", "list (square root)")):
        y = places.floor + 8 + LINE_STEP * (number - 1)
        canvas.text(places.sizes, y, words, text_anchor="end", fill=SOFT)
    for number, (name, size) in enumerate(zip(shown.names, shown.sizes, strict=True)):
        y = places.row(number)
        if number % 2 == 0:
            canvas.rect(
                MARGIN, y - ROW_HEIGHT / 2, right - MARGIN, ROW_HEIGHT, fill=BAND, class_="band"
            )
        length = SIZE_LENGTH * math.sqrt(size / largest) if largest else 0.0
        canvas.rect(
            places.sizes - length, y - 7, length, 14,
            fill=BAR, class_="size-bar", title=f"{name}: {text.cases(size)}",
        )  # fmt: skip
        canvas.text(places.sizes - length - 5, y + 4, f"{size:,}", text_anchor="end", class_="size")
        lines = text.two_lines(name, NAME_SIZE, LONGEST_NAME)
        for place, line in enumerate(lines):
            base = y + 4 + 13 * (place - (len(lines) - 1) / 2)
            canvas.text(places.names, base, line, text_anchor="end", title=name, class_="list")


def _dots(canvas: Canvas, places: Places, lists: int, number: int, column: Column) -> None:
    x = places.column(number)
    radius = min(DOT, places.pitch * 0.36)
    first, last = places.row(column.lists[0]), places.row(column.lists[-1])
    if first != last:
        canvas.line(x, first, x, last, stroke=INK, stroke_width=2.5)
    for place in range(lists):
        if place not in column.lists:
            canvas.circle(
                x, places.row(place), radius * 0.6, fill=PAPER, stroke=LINE, stroke_width=1
            )
    for place in column.lists:
        canvas.circle(x, places.row(place), radius, fill=INK, class_="has")


def _bar(
    canvas: Canvas, places: Places, shown: Overlaps, number: int, count: int, words: str
) -> None:
    x = places.column(number)
    height = _length(shown, count)
    wide = min(26.0, places.pitch * 0.66)
    top = places.floor - height
    canvas.rect(
        x - wide / 2, top, wide, height,
        fill=BAR, class_="overlap-bar", title=f"{words}: {text.cases(count)}",
    )  # fmt: skip
    if places.turned:
        canvas.text(x + 4, top - 5, f"{count:,}", turned=True, class_="overlap-count")
    else:
        canvas.text(x, top - 5, f"{count:,}", text_anchor="middle", class_="overlap-count")


def _rest(canvas: Canvas, places: Places, shown: Overlaps, rest: Rest) -> None:
    """Draw the gathered column apart and hollow, for it is not one combination."""
    x = places.dots + places.pitch * len(shown.columns) + 10
    height = _length(shown, rest.count)
    canvas.rect(
        x, places.floor - height, 14, height,
        fill=PAPER, stroke=INK, stroke_dasharray="3 2", class_="rest-bar", title=rest.words,
    )  # fmt: skip
    canvas.text(x, places.floor - height - 6, f"{rest.count:,}", class_="rest-count")
    for number, line in enumerate(text.wrap(rest.words, 12, REST_ROOM - 10)):
        canvas.text(x, places.floor + 22 + 15 * number, line, fill=SOFT)
