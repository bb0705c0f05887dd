"""The path as a picture: a line for each kind, a mark for each step on its day, and today."""

from __future__ import annotations

from dataclasses import dataclass

from .kinds import DAYS, Kind, State
from .path import Path, Step

LEFT, RIGHT = 92, 20
WIDTH = 660
HEAD, ROW = 26, 36
GAP = 22
"""Least distance of two marks on a line, so that each can be touched."""


@dataclass(frozen=True)
class Mark:
    """One step: where it stands and how it is drawn (``c-year-grid`` has the same signs)."""

    x: int
    y: int
    sign: str
    words: str
    key: str


@dataclass(frozen=True)
class Line:
    """One kind of step."""

    label: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Picture:
    """Sizes in units of the picture. ``now_x`` is None outside the hundred days."""

    width: int
    height: int
    left: int
    lines: tuple[Line, ...]
    ticks: tuple[tuple[int, int], ...]
    now_x: int | None


SIGNS = {State.DONE: "held", State.LATE: "unnoted", State.NOW: "planned", State.COMING: "planned"}


def picture_of(path: Path) -> Picture:
    """Return the picture of a path; linear in the number of steps."""
    lines: list[Line] = []
    for kind in Kind:
        steps = [step for step in path.steps if step.kind == kind]
        if steps:
            y = HEAD + ROW * len(lines) + ROW // 2
            lines.append(Line(str(kind.label), y, tuple(_marks(steps, y))))
    now = x_of(path.day) if path.day is not None and 1 <= path.day <= DAYS else None
    ticks = tuple((day, x_of(day)) for day in (1, 25, 50, 75, 100))
    return Picture(WIDTH, HEAD + ROW * len(lines), LEFT, tuple(lines), ticks, now)


def x_of(day: int) -> int:
    """Return where a day of the path stands."""
    room = WIDTH - LEFT - RIGHT
    return LEFT + round((min(day, DAYS) - 1) * room / (DAYS - 1))


def _marks(steps: list[Step], y: int) -> list[Mark]:
    """Return the marks of a line; those that would cover each other move to the left."""
    places: list[int] = []
    limit = WIDTH - RIGHT
    for step in reversed(steps):
        limit = min(x_of(step.by_day), limit)
        places.append(limit)
        limit -= GAP
    return [
        Mark(max(x, LEFT), y, SIGNS[step.state or State.COMING], _words(step), step.key)
        for step, x in zip(steps, reversed(places), strict=True)
    ]


def _words(step: Step) -> str:
    state = f": {step.state.label}" if step.state else ""
    return f"{step.data['title']}{state}"
