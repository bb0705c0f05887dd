"""The themes as the shelves show them: a Dutch word for the address, and what stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Theme

ADDRESS_WORDS: Mapping[Theme, str] = {
    Theme.FORMS: "vormen",
    Theme.SIGNALS: "signalen",
    Theme.ROUTES: "routes",
    Theme.LAW: "recht-en-privacy",
    Theme.CARE: "zorg-en-opvang",
    Theme.ADMINISTRATION: "bestuurlijke-aanpak",
    Theme.PREVENTION: "preventie",
    Theme.POLICY: "beleid",
    Theme.ORGANISATIONS: "organisaties",
}
_BY_WORD = {word: theme for theme, word in ADDRESS_WORDS.items()}

MEANINGS: Mapping[Theme, Promise] = {
    Theme.FORMS: _("What exploitation is, which forms there are, and what smuggling is."),
    Theme.SIGNALS: _("What you may see or hear, and how you write it down."),
    Theme.ROUTES: _("Whom you call, what you pass on, and what happens then."),
    Theme.LAW: _("What the law says, and what you may share with whom."),
    Theme.CARE: _("Help, shelter and coordination of care for victims."),
    Theme.ADMINISTRATION: _("What a mayor and a municipality can do themselves."),
    Theme.PREVENTION: _("How you prevent that people become victims."),
    Theme.POLICY: _("Programmes, agreements and who does what in the region."),
    Theme.ORGANISATIONS: _("Who our partners are, and when you call them."),
}


@dataclass(frozen=True)
class ShelfTheme:
    """One theme on a page; ``count`` is how many texts the reader finds there."""

    theme: Theme
    count: int = 0
    is_new: int = 0

    @property
    def label(self) -> str:
        """Return its name."""
        return str(self.theme.label)

    @property
    def meaning(self) -> Promise:
        """Return what stands there, in one sentence."""
        return MEANINGS[self.theme]

    @property
    def address(self) -> str:
        """Return the path of its page."""
        return theme_address(self.theme)


def theme_address(theme: str) -> str:
    """Return the path of the page of a theme."""
    return reverse("library:theme", args=[ADDRESS_WORDS[Theme(theme)]])


def theme_of_word(word: str) -> Theme | None:
    """Return the theme of a word in an address, or None."""
    return _BY_WORD.get(word)
