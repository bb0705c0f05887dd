"""A document as plain text: for search, for readability and for comparing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .tree import Block, Bullets, Figure, Heading, Note, Paragraph, Picture, Table, words_of

_UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return text with a space for each sign that XML 1.0 has no place for.

    People bring them along when they paste; one of them would spoil a whole Word or PowerPoint
    file for everybody.
    """
    return _UNSEEN.sub(" ", text)


def as_plain(blocks: Sequence[Block]) -> str:
    """Return the words, a line for each heading, paragraph, item, row or picture."""
    return "\n".join(lines_of(blocks))


def lines_of(blocks: Sequence[Block], before: str = "") -> list[str]:
    """Return the words line by line; ``before`` stands in front of what is in a list."""
    return [before + line if line else line for block in blocks for line in _lines(block)]


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph():
            return [words_of(block.line).replace("\n", " ")]
        case Bullets():
            return _items(block)
        case Table():
            rows = (block.heads, *block.rows)
            return [block.caption, *(" | ".join(words_of(cell) for cell in row) for row in rows)]
        case Note():
            return lines_of(block.blocks)
        case Figure():
            return [block.caption, *(f"{label} | {said}" for label, said in block.said)]
        case Picture():
            return [". ".join(filter(None, [block.alt, block.caption]))]


def _items(block: Bullets) -> list[str]:
    marks = (
        f"{number}. " if block.ordered else "- " for number, _item in enumerate(block.items, 1)
    )
    return [
        line for mark, item in zip(marks, block.items, strict=True) for line in lines_of(item, mark)
    ]
