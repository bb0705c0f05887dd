"""What a document is made of. Plain data: it can be compared, kept as JSON and set in any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from django.utils.translation import gettext


@dataclass(frozen=True)
class Text:
    """A run of text. A line break is the text ``"\\n"``."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False


@dataclass(frozen=True)
class Link:
    """Text that leads somewhere.

    ``target`` is an address (https, mailto, tel, or a path of this site) or, as written by an
    editor, ``scheme:slug`` of something that Baken knows (``links.py``): ``organisation:essm``.
    """

    text: str
    target: str


Inline = Text | Link
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest *inside* the document, below its title."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True)
class Bullets:
    """A list; every item holds blocks, so that lists nest."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """A table: ``caption`` says what it holds; every row is as long as ``heads``.

    ``numeric`` are the positions of columns that hold numbers and stand at the right.
    """

    caption: str
    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    numeric: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.heads):
                raise ValueError(f"{self.caption}: {len(row)} cells under {len(self.heads)} heads")


@dataclass(frozen=True)
class Note:
    """A passage that stands apart: a warning, an example, a quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Picture:
    """A picture by the name under which ``links`` finds it; ``alt`` says what it shows."""

    target: str
    alt: str
    caption: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture of numbers: bars from zero. None is "not known", shown as a dash."""

    caption: str
    rows: tuple[tuple[str, float | None], ...]
    unit: str = ""

    @property
    def said(self) -> list[tuple[str, str]]:
        """Return the rows with their numbers as words, with the unit."""
        return [
            (label, number_words(value) + (self.unit if value is not None else ""))
            for label, value in self.rows
        ]

    @property
    def as_table(self) -> Table:
        """Return the same numbers as a table: for who cannot see bars, and for Word."""
        heads = [gettext("Part"), self.unit or gettext("Number")]
        rows = [[label, number_words(value)] for label, value in self.rows]
        return table(self.caption, heads, rows, (1,))


Block = Heading | Paragraph | Bullets | Table | Note | Picture | Figure


@dataclass(frozen=True)
class Document:
    """A whole document. ``foot`` stands under every page, ``lead`` under the title."""

    title: str
    blocks: tuple[Block, ...]
    lead: str = ""
    foot: str = ""
    made_on: dt.date | None = None
    contents: bool = True


_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Text, Link, Heading, Paragraph, Bullets, Table, Note, Picture, Figure)
}


def line_of(*parts: str | Inline) -> Line:
    """Return a line of texts and links; bare strings become texts."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts if part != "")


def stacked(*lines: str | Line) -> Line:
    """Return lines under each other as one, for a cell of a table. Empty ones are left out."""
    made: list[Inline] = []
    for one in lines:
        if line := line_of(one) if isinstance(one, str) else one:
            made.extend([Text("\n"), *line] if made else line)
    return tuple(made)


def paragraph(*parts: str | Inline) -> Paragraph:
    """Return a paragraph of texts and links."""
    return Paragraph(line_of(*parts))


def bullets(items: Sequence[str | Line], *, ordered: bool = False) -> Bullets:
    """Return a list of single lines."""
    lines = [line_of(item) if isinstance(item, str) else item for item in items]
    return Bullets(tuple((Paragraph(line),) for line in lines), ordered)


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str | Line]],
    numeric: Sequence[int] = (),
) -> Table:
    """Return a table of strings and lines."""
    return Table(
        caption,
        tuple(line_of(head) for head in heads),
        tuple(
            tuple(line_of(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
        ),
        tuple(numeric),
    )


def number_words(value: float | None) -> str:
    """Return a number as Dutch writes it; a number that is not given is a dash."""
    if value is None:
        return "–"
    return f"{value:.1f}".replace(".", ",") if value != int(value) else str(int(value))


def words_of(line: Line) -> str:
    """Return a line as bare text."""
    return "".join(part.text for part in line)


def deeper(blocks: Sequence[Block], by: int) -> tuple[Block, ...]:
    """Return the blocks with all headings ``by`` levels lower, for use inside another document."""
    return tuple(
        Heading(block.level + by, block.text, block.anchor) if isinstance(block, Heading) else block
        for block in blocks
    )


def with_links(blocks: Sequence[Block], change: Callable[[Link], Inline]) -> tuple[Block, ...]:
    """Return the blocks with every link as ``change`` gives it, for use inside another document."""

    def line(parts: Line) -> Line:
        return tuple(change(part) if isinstance(part, Link) else part for part in parts)

    def changed(block: Block) -> Block:
        match block:
            case Paragraph():
                return Paragraph(line(block.line))
            case Bullets():
                items = tuple(with_links(item, change) for item in block.items)
                return Bullets(items, block.ordered)
            case Note():
                return Note(with_links(block.blocks, change))
            case Table():
                rows = tuple(tuple(line(cell) for cell in row) for row in block.rows)
                heads = tuple(line(head) for head in block.heads)
                return Table(block.caption, heads, rows, block.numeric)
        return block

    return tuple(changed(block) for block in blocks)


def levelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings that go down one level at a time, from 1.

    A screen reader, PDF/UA and the navigation of Word count on that; an editor need not.
    """
    made: list[Block] = []
    above: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            made.append(Heading(len(above), block.text, block.anchor))
        else:
            made.append(block)
    return tuple(made)


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield all blocks, those inside lists and notes too, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Bullets):
            for item in block.items:
                yield from walk(item)
        elif isinstance(block, Note):
            yield from walk(block.blocks)


def lines_in(blocks: Sequence[Block]) -> Iterator[Line]:
    """Yield every line of text in reading order, those of headings and tables too."""
    for block in walk(blocks):
        match block:
            case Heading():
                yield (Text(block.text),)
            case Paragraph():
                yield block.line
            case Table():
                yield from block.heads
                for row in block.rows:
                    yield from row
            case Figure():
                yield from (line_of(label, " ", said) for label, said in block.said)
            case Picture():
                yield line_of(block.alt, " ", block.caption)


def links_in(blocks: Sequence[Block]) -> Iterator[Link]:
    """Yield every link in reading order."""
    for line in lines_in(blocks):
        yield from (part for part in line if isinstance(part, Link))


def to_data(value: Any) -> Any:
    """Return blocks as JSON can hold them: each with its ``kind``."""
    if is_dataclass(value):
        held = {one.name: to_data(getattr(value, one.name)) for one in fields(value)}
        return {"kind": type(value).__name__, **held}
    if isinstance(value, list | tuple):
        return [to_data(one) for one in value]
    return value


def from_data(data: Any) -> Any:
    """Return the blocks that ``to_data`` wrote; raises ``KeyError`` on a kind that is not ours."""
    if isinstance(data, Mapping):
        held = {name: from_data(value) for name, value in data.items() if name != "kind"}
        return _KINDS[data["kind"]](**held)
    if isinstance(data, list):
        return tuple(from_data(one) for one in data)
    return data


@dataclass
class Numbering:
    """Gives headings anchors that are unique in one document."""

    taken: dict[str, int] = field(default_factory=dict)

    def anchor(self, text: str) -> str:
        """Return a fragment for a heading: its words in kebab-case, numbered when used before."""
        from django.utils.text import slugify

        base = slugify(text) or "deel"
        self.taken[base] = self.taken.get(base, 0) + 1
        return base if self.taken[base] == 1 else f"{base}-{self.taken[base]}"
