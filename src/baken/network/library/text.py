"""The words of a text without accents, marks and layout, as search wants them."""

from __future__ import annotations

import unicodedata

from baken.web.documents.markdown import blocks_of
from baken.web.documents.plain import as_plain


def folded(text: str) -> str:
    """Return text without accents; case stays, PostgreSQL folds it."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(part for part in parts if not unicodedata.combining(part))


def plain_head(title: str, summary: str) -> str:
    """Return what search weighs most."""
    return folded(f"{title}\n{summary}")


def plain_body(body: str) -> str:
    """Return the words of a Markdown text."""
    return folded(as_plain(blocks_of(body)))
