"""Terms that explain themselves: at its first occurrence in a text a word is a button.

The button opens its explanation right there (a ``popover``, which needs no script, closes with
Escape and is announced by a screen reader). Headings and links stay as they are; the writer of
a document asks for plain text only (``web.documents.html.as_html(words=...)``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.web.documents.tree import Link

from .link_targets import TERM
from .models import Term
from .shelves import readable
from .text import folded

LONGEST_ABBREVIATION = 5
"""So short and in capitals: an abbreviation, found in capitals only."""
_ENDING = r"(?:e?n|'?s)?"


class Explaining:
    """Explains each term once in one text; use one for each text.

    ``used`` holds, in reading order, the terms that were met: for a list at the end, on paper.
    ``readable`` are the texts that a note may lead to.
    A text of n characters with t spellings: one pass, O(n) for the usual case.
    """

    def __init__(
        self, terms: Sequence[Term], *, reading: str = "", readable: Collection[str] = ()
    ) -> None:
        self._readable = readable
        # A text that is about a term need not send its reader to itself.
        self._terms = [term for term in terms if not reading or term.article_slug != reading]
        spellings = [
            (spelling.strip(), place)
            for place, term in enumerate(self._terms)
            for spelling in term.spellings
        ]
        self._found_by = {_key(spelling): place for spelling, place in spellings}
        self._by_slug = {term.slug: term for term in self._terms}
        self._pattern = _pattern(tuple(sorted({spelling for spelling, _place in spellings})))
        self.used: list[Term] = []

    @classmethod
    def of(cls, actor: Actor, *, reading: str = "") -> Explaining:
        """Return what explains the terms that the actor may read. Two queries."""
        terms = list(Term.objects.visible_to(actor).filter(is_current=True))
        known = readable(actor, (term.article_slug for term in terms))
        return cls(terms, reading=reading, readable=known)

    def __call__(self, text: str) -> SafeString:
        """Return a run of plain text as HTML."""
        flat = folded(text)
        if self._pattern is None or len(flat) != len(text):
            return format_html("{}", text)
        parts: list[SafeString] = []
        end = 0
        for match in self._pattern.finditer(flat):
            term = self._term_of(match)
            if term is None or term in self.used:
                continue
            self.used.append(term)
            parts.append(format_html("{}", text[end : match.start()]))
            parts.append(self._button(term, text[match.start() : match.end()]))
            end = match.end()
        parts.append(format_html("{}", text[end:]))
        return mark_safe("".join(parts))  # noqa: S308 - every part was escaped by format_html

    def link(self, link: Link) -> SafeString | None:
        """Return a link that an editor made to a term as its explanation, at its first time."""
        scheme, _colon, slug = link.target.strip().partition(":")
        term = self._by_slug.get(slug) if scheme.lower() == TERM else None
        if term is None or term in self.used:
            return None
        self.used.append(term)
        return self._button(term, link.text or term.word)

    def _button(self, term: Term, shown: str) -> SafeString:
        return _button(term, shown, leads_on=term.article_slug in self._readable)

    def _term_of(self, match: re.Match[str]) -> Term | None:
        word = match["word"]
        place = self._found_by.get(word, self._found_by.get(word.lower()))
        return None if place is None else self._terms[place]


def _is_abbreviation(spelling: str) -> bool:
    return len(spelling) <= LONGEST_ABBREVIATION and spelling.isupper()


def _key(spelling: str) -> str:
    flat = folded(spelling)
    return flat if _is_abbreviation(spelling) else flat.lower()


@lru_cache(maxsize=16)
def _pattern(spellings: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the spellings, longest first, as whole words with a Dutch ending."""
    if not spellings:
        return None
    ordered = sorted(spellings, key=len, reverse=True)
    words = [
        re.escape(folded(one)) if _is_abbreviation(one) else f"(?i:{re.escape(folded(one))})"
        for one in ordered
    ]
    return re.compile(rf"(?<![\w-])(?P<word>{'|'.join(words)}){_ENDING}(?![\w-])")


def _button(term: Term, shown: str, *, leads_on: bool) -> SafeString:
    name = f"begrip-{term.slug}"
    more = ""
    if leads_on:
        more = format_html(
            ' <a href="{}">{}</a>',
            reverse("library:article", args=[term.article_slug]),
            _("Read more"),
        )
    return format_html(
        '<button type="button" class="term" popovertarget="{}">{}</button>'
        '<span class="term-note" id="{}" popover><strong>{}</strong> {}{}'
        '<button type="button" class="term-close" popovertarget="{}" popovertargetaction="hide">'
        "{}</button></span>",
        name,
        shown,
        name,
        term.word,
        term.explanation,
        more,
        name,
        _("Close"),
    )
