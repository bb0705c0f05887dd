"""The account as a Word file (.docx) that a coordinator can go on in.

Built for screen readers too: headings are headings, a table's first row is marked as header and
repeats on the next page, the language is Dutch, the title stands in the properties (WCAG 2.2,
EN 301 549 chapter 10).
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from .document import Document, Part
from .registry import Figure, Table
from .words import foot_of, lead_of, number_words, title_of

LANGUAGE = "nl-NL"
BRAND = RGBColor(0x0B, 0x55, 0x66)


def as_word(document: Document) -> bytes:
    """Return the document as a .docx."""
    word = new_document()
    _set_up(word, document)
    word.add_heading(title_of(document), level=0)
    word.add_paragraph(lead_of(document))
    for part in document.parts:
        _add_part(word, part)
    into = BytesIO()
    word.save(into)
    return into.getvalue()


def _set_up(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title = title_of(document)
    properties.language = LANGUAGE
    properties.author = "Baken"
    properties.comments = ""
    _set_language(word)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    for name in ("Title", "Heading 1", "Heading 2"):
        word.styles[name].font.color.rgb = BRAND
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.footer.paragraphs[0].text = foot_of(document)


def _set_language(word: Any) -> None:
    """Mark all text as Dutch: in the defaults of the styles and in the Normal style."""
    run = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    found = run.find(qn("w:lang"))
    language = found if found is not None else OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), LANGUAGE)
    if found is None:
        run.append(language)


def _add_part(word: Any, part: Part) -> None:
    word.add_heading(part.label, level=1)
    for text in part.paragraphs_of_words:
        word.add_paragraph(text)
    for text in part.chapter.paragraphs:
        word.add_paragraph(text)
    if part.chapter.missing:
        word.add_paragraph(part.chapter.missing)
    for table in part.chapter.tables:
        _add_table(word, table)
    for figure in part.chapter.figures:
        _add_table(word, _as_table(figure))
    if part.is_empty:
        word.add_paragraph(_("Nothing was written here."))


def _as_table(figure: Figure) -> Table:
    """Return the numbers of a figure: a Word file that people edit holds no picture of them."""
    unit = figure.unit or _("Number")
    rows = [[label, number_words(value)] for label, value in figure.rows]
    return Table(figure.caption, [_("Part"), unit], rows, (1,))


def _add_table(word: Any, table: Table) -> None:
    word.add_heading(table.caption, level=2)
    made = word.add_table(rows=1, cols=len(table.heads), style="Table Grid")
    _set_caption(made, table.caption)
    _fill(made.rows[0], table.heads, table.numeric, bold=True)
    _mark_as_header(made.rows[0])
    for row in table.rows:
        _fill(made.add_row(), row, table.numeric)
    word.add_paragraph()


def _fill(row: Any, texts: Sequence[str], numeric: Sequence[int], *, bold: bool = False) -> None:
    for place, text in enumerate(texts):
        paragraph = row.cells[place].paragraphs[0]
        paragraph.add_run(text).bold = bold
        if place in numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    # A row stays on one page.
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _mark_as_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _set_caption(table: Any, caption: str) -> None:
    """Name the table for a screen reader (the "alternative text" of a table)."""
    named = OxmlElement("w:tblCaption")
    named.set(qn("w:val"), caption)
    table._tbl.tblPr.append(named)
