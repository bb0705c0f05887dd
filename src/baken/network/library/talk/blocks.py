"""The ready blocks of a talk: texts of the knowledge base of the kind ``talk``.

Before the first heading a block may say how long it takes and for whom it is, on lines of their
own. Both may be left out; then the time follows from what the speaker says, and the block is for
everybody::

    Minuten: 4

    Voor: balie, handhaving
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baken.foundation.access.actor import Actor
from baken.network.library.models import Article, Kind
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import Block, Heading, Paragraph, words_of

from .audiences import WORDS
from .slides import Slide, slides_of

PREFIX = "block:"
SPOKEN_WORDS_A_MINUTE = 80
"""Slow speech, with time to look at the slide and for a word from the room."""
MINUTES_A_SLIDE = 0.6
NAME_BEFORE = "Praatje: "
"""How a block may be called on the shelf; in a talk that goes without saying."""
_MINUTES = re.compile(r"Minuten:\s*(\d{1,2})", re.IGNORECASE)
_FOR = re.compile(r"Voor:\s*([^.]+)", re.IGNORECASE)


@dataclass(frozen=True)
class TalkBlock:
    """One ready block. ``audiences`` empty: for everybody."""

    slug: str
    title: str
    summary: str
    minutes: int
    audiences: frozenset[str]
    slides: tuple[Slide, ...]

    @property
    def key(self) -> str:
        """Return how a talk names this block among its parts."""
        return f"{PREFIX}{self.slug}"

    def is_for(self, audience: str) -> bool:
        """Say whether the block suits an audience."""
        return not self.audiences or audience in self.audiences


def blocks_for(actor: Actor) -> list[TalkBlock]:
    """Return the blocks that are on the shelf, in their order. One query; O(words)."""
    found = Article.objects.visible_to(actor).published().filter(kind=Kind.TALK)
    return [block for article in found if (block := block_from(article)).slides]


def block_from(article: Article) -> TalkBlock:
    """Return a text of the knowledge base as a block."""
    tree = blocks_of(article.body)
    slides = slides_of(tree, f"{PREFIX}{article.slug}")
    said = " ".join(_before_first_heading(tree))
    minutes = _MINUTES.search(said)
    return TalkBlock(
        slug=article.slug,
        title=_title(article.title),
        summary=article.summary,
        minutes=int(minutes[1]) if minutes else minutes_of(slides),
        audiences=_audiences(said),
        slides=slides,
    )


def minutes_of(slides: Sequence[Slide]) -> int:
    """Return how long slides take: the points, what is said, and a breath for each slide."""
    words = sum(
        _words([slide.note]) + _words(point.text for point in slide.points) for slide in slides
    )
    return max(1, math.ceil(words / SPOKEN_WORDS_A_MINUTE + MINUTES_A_SLIDE * len(slides)))


def _title(title: str) -> str:
    bare = title.removeprefix(NAME_BEFORE)
    return bare[:1].upper() + bare[1:]


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _before_first_heading(tree: Sequence[Block]) -> Iterable[str]:
    for block in tree:
        if isinstance(block, Heading):
            return
        if isinstance(block, Paragraph):
            yield words_of(block.line) + "."


def _audiences(said: str) -> frozenset[str]:
    found = _FOR.search(said)
    words = found[1].lower() if found else ""
    return frozenset(audience for audience, word in WORDS.items() if word in words)
