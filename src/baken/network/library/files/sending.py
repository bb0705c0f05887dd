"""Sends a picture or file of a text so that a browser does nothing with it but show or save it."""

from __future__ import annotations

from django.http import HttpResponse

from baken.network.library.models import Attachment

SHOWN = frozenset({"image/png", "image/jpeg", "image/webp"})
"""Drawn by us out of points; everything else is saved and never run in the name of this site."""


def as_response(found: Attachment) -> HttpResponse:
    """Return the file. Whoever calls judged whether it may be seen."""
    is_shown = found.is_picture and found.content_type in SHOWN
    kind = found.content_type if is_shown or not found.is_picture else "application/octet-stream"
    answer = HttpResponse(bytes(found.content), content_type=kind)
    disposition = "inline" if is_shown else "attachment"
    answer["Content-Disposition"] = f'{disposition}; filename="{_bare(found.name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _bare(name: str) -> str:
    """Return a name without what could end the header; ours never have it, a pack's might."""
    return "".join(letter for letter in name if letter.isascii() and letter.isprintable()).replace(
        '"', ""
    )
