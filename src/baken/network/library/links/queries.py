"""Which links need somebody's eye, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from baken.foundation.access.actor import Actor
from baken.network.library.models import Article, CheckedLink, LinkState

from .round import PROBLEMS

URGENCY = {
    LinkState.DEAD: 0,
    LinkState.MOVED: 1,
    LinkState.CHANGED: 2,
    LinkState.UNREACHABLE: 3,
}


@dataclass(frozen=True)
class LinkRow:
    """A link and the published texts that it stands in."""

    link: CheckedLink
    articles: list[Article]


def problem_rows(actor: Actor) -> list[LinkRow]:
    """Return the links with a problem, the worst first. Two queries; O(links x texts) in memory."""
    links = list(CheckedLink.objects.visible_to(actor).filter(state__in=PROBLEMS))
    if not links:
        return []
    texts = list(
        Article.objects.visible_to(actor)
        .published()
        .only("title", "slug", "body", "url")
        .order_by("title")
    )
    rows = [
        LinkRow(link, [text for text in texts if link.url in text.body or link.url in text.url])
        for link in links
    ]
    return sorted(rows, key=lambda row: (URGENCY[LinkState(row.link.state)], row.link.url))
