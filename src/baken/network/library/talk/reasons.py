"""The usual reasons not to report, with an answer to each: from the knowledge base.

The article ``redenen-om-niet-te-melden`` has them: each heading is a reason, the text below it
the answer. Until a region has that article, a talk block about reasons will do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baken.foundation.access.actor import Actor
from baken.network.library.models import Article, Kind
from baken.web.documents.markdown import blocks_of
from baken.web.documents.plain import lines_of
from baken.web.documents.tree import Block, Heading

from .fitting import Room, fit_points
from .slides import Point

ARTICLE = "redenen-om-niet-te-melden"
_WORD = "redenen"

CARD_SIZES = (20, 18, 16, 14, 12, 11)
CARD_ROOM = Room(width=248, height=262)
"""Points of type that an answer has on a card of A6; ``reasons.typ`` has the same."""


@dataclass(frozen=True)
class Reason:
    """One reason and its answer, block by block."""

    reason: str
    answer: tuple[Block, ...]

    @property
    def lines(self) -> list[str]:
        """Return the answer as lines of text."""
        return [line.removeprefix("- ") for line in lines_of(self.answer) if line.strip()]


@dataclass(frozen=True)
class Reasons:
    """What the page shows; ``article`` None: the region has none yet."""

    article: Article | None
    reasons: tuple[Reason, ...] = ()


def reasons_for(actor: Actor) -> Reasons:
    """Return the reasons that the actor may read. One query."""
    known = Article.objects.visible_to(actor).published()
    article = known.filter(slug=ARTICLE).first()
    if article is None:
        article = known.filter(kind=Kind.TALK, slug__contains=_WORD).first()
    return Reasons(article, reasons_in(blocks_of(article.body)) if article else ())


def reasons_in(blocks: Sequence[Block]) -> tuple[Reason, ...]:
    """Return the reasons of a text: headings of the first level that have an answer."""
    found: list[Reason] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append(Reason(block.text, ()))
        elif found:
            last = found[-1]
            found[-1] = Reason(last.reason, (*last.answer, block))
    return tuple(reason for reason in found if reason.lines)


def cards(reasons: Sequence[Reason]) -> list[dict[str, object]]:
    """Return the cards; a long answer goes on on a second card, since small type helps nobody."""
    made: list[dict[str, object]] = []
    for reason in reasons:
        points = [Point(line, marked=False) for line in reason.lines]
        size, pages = fit_points(points, CARD_ROOM, CARD_SIZES)
        made.extend(
            {
                "reason": reason.reason if number == 1 else f"{reason.reason} ({number})",
                "lines": [point.text for point in page],
                "size": size,
            }
            for number, page in enumerate(pages, 1)
        )
    return made
