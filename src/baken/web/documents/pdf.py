"""A document as PDF/UA-1: contents with page numbers, tagged tables, links that can be followed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from baken.web.typesetting import as_pdf

from .layout import PictureBytes, Places, prepared, shares
from .plain import as_plain
from .tree import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Inline,
    Line,
    Link,
    Note,
    Paragraph,
    Picture,
    Table,
    Text,
    words_of,
)

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"
LONG_CELL = 600
"""Characters; a row with a longer cell may run on over a page."""

SHORT = 900
"""Characters; a table or note with fewer is not broken over two pages."""


def no_pictures(_target: str) -> bytes | None:
    """Give no picture: what it shows is told in words."""
    return None


def as_document(document: Document, *, pictures: PictureBytes = no_pictures) -> bytes:
    """Set the document; raises ``RuntimeError`` when it would not be accessible.

    ``pictures`` gives the bytes of a picture (PNG, JPEG, GIF, SVG or WebP). O(size of the text);
    a document of sixty pages takes about a second.
    """
    return as_pdf(TEMPLATE, data_of(document, pictures=pictures))


def data_of(document: Document, *, pictures: PictureBytes = no_pictures) -> dict[str, Any]:
    """Return what the template reads."""
    blocks = prepared(document)
    return {
        "title": document.title,
        "lead": document.lead.splitlines(),
        "foot": document.foot,
        "contents": document.contents and any(isinstance(block, Heading) for block in blocks),
        "words": {"page": _("Page"), "contents": _("Contents")},
        "blocks": _Setting(Places(blocks), pictures).blocks(blocks),
    }


class _Setting:
    """Writes blocks as the template reads them."""

    def __init__(self, places: Places, pictures: PictureBytes) -> None:
        self._places, self._pictures = places, pictures

    def blocks(self, blocks: Sequence[Block], *, inside: bool = False) -> list[dict[str, Any]]:
        return [self._block(block, inside) for block in blocks]

    def _block(self, block: Block, inside: bool) -> dict[str, Any]:
        match block:
            case Heading():
                return self._heading(block, inside)
            case Paragraph():
                return {"kind": "paragraph", "line": self._line(block.line)}
            case Bullets():
                items = [self.blocks(item, inside=True) for item in block.items]
                return {"kind": "list", "ordered": block.ordered, "items": items}
            case Note():
                held = self.blocks(block.blocks, inside=True)
                short = len(as_plain(block.blocks)) < SHORT
                return {"kind": "note", "blocks": held, "short": short}
            case Table():
                return self._table(block)
            case Picture():
                return self._picture(block)
            case Figure():
                return _figure(block)

    def _heading(self, block: Heading, inside: bool) -> dict[str, Any]:
        """Return a heading; one inside a list or note is words, since it heads no section."""
        if inside:
            return {"kind": "paragraph", "line": [_run(Text(block.text, strong=True))]}
        held = {"level": block.level, "text": block.text, "anchor": block.anchor}
        return {"kind": "heading", **held}

    def _table(self, block: Table) -> dict[str, Any]:
        cells = [[self._line(cell) for cell in row] for row in block.rows]
        longest = max((len(words_of(cell)) for row in block.rows for cell in row), default=0)
        return {
            "kind": "table",
            "caption": block.caption,
            "heads": [self._line(head) for head in block.heads],
            "rows": cells,
            "numeric": list(block.numeric),
            "shares": shares(block),
            "keep": longest <= LONG_CELL,
            "short": sum(len(words_of(cell)) for row in block.rows for cell in row) < SHORT,
        }

    def _picture(self, block: Picture) -> dict[str, Any]:
        content = self._pictures(block.target)
        told = {"kind": "picture", "alt": block.alt, "caption": block.caption}
        return told | {"bytes": list(content) if content else []}

    def _line(self, line: Line) -> list[dict[str, Any]]:
        return [self._inline(part) for part in line]

    def _inline(self, part: Inline) -> dict[str, Any]:
        if not isinstance(part, Link):
            return _run(part)
        place = self._places.of(part.target)
        if place is None:
            return _run(Text(part.text))
        text = part.text or place.label or place.to
        return {"kind": "inner" if place.is_inside else "link", "to": place.to, "text": text}


def _run(part: Text) -> dict[str, Any]:
    if part.text == "\n":
        return {"kind": "break"}
    style = {"strong": part.strong, "emphasis": part.emphasis, "code": part.code}
    return {"kind": "text", "text": part.text, **style}


def _figure(block: Figure) -> dict[str, Any]:
    """Return bars as shares of the longest, and the same numbers in words for who cannot see."""
    longest = max((value or 0 for _label, value in block.rows), default=0) or 1
    if block.unit == "%":
        longest = 100
    said = "; ".join(f"{label}: {number}" for label, number in block.said)
    rows = [
        {"label": label, "value": number, "share": min(max((value or 0) / longest, 0), 1)}
        for (label, number), (_same, value) in zip(block.said, block.rows, strict=True)
    ]
    told = f"{block.caption}. {said}"
    return {"kind": "figure", "caption": block.caption, "said": told, "rows": rows}
