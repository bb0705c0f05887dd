"""The texts and terms of a region pack: what a schema cannot check, and loading them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baken.foundation.region.loading import LoadReport
from baken.foundation.region.pack import Fault, Pack, PackSection, register_section
from baken.foundation.region.records import load_records
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import Picture, links_in, walk

from .models import Article, Audience, Kind, Term
from .shelving import shelve

SCHEMAS = Path(__file__).parent / "schema"
TEXTS = "library"
TERMS = "terms"
WHY = "a pack is loaded by the owner of the tables"


def register() -> None:
    """Make the sections known; called once, when the app is ready."""
    register_section(
        PackSection(
            TEXTS,
            SCHEMAS / "library.json",
            check_texts,
            load_texts,
            required=False,
            order=50,
            texts=True,
        )
    )
    register_section(
        PackSection(
            TERMS, SCHEMAS / "terms.json", check_terms, load_terms, required=False, order=51
        )
    )


def check_texts(pack: Pack) -> Iterator[Fault]:
    """A document has an address, a text has words and no pictures, and its links lead somewhere."""
    known = _known_targets(pack)
    for number, item in enumerate(pack.items(TEXTS, "texts")):
        path = ("texts", number)
        if item.get("kind") == Kind.DOCUMENT and not item.get("url"):
            yield pack.fault(TEXTS, path, "a document needs 'url': where it is")
        if item.get("kind") != Kind.DOCUMENT and not item["body"].strip():
            yield pack.fault(TEXTS, (*path, "body"), "has no text below the metadata")
        blocks = blocks_of(item["body"])
        if any(isinstance(block, Picture) for block in walk(blocks)):
            yield pack.fault(TEXTS, (*path, "body"), "holds a picture; add pictures on screen")
        for target in dict.fromkeys(link.target for link in links_in(blocks)):
            scheme, _colon, slug = target.partition(":")
            if slug not in known.get(scheme, {slug}):
                yield pack.fault(TEXTS, (*path, "body"), f"the link '{target}' leads nowhere")


def _known_targets(pack: Pack) -> dict[str, set[str]]:
    """Return what a link may name, by scheme; files and addresses are not of the pack."""
    return {
        "artikel": {item["slug"] for item in pack.items(TEXTS, "texts")},
        "term": {item["slug"] for item in pack.items(TERMS, "terms")},
        "organisatie": pack.organisation_slugs,
    }


def check_terms(pack: Pack) -> Iterator[Fault]:
    """A term stands there once, and the article it points at exists."""
    items = pack.items(TERMS, "terms")
    seen = Counter(item["slug"] for item in items)
    articles = {item["slug"] for item in pack.items(TEXTS, "texts")}
    for number, item in enumerate(items):
        path = ("terms", number)
        if seen[item["slug"]] > 1:
            yield pack.fault(TERMS, (*path, "slug"), f"'{item['slug']}' is used more than once")
        if item.get("article", "") not in articles | {""}:
            yield pack.fault(TERMS, (*path, "article"), f"unknown text '{item['article']}'")


def text_rows(pack: Pack) -> list[tuple[str, dict[str, Any]]]:
    """Return the texts as fields of ``Article``, by slug."""
    return [
        (item["slug"], _text_values(item, place))
        for place, item in enumerate(pack.items(TEXTS, "texts"))
    ]


def _text_values(item: dict[str, Any], place: int) -> dict[str, Any]:
    return {
        **{name: item[name] for name in ("title", "theme", "body", "source", "verification")},
        **{name: item.get(name, "") for name in ("summary", "url", "checked_by")},
        "kind": item.get("kind", Kind.ARTICLE.value),
        "audience": item.get("audience", Audience.READERS.value),
        "position": item.get("position", 500 + place),
        **{name: _date(item.get(name)) for name in ("last_checked_on", "review_on")},
    }


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def load_texts(pack: Pack, report: LoadReport) -> None:
    """Load the texts; what an editor changed on screen stays and is reported.

    A text of the pack is published at once: its editors reviewed it before it came here. What
    an editor took off the shelves, or began on screen under the same name, stays off them.
    """
    known = Article.objects.unscoped(reason=WHY)
    rows = text_rows(pack)
    existing = {article.slug: article for article in known.select_for_update()}
    off = [slug for slug, article in existing.items() if not article.is_published]
    load_records(Article, existing, rows, report)
    for article in known.filter(slug__in=[slug for slug, _values in rows]).exclude(slug__in=off):
        shelve(article, written_by=None)


def load_terms(pack: Pack, report: LoadReport) -> None:
    """Load the terms; what an editor changed on screen stays and is reported."""
    rows = [
        (
            item["slug"],
            {name: item[name] for name in ("word", "explanation", "source", "verification")}
            | {
                "also": "\n".join(item.get("also", [])),
                "article_slug": item.get("article", ""),
                "position": place,
            },
        )
        for place, item in enumerate(pack.items(TERMS, "terms"))
    ]
    existing = {term.slug: term for term in Term.objects.unscoped(reason=WHY).select_for_update()}
    load_records(Term, existing, rows, report)
