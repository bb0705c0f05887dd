"""Where links of an article lead that are not addresses: Dutch words, since editors type them."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from baken.web.documents.links import Target, register_scheme

from .models import Article, Term


def register() -> None:
    """Make the schemes known; called once, when the app is ready."""
    register_scheme("artikel", _article)
    register_scheme("bestand", _file)
    register_scheme("term", _term)
    register_scheme("organisatie", _organisation)


def _article(slug: str) -> Target | None:
    """Return the article; who may not read it finds a page that is not there."""
    known = Article.objects.unscoped(reason="a link says that there is a page, not what is in it")
    title = known.filter(slug=slug, is_published=True).values_list("title", flat=True).first()
    return Target(reverse("library:article", args=[slug]), title) if title else None


def _file(name: str) -> Target | None:
    """Return the place of an attachment, which judges again who asks."""
    try:
        return Target(reverse("library:file", args=[UUID(name)]))
    except ValueError:
        return None


def _term(slug: str) -> Target | None:
    known = Term.objects.unscoped(reason="a link says that there is a word")
    word = known.filter(slug=slug, is_current=True).values_list("word", flat=True).first()
    return Target(reverse("library:terms") + f"#{slug}", word) if word else None


def _organisation(slug: str) -> Target | None:
    from baken.foundation.region.models import Organisation

    name = Organisation.objects.filter(slug=slug, is_current=True).values_list("name", flat=True)
    return Target(reverse("region:organisation", args=[slug]), name[0]) if name else None
