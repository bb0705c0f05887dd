"""Reading: the shelves, one text, the terms, and files that belong to a text."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import BakenRequest, public, requires
from baken.foundation.access.permissions import Permission
from baken.network.library import shelves
from baken.network.library.elsewhere import doors, page_if_there
from baken.network.library.files.sending import as_response
from baken.network.library.forms.reading import ShelfFilter
from baken.network.library.forms.searching import SearchForm
from baken.network.library.models import Article, Attachment, Subscription, Term, Theme
from baken.network.library.presentation import article_page
from baken.network.library.text import folded
from baken.network.library.themes import ShelfTheme, theme_of_word
from baken.network.library.visits import note_visit

PER_PAGE = 20


@public
@require_GET
def home(request: BakenRequest) -> HttpResponse:
    """Explain the knowledge base to a stranger; open it for who has an account."""
    if request.actor.is_person:
        return _reading_room(request)
    context = {
        "sign_up": page_if_there("people:reader-sign-up"),
        "check": page_if_there("guidance:check"),
        "themes": [ShelfTheme(theme) for theme in Theme],
    }
    return render(request, "library/welcome.html", context)


@requires(Permission.LIBRARY_READ)
def _reading_room(request: BakenRequest) -> HttpResponse:
    """Show the search, what is new, where to begin, and the themes."""
    actor = request.actor
    since = note_visit(actor)
    context = {
        "form": SearchForm(),
        "since": since,
        "latest": shelves.latest(actor, since),
        "first": shelves.to_read_first(actor),
        "themes": shelves.themes_of(actor, since),
        "doors": doors(actor),
        "follows": Subscription.objects.visible_to(actor).exists(),
        "workshop": page_if_there("library:workshop") if actor.may(Permission.LIBRARY_EDIT) else "",
    }
    return render(request, "library/home.html", context)


@requires(Permission.LIBRARY_READ)
@require_GET
def theme(request: BakenRequest, theme_word: str) -> HttpResponse:
    """Show the texts of one theme."""
    found = theme_of_word(theme_word)
    if found is None:
        raise Http404
    return _shelf(request, found)


@requires(Permission.LIBRARY_READ)
@require_GET
def everything(request: BakenRequest) -> HttpResponse:
    """Show all texts, newest or by theme."""
    return _shelf(request, None)


def _shelf(request: BakenRequest, of_theme: Theme | None) -> HttpResponse:
    """Show a shelf with its filters. A fixed number of queries."""
    actor = request.actor
    since = note_visit(actor)
    form = ShelfFilter(request.GET, actor=actor, since=since, is_one_theme=of_theme is not None)
    shelf = shelves.on_shelf(actor)
    if of_theme is not None:
        shelf = shelf.filter(theme=of_theme)
    narrowed = form.narrowed(shelf)
    if "new" in form.chosen():
        narrowed = narrowed.order_by("-changed_at", "title")
    elif of_theme is None:
        narrowed = narrowed.order_by("title")
    follows = Subscription.objects.visible_to(actor)
    context = {
        "form": form,
        "theme": ShelfTheme(of_theme) if of_theme else None,
        "page": Paginator(narrowed, PER_PAGE).get_page(request.GET.get("page")),
        "query": urlencode(form.chosen()),
        "since": since,
        "follows": of_theme and follows.filter(theme__in=["", of_theme]).exists(),
    }
    return render(request, "library/shelf.html", context)


@requires(Permission.LIBRARY_READ)
@require_GET
def article(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Show one published text."""
    shelf = Article.objects.visible_to(request.actor).published()
    found = get_object_or_404(shelf.defer("search", "plain_body"), slug=article_slug)
    note_visit(request.actor)
    context: dict[str, Any] = {"page": article_page(request.actor, found)}
    return render(request, "library/article.html", context | {"today": timezone.localdate()})


@requires(Permission.LIBRARY_READ)
@require_GET
def terms(request: BakenRequest) -> HttpResponse:
    """Show all terms with their explanation, from A to Z."""
    note_visit(request.actor)
    found = Term.objects.visible_to(request.actor).filter(is_current=True)
    known = shelves.readable(request.actor, (term.article_slug for term in found))
    ordered = sorted(found, key=lambda term: folded(term.word).casefold())
    letters = [
        (letter, list(words))
        for letter, words in groupby(ordered, key=lambda term: folded(term.word)[:1].upper())
    ]
    return render(request, "library/terms.html", {"letters": letters, "known": known})


@requires(Permission.LIBRARY_READ)
@require_GET
def file(request: BakenRequest, file_id: str) -> HttpResponse:
    """Send a picture or file of a text that the reader may see.

    A file is saved, never shown: what somebody uploaded is not run in this site's name.
    """
    known = Attachment.objects.visible_to(request.actor).filter(removed_at__isnull=True)
    found = get_object_or_404(known, pk=file_id)
    return as_response(found)
