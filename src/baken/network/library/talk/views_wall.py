"""Posters, cards and the usual reasons: what hangs on a wall or lies on a table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.web.documents.html import as_html
from baken.web.typesetting import as_pdf, pdf_response

from . import posters as wall
from .facts import check_address, facts_for, own_organisation
from .paper import TEMPLATES, frame_data
from .reasons import ARTICLE, cards, reasons_for
from .views import tabs


@requires(Permission.LIBRARY_READ)
@require_safe
def posters(request: BakenRequest) -> HttpResponse:
    """Show the texts, where each may hang, and every size of them."""
    organisation_id, choices, chosen = _sender(request)
    facts = facts_for(organisation_id)
    context = {
        "tabs": tabs(request.actor, "posters"),
        "facts": facts,
        "texts": wall.TEXTS,
        "formats": wall.FORMATS,
        "numbers": wall.numbers(facts),
        "choices": choices,
        "chosen": chosen,
    }
    return render(request, "library/talk/posters.html", context)


@requires(Permission.LIBRARY_READ)
@require_safe
def poster(request: BakenRequest, poster_text: str, poster_format: str) -> HttpResponse:
    """Send one text in one size, with the name of the municipality."""
    text, size = wall.find_text(poster_text), wall.find_format(poster_format)
    if text is None or size is None:
        raise Http404
    organisation_id, _choices, _chosen = _sender(request)
    made = wall.poster_pdf(text, size, facts_for(organisation_id))
    return pdf_response(made, f"{text.slug}-{size.slug}.pdf")


def _sender(request: BakenRequest) -> tuple[UUID | None, list[Organisation], str]:
    """Return whose name stands on paper: the own municipality, or one that was chosen.

    Who works for no municipality chooses one, or leaves the own organisation.
    """
    own = own_organisation(request.actor)
    if own is not None and own.is_municipality:
        return own.pk, [], ""
    known = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    choices = list(known.order_by("name"))
    asked = request.GET.get("gemeente", "")
    chosen = next((one for one in choices if one.slug == asked), None)
    if chosen is not None:
        return chosen.pk, choices, chosen.slug
    return (own.pk if own else None), choices, ""


@requires(Permission.LIBRARY_READ)
@require_safe
def reasons(request: BakenRequest) -> HttpResponse:
    """Show the usual reasons not to report, each with its answer."""
    found = reasons_for(request.actor)
    context: dict[str, Any] = {
        "tabs": tabs(request.actor, "reasons"),
        "article": found.article,
        "is_article": found.article is not None and found.article.slug == ARTICLE,
        "rows": [(one.reason, as_html(one.answer, top=3)) for one in found.reasons],
    }
    return render(request, "library/talk/reasons.html", context)


@requires(Permission.LIBRARY_READ)
@require_safe
def reason_cards(request: BakenRequest) -> HttpResponse:
    """Send the reasons as cards to cut, four on a sheet."""
    made = cards(reasons_for(request.actor).reasons)
    if not made:
        raise Http404
    data = {
        **frame_data(check_address()),
        "title": _("Reasons not to report, with answers"),
        "author": "Baken",
        "foot": _("Reasons not to report"),
        "cards": made,
    }
    return pdf_response(as_pdf(TEMPLATES / "reasons.typ", data), "redenen-om-niet-te-melden.pdf")
