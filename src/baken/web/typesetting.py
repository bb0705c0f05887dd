"""Documents as PDF/UA-1, set by Typst.

A PDF must be usable with a screen reader (PDF/UA-1, ISO 14289-1); Typst refuses to make one
that is not. Fonts come from a package, never from the system, so every server makes the same.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse

FONT_PACKAGE = "font_hanken_grotesk"

# What the typefaces hold, found by setting each character; a test sets them all again.
_UNKNOWN = re.compile(
    "[^\n\x20-\x7e\xa0-\xac\xae-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2054-\u205f\u2074-\u208e\u20a0-\u20bf\u2100-\u211e"
    "\u2122\u2126\u2153-\u2184\u2190-\u2214\u2260-\u2265\u25a0-\u2606\u2713\u2714\u2717]"
)
_UNSEEN = {"Cf", "Mn", "Me"}  # joiners, directions, variants: marks on what stands before
_SPACES = re.compile("[\t\x0b\x0c\x85\u2000-\u200a\u2028\u2029\u3000]")
_SQUARE = "\u25a1"


def as_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Set ``template`` (a .typ file; it may import files of its own folder) with ``data``.

    The template reads the data with ``json(bytes(sys.inputs.data))``. Texts in it may hold
    anything that people type (``displayable``). Raises ``RuntimeError`` with Typst's words when
    the template does not make an accessible document.
    """
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(_all_displayable(data), ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


def displayable(text: str) -> str:
    """Return text with a square for each character that the typefaces do not have.

    PDF/UA allows no character without a sign, so one smiley would cost the whole document.
    """
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    return _UNKNOWN.sub(
        lambda found: "" if unicodedata.category(found[0]) in _UNSEEN else _SQUARE, text
    )


def _all_displayable(data: Any) -> Any:
    if isinstance(data, str):
        return displayable(data)
    if isinstance(data, Mapping):
        return {name: _all_displayable(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_all_displayable(value) for value in data]
    return data


def pdf_response(content: bytes, file_name: str, *, keep: bool = False) -> HttpResponse:
    """Return a PDF that a browser may show, or with ``keep`` one that it saves.

    The answer to a POST is saved: shown in its place, the page that was sent would be gone, and
    a reload would send the answers again.
    """
    answer = HttpResponse(content, content_type="application/pdf")
    disposition = "attachment" if keep else "inline"
    answer["Content-Disposition"] = f'{disposition}; filename="{file_name}"'
    return answer


def _font_folders() -> list[str]:
    """Return where the fonts are; without the package Typst's own typeface is used."""
    found = find_spec(FONT_PACKAGE)
    if found is None or not found.submodule_search_locations:
        return []
    return [str(Path(place) / "files") for place in found.submodule_search_locations]
