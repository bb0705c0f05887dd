"""Which parts suit an audience and a length; minutes that add up to the time there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import TalkBlock

OPENING_MINUTES = 1
"""The title slide and a word of welcome; always there, always first."""
QUESTIONS, OWN = "questions", "own"
MOST_MINUTES = 60

_CLOSING: dict[int, tuple[tuple[str, int], ...]] = {
    10: (("route", 1), ("contact", 1), ("danger", 1)),
    20: (("route", 2), ("contact", 1), ("advice", 1), ("danger", 1), ("check", 1)),
    40: (("route", 2), ("contact", 1), ("advice", 1), ("danger", 1), ("check", 1)),
}
_TALKING = {10: 1, 20: 3, 40: 8}
"""Minutes that stay for questions at least."""


@dataclass(frozen=True)
class Item:
    """One part of a talk and its minutes."""

    part: str
    minutes: int


def propose(blocks: Sequence[TalkBlock], audience: str, length: int) -> list[Item]:
    """Return the parts of a talk; with the opening their minutes are exactly ``length``.

    Blocks made for this audience come before blocks for everybody where time is short; on the
    slides they keep the order of the shelf. What is left is for questions. O(blocks).
    """
    closing = [Item(part, minutes) for part, minutes in _CLOSING[length]]
    left = length - OPENING_MINUTES - _TALKING[length] - sum(item.minutes for item in closing)
    wanted = [block for block in blocks if block.is_for(audience)]
    by_need = sorted(wanted, key=lambda block: not block.audiences)
    chosen: set[str] = set()
    for block in _first_general(by_need):
        if block.minutes <= left:
            chosen.add(block.key)
            left -= block.minutes
    parts = [Item(block.key, block.minutes) for block in wanted if block.key in chosen]
    return [*parts, *closing, Item(QUESTIONS, _TALKING[length] + left)]


def _first_general(by_need: Sequence[TalkBlock]) -> list[TalkBlock]:
    """Return the blocks with the first one for everybody in front: what it is about."""
    general = [block for block in by_need if not block.audiences][:1]
    return [*general, *(block for block in by_need if block not in general)]


def total(items: Sequence[Item]) -> int:
    """Return the minutes of a whole talk."""
    return OPENING_MINUTES + sum(item.minutes for item in items)


def made_to_fit(items: Sequence[Item], length: int) -> list[Item] | None:
    """Return the parts with so much time for questions that the length is right.

    None when the other parts already take all the time.
    """
    others = [item for item in items if item.part != QUESTIONS]
    left = length - total(others)
    if left < 1:
        return None
    if len(others) == len(items):
        return [*others, Item(QUESTIONS, left)]
    return [Item(QUESTIONS, left) if item.part == QUESTIONS else item for item in items]
