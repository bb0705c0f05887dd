"""Phone numbers as the Netherlands uses them.

Stored form: what a phone inside the country must dial. That is E.164 for ordinary numbers
(``+31102365256``), but emergency and service numbers (112, 14 010, 0800, 0900) are stored as
dialled nationally (``112``, ``09008844``): their international form is often not reachable.
Display follows the habit of Dutch government sites: ``010 236 52 56``.
Numbering plan: https://www.acm.nl/nl/onderwerpen/telecommunicatie/telefoonnummers
"""

from __future__ import annotations

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _

COUNTRY = "NL"
_SHORT = re.compile(r"11[23]|144|116[0-9]{3}|140[0-9]{2,3}")
"""Emergency and crisis lines, European 116 numbers, and 14 with the area code of a town hall."""
_SERVICE = re.compile(r"0(?:800|900|906|909)[0-9]{4}(?:[0-9]{3})?")
_DIGITS = re.compile(r"[\s().\-–/]")


class PhoneProblem(ValueError):
    """The text is not a phone number that can be dialled in the Netherlands."""


def normalise(text: str) -> str:
    """Return the stored form; empty stays empty.

    Raises:
        PhoneProblem: when it is no valid number.
    """
    compact = _DIGITS.sub("", text.strip()).replace("(0)", "")
    if not compact:
        return ""
    compact = re.sub(r"^(?:\+|00)31(?=[89]00|90[69])", "0", compact)
    if _SHORT.fullmatch(compact) or _SERVICE.fullmatch(compact):
        return compact
    try:
        number = phonenumbers.parse(compact, COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise PhoneProblem(_problem()) from error
    if not phonenumbers.is_valid_number(number):
        raise PhoneProblem(_problem())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _problem() -> str:
    return str(_("This is not a phone number that can be dialled in the Netherlands."))


def display(stored: str) -> str:
    """Return the number for reading: ``112``, ``0900 8844``, ``010 236 52 56``."""
    if not stored:
        return ""
    if _SERVICE.fullmatch(stored):
        return f"{stored[:4]} {stored[4:]}"
    if stored.startswith("140"):
        return f"{stored[:2]} {stored[2:]}"
    if not stored.startswith("+"):
        return stored
    number = phonenumbers.parse(stored, COUNTRY)
    if number.country_code != 31:
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return _national(stored.removeprefix("+31"))


def display_international(stored: str) -> str:
    """Return the number as it is dialled from abroad: ``+31 70 333 44 44``."""
    if not stored.startswith("+31"):
        return display(stored)
    return f"+31 {display(stored).removeprefix('0')}"


def _national(digits: str) -> str:
    """Group a Dutch number the Dutch way: area code, then 3-2-2, 3-3 or 2-2-2."""
    text = f"0{digits}"
    if len(text) != 10:
        return text
    if text.startswith("06"):
        return f"06 {text[2:4]} {text[4:6]} {text[6:8]} {text[8:]}"
    long_area = text[:3] not in _THREE_DIGIT_AREAS
    area, rest = (text[:4], text[4:]) if long_area else (text[:3], text[3:])
    if long_area:
        return f"{area} {rest[:2]} {rest[2:4]} {rest[4:]}"
    return f"{area} {rest[:3]} {rest[3:5]} {rest[5:]}"


_THREE_DIGIT_AREAS = frozenset(
    f"0{area}"
    for area in (
        *(10, 13, 14, 15, 20, 23, 24, 26, 30, 33, 35, 36, 38, 40, 43, 45, 46, 50, 53, 55, 58),
        *(70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 85, 88),
    )
)


def link(stored: str) -> str:
    """Return the ``tel:`` address (RFC 3966), empty for no number.

    Short and service numbers have no global form: RFC 3966 asks for a context then, but no
    phone's dialler needs it and several choke on it, so it is left out.
    """
    return f"tel:{stored}" if stored else ""
