"""A document as a Word file (.docx) that somebody can go on in.

Built for screen readers too: headings are headings, a table's first row is marked as header and
repeats on the next page, the language is Dutch, the title stands in the properties (WCAG 2.2,
EN 301 549 chapter 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.image.exceptions import UnrecognizedImageError
from docx.shared import Cm, Emu, Pt, RGBColor

from . import word_parts as parts
from .layout import LANGUAGE, PictureBytes, Places, prepared, shares
from .pdf import no_pictures
from .plain import printable
from .tree import (
    Block,
    Bullets,
    Document,
    Figure,
    Heading,
    Line,
    Link,
    Note,
    Paragraph,
    Picture,
    Table,
    Text,
    from_data,
    to_data,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BRAND = RGBColor(0x0B, 0x55, 0x66)
WIDTH = Cm(16.6)
"""Between the margins of A4."""
DEEPEST_LIST = 3
DEEPEST_HEADING = 9
IN_CONTENTS = 2


def as_word(document: Document, *, pictures: PictureBytes = no_pictures) -> bytes:
    """Return the document as a .docx. O(size of the text)."""
    word = new_document()
    document = replace(
        document,
        title=_printable(document.title),
        lead=_printable(document.lead),
        foot=_printable(document.foot),
    )
    blocks: Sequence[Block] = from_data(_printable(to_data(prepared(document))))
    _set_up(word, document)
    word.add_heading(document.title, level=0)
    if document.lead:
        word.add_paragraph(document.lead)
    headings = [block for block in blocks if isinstance(block, Heading)]
    if document.contents and headings:
        _add_contents(word, [one for one in headings if one.level <= IN_CONTENTS])
    _Writing(word, Places(blocks), pictures).blocks(blocks)
    into = BytesIO()
    word.save(into)
    return into.getvalue()


def _printable(value: Any) -> Any:
    """Return text, or all that holds text, with what a Word file can hold."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value


def _set_up(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.language = document.title, LANGUAGE
    properties.author, properties.comments = "Baken", ""
    parts.set_language(word)
    word.styles["Normal"].font.name, word.styles["Normal"].font.size = "Calibri", Pt(11)
    for style in word.styles:
        if style.name == "Title" or style.name.startswith("Heading "):
            style.font.color.rgb = BRAND
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{document.foot} · {_('Page')} " if document.foot else f"{_('Page')} ")
    parts.add_field(foot, "PAGE", "1")


def _add_contents(word: Any, headings: Sequence[Heading]) -> None:
    """List the headings as links inside a field that Word can refresh with page numbers."""
    word.add_paragraph().add_run(_("Contents")).bold = True
    for place, heading in enumerate(headings):
        line = word.add_paragraph()
        line.paragraph_format.left_indent = Cm(0.7 * (heading.level - 1))
        line.paragraph_format.space_after = Pt(2)
        if place == 0:
            line._p.append(parts.field_mark("begin"))
            line._p.append(parts.field_words(f'TOC \\o "1-{IN_CONTENTS}" \\h \\z \\u'))
            line._p.append(parts.field_mark("separate"))
        parts.add_link(line, heading.text, anchor=_bookmark(heading.anchor))
    line._p.append(parts.field_mark("end"))


def _bookmark(anchor: str) -> str:
    """Return a name as Word allows: letters, digits and strokes, at most 40 characters."""
    kept = "".join(sign if sign.isalnum() else "_" for sign in anchor)
    return f"b_{kept}" if len(kept) <= 38 else f"b_{kept[:28]}_{_small_digest(anchor)}"


def _small_digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:8]


class _Writing:
    """Writes blocks one after the other."""

    def __init__(self, word: Any, places: Places, pictures: PictureBytes) -> None:
        self._word, self._places, self._pictures = word, places, pictures
        self._bookmarks = 0

    def blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Paragraph():
                self._fill(self._word.add_paragraph(), block.line)
            case Bullets():
                self._list(block, 1)
            case Note():
                self._within(block.blocks, style="Intense Quote")
            case Table():
                self._table(block)
            case Picture():
                self._picture(block)
            case Figure():
                # A Word file that people edit holds no picture of numbers, but the numbers.
                self._table(block.as_table)

    def _heading(self, block: Heading) -> None:
        made = self._word.add_heading(block.text, level=min(block.level, DEEPEST_HEADING))
        self._bookmarks += 1
        parts.add_bookmark(made, self._bookmarks, _bookmark(block.anchor))

    def _list(self, block: Bullets, depth: int) -> None:
        level = min(depth, DEEPEST_LIST)
        name = "List Number" if block.ordered else "List Bullet"
        style = name if level == 1 else f"{name} {level}"
        number = parts.new_numbering(self._word, style) if block.ordered else None
        for item in block.items:
            self._item(item, style, number, depth)

    def _item(self, item: Sequence[Block], style: str, number: int | None, depth: int) -> None:
        """Write an item; what follows its first paragraph is indented below it."""
        made = self._word.add_paragraph(style=style)
        if number is not None:
            parts.set_numbering(made, number)
        rest = item
        if item and isinstance(item[0], Paragraph | Heading):
            self._fill(made, _line_of(item[0]))
            rest = item[1:]
        self._within(rest, style=_continued(depth), depth=depth)

    def _within(self, blocks: Sequence[Block], *, style: str, depth: int = 0) -> None:
        """Write blocks inside a list or note, where a heading is words and heads no section."""
        for block in blocks:
            if isinstance(block, Bullets):
                self._list(block, depth + 1)
            elif isinstance(block, Paragraph | Heading):
                self._fill(self._word.add_paragraph(style=style), _line_of(block))
            else:
                self._block(block)

    def _fill(self, paragraph: Any, line: Line) -> None:
        for part in line:
            if isinstance(part, Link):
                self._link(paragraph, part)
            elif part.text == "\n":
                paragraph.add_run().add_break()
            else:
                run = paragraph.add_run(part.text)
                run.bold, run.italic = part.strong or None, part.emphasis or None
                if part.code:
                    run.font.name = "Consolas"

    def _link(self, paragraph: Any, link: Link) -> None:
        place = self._places.of(link.target)
        if place is None:
            paragraph.add_run(link.text)
            return
        text = link.text or place.label or place.to
        if place.is_inside:
            parts.add_link(paragraph, text, anchor=_bookmark(place.to))
        else:
            parts.add_link(paragraph, text, address=place.to)

    def _table(self, block: Table) -> None:
        if block.caption:
            caption = self._word.add_paragraph()
            caption.add_run(block.caption).bold = True
            caption.paragraph_format.keep_with_next = True
        made = self._word.add_table(rows=1, cols=len(block.heads), style="Table Grid")
        made.autofit = False
        parts.name_table(made, block.caption)
        widths = [Emu(int(WIDTH * share)) for share in shares(block)]
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        self._row(made.rows[0], block.heads, block.numeric, widths)
        parts.mark_as_header(made.rows[0])
        for row in block.rows:
            self._row(made.add_row(), row, block.numeric, widths)
        self._word.add_paragraph()

    def _row(
        self, row: Any, cells: Sequence[Line], numeric: Sequence[int], widths: Sequence[Emu]
    ) -> None:
        is_head = row._index == 0
        for place, (cell, line) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            self._fill(paragraph, _bold(line) if is_head else line)
            for run in paragraph.runs:
                run.font.size = Pt(9.5)
            if place in numeric:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        parts.keep_together(row)

    def _picture(self, block: Picture) -> None:
        """Place a picture; one that is not there, or that Word cannot show, is told in words."""
        content = self._pictures(block.target)
        if content is None or not self._placed(content, block.alt):
            self._word.add_paragraph(block.alt)
        if block.caption:
            self._word.add_paragraph(block.caption, style="Caption")

    def _placed(self, content: bytes, alt: str) -> bool:
        try:
            picture = self._word.add_picture(BytesIO(content))
        except UnrecognizedImageError:
            return False
        if picture.width > WIDTH:
            picture.height = Emu(int(picture.height * WIDTH / picture.width))
            picture.width = WIDTH
        parts.describe_picture(picture, alt)
        return True


def _continued(depth: int) -> str:
    level = min(depth, DEEPEST_LIST)
    return "List Continue" if level == 1 else f"List Continue {level}"


def _line_of(block: Paragraph | Heading) -> Line:
    return block.line if isinstance(block, Paragraph) else (Text(block.text, strong=True),)


def _bold(line: Line) -> Line:
    return tuple(Text(part.text, strong=True) if isinstance(part, Text) else part for part in line)
