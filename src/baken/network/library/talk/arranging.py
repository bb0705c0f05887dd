"""Changing the order of parts by what was posted: pure functions of lists."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from .proposals import MOST_MINUTES, Item

MOST_PARTS = 40
_STEP = re.compile(r"(up|down|drop)-([0-9]{1,2})")


def as_posted(items: Sequence[Item], posted: Mapping[str, str]) -> list[Item]:
    """Return the parts with the places and minutes that were typed.

    A part with a new place goes there and the others make way; what is no number changes nothing.
    """
    rows = []
    for place, item in enumerate(items, 1):
        minutes = _number(posted.get(f"minutes-{place}", ""), item.minutes, most=MOST_MINUTES)
        wanted = _number(posted.get(f"place-{place}", ""), place, most=MOST_PARTS)
        # A part that moves up comes before who has that place now, one that moves down after.
        moved = -1 if wanted < place else 1 if wanted > place else 0
        rows.append((wanted, moved, place, Item(item.part, minutes)))
    return [item for _wanted, _moved, _place, item in sorted(rows, key=lambda row: row[:3])]


def _number(text: str, otherwise: int, *, most: int) -> int:
    text = text.strip()
    if not re.fullmatch(r"[0-9]{1,3}", text):
        return otherwise
    return min(max(int(text), 1), most)


def stepped(items: Sequence[Item], step: str) -> tuple[list[Item], int]:
    """Return the parts after ``up-3``, ``down-3`` or ``drop-3``, and the place to look at.

    Anything else changes nothing and looks at place 0.
    """
    rows = list(items)
    found = _STEP.fullmatch(step)
    if found is None or not 1 <= int(found[2]) <= len(rows):
        return rows, 0
    kind, place = found[1], int(found[2])
    if kind == "drop":
        del rows[place - 1]
        return rows, min(place, len(rows))
    other = place - 1 if kind == "up" else place + 1
    if not 1 <= other <= len(rows):
        return rows, place
    rows[place - 1], rows[other - 1] = rows[other - 1], rows[place - 1]
    return rows, other
