"""The search: asked by POST, answered at an address that does not tell what was asked."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library import shelves
from baken.network.library.forms.searching import FoundFilter, SearchForm
from baken.network.library.search.finding import search as find
from baken.network.library.search.sealed import open_question, seal_question
from baken.network.library.visits import note_visit

QUESTION = "vraag"
"""Parameter that carries the sealed question."""


@requires(Permission.LIBRARY_READ)
@sensitive_post_parameters("words")
@require_http_methods(["GET", "POST"])
def search(request: BakenRequest) -> HttpResponse:
    """Take a question, or show what answers it."""
    if request.method == "POST":
        return _ask(request)
    sealed = request.GET.get(QUESTION, "")
    words = open_question(request.actor, sealed)
    if not words:
        return _page(request, SearchForm(), is_over=bool(sealed))
    note_visit(request.actor)
    filters = FoundFilter(request.GET)
    chosen = filters.chosen()
    found = find(request.actor, words, chosen, request.GET.get("page"))
    context = {
        "words": words,
        "found": found,
        "filters": filters,
        "sealed": sealed,
        "query": urlencode({QUESTION: sealed, **chosen}),
        "chosen": chosen,
    }
    return _page(request, SearchForm(initial={"words": words}), **context)


def _ask(request: BakenRequest) -> HttpResponse:
    form = SearchForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    sealed = seal_question(request.actor, form.cleaned_data["words"])
    filters = FoundFilter(request.POST).chosen()
    address = urlencode({QUESTION: sealed, **filters})
    return redirect(f"{reverse('library:search')}?{address}")


def _page(request: BakenRequest, form: SearchForm, **context: object) -> HttpResponse:
    """Show the form; where nothing was found or asked, the themes as another way in."""
    found = context.get("found")
    if found is None or not getattr(found, "count", 0):
        context["themes"] = shelves.themes_of(request.actor, None)
    return render(request, "library/search.html", {"form": form, **context})
