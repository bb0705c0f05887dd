"""The account as a document tree, from which PDF and Word are made (``baken.web.documents``)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from baken.web.documents import pdf, word
from baken.web.documents import tree as paper

from .document import Document, Part
from .registry import Figure, Table
from .words import foot_of, lead_of, title_of


def as_pdf(document: Document) -> bytes:
    """Set the account as PDF/UA-1; raises ``RuntimeError`` when it would not be accessible."""
    return pdf.as_document(tree_of(document))


def as_word(document: Document) -> bytes:
    """Return the account as a .docx that a coordinator can go on in."""
    return word.as_word(tree_of(document))


def tree_of(document: Document) -> paper.Document:
    """Return the account as a tree: a chapter for each part, its tables and figures after it."""
    blocks = tuple(block for part in document.parts for block in _part(part))
    return paper.Document(
        title_of(document), blocks, lead_of(document), foot_of(document), document.made_on
    )


def _part(part: Part) -> Iterator[paper.Block]:
    yield paper.Heading(1, part.label)
    chapter = part.chapter
    for text in (*part.paragraphs_of_words, *chapter.paragraphs):
        yield paper.paragraph(text)
    if chapter.missing:
        yield paper.Note((paper.paragraph(chapter.missing),))
    yield from map(_table, chapter.tables)
    yield from map(_figure, chapter.figures)
    if part.is_empty:
        yield paper.paragraph(_("Nothing was written here."))


def _table(table: Table) -> paper.Table:
    return paper.table(table.caption, table.heads, table.rows, table.numeric)


def _figure(figure: Figure) -> paper.Figure:
    return paper.Figure(figure.caption, tuple(figure.rows), figure.unit)
