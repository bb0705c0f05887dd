"""Finds organisations by what somebody types: all words, and when that finds nothing, what they
may have meant.

Typing errors are told by optimal string alignment (a letter missing, added, wrong or swapped),
one in a word of four letters or more, two from eight. Nothing is stored and nothing is learned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .directory import Listed
from .models import ChainRole, OrganisationKind, Situation

MAXIMUM_QUERY = 100
SHORTEST = 4
"""Letters of a word in which a typing error is looked for; shorter ones resemble too much."""
LONG = 8
_TOKEN = re.compile(r"[a-z0-9]+")

OF_A_MUNICIPALITY = (Situation.DOUBT.value, Situation.TOGETHER.value)
"""When somebody calls a focal point; the pack does not repeat it for each municipality."""


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, a place in the chain, a situation. Empty: everything."""

    query: str = ""
    place: str = ""
    when: str = ""

    @classmethod
    def from_query(cls, sent: Mapping[str, str]) -> Wanted:
        """Return what an address asks; a choice that does not exist is no choice."""
        place, when = sent.get("plaats", ""), sent.get("wanneer", "")
        return cls(
            query=sent.get("q", "").strip()[:MAXIMUM_QUERY],
            place=place if place in ChainRole.values else "",
            when=when if when in Situation.values else "",
        )

    def __bool__(self) -> bool:
        return bool(self.query or self.place or self.when)


@dataclass(frozen=True)
class Found:
    """The organisations, and the words that were looked for when what was typed found nothing."""

    organisations: list[Listed]
    meant: str = ""


def find(organisations: Iterable[Listed], wanted: Wanted) -> Found:
    """Return what fits. Linear in the text of the directory; a region has some fifty pages."""
    places = [
        one
        for one in organisations
        if (not wanted.place or one.chain_role == wanted.place)
        and (not wanted.when or wanted.when in situations_of(one))
    ]
    words = words_of(wanted.query)
    exact = [one for one in places if matches(one, words)]
    if exact or not words:
        return Found(exact)
    texts = {one.slug: text_of(one) for one in places}
    known = {token for text in texts.values() for token in _TOKEN.findall(text)}
    meant = [_meant(word, known) for word in words]
    if meant == words:
        return Found([])
    near = [one for one in places if all(word in texts[one.slug] for word in meant)]
    return Found(near, " ".join(meant) if near else "")


def situations_of(listed: Listed) -> tuple[str, ...]:
    """Return when somebody calls an organisation, as values of ``Situation``."""
    is_municipality = listed.kind == OrganisationKind.MUNICIPALITY
    return listed.call_when or (OF_A_MUNICIPALITY if is_municipality else ())


def words_of(query: str) -> list[str]:
    """Return what to look for: the words, or one run of digits when a number was typed."""
    # One sign may fold into eighteen: what is looked for stays as short as what may be typed.
    text = folded(query[:MAXIMUM_QUERY])[:MAXIMUM_QUERY]
    digits = re.sub(r"[\s().-]", "", text)
    return [digits] if digits.isdigit() else text.split()


def matches(listed: Listed, words: list[str]) -> bool:
    """Say whether every word stands somewhere in what the organisation says of itself."""
    text = text_of(listed)
    return all(word in text for word in words)


def text_of(listed: Listed) -> str:
    """Return everything that is searched of one organisation."""
    contacts = " ".join(
        f"{contact.name} {contact.purpose} {contact.phone} {contact.phone_display.replace(' ', '')}"
        for contact in listed.contacts
    )
    return folded(
        f"{listed.name} {listed.short_name} {listed.serves} {listed.task} {listed.description} "
        f"{listed.safety_region} {contacts}"
    )


def folded(text: str) -> str:
    """Return text without capitals and accents, for comparing what people type."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def _meant(word: str, known: set[str]) -> str:
    """Return the known word that is nearest to what was typed, or what was typed."""
    if len(word) < SHORTEST or any(word in token for token in known):
        return word
    most = 2 if len(word) >= LONG else 1
    best, least = word, most + 1
    for token in sorted(known):
        if abs(len(token) - len(word)) <= most:
            distance = apart(word, token)
            if distance < least:
                best, least = token, distance
    return best


def apart(one: str, other: str) -> int:
    """Return how many slips lie between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        oldest, before, row = before, row, [place]
        for column, against in enumerate(other, 1):
            cost = min(
                before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != against)
            )
            is_swapped = place > 1 and column > 1 and letter == other[column - 2]
            if is_swapped and one[place - 2] == against:
                cost = min(cost, oldest[column - 2] + 1)
            row.append(cost)
    return row[-1]
