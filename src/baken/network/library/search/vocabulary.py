"""The words of the shelves, as one reader may see them: for typing errors and compounds.

Built from texts that are published for the reader's audiences, the terms and the directory, and
kept in the process. The key holds which texts these are and when each changed, so a text that is
withdrawn or that a reader may not see lends no word, not even as a suggestion.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any
from uuid import UUID

from django.db import connection

from baken.foundation.access.actor import Actor
from baken.foundation.region.directory import Directory
from baken.network.library.access import audiences_of
from baken.network.library.models import Term
from baken.network.library.shelves import on_shelf
from baken.network.library.text import folded

_WORD = re.compile(r"[^\W_]+")
SHORTEST = 3
"""Shorter words are no parts of compounds and not worth a correction."""


@dataclass(frozen=True)
class Vocabulary:
    """Words with in how many texts each occurs, and the stem of each."""

    counts: Mapping[str, int]
    stems: Mapping[str, str]
    known_stems: frozenset[str]


_kept: OrderedDict[str, Vocabulary] = OrderedDict()
_KEPT = 4
"""Two audiences, now and a moment ago."""
_words_of_text: OrderedDict[tuple[UUID, dt.datetime], frozenset[str]] = OrderedDict()
_TEXTS = 5000
_lock = Lock()
"""A web process answers several requests at once."""


def words_in(text: str) -> list[str]:
    """Return the words of a text without accents and capitals, in order."""
    return _WORD.findall(folded(text).lower())


def vocabulary_of(actor: Actor, terms: Sequence[Term], directory: Directory) -> Vocabulary:
    """Return the words that the actor may see.

    One query that reads id and moment of every visible text; when something changed one more
    reads the words of what is new, and one asks the stems. O(words of the changed texts).
    """
    stamps = list(on_shelf(actor).order_by("pk").values_list("pk", "changed_at"))
    lent = _lent_words(terms, directory)
    key = _key(audiences_of(actor), stamps, lent)
    with _lock:
        known = _kept.get(key)
    if known is not None:
        return known
    counts = Counter(word for words in _words_of(actor, stamps) for word in words)
    counts.update(lent)
    made = _with_stems(counts)
    with _lock:
        _kept[key] = made
        _shorten(_kept, _KEPT)
    return made


def _shorten(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _key(
    audiences: Iterable[str],
    stamps: Iterable[tuple[UUID, dt.datetime | None]],
    lent: frozenset[str],
) -> str:
    parts = [*audiences, *(f"{pk} {changed}" for pk, changed in stamps), *sorted(lent)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _lent_words(terms: Sequence[Term], directory: Directory) -> frozenset[str]:
    texts = [f"{' '.join(term.spellings)} {term.explanation}" for term in terms]
    texts += [
        f"{one.name} {one.short_name} {one.serves} {one.task}"
        for one in directory.organisations.values()
    ]
    return frozenset(word for text in texts for word in words_in(text) if len(word) >= SHORTEST)


def _words_of(actor: Actor, stamps: Sequence[tuple[UUID, dt.datetime]]) -> list[frozenset[str]]:
    """Return the words of each text; read is only what changed since it was read before."""
    with _lock:
        known = {stamp: _words_of_text[stamp] for stamp in stamps if stamp in _words_of_text}
    missing = [pk for pk, changed in stamps if (pk, changed) not in known]
    if missing:
        rows = on_shelf(actor).filter(pk__in=missing)
        for pk, changed, head, body in rows.values_list(
            "pk", "changed_at", "plain_head", "plain_body"
        ):
            found = {word for word in words_in(f"{head} {body}") if len(word) >= SHORTEST}
            known[(pk, changed)] = frozenset(found)
        with _lock:
            _words_of_text.update(known)
            _shorten(_words_of_text, _TEXTS)
    return list(known.values())


def _with_stems(counts: Mapping[str, int]) -> Vocabulary:
    stems = {word: stem or word for word, stem in stems_of(counts).items()}
    return Vocabulary(dict(counts), stems, frozenset(stems.values()))


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Return the Dutch stem of each word by the dictionary of the index; empty: a stop word."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, COALESCE((ts_lexize('dutch_stem', word))[1], '')"
            " FROM unnest(%s::text[]) word",
            [list(words)],
        )
        return dict(cursor.fetchall())
