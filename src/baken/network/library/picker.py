"""What an editor can link to by name: organisations, texts, terms, the route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import Organisation

from .models import Article, Term
from .route_links import ROUTES

KINDS = (
    ("", gettext_lazy("Everything")),
    ("organisation", gettext_lazy("Organisation")),
    ("text", gettext_lazy("Text")),
    ("term", gettext_lazy("Term")),
    ("route", gettext_lazy("Route")),
)
MOST = 8
"""Offers of one kind."""


@dataclass(frozen=True)
class Offer:
    """Something to link to; ``markdown`` is what comes into the text."""

    kind: str
    label: str
    target: str

    @property
    def markdown(self) -> str:
        """Return the link as an editor writes it."""
        bare = self.label.replace("[", "(").replace("]", ")")
        return f"[{bare}]({self.target})"


def offers(actor: Actor, *, kind: str, words: str) -> list[Offer]:
    """Return what fits the words, at most ``MOST`` of each kind. One query for each kind."""
    sources = {
        "organisation": _organisations,
        "text": _texts,
        "term": _terms,
        "route": _routes,
    }
    wanted = [kind] if kind in sources else list(sources)
    return [offer for name in wanted for offer in sources[name](actor, words)]


def _organisations(actor: Actor, words: str) -> Iterator[Offer]:
    found = Organisation.objects.filter(is_current=True, name__icontains=words)
    for slug, name in found.order_by("name").values_list("slug", "name")[:MOST]:
        yield Offer(_("Organisation"), name, f"organisatie:{slug}")


def _texts(actor: Actor, words: str) -> Iterator[Offer]:
    found = Article.objects.visible_to(actor).published().filter(title__icontains=words)
    for slug, title in found.order_by("title").values_list("slug", "title")[:MOST]:
        yield Offer(_("Text"), title, f"artikel:{slug}")


def _terms(actor: Actor, words: str) -> Iterator[Offer]:
    found = Term.objects.visible_to(actor).filter(is_current=True, word__icontains=words)
    for slug, word in found.order_by("word").values_list("slug", "word")[:MOST]:
        yield Offer(_("Term"), word, f"term:{slug}")


def _routes(actor: Actor, words: str) -> Iterator[Offer]:
    for name, (label, _url_name) in ROUTES.items():
        if words.lower() in str(label).lower():
            yield Offer(_("Route"), str(label), f"route:{name}")
