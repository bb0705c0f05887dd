"""Documents as PDF/UA-1, set by Typst.

A PDF must be usable with a screen reader (PDF/UA-1, ISO 14289-1); Typst refuses to make one
that is not. Fonts come from a package, never from the system, so every server makes the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse

FONT_PACKAGE = "font_hanken_grotesk"


def as_pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """Set ``template`` (a .typ file; it may import files of its own folder) with ``data``.

    The template reads the data with ``json(bytes(sys.inputs.data))``. Raises ``RuntimeError``
    with Typst's words when the template or the data do not make an accessible document.
    """
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    assert isinstance(made, bytes)
    return made


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
