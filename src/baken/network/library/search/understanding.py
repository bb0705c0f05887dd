"""What a question means: each word with its inflections, compounds, synonyms and corrections.

A question becomes groups. A text answers when it has something of every group; ``exact`` is
what was typed, ``wide`` what it may mean as well and counts less in the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from baken.network.library.models import Term

from .vocabulary import Vocabulary, stems_of, words_in

MOST_WORDS = 12
MOST_COMPOUNDS = 40
MOST_CORRECTIONS = 3
LONG_PART = 6
"""From so many letters on a word is looked for anywhere in a compound."""
SHORT_PART = 4
_ENDING = re.compile(r"(?:en|s|n|e)$")
ASKING = frozenset(
    {"welke", "waar", "waarom", "wanneer", "mag", "moeten", "mogen", "doe", "doet", "gaat"}
    | {"zie", "heeft", "we", "wij", "jij", "zou", "graag", "alle", "alles", "iets", "informatie"}
)
"""Words of a question that say nothing of its subject; the index's own stop words are known."""


@dataclass(frozen=True)
class Group:
    """One thing a text must have. Each alternative is an expression of ``to_tsquery``.

    ``needles`` are bare words: an organisation or term that has one of them fits as well.
    ``loose`` is asked for when nothing has everything: parts of a word, words that begin alike.
    """

    typed: str
    exact: tuple[str, ...]
    wide: tuple[str, ...] = ()
    needles: tuple[str, ...] = ()
    correction: str = ""
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """A question that was read; ``terms`` are terms it names."""

    groups: tuple[Group, ...]
    terms: tuple[Term, ...] = field(default=())

    @property
    def suggestion(self) -> str:
        """Return the question with typing errors mended, empty when there are none."""
        if not any(group.correction for group in self.groups):
            return ""
        return " ".join(group.correction or group.typed for group in self.groups)


def understand(question: str, vocabulary: Vocabulary, terms: Sequence[Term]) -> Understood:
    """Read a question. One query (the stems); O(words of the vocabulary) for each word typed."""
    return _Reader(question, vocabulary, terms).read()


class _Reader:
    def __init__(self, question: str, vocabulary: Vocabulary, terms: Sequence[Term]) -> None:
        self._vocabulary = vocabulary
        self._words = words_in(question)[:MOST_WORDS]
        self._stems = stems_of([*self._words, *self._pairs()])
        self._spellings = _spellings(terms)
        self._longest = max(map(len, self._spellings), default=0)
        # "OM" is an organisation, "om" a stop word; what stands alone is always meant.
        shouted = {word.lower() for word in re.findall(r"\b[A-Z0-9]{2,}\b", question)}
        self._meant = shouted | (set(self._words) if len(self._words) == 1 else set())
        self._terms: list[Term] = []

    def _pairs(self) -> list[str]:
        return [first + second for first, second in zip(self._words, self._words[1:], strict=False)]

    def read(self) -> Understood:
        groups: list[Group] = []
        place = 0
        while place < len(self._words):
            group, used = self._at(place)
            if group is not None:
                groups.append(group)
            place += used
        return Understood(tuple(groups), tuple(self._terms))

    def _at(self, place: int) -> tuple[Group | None, int]:
        """Return the group that begins at a word, and how many words it takes."""
        for length in range(min(self._longest, len(self._words) - place), 0, -1):
            words = tuple(self._words[place : place + length])
            term = self._spelled(words)
            if term is not None and (length > 1 or self._may_be_term(words[0])):
                return self._of_term(words, term), length
        joined = "".join(self._words[place : place + 2])
        if place + 1 < len(self._words) and self._is_known(joined):
            return self._of_pair(self._words[place], self._words[place + 1], joined), 2
        return self._of_word(self._words[place]), 1

    def _spelled(self, words: tuple[str, ...]) -> Term | None:
        """Return the term of these words, also in the plural."""
        single = (*words[:-1], _ENDING.sub("", words[-1]))
        return self._spellings.get(words) or self._spellings.get(single)

    def _may_be_term(self, word: str) -> bool:
        return word in self._meant or (len(word) > 2 and bool(self._stems[word]))

    def _of_term(self, words: tuple[str, ...], term: Term) -> Group:
        """Return a term in all its spellings, with compounds of a single word."""
        if term not in self._terms:
            self._terms.append(term)
        others = [tuple(words_in(spelling)) for spelling in term.spellings]
        wide = [_phrase(one) for one in others if one and one != words and self._can_be_sought(one)]
        exact = [_phrase(words)] if self._can_be_sought(words) else []
        if len(words) > 1:
            wide.append(f"({' & '.join(words)})")
        compounds = self._compounds(words[0]) if len(words) == 1 else []
        needles = [" ".join(one) for one in (words, *others) if one]
        return Group(
            " ".join(words),
            tuple(exact or wide or words[:1]),
            (*wide, *compounds),
            (*needles, *compounds),
        )

    def _can_be_sought(self, words: tuple[str, ...]) -> bool:
        """Say whether words are no common Dutch word: "AF" as such would find every "af"."""
        return len(words) > 1 or len(words[0]) > 2

    def _of_pair(self, first: str, second: str, joined: str) -> Group:
        """Return a compound that was typed as two words."""
        self._name((joined,))
        apart = f"({first} & {second})"
        compounds = self._compounds(joined)
        return Group(f"{first} {second}", (joined,), (apart, *compounds), (joined, *compounds))

    def _of_word(self, word: str) -> Group | None:
        if len(word) < 2 or word in ASKING or not self._stems[word]:
            return None
        compounds = self._compounds(word)
        if self._is_known(word) or compounds:
            return Group(
                word, (word,), tuple(compounds), (*(self._parts(word) or [word]), *compounds)
            )
        corrections = self._corrections(word)
        if corrections:
            self._name((corrections[0],))
            more = [one for best in corrections[:1] for one in self._compounds(best)]
            wide = tuple(dict.fromkeys([*corrections, *more]))
            return Group(word, (word,), wide, wide, correction=corrections[0])
        return self._of_unknown(word)

    def _name(self, words: tuple[str, ...]) -> None:
        """Remember a term that was meant, though not typed as it is written."""
        term = self._spellings.get(words)
        if term is not None and term not in self._terms:
            self._terms.append(term)

    def _of_unknown(self, word: str) -> Group:
        """Return a word that stands nowhere: by its parts, else by words that begin like it."""
        split = self._split(word)
        if split:
            first, second = split
            loose = [second]
            if len(first) >= LONG_PART:
                loose += [first, *self._compounds(first)]
            return Group(word, (word,), (f"({first} & {second})",), (word,), loose=tuple(loose))
        beginning = word[: max(SHORT_PART + 1, len(word) * 3 // 5)]
        alike = [one for one in self._vocabulary.counts if one.startswith(beginning)]
        loose = alike[:MOST_COMPOUNDS] if len(word) > SHORT_PART else []
        return Group(word, (word,), (), (word,), loose=tuple(loose))

    def _is_known(self, word: str) -> bool:
        known = self._vocabulary
        return word in known.counts or self._stems.get(word) in known.known_stems

    def _parts(self, word: str) -> list[str]:
        """Return the shapes in which a word stands inside a compound, the shortest first."""
        stem = self._stems.get(word, word)
        shapes = {word, _ENDING.sub("", word)} | ({stem} if word.startswith(stem) else set())
        return sorted((shape for shape in shapes if len(shape) >= SHORT_PART), key=len)

    def _compounds(self, word: str) -> list[str]:
        """Return words of the vocabulary that the word is a part of, the most used first."""
        parts = self._parts(word)
        if not parts:
            return []
        part = parts[0]
        counts = self._vocabulary.counts
        found = [one for one in counts if one != word and self._is_part(part, one)]
        return sorted(found, key=lambda one: (-counts[one], one))[:MOST_COMPOUNDS]

    def _is_part(self, part: str, word: str) -> bool:
        """Say whether a word is a compound with this part.

        A long part may stand anywhere. Around a short one there must be a word: "delen" is no
        part of "handelen", since there is no "han".
        """
        if len(part) >= LONG_PART:
            return part in word
        if word.startswith(part):
            rest = word[len(part) :]
        elif word.endswith(part):
            rest = word[: -len(part)]
        else:
            return False
        return any(
            self._is_word(shape) for shape in (rest, rest.lstrip("s"), _ENDING.sub("", rest))
        )

    def _is_word(self, text: str) -> bool:
        known = self._vocabulary
        return len(text) > 2 and (text in known.counts or text in known.known_stems)

    def _corrections(self, word: str) -> list[str]:
        """Return words that may be meant, the likeliest first."""
        allowed = _allowed_errors(word)
        if not allowed:
            return []
        counts = self._vocabulary.counts
        shapes = {word, _ENDING.sub("", word)}
        nearest: dict[str, float] = {}
        for shape in shapes:
            for found, distance, _place in process.extract(
                shape, counts.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=10
            ):
                nearest[found] = min(distance, nearest.get(found, distance))
        # Who errs twice still begins right: "afgepakt" is not "opgepakt".
        likely = [one for one in nearest if nearest[one] < 2 or one[:1] == word[:1]]
        ordered = sorted(likely, key=lambda one: (nearest[one], -counts[one], one))
        return ordered[:MOST_CORRECTIONS]

    def _split(self, word: str) -> list[str]:
        """Return two known words that make up a compound nobody wrote, else nothing."""
        for place in range(len(word) - SHORT_PART, SHORT_PART - 1, -1):
            first, second = word[:place], word[place:]
            if second not in self._vocabulary.counts:
                continue
            for shape in (first, _ENDING.sub("", first)):
                if len(shape) >= SHORT_PART and shape in self._vocabulary.counts:
                    return [shape, second]
        return []


def _allowed_errors(word: str) -> int:
    """Return how many letters may be wrong: none in a short word, three in a long one."""
    if len(word) < SHORT_PART or any(character.isdigit() for character in word):
        return 0
    return 1 if len(word) < 6 else 2 if len(word) < 12 else 3


def _spellings(terms: Iterable[Term]) -> dict[tuple[str, ...], Term]:
    found: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for spelling in term.spellings:
            words = tuple(words_in(spelling))
            if words:
                found.setdefault(words, term)
    return found


def _phrase(words: Sequence[str]) -> str:
    return f"({' <-> '.join(words)})" if len(words) > 1 else words[0]
