"""A round along all outside addresses of published texts."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.library.models import (
    Article,
    CheckedLink,
    LinkRound,
    LinkState,
    RoundOutcome,
)
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import links_in

from .looking import Answer, look

SYSTEM = Actor.system("library")
LONGEST_ROUND = 600.0
"""Seconds; what is left comes first in the next round."""
SILENT_ENOUGH = 5
"""So many addresses in a row without any answer, and none with one: there is no internet."""
PATIENCE = dt.timedelta(days=14)
"""Out of reach for so long counts as gone."""
PROBLEMS = (LinkState.DEAD, LinkState.MOVED, LinkState.CHANGED, LinkState.UNREACHABLE)

Look = Callable[[str, str], Answer]


@dataclass(frozen=True)
class Found:
    """An address and what was heard of it."""

    link_id: UUID
    answer: Answer


def outside_links(article: Article) -> list[str]:
    """Return the outside addresses of a text, each once, without what comes after ``#``."""
    targets = [article.url, *(link.target for link in links_in(blocks_of(article.body)))]
    bare = (target.strip().partition("#")[0] for target in targets)
    return list(
        dict.fromkeys(
            target for target in bare if target.lower().startswith(("http://", "https://"))
        )
    )


def run_round(look_at: Look | None = None) -> LinkRound:
    """Look at every address; without internet only say so.

    No transaction is open while the internet is asked. O(addresses) requests, one after another.
    """
    look_at = look_at or (lambda url, digest: look(url, known_digest=digest))
    made, wanted = _begin()
    found, left, is_offline = _walk(wanted, look_at)
    with acting_as(SYSTEM):
        if not is_offline:
            _store(found)
        made.outcome = RoundOutcome.OFFLINE if is_offline else RoundOutcome.DONE
        made.finished_at = timezone.now()
        made.checked, made.left = (0, len(wanted)) if is_offline else (len(found), left)
        made.save(update_fields=["outcome", "finished_at", "checked", "left"])
    return made


def _begin() -> tuple[LinkRound, list[CheckedLink]]:
    """Bring the list of addresses up to date; return it, longest unseen first."""
    with acting_as(SYSTEM):
        texts = Article.objects.visible_to(SYSTEM).published().only("body", "url")
        urls = {url for article in texts for url in outside_links(article) if len(url) <= 500}
        links = CheckedLink.objects.visible_to(SYSTEM)
        links.exclude(url__in=urls).delete()
        known = set(links.values_list("url", flat=True))
        CheckedLink.objects.bulk_create(
            [CheckedLink(url=url) for url in sorted(urls - known)], ignore_conflicts=True
        )
        made: LinkRound = LinkRound.objects.create()
        wanted = sorted(
            CheckedLink.objects.visible_to(SYSTEM),
            key=lambda link: (link.checked_at is not None, link.checked_at or made.started_at),
        )
    return made, wanted


def _walk(wanted: list[CheckedLink], look_at: Look) -> tuple[list[Found], int, bool]:
    """Return what was heard, how many are left, and whether there seems to be no internet."""
    end = time.monotonic() + LONGEST_ROUND
    found: list[Found] = []
    is_heard = False
    for link in wanted:
        if time.monotonic() > end:
            break
        answer = look_at(link.url, link.digest)
        is_heard = is_heard or answer.heard
        found.append(Found(link.pk, answer))
        if not is_heard and len(found) >= SILENT_ENOUGH:
            break
    return found, len(wanted) - len(found), bool(found) and not is_heard


def _store(found: Iterable[Found]) -> None:
    """Keep what was heard. A link that an editor removed meanwhile is passed over."""
    now = timezone.now()
    answers = {one.link_id: one.answer for one in found}
    links = list(CheckedLink.objects.visible_to(SYSTEM).select_for_update().filter(pk__in=answers))
    for link in links:
        _judge(link, answers[link.pk], now)
    CheckedLink.objects.visible_to(SYSTEM).bulk_update(
        links, ["state", "status_code", "moved_to", "digest", "checked_at", "failing_since"]
    )


def _judge(link: CheckedLink, answer: Answer, now: dt.datetime) -> None:
    state = answer.state
    if state in {LinkState.UNREACHABLE, LinkState.DEAD}:
        link.failing_since = link.failing_since or now
        # A site that answers in its own way ("403") is there; silence for weeks is not.
        if answer.status_code is None and now - link.failing_since >= PATIENCE:
            state = LinkState.DEAD
    else:
        link.failing_since = None
    link.state, link.status_code, link.checked_at = state, answer.status_code, now
    link.moved_to = answer.moved_to
    if state == LinkState.FINE or not link.digest:
        link.digest = answer.digest or link.digest
