"""Why a program opens sealed content: asked in a header, written in the audit register."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Header

from .problems import Fault, Problem

HEADER = "X-Purpose"
SHORTEST, LONGEST = 5, 200

Purpose = Annotated[
    str,
    Header(
        alias=HEADER,
        description=(
            "Why this is read, in a few words and without names; it is written in the audit "
            "register. For example: copy to own case system."
        ),
    ),
]


def purpose_of(header: str) -> str:
    """Return the purpose as the register keeps it; raise ``Problem`` when it says nothing.

    Headers arrive as Latin-1; most programs send UTF-8.
    """
    try:
        text = header.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        text = header
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST or not text.isprintable():
        detail = _("Say in %(shortest)d to %(longest)d characters why you read this.") % {
            "shortest": SHORTEST,
            "longest": LONGEST,
        }
        raise Problem("invalid", detail, faults=[Fault("header", HEADER, detail)])
    return f"API: {text}"
