"""What every paper form of a document needs: where links lead, how wide columns are.

A document on paper is read away from this site: a path becomes a whole address. A link to a
heading of the same document stays inside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from django.conf import settings

from .links import Target, resolve
from .tree import Block, Document, Heading, Line, Numbering, Table, levelled, words_of

LANGUAGE = "nl-NL"
PictureBytes = Callable[[str], bytes | None]
"""Gives the bytes of a picture by its target, or None when the reader may not have it."""


@dataclass(frozen=True)
class Place:
    """Where a link leads: an address outside, or an anchor of this document."""

    to: str
    is_inside: bool
    label: str = ""


class Places:
    """The places of one document; each target is looked up once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._anchors = {block.anchor for block in blocks if isinstance(block, Heading)}
        self._known: dict[str, Place | None] = {}

    def of(self, target: str) -> Place | None:
        """Return where a target leads, or None when only its words stay."""
        if target not in self._known:
            self._known[target] = self._place(target)
        return self._known[target]

    def _place(self, target: str) -> Place | None:
        if target.startswith("#"):
            anchor = target[1:]
            return Place(anchor, True) if anchor in self._anchors else None
        found: Target | None = resolve(target)
        if found is None:
            return None
        address = found.address
        if address.startswith("/"):
            address = settings.SITE_ADDRESS.rstrip("/") + address
        return Place(address, False, found.label)


def prepared(document: Document) -> tuple[Block, ...]:
    """Return the blocks with headings level by level and an anchor of its own for each."""
    numbering = Numbering()
    return tuple(
        Heading(block.level, block.text, numbering.anchor(block.anchor or block.text))
        if isinstance(block, Heading)
        else block
        for block in levelled(document.blocks)
    )


def shares(table: Table) -> list[float]:
    """Return how wide each column is, adding up to 1: by the root of its longest cell.

    The root, since a cell of four times the words needs half of that in width and half in height.
    """
    rows = (table.heads, *table.rows)
    needs = [_need([row[place] for row in rows]) for place in range(len(table.heads))]
    whole = sum(needs)
    return [need / whole for need in needs]


def _need(cells: Sequence[Line]) -> float:
    longest = max(len(words_of(cell)) for cell in cells)
    word = max((len(word) for cell in cells for word in words_of(cell).split()), default=1)
    return max(sqrt(min(longest, 400)), min(word, 24) * 0.42, 3.0)
