"""Reads Markdown (CommonMark 0.31 with GFM tables) into a document tree.

What an editor may write: headings, paragraphs, bold, italic, lists, tables, quotations (they
stand apart as a note), links and pictures. HTML is text like any other. Headings start at
``##``: the title of the page is the first level. A paragraph ``Tabel: ...`` right before a table
is its caption; without one the nearest heading is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from .tree import (
    Block,
    Bullets,
    Heading,
    Inline,
    Line,
    Link,
    Note,
    Numbering,
    Paragraph,
    Picture,
    Table,
    Text,
    words_of,
)

CAPTION = "Tabel:"
MAXIMUM_CHARACTERS = 200_000
"""Longer than any article; refuses a text that was made to be slow."""

_reader = MarkdownIt("commonmark", {"html": False}).enable("table")
# Any target may be written; what becomes a link is decided by ``links.resolve``.
_reader.validateLink = lambda url: True  # type: ignore[method-assign]


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text; raises ``ValueError`` when it is too long or deep."""
    if len(text) > MAXIMUM_CHARACTERS:
        raise ValueError(f"a text of more than {MAXIMUM_CHARACTERS} characters")
    try:
        root = SyntaxTreeNode(_reader.parse(text))
        return _Reading().blocks(root.children)
    except RecursionError as error:
        raise ValueError("a text with marks inside marks without end") from error


class _Reading:
    """One text being read; knows the last heading, for tables without a caption."""

    def __init__(self) -> None:
        self._numbering = Numbering()
        self._heading = ""

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        made: list[Block] = []
        for node in nodes:
            if node.type == "table":
                caption = self._take_caption(made)
                made.append(_table(node, caption or self._heading))
            else:
                made.extend(self._block(node))
        return tuple(made)

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield self._heading_of(node)
            case "paragraph":
                yield from _paragraphs(node)
            case "bullet_list" | "ordered_list":
                items = tuple(self.blocks(item.children) for item in node.children)
                yield Bullets(items, node.type == "ordered_list")
            case "blockquote":
                yield Note(self.blocks(node.children))
            case "code_block" | "fence":
                yield Paragraph((Text(node.content.rstrip("\n"), code=True),))

    def _heading_of(self, node: SyntaxTreeNode) -> Heading:
        self._heading = words_of(_line(node.children))
        level = max(1, int(node.tag[1:]) - 1)
        return Heading(level, self._heading, self._numbering.anchor(self._heading))

    def _take_caption(self, made: list[Block]) -> str:
        """Remove the caption that stands right before a table, and return its words."""
        if not made or not isinstance(made[-1], Paragraph):
            return ""
        words = words_of(made[-1].line)
        if not words.startswith(CAPTION):
            return ""
        made.pop()
        return words.removeprefix(CAPTION).strip()


def _paragraphs(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield a paragraph, or the picture that is all there is in it."""
    inline = node.children[0].children if node.children else []
    if len(inline) == 1 and inline[0].type == "image":
        yield _picture(inline[0])
    elif line := _line(node.children):
        yield Paragraph(line)


def _picture(node: SyntaxTreeNode) -> Picture:
    return Picture(str(node.attrs.get("src", "")), node.content, str(node.attrs.get("title") or ""))


def _table(node: SyntaxTreeNode, caption: str) -> Table:
    rows = [
        [_line(cell.children) for cell in row.children]
        for part in node.children
        for row in part.children
    ]
    right = [
        place
        for place, cell in enumerate(node.children[0].children[0].children)
        if "right" in str(cell.attrs.get("style", ""))
    ]
    return Table(caption, tuple(rows[0]), tuple(tuple(row) for row in rows[1:]), tuple(right))


def _line(nodes: Sequence[SyntaxTreeNode]) -> Line:
    return tuple(_merged(part for node in nodes for part in _inline(node, Text(""))))


def _inline(node: SyntaxTreeNode, style: Text) -> Iterator[Inline]:
    """Yield the runs of an inline node in the style of what stands around it."""
    match node.type:
        case "text" | "code_inline":
            code = style.code or node.type == "code_inline"
            yield Text(node.content, style.strong, style.emphasis, code)
        case "softbreak":
            yield Text(" ", style.strong, style.emphasis)
        case "hardbreak":
            yield Text("\n")
        case "link":
            words = "".join(part.text for one in node.children for part in _inline(one, style))
            yield Link(words, str(node.attrs.get("href", "")))
        case "image":
            yield Text(node.content, style.strong, style.emphasis)
        case _:
            inner = Text(
                "",
                style.strong or node.type == "strong",
                style.emphasis or node.type == "em",
                style.code,
            )
            for one in node.children:
                yield from _inline(one, inner)


def _merged(parts: Iterator[Inline]) -> Iterator[Inline]:
    """Join neighbouring texts of one style, so that equal texts are equal trees."""
    last: Text | None = None
    for part in parts:
        if isinstance(part, Text):
            if last is not None and _style(last) == _style(part):
                last = Text(last.text + part.text, *_style(last))
                continue
            if last is not None and last.text:
                yield last
            last = part
            continue
        if last is not None and last.text:
            yield last
        last = None
        yield part
    if last is not None and last.text:
        yield last


def _style(text: Text) -> tuple[bool, bool, bool]:
    return text.strong, text.emphasis, text.code
