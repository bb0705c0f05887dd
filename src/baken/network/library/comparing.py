"""Two versions of a text side by side, line by line and within a line word by word.

What is compared is what the editor typed (Markdown), not how it looks: a heading that became
bold, or a link that leads elsewhere, differs too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, CHANGED, REMOVED, ADDED = "same", "changed", "removed", "added"
MANY_LINES = 1_000
"""In a longer text a line that comes back again and again says nothing of a place."""
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")
LIKE = 0.4
"""Two lines with less in common are two lines, not one that changed."""
LONGEST_LINE = 4_000
"""Characters; within a longer line no words are compared, which would take too long."""


@dataclass(frozen=True)
class Piece:
    """A run of words; ``differs`` when the other version does not have it."""

    text: str
    differs: bool = False


@dataclass(frozen=True)
class Row:
    """One line of both versions; a side that has none is empty."""

    kind: str
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


def side_by_side(old: str, new: str) -> list[Row]:
    """Return both texts in rows. About O(lines of both), at worst their product."""
    before, after = _lines(old), _lines(new)
    rows: list[Row] = []
    matcher = SequenceMatcher(None, before, after, autojunk=len(after) > MANY_LINES)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            rows.extend(_same(line) for line in before[a1:a2])
        else:
            rows.extend(_replaced(before[a1:a2], after[b1:b2]))
    return rows


def only_changes(rows: Sequence[Row], around: int = 1) -> list[Row | None]:
    """Return rows that differ with ``around`` equal ones beside them; None: lines left out."""
    wanted = {
        near
        for place, row in enumerate(rows)
        if row.kind != SAME
        for near in range(place - around, place + around + 1)
        if 0 <= near < len(rows)
    }
    shown: list[Row | None] = []
    for place, row in enumerate(rows):
        if place in wanted:
            shown.append(row)
        elif not shown or shown[-1] is not None:
            shown.append(None)
    return shown


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _same(line: str) -> Row:
    return Row(SAME, (Piece(line),), (Piece(line),))


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """Pair the lines of a passage in order; those that have little in common stand alone."""
    rows: list[Row] = []
    for place in range(max(len(before), len(after))):
        old = before[place] if place < len(before) else None
        new = after[place] if place < len(after) else None
        if old is not None and new is not None and _are_alike(old, new):
            rows.append(_changed(old, new))
            continue
        if old is not None:
            rows.append(Row(REMOVED, old=(Piece(old, True),)))
        if new is not None:
            rows.append(Row(ADDED, new=(Piece(new, True),)))
    return rows


def _are_alike(old: str, new: str) -> bool:
    if max(len(old), len(new)) > LONGEST_LINE:
        return True
    return SequenceMatcher(None, _WORDS.findall(old), _WORDS.findall(new)).ratio() >= LIKE


def _changed(old: str, new: str) -> Row:
    if max(len(old), len(new)) > LONGEST_LINE:
        return Row(CHANGED, (Piece(old, True),), (Piece(new, True),))
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if a2 > a1:
            left.append(Piece("".join(before[a1:a2]), tag != "equal"))
        if b2 > b1:
            right.append(Piece("".join(after[b1:b2]), tag != "equal"))
    return Row(CHANGED, tuple(left), tuple(right))
