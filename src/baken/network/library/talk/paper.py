"""Slides and hand-out as PDF/UA-1 (``web.typesetting``); what they hold is decided elsewhere."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.web.typesetting import as_pdf

from . import codes
from .making import Made
from .proposals import OPENING_MINUTES, total
from .slides import Slide
from .theme import colours

TEMPLATES = Path(__file__).parent / "typst"


def frame_data(address: str) -> dict[str, Any]:
    """Return what every template wants: colours, and the code of an address."""
    return {
        "colours": asdict(colours()),
        "code": {"svg": codes.as_svg(address), "alt": f"QR-code naar {address}"},
    }


def slides_data(made: Made) -> dict[str, Any]:
    """Return the data of ``slides.typ``."""
    return {
        **frame_data(made.facts.check_address),
        "title": made.talk.title,
        "author": made.facts.name or "Baken",
        "foot": made.facts.name,
        "slides": [_slide_data(slide) for slide in made.slides],
    }


def _slide_data(slide: Slide) -> dict[str, Any]:
    return {**asdict(slide), "code": bool(slide.code)}


def handout_data(made: Made) -> dict[str, Any]:
    """Return the data of ``handout.typ``."""
    minutes = total([part.item for part in made.parts])
    opening = {
        "title": _("%(title)s (%(minutes)s minutes)")
        % {"title": _("Opening"), "minutes": OPENING_MINUTES},
        "slides": [_slide_data(made.opening)],
    }
    parts = [
        {
            "title": _("%(title)s (%(minutes)s minutes)")
            % {"title": part.title, "minutes": part.item.minutes},
            "slides": [_slide_data(slide) for slide in part.slides],
        }
        for part in made.parts
        if part.slides
    ]
    return {
        **frame_data(made.facts.check_address),
        "title": made.talk.title,
        "author": made.facts.name or "Baken",
        "lead": made.lead,
        "minutes": _("Hand-out with what you say, for %(minutes)s minutes.") % {"minutes": minutes},
        "foot": made.talk.title,
        "parts": [opening, *parts],
        "words": {"page": _("Page"), "say": _("You say:")},
    }


def slides_pdf(made: Made) -> bytes:
    """Return the slides as PDF, one page for each."""
    return as_pdf(TEMPLATES / "slides.typ", slides_data(made))


def handout_pdf(made: Made) -> bytes:
    """Return the hand-out as PDF."""
    return as_pdf(TEMPLATES / "handout.typ", handout_data(made))


def file_name(made: Made, kind: str) -> str:
    """Return the name of a file, from the title of the talk."""
    return f"{slugify(made.talk.title)[:60] or 'praatje'}{kind}"
