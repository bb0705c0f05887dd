"""Finds personal data that stands in the wrong field, to warn while somebody types.

Rules, no model: each kind has a shape, and where there is one its own check (eleven-test,
mod 97, numbering plan). Tuned to stay silent on dates, amounts, times, postcodes and the
references of this product, since a warning that cries wolf is not read. It warns and never
blocks; a name is not recognised. Every pattern is bounded, so the time is linear in the text.

The script of the pages has the same rules (``web/static``); the examples in
``vault/tests/detect_examples.json`` are the contract between both.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import phonenumbers
from stdnum import iban
from stdnum.nl import bsn


@dataclass(frozen=True)
class Finding:
    """One find: ``text[start:end]`` looks like a ``kind``."""

    kind: str
    start: int
    end: int


Finder = Callable[[str], Iterator[tuple[int, int]]]

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w@])"
)

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .-]?[A-Za-z0-9]){11,30}")

_V_LABEL = re.compile(
    r"(?<!\w)(?:v(?:reemdelingen)?[- ]?(?:nummer|nr|no)|v(?=[ -]?\d))"
    r"[.:]{0,2} {0,3}-?(\d{3}[ .]?\d{3}[ .]?\d{4}|\d{10})(?!\d)",
    re.IGNORECASE,
)

_PHONE = re.compile(
    r"(?<![\w+,.:/-])(?!\d{2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d))"  # not a date
    r"(?:\+|\(?0)\d?(?:[ ./()-]{0,3}\d){7,14}(?!\w)(?![-/.,]\d)"
)
_UNPERSONAL_LINES = frozenset(
    {
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    }
)

_BSN_LABEL = re.compile(
    r"(?<!\w)(?:bsn|sofi|burgerservicenummer)(?:[- ]?(?:nummer|nr))?[.:]{0,2} {0,3}"
    r"(\d(?:[ .]?\d){7,8})(?!\d)",
    re.IGNORECASE,
)
_BSN = re.compile(
    r"(?<![\w€$£+,.:/-])(?<![€$£] )"
    r"(?:\d{9}|\d{3}[ .]\d{3}[ .]\d{3}|\d{4}[ .]\d{2}[ .]\d{3})"
    r"(?![\w/-])(?![.,:]\d)(?! ?(?:€|euro|eur)(?!\w))",
    re.IGNORECASE,
)

_LETTERS = "[A-Z]"
_CONSONANTS = "[BDFGHJKLMNPRSTVWXZ]"


def _sidecodes(separator: str, letter: str, shapes: str) -> str:
    def part(shape: str) -> str:
        return (letter if shape[0] == "X" else r"\d") + f"{{{len(shape)}}}"

    return "|".join(
        separator.join(part(shape) for shape in code.split("-")) for code in shapes.split()
    )


# The sidecodes of the RDW. Plates since 1978 have no vowels, which keeps "1-MEI-25" out; the
# oldest shapes, and 9999XX which is also a postcode, count only with hyphens.
_OLD = "XX-99-99 99-99-XX 99-XX-99"
_SINCE_1978 = (
    "XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX XXX-99-X X-99-XXX 9-XX-999"
    " 999-XX-9"
)
_PLATE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(
        (
            f"(?i:{_sidecodes('-', _LETTERS, _OLD)}|{_sidecodes('-', _CONSONANTS, _SINCE_1978)})",
            _sidecodes(" ", _CONSONANTS, _SINCE_1978),
            _sidecodes("", _CONSONANTS, _SINCE_1978),
        )
    )
    + r")(?![\w-])"
)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    for match in _EMAIL.finditer(text):
        yield match.span()


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        # The pattern may have run on into the next words: try each earlier end of a word.
        start, end = match.span()
        for stop in range(end, start + 14, -1):
            ends_word = text[stop - 1].isalnum() and not text[stop : stop + 1].isalnum()
            if ends_word and iban.is_valid(text[start:stop].replace(".", ""), check_country=False):
                yield start, stop
                break


def _v_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _V_LABEL.finditer(text):
        yield match.span(1)


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for match in _PHONE.finditer(text):
        # "004312003" could be a short line in Austria; nine bare figures are a BSN or a reference.
        if match[0].isdigit() and len(match[0]) == 9:
            continue
        try:
            number = phonenumbers.parse(match[0].replace("(0)", ""), "NL")
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_valid_number(number):
            continue
        if phonenumbers.number_type(number) not in _UNPERSONAL_LINES:
            yield match.span()


def _is_bsn(digits: str) -> bool:
    return len(digits) in {8, 9} and int(digits) > 0 and bsn.is_valid(digits.zfill(9))


def _bsns(text: str) -> Iterator[tuple[int, int]]:
    for match in _BSN_LABEL.finditer(text):
        if _is_bsn(re.sub(r"\D", "", match[1])):
            yield match.span(1)
    for match in _BSN.finditer(text):
        # Eight figures are only a BSN where somebody says so: they are dates far more often.
        if _is_bsn(re.sub(r"\D", "", match[0])):
            yield match.span()


def _plates(text: str) -> Iterator[tuple[int, int]]:
    for match in _PLATE.finditer(text):
        yield match.span()


_FINDERS: tuple[tuple[str, Finder], ...] = (
    ("email", _emails),
    ("iban", _ibans),
    ("v-number", _v_numbers),
    ("phone", _phones),
    ("bsn", _bsns),
    ("plate", _plates),
)
"""In order of certainty: where two overlap the first counts."""


def find_personal_data(text: str) -> list[Finding]:
    """Return what looks like personal data, in order, without overlap.

    Kinds: bsn, iban, phone, email, plate, v-number. Pure; time linear in the text.
    """
    found: list[Finding] = []
    taken = bytearray(len(text))
    for kind, find in _FINDERS:
        for start, end in find(text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(kind, start, end))
    return sorted(found, key=lambda finding: finding.start)


POINTING_KINDS = frozenset({"bsn", "iban", "plate", "v-number"})
"""Kinds that point at one person in danger or suspected. Phone and mail may be a colleague's."""


def points_at_a_person(text: str) -> bool:
    """Say whether a text holds a number that has no place where the region works together."""
    return any(found.kind in POINTING_KINDS for found in find_personal_data(text))
