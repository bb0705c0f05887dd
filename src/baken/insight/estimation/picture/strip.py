"""The lower half: one row for each number, all on one linear axis, the figures beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from . import text
from .canvas import BAR, GRID, INK, LINE, PAPER, SOFT, Canvas
from .outcomes import Row, limit_of
from .overlaps import LINE_STEP, MARGIN

LABEL_ROOM = 206.0
FIGURE_ROOM = 190.0
LABEL_SIZE = 13
PADDING = 9.0
ARROW = 8.0
ANSWERS = ("estimate", "stratum", "sum")
GROUPS = {"main": "other models", "pairs": "other models", "averaged": "other models"} | {
    "stratum": "parts",
    "sum": "parts",
}


@dataclass(frozen=True)
class Axis:
    """A linear axis from zero at ``left`` to ``limit`` at ``right``."""

    left: float
    right: float
    limit: float

    def at(self, value: float) -> float:
        """Return where ``value`` is, the right end for what is beyond."""
        return self.left + (self.right - self.left) * min(value, self.limit) / self.limit


def draw_strip(canvas: Canvas, rows: list[Row], top: float) -> float:
    """Draw from ``top`` down; return where it ends."""
    axis = Axis(MARGIN + LABEL_ROOM + 10, canvas.width - MARGIN - FIGURE_ROOM - 12, limit_of(rows))
    canvas.section(MARGIN, top + 14, "What was seen and what was not")
    heights = [_height(row, axis, canvas.width) for row in rows]
    gaps = [
        12.0 if number and GROUPS.get(row.kind) != GROUPS.get(rows[number - 1].kind) else 0.0
        for number, row in enumerate(rows)
    ]
    start = top + 28
    foot = start + sum(heights) + sum(gaps)
    _grid(canvas, axis, start, foot)
    y = start
    for row, height, gap in zip(rows, heights, gaps, strict=True):
        if gap:
            canvas.line(MARGIN, y + gap / 2, canvas.width - MARGIN, y + gap / 2, stroke=GRID)
        y += gap
        _row(canvas, axis, row, y, height)
        y += height
    return _key(canvas, rows, foot + 38)


def _figures(row: Row) -> list[str]:
    """Return the figures of a row as lines: the number, then its intervals."""
    if row.kind == "seen":
        return [text.figure(row.seen or 0)]
    if row.point is None:
        return []
    lines = [text.figure(row.point)]
    for one in row.ranges:
        words = f"{one.words.removesuffix(' interval')}: {text.span(one.low, one.high)}"
        lines.extend(text.wrap(words, 12, FIGURE_ROOM))
    return lines


def _name(row: Row) -> list[str]:
    return text.two_lines(row.label, LABEL_SIZE * text.BOLD, LABEL_ROOM)


def _note(row: Row) -> list[str]:
    return text.wrap(row.note, 12, LABEL_ROOM) if row.note else []


def _reason_lines(row: Row, axis: Axis, width: float) -> list[str]:
    if not row.reason:
        return []
    words = f"No number: {row.reason}" if row.point is None else row.reason
    return text.wrap(words, 12, width - MARGIN - axis.left - 6)


def _above_reason(row: Row) -> int:
    """Return how many lines the shapes take that stand above a reason."""
    if row.point is not None:
        return 2
    return 0 if row.seen is None else 1


def _height(row: Row, axis: Axis, width: float) -> float:
    lines = [len(_name(row)) + len(_note(row)), len(_figures(row))]
    if row.reason:
        lines.append(_above_reason(row) + len(_reason_lines(row, axis, width)))
    return max(2, *lines) * LINE_STEP + PADDING


def _grid(canvas: Canvas, axis: Axis, top: float, foot: float) -> None:
    room = axis.right - axis.left
    most = int(room / (text.width(text.figure(axis.limit), 12) + 14))
    for tick in text.round_ticks(axis.limit, max(1, min(6, most))):
        x = axis.at(tick)
        canvas.line(x, top, x, foot, stroke=GRID if tick else LINE)
        canvas.line(x, foot, x, foot + 5, stroke=LINE)
        canvas.text(x, foot + 18, text.figure(tick), text_anchor="middle", fill=SOFT, class_="tick")
    canvas.line(axis.left, foot, axis.right, foot, stroke=LINE)
    canvas.text(canvas.width - MARGIN, foot + 18, "number of cases", text_anchor="end", fill=SOFT)


def _row(canvas: Canvas, axis: Axis, row: Row, top: float, height: float) -> None:
    first = top + LINE_STEP - 1
    above = _above_reason(row)
    middle = first - 4 + 10 * (above - 1) if row.reason else top + (height - PADDING) / 2 + 2
    _words(canvas, axis, row, first)
    if row.seen is not None:
        _seen(canvas, axis, row, middle)
    for number, line in enumerate(_reason_lines(row, axis, canvas.width), start=above):
        _on_paper(canvas, axis.left + 6, first + number * LINE_STEP, line, class_="reason")
    if row.point is not None:
        _lines(canvas, axis, row, middle)
        if row.point <= axis.limit:
            _mark(canvas, row.kind, axis.at(row.point), middle)


def _words(canvas: Canvas, axis: Axis, row: Row, first: float) -> None:
    """Write what the row is at its left and its figures at its right."""
    strong = "700" if row.kind in ("seen", "estimate") else "400"
    name = _name(row)
    for number, line in enumerate(name):
        canvas.text(
            MARGIN, first + number * LINE_STEP, line,
            font_size=LABEL_SIZE, font_weight=strong, title=row.label, class_="label",
        )  # fmt: skip
    for number, line in enumerate(_note(row), start=len(name)):
        canvas.text(MARGIN, first + number * LINE_STEP, line, fill=SOFT)
    for number, line in enumerate(_figures(row)):
        canvas.text(
            axis.right + 12, first + number * LINE_STEP, line,
            font_size=12 if number else LABEL_SIZE, fill=SOFT if number else INK,
            font_weight="400" if number else strong, class_="range" if number else "figure",
        )  # fmt: skip


def _seen(canvas: Canvas, axis: Axis, row: Row, middle: float) -> None:
    thick = 18.0 if row.kind == "seen" else 8.0
    canvas.rect(
        axis.left, middle - thick / 2, axis.at(row.seen or 0) - axis.left, thick,
        fill=BAR, class_="seen-bar", title=f"{row.label}: {text.cases(row.seen or 0)} seen",
    )  # fmt: skip


def _lines(canvas: Canvas, axis: Axis, row: Row, middle: float) -> None:
    """Draw the intervals, and the arrow where something lies beyond the axis."""
    dashes = "2 3" if row.kind == "averaged" else "none"
    for number, one in enumerate(row.ranges):
        left, right = axis.at(one.low), axis.at(one.high)
        thick = 1.6 if number == 0 else 5.0
        if one.high > axis.limit:
            right -= ARROW * (1 if number == 0 else 1.6)
        if right > left:
            canvas.line(
                left, middle, right, middle,
                stroke=INK, stroke_width=thick, stroke_dasharray=dashes, class_="interval",
            )  # fmt: skip
        if number == 0:
            for end in (one.low, one.high):
                if end <= axis.limit:
                    x = axis.at(end)
                    canvas.line(x, middle - 6, x, middle + 6, stroke=INK, stroke_width=1.6)
    beyond = [value for value in row.values() if value > axis.limit]
    if beyond:
        _arrow(canvas, axis, row, middle, max(beyond))


def _arrow(canvas: Canvas, axis: Axis, row: Row, middle: float, farthest: float) -> None:
    tip = axis.right
    if not row.ranges or row.ranges[0].high <= axis.limit or row.ranges[0].low > axis.limit:
        canvas.line(tip - 46, middle, tip - ARROW, middle, stroke=INK, stroke_width=1.6)
    canvas.polygon(
        [(tip, middle), (tip - ARROW - 2, middle - 5), (tip - ARROW - 2, middle + 5)],
        fill=INK, class_="arrow",
    )  # fmt: skip
    words = "no upper end" if math.isinf(farthest) else "beyond this axis"
    _on_paper(canvas, tip, middle - 9, words, text_anchor="end", class_="beyond")


def _on_paper(
    canvas: Canvas, x: float, y: float, words: str, *, class_: str, text_anchor: str = "start"
) -> None:
    """Write over the grid; a white edge keeps the lines out of the letters."""
    canvas.text(
        x, y, words, class_=class_, text_anchor=text_anchor,
        stroke=PAPER, stroke_width=4, stroke_linejoin="round", paint_order="stroke",
    )  # fmt: skip


def _mark(canvas: Canvas, kind: str, x: float, y: float, use: str = "mark") -> None:
    """Draw the mark; each kind has its own shape, filled only where it is the answer itself."""
    solid = kind in ANSWERS
    wide, high = (5.5, 10.0) if kind == "estimate" else (4.5, 8.0)
    shapes = {
        "main": [(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)],
        "pairs": [(x, y - 6.5), (x + 6.5, y + 5), (x - 6.5, y + 5)],
    }
    paint: dict[str, str | float] = {
        "fill": BAR if solid else PAPER,
        "stroke": PAPER if solid else INK,
        "stroke_width": 1.5,
        "class_": f"{use} {kind}",
    }
    if kind == "averaged":
        canvas.circle(x, y, 5.5, **paint)
    else:
        diamond = [(x, y - high), (x + wide, y), (x, y + high), (x - wide, y)]
        canvas.polygon(shapes.get(kind, diamond), **paint)


def _key(canvas: Canvas, rows: list[Row], top: float) -> float:
    """Explain the signs that are in the picture, in one or more lines; return where it ends."""
    x, y = MARGIN, top + 10
    for sign, words in _signs(rows):
        wide = 30 + text.width(words, 12) + 22
        if x > MARGIN and x + wide > canvas.width - MARGIN:
            x, y = MARGIN, y + 18
        _sign(canvas, sign, x, y - 4)
        canvas.text(x + 30, y, words, fill=SOFT)
        x += wide
    return y + 6


def _signs(rows: list[Row]) -> list[tuple[str, str]]:
    signs = [("seen", "seen")]
    answered = [row for row in rows if row.point is not None and math.isfinite(row.point)]
    if any(row.kind in ANSWERS for row in answered):
        signs.append(("estimate", "estimate"))
    for place, sign in enumerate(("thin", "thick")):
        drawn = [row.ranges[place] for row in rows if row.kind in ANSWERS and row.ranges[place:]]
        for words in dict.fromkeys(one.words for one in drawn):
            kinds = dict.fromkeys(one.kind for one in drawn if one.words == words and one.kind)
            signs.append((sign, f"{words} ({' or '.join(kinds)})" if kinds else words))
    if any(row.kind == "averaged" for row in rows):
        signs.append(("dashes", "spread of models: where 95 % of their weight lies"))
    return signs


def _sign(canvas: Canvas, sign: str, x: float, y: float) -> None:
    if sign == "seen":
        canvas.rect(x, y - 5, 24, 10, fill=BAR)
    elif sign == "estimate":
        _mark(canvas, "estimate", x + 12, y, "sign")
    else:
        canvas.line(
            x, y, x + 24, y, stroke=INK, stroke_width=5 if sign == "thick" else 1.6,
            stroke_dasharray="2 3" if sign == "dashes" else "none",
        )  # fmt: skip
