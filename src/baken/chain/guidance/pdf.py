"""The route card and the outcome of a check as accessible PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _

from baken.web.typesetting import as_pdf

from .card import CardContact, CardStatement, RouteCard, route_card
from .check import Outcome, without_repeats
from .contacts import Contact
from .indicators import Observation
from .route import Advice, Row
from .sources import Guidance
from .words import ANSWER_LABELS, LEVEL_WORDS

TEMPLATES = Path(__file__).parent / "typst"

_cards: dict[str, bytes] = {}
_making = Lock()


def card_as_pdf(guidance: Guidance) -> bytes:
    """Return the route card. Made once per content: the digest of all data is the key."""
    digest = guidance.digest
    with _making:
        if digest not in _cards:
            _cards.clear()
            _cards[digest] = as_pdf(TEMPLATES / "card.typ", card_data(route_card(guidance)))
        return _cards[digest]


def outcome_as_pdf(guidance: Guidance, outcome: Outcome) -> bytes:
    """Return the outcome of a check. Nothing of it is kept."""
    return as_pdf(TEMPLATES / "outcome.typ", outcome_data(guidance, outcome))


def card_data(card: RouteCard) -> dict[str, Any]:
    """Return what ``card.typ`` shows."""
    first = card.contacts[0]
    return {
        "title": _("Route card human trafficking"),
        "lead": _("Whom do you contact, when, and what do you say? In doubt: call for advice."),
        "foot": _("Baken, route %(version)s, valid from %(date)s. See %(address)s")
        % {
            "version": card.version,
            "date": _day(card.valid_from),
            "address": settings.SITE_ADDRESS.split("://")[-1],
        },
        "note": _note(),
        "emergency": _contact(card.emergency),
        "danger_say": first.say,
        "contacts": [_card_contact(one) for one in card.contacts if one.contact != card.emergency],
        "do_not": _card_statements(card.do_not),
        "warnings": _card_statements(card.warnings),
        "obligations": _card_statements(card.obligations),
        "words": _words() | {"danger": _("Is someone in danger now? Call")},
    }


def outcome_data(guidance: Guidance, outcome: Outcome) -> dict[str, Any]:
    """Return what ``outcome.typ`` shows."""
    route, findings = outcome.route, outcome.findings
    forms = [guidance.forms[slug].name for slug in outcome.answers.forms]
    return {
        "title": _("Whom to contact now"),
        "lead": _("%(forms)s, municipality of %(municipality)s. Made on %(moment)s.")
        % {
            "forms": ", ".join(forms),
            "municipality": guidance.municipalities[outcome.answers.municipality],
            "moment": _moment(route.at),
        },
        "foot": _("Baken, route %(version)s") % {"version": route.version},
        "note": _note(),
        "critical": _observed(findings.critical),
        "contacts": [_advice(*row) for row in without_repeats(route)],
        "do_not": _rows(route.do_not),
        "warnings": _rows(route.warnings),
        "obligations": _rows(route.obligations),
        "signs": [
            {"category": label, "items": _observed(findings.by_category[name])}
            for name, label in guidance.catalogue.categories.items()
            if name in findings.by_category
        ],
        "patterns": [
            {"when": pattern.title, "text": pattern.text} for pattern in findings.patterns
        ],
        "open": [{"text": row.text} for row in findings.open_questions[:8]],
        "words": _words(),
    }


def _words() -> dict[str, str]:
    return {
        "page": _("Page"),
        "contacts": _("Whom you contact"),
        "who": _("Who"),
        "when": _("What for, and when"),
        "say": _("What you say"),
        "share": _("What you may share"),
        "do_not": _("What not to do"),
        "warnings": _("Good to know"),
        "obligations": _("Duties"),
        "critical": _("You named a sign that is a reason to call today"),
        "signs": _("What you saw, heard or read"),
        "patterns": _("What this may mean together"),
        "open": _("Questions that are still open"),
    }


def _note() -> str:
    return _(
        "A signal is never proof. This route was rebuilt from public sources and must be checked "
        "by the region. This sheet holds no personal data. Write none on it."
    )


def _contact(contact: Contact) -> dict[str, str]:
    return {
        "name": contact.name,
        "phone": contact.phone,
        "phone_text": contact.phone_text,
        "email": contact.email,
        "hours": contact.hours_text or (_("Opening hours unknown") if contact.phone else ""),
    }


def _card_contact(one: CardContact) -> dict[str, Any]:
    return {
        **_contact(one.contact),
        "purpose": one.contact.purpose,
        "say": one.say,
        "when": [_capital(when) for when in one.when],
    }


def _card_statements(rows: Iterable[CardStatement]) -> list[dict[str, str]]:
    return [{"when": _capital(row.when), "text": row.text, "who": row.who} for row in rows]


def _advice(advice: Advice, names_instead: bool) -> dict[str, str]:
    share = advice.share
    return {
        **_contact(advice.contact),
        "hours": advice.contact.hours_text,
        "state": state_in_words(advice),
        "reason": advice.reason,
        "say": advice.say,
        "share": share.text if share else "",
        "share_level": str(LEVEL_WORDS[share.level]).lower() if share else "",
        "instead": advice.instead_text if names_instead else "",
        "instead_phone": advice.instead.phone_text if advice.instead and names_instead else "",
    }


def state_in_words(advice: Advice) -> str:
    """Return whether a contact answers at the moment of the route, and when next."""
    if advice.is_open:
        return _("open now")
    if advice.next_open is not None:
        return _("closed now, open again %(moment)s") % {"moment": _moment(advice.next_open)}
    return _("opening hours unknown") if advice.contact.phone else _("no telephone number known")


def _rows(rows: Iterable[Row]) -> list[dict[str, str]]:
    return [{"text": row.text, "who": row.who} for row in rows]


def _observed(rows: Iterable[Observation]) -> list[dict[str, str]]:
    return [{"when": str(ANSWER_LABELS[row.answer]), "text": row.indicator.text} for row in rows]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(moment: datetime) -> str:
    return formats.date_format(moment, "l j F, H:i")


def _day(text: str) -> str:
    return formats.date_format(datetime.fromisoformat(text), "j F Y")
