"""How lending speaks: days, periods and numbers of things, in the language of the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils import formats
from django.utils.translation import gettext as _

from .models import ItemKind


def day_words(day: dt.date) -> str:
    """Return ``dinsdag 3 maart 2026``."""
    return formats.date_format(day, "l j F Y")


def period_words(start: dt.date, end: dt.date) -> str:
    """Return a period in words; one day is not written as two."""
    if start == end:
        return day_words(start)
    return _("%(start)s until %(end)s") % {"start": day_words(start), "end": day_words(end)}


def wish_words(wishes: Mapping[str, int], kinds: Mapping[str, ItemKind]) -> str:
    """Return ``4 VR-brillen en 1 Koffer Verkeerd``."""
    parts = []
    for slug, number in wishes.items():
        kind = kinds.get(slug)
        name = slug if kind is None else (kind.name if number == 1 else kind.plural)
        parts.append(f"{number} {name}")
    return join_words(parts)


def join_words(parts: list[str]) -> str:
    """Return parts with commas and a last "and"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
