"""How easy a Dutch text reads: one published measure, sentence length, and the longest sentences.

The measure is that of W.H. Douma, who fitted the Reading Ease of Flesch to Dutch ("De
leesbaarheid van landbouwbladen", Wageningen 1960)::

    score = 206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence

His table: 0-30 very hard, 30-45 hard, 45-60 fairly hard, 60-70 standard, 70-80 fairly easy,
80-90 easy, 90-100 very easy. No formula measures B1: that is a level of the Common European
Framework, judged by people. What advisers on plain Dutch agree on (short sentences, everyday
words) shows in both numbers, so a text of at least ``B1_SCORE`` with at most ``B1_SENTENCE``
words a sentence is called likely to be B1. It says nothing of whether the text is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .tree import Block, Bullets, Line, Note, Paragraph, words_of

B1_SCORE = 60.0
B1_SENTENCE = 15.0
LONG_SENTENCE = 20
"""Words; a longer sentence is pointed out."""
ENOUGH_WORDS = 30
"""With fewer the numbers jump with every word."""

# "-eeu-" before "-ee-": the longest sound first. A trema begins a syllable of its own.
_SYLLABLE = re.compile(
    r"eau|aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâèéêìíîòóôùúûäëïöü]"
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SHORT = re.compile(
    r"\b(?:bijv|bv|o\.a|d\.w\.z|m\.b\.t|i\.v\.m|t\.a\.v|n\.v\.t|e\.d|enz|nr|art|dr|drs|mr|ir|"
    r"ca|resp|evt|incl|excl|jl|blz|tel|min|max)\.",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?:])[\"”’)]*\s+(?=[\"“‘(]?[^\W\d_])|(?<=[.!?])\s+(?=\d)|\n+")
_DOT = "\u2024"
"""Stands for the full stop of an abbreviation while sentences are cut."""


class Level(StrEnum):
    """What the numbers say about B1."""

    TOO_SHORT = "too-short"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Readability:
    """The numbers of one text. ``score`` is cut off at 0 and 100."""

    words: int
    sentences: int
    score: float
    words_a_sentence: float
    longest: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """Return what both numbers say together."""
        if self.words < ENOUGH_WORDS:
            return Level.TOO_SHORT
        misses = (self.score < B1_SCORE) + (self.words_a_sentence > B1_SENTENCE)
        return (Level.LIKELY, Level.DOUBTFUL, Level.UNLIKELY)[misses]


def readability_of(blocks: Sequence[Block], *, show: int = 3) -> Readability:
    """Return how the running text reads; headings, tables and pictures do not count.

    ``show``: how many sentences above ``LONG_SENTENCE`` words come back, longest first.
    """
    sentences = [sentence for line in _running(blocks) for sentence in sentences_of(line)]
    counted = [(words, one) for one in sentences if (words := len(_WORD.findall(one)))]
    words = sum(number for number, _sentence in counted)
    if not words:
        return Readability(0, 0, 0.0, 0.0)
    syllables = sum(syllables_of(word) for one in sentences for word in _WORD.findall(one))
    length = words / len(counted)
    score = 206.84 - 0.77 * (100 * syllables / words) - 0.93 * length
    long = sorted((one for one in counted if one[0] > LONG_SENTENCE), reverse=True)
    return Readability(
        words=words,
        sentences=len(counted),
        score=max(0.0, min(100.0, score)),
        words_a_sentence=length,
        longest=tuple(sentence for _number, sentence in long[:show]),
    )


def _running(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of paragraphs, list items and notes."""
    for block in blocks:
        match block:
            case Paragraph():
                yield _plain(block.line)
            case Bullets():
                for item in block.items:
                    yield from _running(item)
            case Note():
                yield from _running(block.blocks)


def _plain(line: Line) -> str:
    return words_of(line)


def sentences_of(text: str) -> list[str]:
    """Cut a line into sentences; the full stop of an abbreviation ends none."""
    held = _SHORT.sub(lambda found: found[0].replace(".", _DOT), text)
    return [one.replace(_DOT, ".").strip() for one in _END.split(held) if one.strip()]


def syllables_of(word: str) -> int:
    """Count the syllables of a Dutch word by its vowels; a word without any counts as one.

    By spelling, so a loanword ("cake") may be one off; over a whole text that evens out.
    """
    return max(1, len(_SYLLABLE.findall(word.lower())))
