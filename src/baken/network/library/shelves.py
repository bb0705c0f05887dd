"""What a reader finds on the shelves. Every list starts from what the actor may know of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q

from baken.foundation.access.actor import Actor

from .access import ArticleQuerySet
from .models import Article, Kind, Theme
from .themes import ShelfTheme

LONG_COLUMNS = ("body", "plain_head", "plain_body", "search", "pack_values")
"""What a list does without: a shelf of hundreds of texts is a few kilobytes."""
READ = (Kind.ARTICLE, Kind.DOCUMENT)
"""Blocks of talks have a place of their own."""
IN_A_LIST = 5


def on_shelf(actor: Actor) -> ArticleQuerySet:
    """Return the articles and documents that the actor may read, without their texts."""
    found: ArticleQuerySet = (
        Article.objects.visible_to(actor).published().filter(kind__in=READ).defer(*LONG_COLUMNS)
    )
    return found


def readable(actor: Actor, slugs: Iterable[str]) -> frozenset[str]:
    """Return which of these texts the actor finds on the shelves. One query, or none."""
    wanted = {slug for slug in slugs if slug}
    if not wanted:
        return frozenset()
    return frozenset(on_shelf(actor).filter(slug__in=wanted).values_list("slug", flat=True))


def themes_of(actor: Actor, since: dt.datetime | None) -> list[ShelfTheme]:
    """Return all themes with how many texts stand there, and how many are new. One query."""
    is_new = Q(changed_at__gt=since) if since else Q(pk__in=[])
    rows = (
        on_shelf(actor)
        .order_by()
        .values("theme")
        .annotate(count=Count("pk"), fresh=Count("pk", filter=is_new))
    )
    counted = {row["theme"]: (row["count"], row["fresh"]) for row in rows}
    return [ShelfTheme(theme, *counted.get(theme.value, (0, 0))) for theme in Theme]


def latest(actor: Actor, since: dt.datetime | None) -> list[Article]:
    """Return what changed since a moment, or last of all when there is none; newest first."""
    found = on_shelf(actor).order_by("-changed_at", "position", "title")
    if since is not None:
        found = found.filter(changed_at__gt=since)
    return list(found[:IN_A_LIST])


def to_read_first(actor: Actor) -> list[Article]:
    """Return the texts that the region puts in front."""
    return list(on_shelf(actor).filter(kind=Kind.ARTICLE)[:IN_A_LIST])


def near(actor: Actor, article: Article) -> list[Article]:
    """Return texts of the same theme, those that follow first, then from the start."""
    same: Iterable[Article] = on_shelf(actor).filter(theme=article.theme).exclude(pk=article.pk)
    here = (article.position, article.title)
    ordered = sorted(same, key=lambda one: ((one.position, one.title) < here, one.position))
    return ordered[:IN_A_LIST]
