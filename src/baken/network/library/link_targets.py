"""Where links of an article lead that are not addresses: Dutch words, since editors type them.

``looked_up(blocks)`` fetches all targets of a text at once, at most one query for each scheme;
a link outside of it costs one query.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.urls import reverse

from baken.web.documents.links import Target, register_scheme
from baken.web.documents.tree import Block, Link, links_in

from .models import Article, Term

ARTICLE, FILE, TERM, ORGANISATION = "artikel", "bestand", "term", "organisatie"
Targets = Mapping[str, Target]
_known: ContextVar[Mapping[str, Targets] | None] = ContextVar("library_targets", default=None)


def register() -> None:
    """Make the schemes known; called once, when the app is ready."""
    register_scheme(ARTICLE, _article)
    register_scheme(FILE, _file)
    register_scheme(TERM, _term)
    register_scheme(ORGANISATION, _organisation)


@contextmanager
def looked_up(blocks: Sequence[Block]) -> Iterator[Mapping[str, Targets]]:
    """Know the targets of a text inside the block; yields them by scheme and slug."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for link in links_in(blocks):
        if isinstance(link, Link):
            scheme, _colon, slug = link.target.strip().partition(":")
            wanted[scheme.lower()].append(slug)
    found = {scheme: fetch(wanted[scheme]) for scheme, fetch in _FETCH.items() if wanted[scheme]}
    token = _known.set(found)
    try:
        yield found
    finally:
        _known.reset(token)


def _one(scheme: str, slug: str) -> Target | None:
    known = _known.get()
    if known is not None and scheme in known:
        return known[scheme].get(slug)
    return _FETCH[scheme]([slug]).get(slug)


def _article(slug: str) -> Target | None:
    """Return the article; who may not read it finds a page that is not there."""
    return _one(ARTICLE, slug)


def _term(slug: str) -> Target | None:
    return _one(TERM, slug)


def _organisation(slug: str) -> Target | None:
    return _one(ORGANISATION, slug)


def _file(name: str) -> Target | None:
    """Return the place of an attachment, which judges again who asks."""
    try:
        return Target(reverse("library:file", args=[UUID(name)]))
    except ValueError:
        return None


def _articles(slugs: Collection[str]) -> Targets:
    known = Article.objects.unscoped(reason="a link says that there is a page, not what is in it")
    rows = known.filter(slug__in=slugs, is_published=True).values_list("slug", "title")
    return {slug: Target(reverse("library:article", args=[slug]), title) for slug, title in rows}


def _terms(slugs: Collection[str]) -> Targets:
    known = Term.objects.unscoped(reason="a link says that there is a word")
    rows = known.filter(slug__in=slugs, is_current=True).values_list("slug", "word")
    return {slug: Target(f"{reverse('library:terms')}#{slug}", word) for slug, word in rows}


def _organisations(slugs: Collection[str]) -> Targets:
    from baken.foundation.region.models import Organisation

    known = Organisation.objects.filter(slug__in=slugs, is_current=True)
    return {
        slug: Target(reverse("region:organisation", args=[slug]), name)
        for slug, name in known.values_list("slug", "name")
    }


_FETCH = {ARTICLE: _articles, TERM: _terms, ORGANISATION: _organisations}
