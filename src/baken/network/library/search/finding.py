"""Asks the database, and looks through terms and the directory, for one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.safestring import SafeString

from baken.foundation.access.actor import Actor
from baken.foundation.region.directory import Listed
from baken.foundation.region.models import ChainRole
from baken.foundation.region.presentation import ContactNow, Region, contact_now, current_region
from baken.network.library.access import ArticleQuerySet
from baken.network.library.forms.searching import Place
from baken.network.library.models import Article, Kind, Term
from baken.network.library.shelves import on_shelf, readable

from .passages import passages_of
from .understanding import Understood, understand
from .vocabulary import vocabulary_of, words_in

PER_PAGE = 10
MOST_TERMS = 3
MOST_ORGANISATIONS = 5
EXACT_COUNTS = 4.0
"""So much more counts what was typed than what it may mean."""
EXPLAINS_COUNTS = 6.0
"""A text that explains the term that was asked."""
TITLE_COUNTS = 2.0
"""A title that has all that was typed."""
DOCUMENT_COUNTS = 0.6
"""What we say ourselves comes before what stands elsewhere."""
SHORTEST_BEGINNING = 4
"""Shorter words must be a whole word of an organisation or term, longer ones its beginning."""


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
    readable: frozenset[str] = frozenset()
    """The texts that a term may lead to."""
    advice: ContactNow | None = None
    """Whom to ask when nothing is found."""

    @property
    def count(self) -> int:
        """Return how much was found, on all pages."""
        return self.page.paginator.count + len(self.terms) + len(self.organisations)


def search(actor: Actor, question: str, chosen: Mapping[str, str], page: str | None = "") -> Found:
    """Answer a question from what the actor may read: at most twelve queries.

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
    meant = _terms(terms, understood, chosen)
    found = Found(
        results,
        _hits(shelf, list(results.object_list), query),
        meant,
        _organisations(region.directory.organisations.values(), understood, chosen),
        understood.suggestion,
        is_loose,
        readable(actor, (term.article_slug for term in meant)),
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
    groups = understood.groups
    exact = _query(" & ", (group.exact for group in groups))
    wide = _query(" & ", ((*group.exact, *group.wide) for group in groups))
    found = _ranked(shelf, wide, exact, understood)
    if found.exists() or (len(groups) == 1 and not groups[0].loose):
        return found, wide, False
    loose = _query(" | ", ((*group.exact, *group.wide, *group.loose) for group in groups))
    return _ranked(shelf, loose, exact, None), loose, True


def _explained(understood: Understood) -> list[str]:
    """Return the texts that explain the terms, when these are all that was asked."""
    if len(understood.terms) != len(understood.groups):
        return []
    return [term.article_slug for term in understood.terms if term.article_slug]


def _ranked(
    shelf: ArticleQuerySet, query: SearchQuery, exact: SearchQuery, meant: Understood | None
) -> ArticleQuerySet:
    """Return what was found in order: what was typed, in a title, and articles count most."""
    explained = _explained(meant) if meant else []
    in_title = Q(pk__in=[]) if meant is None else _in_title(meant)
    rank = (
        SearchRank(F("search"), query)
        + SearchRank(F("search"), exact) * EXACT_COUNTS
        + Case(When(slug__in=explained, then=Value(EXPLAINS_COUNTS)), default=Value(0.0))
        + Case(When(in_title, then=Value(TITLE_COUNTS)), default=Value(0.0))
    ) * Case(When(kind=Kind.DOCUMENT, then=Value(DOCUMENT_COUNTS)), default=Value(1.0))
    ranked: ArticleQuerySet = (
        shelf.filter(Q(search=query) | Q(slug__in=explained))
        .annotate(rank=rank)
        .order_by("-rank", "position", "title")
    )
    return ranked


def _in_title(understood: Understood) -> Q:
    """Return the condition that a title has all that was typed; the head begins with it."""
    found = Q()
    for group in understood.groups:
        found &= Q(plain_head__iregex=rf"^[^\n]*\m{group.needles[0]}")
    return found


def _query(between: str, groups: Iterable[Iterable[str]]) -> SearchQuery:
    """Return the question for the index; its words are letters and digits only, never syntax."""
    expression = between.join(_any(alternatives) for alternatives in groups)
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
    named = list(understood.terms)
    found = [term for term in terms if _fits(understood, " ".join(term.spellings))]
    found.sort(key=lambda term: not _begins(term, understood))
    return (named or found)[:MOST_TERMS]


def _begins(term: Term, understood: Understood) -> bool:
    first = understood.groups[0].needles[0]
    return any(" ".join(words_in(one)).startswith(first) for one in term.spellings)


def _organisations(
    organisations: Iterable[Listed], understood: Understood, chosen: Mapping[str, str]
) -> list[Listed]:
    """Return organisations of which the question says the name, then those it says the work of."""
    if chosen.get("kind", Place.ORGANISATION) != Place.ORGANISATION or "theme" in chosen:
        return []
    typed = {group.typed for group in understood.groups}
    called, by_name, by_work = [], [], []
    for one in organisations:
        if typed & {" ".join(words_in(one.short_name)), " ".join(words_in(one.name))}:
            called.append(one)
        elif _fits(understood, f"{one.name} {one.short_name}"):
            by_name.append(one)
        elif _fits(understood, f"{one.name} {one.short_name} {one.serves} {one.task}"):
            by_work.append(one)
    # What the work of many mentions says nothing of one of them.
    rest = by_work if len(by_work) <= MOST_ORGANISATIONS else []
    return [*called, *by_name, *rest][:MOST_ORGANISATIONS]


def _fits(understood: Understood, text: str) -> bool:
    """Say whether a short text has something of every group."""
    words = words_in(text)
    joined = f" {' '.join(words)} "
    return bool(understood.groups) and all(
        any(_is_in(needle, joined) for needle in group.needles) for group in understood.groups
    )


def _is_in(needle: str, joined: str) -> bool:
    """Say whether words begin with a needle; compounds are needles of their own."""
    return f" {needle}" in joined if len(needle) >= SHORTEST_BEGINNING else f" {needle} " in joined


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
