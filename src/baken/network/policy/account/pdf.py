"""The account as PDF/UA-1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from baken.web.typesetting import as_pdf

from .document import Document, Part
from .registry import Figure
from .words import foot_of, lead_of, number_words, title_of

TEMPLATE = Path(__file__).parent.parent / "typst" / "account.typ"


def as_document(document: Document) -> bytes:
    """Set the document; raises ``RuntimeError`` when it would not be accessible."""
    return as_pdf(TEMPLATE, data_of(document))


def data_of(document: Document) -> dict[str, Any]:
    """Return what the template reads."""
    return {
        "title": title_of(document),
        "lead": lead_of(document),
        "foot": foot_of(document),
        "draft": document.final_on is None,
        "words": {
            "page": _("Page"),
            "contents": _("Contents"),
            "empty": _("Nothing was written here."),
            "draft": _("Draft"),
        },
        "parts": [_part(part) for part in document.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    chapter = part.chapter
    return {
        "label": part.label,
        "words": part.paragraphs_of_words,
        "paragraphs": list(chapter.paragraphs),
        "missing": chapter.missing,
        "empty": part.is_empty,
        "tables": [
            {
                "caption": table.caption,
                "heads": list(table.heads),
                "rows": [list(row) for row in table.rows],
                "numeric": list(table.numeric),
            }
            for table in chapter.tables
        ],
        "figures": [_figure(figure) for figure in chapter.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    """Return bars as shares of the longest, and the same numbers in words for who cannot see."""
    longest = max((value or 0 for _label, value in figure.rows), default=0) or 1
    if figure.unit == "%":
        longest = 100
    said = "; ".join(f"{label}: {number_words(value)}{figure.unit}" for label, value in figure.rows)
    return {
        "caption": figure.caption,
        "said": f"{figure.caption}. {said}",
        "rows": [
            {
                "label": label,
                "value": number_words(value) + (figure.unit if value is not None else ""),
                "share": 0 if value is None else value / longest,
            }
            for label, value in figure.rows
        ],
    }
