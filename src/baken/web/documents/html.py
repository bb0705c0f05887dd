"""A document as HTML of the design system. Everything that people typed is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .links import resolve
from .tree import (
    Block,
    Bullets,
    Figure,
    Heading,
    Inline,
    Line,
    Link,
    Note,
    Paragraph,
    Picture,
    Table,
)

DEEPEST = 6
Words = Callable[[str], SafeString]
"""Turns a run of plain text into HTML; a room may mark terms or found words in it."""


Links = Callable[[Link], SafeString | None]
"""Writes a link in a way of its own, or returns None for one that is written as any other."""


def as_html(
    blocks: Sequence[Block],
    *,
    top: int = 2,
    words: Words | None = None,
    links: Links | None = None,
) -> SafeString:
    """Return the blocks as HTML; level 1 headings become ``<h{top}>``.

    ``words`` writes plain text (default: escaped); it is not asked for headings and links.
    """
    return _Writing(top, words or _escaped, links or _as_any_other).blocks(blocks)


def _as_any_other(link: Link) -> None:
    return None


def _escaped(text: str) -> SafeString:
    return format_html("{}", text)


class _Writing:
    def __init__(self, top: int, words: Words, links: Links) -> None:
        self._top, self._words, self._links = top, words, links

    def blocks(self, blocks: Sequence[Block]) -> SafeString:
        return format_html_join("\n", "{}", ((self._block(block),) for block in blocks))

    def _block(self, block: Block) -> SafeString:
        match block:
            case Heading():
                level = min(self._top + block.level - 1, DEEPEST)
                tag = mark_safe(f"h{level}")  # noqa: S308 - a number
                return format_html('<{} id="{}">{}</{}>', tag, block.anchor, block.text, tag)
            case Paragraph():
                return format_html("<p>{}</p>", self._line(block.line))
            case Bullets():
                return self._list(block)
            case Table():
                return self._table(block)
            case Note():
                return format_html(
                    '<blockquote class="note">{}</blockquote>', self.blocks(block.blocks)
                )
            case Picture():
                return _picture(block)
            case Figure():
                return self._table(block.as_table)

    def _list(self, block: Bullets) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((self._item(item),) for item in block.items))
        return format_html("<ol>{}</ol>" if block.ordered else "<ul>{}</ul>", items)

    def _item(self, item: tuple[Block, ...]) -> SafeString:
        """Return an item; its first paragraph needs no element of its own."""
        if item and isinstance(item[0], Paragraph):
            return format_html("{}{}", self._line(item[0].line), self.blocks(item[1:]))
        return self.blocks(item)

    def _table(self, block: Table) -> SafeString:
        heads = format_html_join(
            "", "{}", ((self._head(block, place),) for place in range(len(block.heads)))
        )
        rows = format_html_join("", "<tr>{}</tr>", ((self._row(block, row),) for row in block.rows))
        return format_html(
            '<div class="table-frame" role="region" aria-label="{}" tabindex="0">'
            '<table class="table"><caption>{}</caption><thead><tr>{}</tr></thead>'
            "<tbody>{}</tbody></table></div>",
            block.caption,
            block.caption,
            heads,
            rows,
        )

    def _head(self, block: Table, place: int) -> SafeString:
        """Return the head of a column; one without words heads nothing and is an empty cell."""
        words = self._line(block.heads[place])
        if not words:
            return mark_safe("<td></td>")
        return format_html('<th scope="col"{}>{}</th>', _numeric(block, place), words)

    def _row(self, block: Table, row: Sequence[Line]) -> SafeString:
        return format_html_join(
            "",
            "<td{}>{}</td>",
            ((_numeric(block, place), self._line(cell)) for place, cell in enumerate(row)),
        )

    def _line(self, line: Line) -> SafeString:
        return format_html_join("", "{}", ((self._inline(part),) for part in line))

    def _inline(self, part: Inline) -> SafeString:
        if isinstance(part, Link):
            return self._links(part) or _link(part)
        if part.text == "\n":
            return mark_safe("<br>")
        made = format_html("<code>{}</code>", part.text) if part.code else self._words(part.text)
        if part.emphasis:
            made = format_html("<em>{}</em>", made)
        return format_html("<strong>{}</strong>", made) if part.strong else made


def _numeric(block: Table, place: int) -> SafeString:
    return mark_safe(' class="numeric"') if place in block.numeric else mark_safe("")


def _link(link: Link) -> SafeString:
    target = resolve(link.target)
    if target is None:
        return _escaped(link.text)
    text = link.text or target.label or target.address
    if target.is_outside:
        return format_html(
            '<a href="{}" rel="noopener noreferrer external">{}</a>', target.address, text
        )
    return format_html('<a href="{}">{}</a>', target.address, text)


def _picture(block: Picture) -> SafeString:
    target = resolve(block.target)
    if target is None or target.is_outside:
        # A picture of another site would tell that site who reads what.
        return format_html("<p>{}</p>", block.alt)
    caption = format_html("<figcaption>{}</figcaption>", block.caption) if block.caption else ""
    return format_html(
        '<figure><img src="{}" alt="{}" loading="lazy">{}</figure>',
        target.address,
        block.alt,
        caption,
    )
