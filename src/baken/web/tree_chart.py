"""A picture of what leads to what: columns of boxes joined by lines, drawn as SVG on the server.

Every box says its state with a shape and a word; the colour only repeats it. A box with an address
is a link that the keyboard reaches. The table of the same stands beside the picture.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

BOX_WIDTH, LINE, PAD = 216, 17, 10
ACROSS, BETWEEN, HEAD = 72, 12, 28
LONGEST_LINE, MOST_LINES = 27, 3

SHAPES = {
    "open": "M7 1.5a5.5 5.5 0 1 0 .01 0z",
    "going": "M2.5 1.5 12.5 7 2.5 12.5z",
    "late": "M7 .8 13.2 7 7 13.2.8 7zM7 4v3.5M7 9.4v.3",
    "done": "M1.5 1.5h11v11h-11zM4 7.2l2.2 2.3L10.2 4.6",
    "ended": "M2 2l10 10M12 2 2 12",
}
"""Drawings of 14 by 14."""


@dataclass(frozen=True)
class Box:
    """What one box says. ``joins`` names the keys of boxes in the column before."""

    key: str
    title: str
    kicker: str = ""
    word: str = ""
    shape: str = ""
    href: str = ""
    joins: Sequence[str] = field(default_factory=tuple)

    @property
    def lines(self) -> list[str]:
        """Return the title in lines that fit, cut with an ellipsis."""
        return textwrap.wrap(
            self.title, LONGEST_LINE, max_lines=MOST_LINES, placeholder="…", break_long_words=True
        )

    @property
    def height(self) -> int:
        """Return how high the box is."""
        rows = len(self.lines) + bool(self.kicker) + bool(self.word)
        return 2 * PAD + rows * LINE


@dataclass(frozen=True)
class Placed:
    """A box with its place; ``texts`` are (y, words) within the drawing."""

    box: Box
    x: int
    y: float

    width = BOX_WIDTH

    @property
    def middle(self) -> float:
        """Return the height at which lines meet the box."""
        return self.y + self.box.height / 2

    @property
    def text_x(self) -> int:
        """Return where the words begin."""
        return self.x + PAD

    @property
    def kicker_y(self) -> float:
        """Return the base line of the kicker."""
        return self.y + PAD + LINE - 5

    @property
    def texts(self) -> list[tuple[float, str]]:
        """Return the lines of the title with their base lines."""
        top = self.y + PAD - 5 + (LINE if self.box.kicker else 0)
        return [(top + LINE * (i + 1), line) for i, line in enumerate(self.box.lines)]

    @property
    def word_y(self) -> float:
        """Return the base line of the word of the state."""
        return self.y + self.box.height - PAD - 5

    @property
    def shape_path(self) -> str:
        """Return the drawing of the state."""
        return SHAPES[self.box.shape]


@dataclass(frozen=True)
class TreeChart:
    """Everything the component draws."""

    heads: list[tuple[int, str]]
    boxes: list[Placed]
    lines: list[str]
    width: int
    height: float


def tree_chart(columns: Sequence[tuple[str, Sequence[Box]]]) -> TreeChart:
    """Place columns of (heading, boxes) from left to right. O(boxes + lines).

    The boxes of each column stand in the order given and share its height equally.
    """
    tall = max((_stack(boxes) for _head, boxes in columns), default=0)
    placed: list[Placed] = []
    for number, (_head, boxes) in enumerate(columns):
        x = number * (BOX_WIDTH + ACROSS)
        room = (tall - sum(box.height for box in boxes)) / (len(boxes) or 1)
        y = HEAD + room / 2
        for box in boxes:
            placed.append(Placed(box, x, round(y, 1)))
            y += box.height + room
    places = {one.box.key: one for one in placed}
    return TreeChart(
        heads=[(number * (BOX_WIDTH + ACROSS), head) for number, (head, _b) in enumerate(columns)],
        boxes=placed,
        lines=[_line(places[key], one) for one in placed for key in one.box.joins if key in places],
        width=len(columns) * (BOX_WIDTH + ACROSS) - ACROSS,
        height=HEAD + tall,
    )


def _stack(boxes: Sequence[Box]) -> float:
    return sum(box.height + BETWEEN for box in boxes)


def _line(begin: Placed, end: Placed) -> str:
    """Return a curve from the right edge of one box to the left edge of another."""
    x1, x2 = begin.x + BOX_WIDTH, end.x
    middle = (x1 + x2) / 2
    return f"M{x1} {begin.middle}C{middle} {begin.middle} {middle} {end.middle} {x2} {end.middle}"
