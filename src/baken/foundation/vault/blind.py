"""Exact look-up of what is sealed: a keyed blind index.

A value is normalised and put through HMAC-SHA256 with a key of its own for each organisation
and kind. Equal values of one organisation give equal bytes; the same phone number in another
organisation gives other bytes, so tables cannot be joined across organisations, not even by
somebody who holds the database. Without the secret a list of all phone numbers cannot be
tried out.

How a person's name is folded (``normalise("person", (name, birth_date))``):

* accents and case go ("José" = "JOSE"), letters with a stroke become plain ("Łukasz" =
  "Lukasz", "Søren" = "Soren"), ``ij`` and ``y`` are the same ("Nijboer" = "Nyboer");
* a hyphen or point separates words, an apostrophe joins ("D'Angelo" = "dangelo");
* particles go ("van der", "v.d.", "el", "ben", …), unless nothing else is left;
* the order of the words does not count ("Jansen, Piet" = "Piet Jansen").

An initial is not a first name, and a spelling variant ("Mohamed", "Mohammed") is another
name: the look-up is exact and promises nothing more.
"""

import datetime as dt
import hmac
import re
import unicodedata

import phonenumbers
from stdnum import iban as iban_numbers

from .keyring import derived_key, root_secrets

PersonKey = tuple[str, dt.date]
KINDS = ("phone", "plate", "iban", "email", "person")

_PARTICLES = frozenset(
    re.findall(
        r"\S+",
        "aan abu al am auf aus ben bij bin bint d da dal das de dei del della den der des di do"
        " dos du el en het ibn in l la las le les lo los na of onder op ould over s t te ten ter"
        " ther toe tot uijt uit van vd vden vder vom von voor vor zu zum zur",
    )
)
_STROKES = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h",
     "ı": "i", "ŋ": "n", "ŧ": "t"}
)  # fmt: skip
_VAN_DER = re.compile(r"\bv\.?[ /]?d\.")
_APOSTROPHES = re.compile(r"['’‘`´ʼʹ]")
_WORD = re.compile(r"[^\W_]+")


def blind_index(
    kind: str, value: str | PersonKey, *, organisation_id: object, secret_id: str = ""
) -> bytes | None:
    """Return the 32 bytes to store or compare; None for a value that means nothing.

    ``kind`` is one of ``KINDS``; a person is (name, date of birth). ``secret_id`` is for
    ``candidates``; without it the newest root secret is used. Raises ``ValueError`` for an
    unknown kind.
    """
    plain = normalise(kind, value)
    if plain is None:
        return None
    purpose = f"index {organisation_id} {kind}"
    key = derived_key(purpose, secret_id=secret_id or root_secrets().newest)
    return hmac.digest(key, plain.encode("utf-8", "surrogatepass"), "sha256")


def candidates(kind: str, value: str | PersonKey, *, organisation_id: object) -> list[bytes]:
    """Return the bytes under every configured secret, newest first, to look a value up."""
    found = (
        blind_index(kind, value, organisation_id=organisation_id, secret_id=secret_id)
        for secret_id in root_secrets().keys
    )
    return [index for index in found if index is not None]


def normalise(kind: str, value: str | PersonKey) -> str | None:
    """Return the one spelling of a value, or None when it is no value of its kind.

    phone: E.164, a number without country is Dutch · plate: letters and figures, upper case ·
    iban: without blanks, checked by mod 97 · email: lower case · person: folded name and date.
    """
    if kind == "person":
        if isinstance(value, str):
            raise ValueError("a person is looked up by name and date of birth")
        return _person(*value)
    if not isinstance(value, str):
        raise ValueError(f"a {kind} is one piece of text")
    try:
        spell = {"phone": _phone, "plate": _plate, "iban": _iban, "email": _email}[kind]
    except KeyError:
        raise ValueError(f"{kind!r} has no blind index") from None
    return spell(unicodedata.normalize("NFKC", value).strip())


def _phone(text: str) -> str | None:
    # "+31 (0)6" is a common Dutch way of writing; the zero in brackets is not dialled.
    text = re.sub(r"^(\+|00)(\d{1,3})\s*\(0\)", r"\1\2", text)
    try:
        number = phonenumbers.parse(text, "NL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _plate(text: str) -> str | None:
    plain = "".join(character for character in text.upper() if character.isalnum())
    return plain if 4 <= len(plain) <= 12 else None


def _iban(text: str) -> str | None:
    plain = iban_numbers.compact(text)
    return plain if iban_numbers.is_valid(plain, check_country=False) else None


def _email(text: str) -> str | None:
    name, at, host = text.casefold().rpartition("@")
    if not (at and name and "." in host) or re.search(r"\s", text):
        return None
    return f"{name}@{host}"


def _person(name: str, birth_date: dt.date) -> str | None:
    words = fold_name(name)
    return f"{' '.join(words)}|{birth_date.isoformat()}" if words else None


def fold_name(name: str) -> list[str]:
    """Return the words of a name as they are compared, sorted."""
    text = name.casefold().translate(_STROKES)
    # A stroke or sharp s may only appear after compatibility forms are taken apart.
    text = unicodedata.normalize("NFKD", text).casefold().translate(_STROKES)
    text = "".join(character for character in text if not unicodedata.combining(character))
    words = _WORD.findall(_APOSTROPHES.sub("", _VAN_DER.sub("vd ", text)))
    words = [word.replace("ij", "y") for word in words]
    telling = [word for word in words if word not in _PARTICLES]
    return sorted(telling or words)
