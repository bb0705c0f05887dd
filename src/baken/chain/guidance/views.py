"""The public pages to read: start, forms of exploitation, what may be shared, route card."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.web.typesetting import pdf_response

from . import pdf
from .card import route_card
from .contacts import Contact
from .indicators import Indicator
from .route import Source, read_sources
from .sources import Guidance, current_guidance
from .typical import typical_route

UNKNOWN = "unknown"


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, one big button, and the numbers that answer now."""
    guidance = current_guidance()
    now = timezone.localtime()
    book = guidance.book
    context = {
        "direct": [_direct(book.find(slug, ""), now) for slug in guidance.table.direct],
        "emergency": book.find(guidance.table.emergency, ""),
        "forms": [form for form in guidance.forms.values() if form.slug != UNKNOWN],
        "directory_address": _directory_address(),
    }
    return render(request, "guidance/start.html", context)


def _direct(contact: Contact, now: datetime) -> dict[str, Any]:
    is_open = contact.is_open(now)
    state = "" if is_open is None else "yes" if is_open else "no"
    next_open = None if is_open else contact.next_open(now)
    return {"contact": contact, "open": state, "next_open": next_open}


def _directory_address() -> str:
    try:
        return reverse("region:directory")
    except NoReverseMatch:
        return ""


@public
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """All forms of exploitation; smuggling apart, since it is another crime."""
    found = current_guidance().forms.values()
    context = {
        "trafficking": [form for form in found if form.is_trafficking],
        "other": [form for form in found if not form.is_trafficking],
    }
    return render(request, "guidance/forms.html", context)


@public
@require_safe
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """One form: what it is, what people see, whom to call, what the law says."""
    guidance = current_guidance()
    found = guidance.forms.get(slug)
    if found is None:
        raise Http404
    rows = [row for row in guidance.catalogue.indicators.values() if row.form == slug]
    route = typical_route(guidance, slug, timezone.localtime())
    context = {
        "subject": found,
        "rows": rows,
        "sources": _sources_of(rows),
        "advices": [advice for advice in route.contacts if advice.contact.phone],
        "warnings": [row for row in route.warnings if slug in row.when.forms()],
        "do_not": [row for row in route.do_not if slug in row.when.forms()],
    }
    return render(request, "guidance/form.html", context)


def _sources_of(rows: list[Indicator]) -> list[Source]:
    return list(dict.fromkeys(source for row in rows for source in row.sources))


@public
@require_safe
def sharing(request: HttpRequest) -> HttpResponse:
    """What may I share: rules of thumb, both public positions, and per receiver."""
    guidance = current_guidance()
    document = guidance.document("sharing")
    sources = read_sources(document)
    context = {
        "document": document,
        "positions": [
            {**item, "sources": [sources[code] for code in item["source"]]}
            for item in document["positions"]["items"]
        ],
        "receivers": [
            {**row, "name": _receiver(guidance, row["organisation"])}
            for row in document["receivers"]
        ],
        "employees": document["employees"]["items"],
        "sources": list(sources.values()),
    }
    return render(request, "guidance/sharing.html", context)


def _receiver(guidance: Guidance, slug: str) -> str:
    contact = guidance.book.contacts.get(slug)
    return contact.name if contact else _("The focal point of your municipality")


@public
@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The route card: the whole route on one page."""
    guidance = current_guidance()
    return render(request, "guidance/card.html", {"card": route_card(guidance)})


@public
@require_safe
def card_pdf(request: HttpRequest) -> HttpResponse:
    """The route card as an accessible PDF of one or two sheets A4."""
    return pdf_response(pdf.card_as_pdf(current_guidance()), _("route-card.pdf"))
