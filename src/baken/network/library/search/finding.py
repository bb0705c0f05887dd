"""Asks the database, and looks through terms and the directory, for one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import F, Value
from django.utils import timezone
from django.utils.safestring import SafeString

from baken.foundation.access.actor import Actor
from baken.foundation.region.directory import Listed
from baken.foundation.region.models import ChainRole
from baken.foundation.region.presentation import ContactNow, Region, contact_now, current_region
from baken.network.library.access import ArticleQuerySet
from baken.network.library.forms.searching import Place
from baken.network.library.models import Article, Kind, Term
from baken.network.library.shelves import on_shelf

from .passages import passages_of
from .understanding import Group, Understood, understand
from .vocabulary import vocabulary_of, words_in

PER_PAGE = 10
MOST_TERMS = 3
MOST_ORGANISATIONS = 5
EXACT_COUNTS = 4.0
"""So much more counts what was typed than what it may mean."""
SHORTEST_INSIDE = 4
"""Shorter words must be a whole word of an organisation or term, longer ones a part."""


@dataclass(frozen=True)
class Hit:
    """A text that was found, and where in it."""

    article: Article
    passage: SafeString


@dataclass(frozen=True)
class Found:
    """Everything that answers a question."""

    page: Page[Article]
    hits: list[Hit]
    terms: list[Term]
    organisations: list[Listed]
    suggestion: str = ""
    is_loose: bool = False
    """No text has everything that was asked; these have a part of it."""
    advice: ContactNow | None = None
    """Whom to ask when nothing is found."""

    @property
    def count(self) -> int:
        """Return how much was found, on all pages."""
        return self.page.paginator.count + len(self.terms) + len(self.organisations)


def search(actor: Actor, question: str, chosen: Mapping[str, str], page: str | None = "") -> Found:
    """Answer a question from what the actor may read: at most eleven queries.

    The index finds texts in O(log n + hits); terms and organisations are looked through, which
    are hundreds at most.
    """
    terms = list(Term.objects.visible_to(actor).filter(is_current=True))
    region = current_region(timezone.localtime())
    vocabulary = vocabulary_of(actor, terms, region.directory)
    understood = understand(question, vocabulary, terms)
    shelf = _narrowed(on_shelf(actor), chosen)
    texts, query, is_loose = _texts(shelf, understood)
    # Tens of results on a page, hundreds on the shelf: a page counts them all.
    results = Paginator(texts, PER_PAGE).get_page(page or 1)
    found = Found(
        results,
        _hits(shelf, list(results.object_list), query),
        _terms(terms, understood, chosen),
        _organisations(region.directory.organisations.values(), understood, chosen),
        understood.suggestion,
        is_loose,
    )
    return found if found.count else _with_advice(found, region)


def _narrowed(shelf: ArticleQuerySet, chosen: Mapping[str, str]) -> ArticleQuerySet:
    if "theme" in chosen:
        shelf = shelf.filter(theme=chosen["theme"])
    kind = chosen.get("kind", "")
    if kind in {Place.TERM, Place.ORGANISATION}:
        return shelf.none()
    return shelf.filter(kind=Kind(kind)) if kind else shelf


def _texts(
    shelf: ArticleQuerySet, understood: Understood
) -> tuple[ArticleQuerySet, SearchQuery | None, bool]:
    """Return texts with something of every group; without any, those with part of it."""
    if not understood.groups:
        return shelf.none(), None, False
    wide = _query(understood.groups, " & ")
    exact = SearchQuery(
        " & ".join(_any(group.exact) for group in understood.groups),
        config="dutch",
        search_type="raw",
    )
    found = _ranked(shelf, wide, exact)
    if len(understood.groups) == 1 or found.exists():
        return found, wide, False
    loose = _query(understood.groups, " | ")
    return _ranked(shelf, loose, exact), loose, True


def _ranked(shelf: ArticleQuerySet, query: SearchQuery, exact: SearchQuery) -> ArticleQuerySet:
    rank = SearchRank(F("search"), query, normalization=Value(1)) + (
        SearchRank(F("search"), exact, normalization=Value(1)) * EXACT_COUNTS
    )
    ranked: ArticleQuerySet = (
        shelf.filter(search=query).annotate(rank=rank).order_by("-rank", "position", "title")
    )
    return ranked


def _query(groups: Sequence[Group], between: str) -> SearchQuery:
    """Return the question for the index; its words are letters and digits only, never syntax."""
    expression = between.join(_any((*group.exact, *group.wide)) for group in groups)
    return SearchQuery(expression, config="dutch", search_type="raw")


def _any(alternatives: Iterable[str]) -> str:
    return f"({' | '.join(dict.fromkeys(alternatives))})"


def _hits(
    shelf: ArticleQuerySet, articles: Sequence[Article], query: SearchQuery | None
) -> list[Hit]:
    if query is None or not articles:
        return []
    passages = passages_of(shelf, [article.pk for article in articles], query)
    return [Hit(article, passages[article.pk]) for article in articles]


def _terms(terms: Sequence[Term], understood: Understood, chosen: Mapping[str, str]) -> list[Term]:
    """Return the terms that a question names, then those whose word fits all of it."""
    if chosen.get("kind", Place.TERM) != Place.TERM or "theme" in chosen:
        return []
    found = list(understood.terms)
    for term in terms:
        if term not in found and _fits(understood, " ".join(term.spellings)):
            found.append(term)
    return found[:MOST_TERMS]


def _organisations(
    organisations: Iterable[Listed], understood: Understood, chosen: Mapping[str, str]
) -> list[Listed]:
    """Return organisations of which the question says the name, then those it says the work of."""
    if chosen.get("kind", Place.ORGANISATION) != Place.ORGANISATION or "theme" in chosen:
        return []
    by_name, by_work = [], []
    for one in organisations:
        if _fits(understood, f"{one.name} {one.short_name}"):
            by_name.append(one)
        elif _fits(understood, f"{one.name} {one.short_name} {one.serves} {one.task}"):
            by_work.append(one)
    return [*by_name, *by_work][:MOST_ORGANISATIONS]


def _fits(understood: Understood, text: str) -> bool:
    """Say whether a short text has something of every group."""
    words = words_in(text)
    joined = f" {' '.join(words)} "
    return bool(understood.groups) and all(
        any(_is_in(needle, joined) for needle in group.needles) for group in understood.groups
    )


def _is_in(needle: str, joined: str) -> bool:
    return needle in joined if len(needle) >= SHORTEST_INSIDE else f" {needle} " in joined


def _with_advice(found: Found, region: Region) -> Found:
    """Add the desk that gives advice: who finds nothing must not stand alone."""
    now = timezone.localtime()
    for listed in region.directory.organisations.values():
        contact = listed.first_contact
        if listed.chain_role == ChainRole.ADVICE and contact is not None and contact.is_filled:
            return Found(
                found.page, [], [], [], found.suggestion, advice=contact_now(region, contact, now)
            )
    return found
