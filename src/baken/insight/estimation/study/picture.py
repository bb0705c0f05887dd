"""The study as one picture: for each population how far off, and how often the interval holds.

A row has its population on the left, then the median bias, then the coverage of the 95 % interval
with two Monte-Carlo standard errors on either side. A failure is a filled square, anything else
an open circle, so that the picture needs no colours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from baken.insight.estimation.picture.canvas import BAND, BAR, GRID, INK, PAPER, SOFT, Canvas

from .figures import LARGE_BIAS, POOR_COVERAGE, Figures
from .report import percent, sentence

WIDTH, MARGIN, ROW, TOP = 840.0, 16.0, 19.0, 96.0


@dataclass(frozen=True)
class Axis:
    """A horizontal scale between two shares; what lies outside is drawn at the edge."""

    left: float
    right: float
    low: float
    high: float
    aim: float

    def at(self, value: float) -> float:
        """Return the place of ``value``."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + part * (self.right - self.left)


BIAS = Axis(420.0, 600.0, -0.4, 0.4, aim=0.0)
COVERAGE = Axis(640.0, 815.0, 0.0, 1.0, aim=0.95)


def draw(found: Sequence[Figures]) -> str:
    """Return the picture as an SVG document."""
    canvas = Canvas(WIDTH)
    blocks = len({(line.cell.family, line.cell.variant, line.cell.lists) for line in found})
    height = TOP + ROW * len(found) + 8 * blocks
    canvas.text(MARGIN, 28, "How far off, and how often the interval holds the truth",
                font_size=18, font_weight="700")  # fmt: skip
    canvas.text(
        MARGIN,
        48,
        (
            "Filled squares fail, open circles do not. Lines: two Monte-Carlo standard errors. "
            "Shaded: within 20 %, and from 90 % on."
        ),
        fill=SOFT,
    )
    _grid(canvas, height)
    y, last = TOP, None
    for line in found:
        key = (line.cell.family, line.cell.variant, line.cell.lists)
        if key != last:
            y += 8
            canvas.line(MARGIN, y, WIDTH - MARGIN, y, stroke=GRID)
            words = f"{line.cell.family}: {line.cell.variant}, {line.cell.lists} lists"
            canvas.text(MARGIN, y + 14, words)
            last = key
        _row(canvas, line, y + 10)
        y += ROW
    bad = [line for line in found if line.failures]
    told = f"{len(found)} populations, {len(bad)} failures. " + " ".join(
        f"{line.cell.name}: {sentence(line)}" for line in bad
    )
    title = "Bias and coverage of the estimates at known truth"
    return canvas.finish(height + 12, title, told, "study")


def _grid(canvas: Canvas, height: float) -> None:
    fine = (BIAS.at(-LARGE_BIAS), BIAS.at(LARGE_BIAS)), (COVERAGE.at(POOR_COVERAGE), COVERAGE.at(1))
    for left, right in fine:
        canvas.rect(left, TOP, right - left, height - TOP, fill=BAND)
    canvas.text(385, TOP - 8, "people", fill=SOFT, text_anchor="end")
    for axis, name, places in (
        (BIAS, "median bias", (-0.4, -0.2, 0.0, 0.2, 0.4)),
        (COVERAGE, "95 % interval holds the truth", (0.0, 0.5, 0.95)),
    ):
        canvas.text((axis.left + axis.right) / 2, TOP - 24, name, fill=SOFT, text_anchor="middle")
        for place in places:
            x = axis.at(place)
            canvas.line(x, TOP, x, height, stroke=INK if place == axis.aim else GRID)
            label = percent(place, signed=axis is BIAS)
            canvas.text(x, TOP - 8, label, fill=SOFT, text_anchor="middle")


def _row(canvas: Canvas, line: Figures, y: float) -> None:
    canvas.text(385, y + 4, f"{line.cell.size:,}", text_anchor="end")
    if line.bias is not None:
        off = "too low" in line.failures or "too high" in line.failures
        x = BIAS.at(line.bias)
        _mark(canvas, x, y, off, percent(line.bias, signed=True))
        if not BIAS.low <= line.bias <= BIAS.high:
            words = "infinite" if math.isinf(line.bias) else percent(line.bias, signed=True)
            canvas.text(x - 8, y + 4, words, text_anchor="end")
    if line.wide.value is not None and line.wide.error is not None:
        ends = (line.wide.value - 2 * line.wide.error, line.wide.value + 2 * line.wide.error)
        canvas.line(COVERAGE.at(ends[0]), y, COVERAGE.at(ends[1]), y, stroke=BAR)
        misses = "misses the truth" in line.failures
        _mark(canvas, COVERAGE.at(line.wide.value), y, misses, percent(line.wide.value))


def _mark(canvas: Canvas, x: float, y: float, filled: bool, title: str) -> None:
    if filled:
        canvas.rect(x - 4.5, y - 4.5, 9, 9, fill=BAR, title=title)
    else:
        canvas.circle(x, y, 4, fill=PAPER, stroke=BAR, stroke_width=1.5)
