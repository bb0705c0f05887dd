"""Every letter the product can send: a default text in Dutch, and the placeholders it may hold.

A room registers its letters in ``AppConfig.ready``. An editor may change the text on screen
(``LetterText``); the default stays here and can always be restored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RECIPIENT = "recipient"
"""The placeholder every letter has: the name of who it goes to."""

_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_EXAMPLES = {
    RECIPIENT: "Noor de Wit",
    "date": "dinsdag 3 maart 2026",
    "time": "10.00 uur",
    "place": "Stadhuis, kamer 2.14",
    "link": "https://baken.voorbeeld.nl/een-pagina/",
}


class UnknownLetter(LookupError):
    """A letter was asked for by a key that no room registered."""


@dataclass(frozen=True)
class Kind:
    """One letter. ``placeholders`` maps a name to what it stands for, in words."""

    key: str
    label: str | Promise
    subject: str
    body: str
    placeholders: Mapping[str, str | Promise]
    examples: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False

    def example_values(self) -> dict[str, str]:
        """Return invented values for the preview."""
        return {
            name: self.examples.get(name) or _EXAMPLES.get(name) or f"[{words}]"
            for name, words in self.placeholders.items()
        }


_KINDS: dict[str, Kind] = {}


def register_letter(
    key: str,
    *,
    label: str | Promise,
    subject: str,
    body: str,
    placeholders: Mapping[str, str | Promise],
    examples: Mapping[str, str] | None = None,
    is_private: bool = False,
) -> None:
    """Make a letter known, from ``AppConfig.ready``.

    Args:
        key: such as ``lending.approved``; small letters, figures, points and hyphens.
        label: its name on the screen of texts.
        subject: the default subject, in Dutch, with ``{placeholders}``.
        body: the default text; plain, in Dutch.
        placeholders: name (small letters, ``_``) to what it stands for; ``recipient`` is added.
        examples: invented values for the preview; a placeholder without one shows its words.
        is_private: only who it goes to may know that it was sent.

    Raises ``ValueError`` for a key used twice or a text that uses an unknown placeholder.
    """
    known = {RECIPIENT: _("name of the recipient"), **placeholders}
    words = (label, subject, body.strip() + "\n")
    kind = Kind(key, *words, known, dict(examples or {}), is_private)
    if _KINDS.get(key, kind) != kind:
        raise ValueError(f"letter {key!r} is registered twice")
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", key):
        raise ValueError(f"{key!r} is no key of a letter")
    unknown = unknown_placeholders(f"{subject}\n{body}", known)
    if unknown:
        raise ValueError(f"letter {key!r} uses unknown placeholders {unknown}")
    _KINDS[key] = kind


def kind_of(key: str) -> Kind:
    """Return a registered letter; raises ``UnknownLetter``."""
    try:
        return _KINDS[key]
    except KeyError:
        raise UnknownLetter(key) from None


def all_kinds() -> list[Kind]:
    """Return all letters, by key: those of one room stand together."""
    return [_KINDS[key] for key in sorted(_KINDS)]


def unknown_placeholders(text: str, known: Mapping[str, object]) -> list[str]:
    """Return what stands between braces and is no placeholder, in order, each once."""
    found = _PLACEHOLDER.findall(text)
    return list(dict.fromkeys(name for name in found if name not in known))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in the text, once: braces inside a value are not read again.

    Linear in the length of the text and the values.
    """
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
