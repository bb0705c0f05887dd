"""Posters and cards with a code to the public check. The words are Dutch: they hang on a wall.

The text for public places is written for who is not safe: it does not say what it is about, lists
no signs, and warns for somebody who looks along in the phone. Whoever controls a victim learns
nothing from it that is not on every notice board.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.web.typesetting import as_pdf

from .facts import EMERGENCY, Facts
from .paper import TEMPLATES, frame_data

A4, A3, A6 = "a4", "a3", "a6"
SHEET_A6, SHEET_CARDS = "vel-a6", "vel-visitekaartjes"


@dataclass(frozen=True)
class PosterText:
    """One text. ``place`` says where it may hang; ``short`` is for the smallest card."""

    slug: str
    name: str | Promise
    place: str | Promise
    title: str
    lines: tuple[str, ...]
    act: str
    short: str
    is_public: bool = False


@dataclass(frozen=True)
class PosterFormat:
    """One size of paper."""

    slug: str
    name: str | Promise


TEXTS = (
    PosterText(
        "personeelskamer",
        _("Staff room"),
        _("For the wall of the canteen, the lift and beside the coffee machine."),
        "Klopt er iets niet?",
        (
            "U zag of hoorde iets dat u niet loslaat.",
            "Een gevoel is genoeg. U hoeft niets te bewijzen.",
            "Zwijgen helpt de dader. Bellen helpt het slachtoffer.",
        ),
        "Doe de check. Daarna weet u wie u belt.",
        "Een gevoel is genoeg.",
    ),
    PosterText(
        "balie",
        _("Front desk"),
        _("For behind the desk, where colleagues see it and visitors do not."),
        "Wie voert het woord?",
        (
            "Iemand komt nooit alleen en zegt zelf niets.",
            "Een ander houdt het paspoort of de bankpas vast.",
            "Op één adres schrijven zich steeds anderen in.",
            "Blijf vriendelijk. Vraag niet door waar een ander bij staat.",
        ),
        "Doe daarna de check en vertel het.",
        "Wie voert het woord?",
    ),
    PosterText(
        "werkvloer",
        _("Work floor"),
        _("For who comes in homes and companies: enforcement, inspection, district teams."),
        "Kijk verder dan de controle",
        (
            "Matrassen op de werkplek. Meer bedden dan past.",
            "Mensen die hun paspoort of loon niet hebben.",
            "Iemand kijkt steeds naar een ander voor hij antwoordt.",
            "Schrijf op wat u ziet. Waarschuw niemand.",
        ),
        "Doe de check. Ook als u twijfelt.",
        "Kijk verder dan de controle.",
    ),
    PosterText(
        "openbare-plek",
        _("Public place, safe for victims"),
        _("For a waiting room, a library or a toilet door. It does not say what it is about."),
        "Zorgen over uzelf of over een ander?",
        (
            "U kunt erover praten. Uw naam is niet nodig.",
            "U mag ook eerst alleen iets vragen.",
            "Kijkt iemand mee in uw telefoon? Bel dan met een andere telefoon.",
        ),
        "Scan de code, of bel.",
        "Praten kan. Uw naam is niet nodig.",
        is_public=True,
    ),
)

FORMATS = (
    PosterFormat(A4, _("Poster A4")),
    PosterFormat(A3, _("Poster A3")),
    PosterFormat(A6, _("Card A6")),
    PosterFormat(SHEET_A6, _("Sheet A4 with four cards A6 to cut")),
    PosterFormat(SHEET_CARDS, _("Sheet A4 with ten business cards to cut")),
)


def find_text(slug: str) -> PosterText | None:
    """Return a text by its slug."""
    return next((text for text in TEXTS if text.slug == slug), None)


def find_format(slug: str) -> PosterFormat | None:
    """Return a size by its slug."""
    return next((one for one in FORMATS if one.slug == slug), None)


def poster_pdf(text: PosterText, size: PosterFormat, facts: Facts) -> bytes:
    """Return a poster, a card or a sheet as PDF/UA-1."""
    template = "cards.typ" if size.slug == SHEET_CARDS else "poster.typ"
    return as_pdf(TEMPLATES / template, poster_data(text, size, facts))


def poster_data(text: PosterText, size: PosterFormat, facts: Facts) -> dict[str, Any]:
    """Return the data of ``poster.typ`` and ``cards.typ``."""
    return {
        **frame_data(facts.check_address),
        "format": size.slug,
        "title": text.title,
        "author": facts.name or "Baken",
        "lines": list(text.lines),
        "act": text.act,
        "short": text.short,
        "address": facts.check_shown,
        "link": facts.check_address,
        "sender": facts.name,
        "numbers": numbers(facts),
    }


def numbers(facts: Facts) -> list[dict[str, str]]:
    """Return whom to call: 112 first, then the advice desk."""
    found = [{"name": "Direct gevaar", "phone": EMERGENCY, "hours": ""}]
    if facts.advice and facts.advice.phone:
        hours = facts.advice.hours.describe() if facts.advice.hours.known else ""
        found.append(
            {"name": facts.advice_name, "phone": facts.advice.phone_display, "hours": hours}
        )
    return found
