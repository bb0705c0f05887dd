"""Beside the texts: the picker of links, the words that explain themselves, the outside links."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.actions import links as link_actions
from baken.network.library.actions import terms as term_actions
from baken.network.library.forms.writing import TermForm
from baken.network.library.links.queries import problem_rows
from baken.network.library.models import (
    Article,
    CheckedLink,
    LinkRound,
    LinkState,
    RoundOutcome,
    Term,
)
from baken.network.library.picker import KINDS, offers

from .workshop_base import attempt, posted, press, say, tabs

A_PAGE = 100


@requires(Permission.LIBRARY_EDIT)
@require_GET
def picker(request: BakenRequest) -> HttpResponse:
    """Find an organisation, text, term or route to link to; a page of its own without script."""
    kind = request.GET.get("kind", "")
    words = request.GET.get("q", "").strip()[:100]
    template = "picker_results" if request.headers.get("HX-Request") else "picker"
    return render(
        request,
        f"library/workshop/{template}.html",
        {
            "kinds": KINDS,
            "kind": kind,
            "q": words,
            "offers": offers(request.actor, kind=kind, words=words),
        },
    )


# -- Terms -------------------------------------------------------------------------------------


@requires(Permission.LIBRARY_EDIT)
@require_GET
def terms(request: BakenRequest) -> HttpResponse:
    """List all words, also those no longer in use."""
    found = Term.objects.visible_to(request.actor).order_by("-is_current", "word")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for term in page:
        term.differs = bool(term.edited_fields())
    context = {"tabs": tabs("terms-edit"), "page": page}
    return render(request, "library/workshop/terms.html", context)


def _articles(request: BakenRequest) -> list[tuple[str, str]]:
    shelves = Article.objects.visible_to(request.actor).published().order_by("title")
    return list(shelves.values_list("slug", "title"))


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def add_term(request: BakenRequest) -> HttpResponse:
    """Add a word."""
    form = TermForm(posted(request), articles=_articles(request))
    if attempt(
        form,
        lambda data: term_actions.add_term(actor=request.actor, values=_values(data)),
    ):
        say(request, _("The term is added."))
        return redirect("library:terms-edit")
    return render(request, "library/workshop/term.html", {"form": form})


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_term(request: BakenRequest, term_slug: str) -> HttpResponse:
    """Change a word; show what differs from the pack."""
    term: Term = get_object_or_404(Term.objects.visible_to(request.actor), slug=term_slug)
    initial = {name: getattr(term, name) for name in (*term_actions.FIELDS, "version")}
    form = TermForm(posted(request), initial=initial, articles=_articles(request))
    if attempt(
        form,
        lambda data: term_actions.edit_term(
            actor=request.actor,
            slug=term.slug,
            values=_values(data),
            version=data["version"] or 0,
        ),
    ):
        say(request, _("Saved."))
        return redirect("library:terms-edit")
    context = {"form": form, "term": term, "differences": _differences(term)}
    return render(
        request, "library/workshop/term.html", context, status=409 if form.theirs else 200
    )


def _values(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in term_actions.FIELDS}


def _differences(term: Term) -> list[dict[str, Any]]:
    return [
        {"field": name, "label": Term._meta.get_field(name).verbose_name, "pack": pack}  # type: ignore[union-attr]
        for name, (_own, pack) in term.edited_fields().items()
        if name in term_actions.FIELDS
    ]


@requires(Permission.LIBRARY_EDIT)
@require_POST
def take_term(request: BakenRequest, term_slug: str, field: str) -> HttpResponse:
    """Give one field of a word the value of the pack back."""
    get_object_or_404(Term.objects.visible_to(request.actor), slug=term_slug)
    press(
        request,
        lambda: term_actions.take_term_value(actor=request.actor, slug=term_slug, field=field),
        _("The value of the pack is back."),
    )
    return redirect("library:edit-term", term_slug)


# -- Links -------------------------------------------------------------------------------------


@requires(Permission.LIBRARY_EDIT)
@require_GET
def links(request: BakenRequest) -> HttpResponse:
    """Show links that do not work or changed, with the texts they stand in. Four queries."""
    rounds = LinkRound.objects.visible_to(request.actor)
    known = CheckedLink.objects.visible_to(request.actor)
    return render(
        request,
        "library/workshop/links.html",
        {
            "tabs": tabs("links"),
            "latest": rounds.first(),
            "done": rounds.filter(outcome=RoundOutcome.DONE).first(),
            "rows": problem_rows(request.actor),
            "fine": known.filter(state=LinkState.FINE).count(),
            "total": known.count(),
        },
    )


@requires(Permission.LIBRARY_EDIT)
@require_POST
def check_links(request: BakenRequest) -> HttpResponse:
    """Ask for a round along all links now."""
    press(
        request,
        lambda: link_actions.ask_check(actor=request.actor),
        _("The links are being checked. This takes a few minutes; look again later."),
    )
    return redirect("library:links")


@requires(Permission.LIBRARY_EDIT)
@require_POST
def accept_link(request: BakenRequest, link_id: UUID) -> HttpResponse:
    """Say that a changed page is still right."""
    press(
        request,
        lambda: link_actions.accept_link(actor=request.actor, link_id=link_id),
        _("Noted: this page is still right."),
    )
    return redirect("library:links")
