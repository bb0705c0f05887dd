"""The overview for coordinator, portfolio holder and mayor: outlines and counts, no content."""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baken.chain.concerns import queries
from baken.chain.concerns.forms.finding import OverviewForm
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import ConcernStatus, DueKind
from baken.chain.concerns.overview import AGES, Overview, overview
from baken.chain.concerns.words import STUCK
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation, OrganisationKind

Bars = list[dict[str, Any]]


@requires(Permission.OUTLINE_READ_REGION)
@require_GET
def region_overview(request: BakenRequest) -> HttpResponse:
    """Show the open work of all municipalities."""
    places = list(
        Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True).order_by(
            "name"
        )
    )
    return _page(request, places)


@requires(Permission.OUTLINE_READ_MUNICIPALITY)
@require_GET
def municipality_overview(request: BakenRequest) -> HttpResponse:
    """Show the open work of the own municipality."""
    return _page(request, [])


def _page(request: BakenRequest, places: list[Organisation]) -> HttpResponse:
    actor = request.actor
    labels = Labels()
    names = {place.slug: place.short_name or place.name for place in places}
    form = OverviewForm(request.GET, labels=labels, municipalities=names)
    wanted = form.wanted()
    counts = overview(actor, municipality=wanted.municipality)
    page = queries.outline_list(actor, wanted, form.page_number())
    address = overview_address(actor)
    context = {
        "form": form,
        "page": page,
        "query": form.query(),
        "labels": labels,
        "counts": counts,
        "chosen": names.get(wanted.municipality, "") if names else _own_name(actor),
        "tiles": _tiles(places, counts, address),
        "stuck": stuck_bars(counts, actor),
        "by_status": _status_bars(counts, address),
        "by_form": _form_bars(counts, labels, address),
        "by_age": _age_bars(counts),
    }
    return render(request, "concerns/overview.html", context)


def _own_name(actor: Actor) -> str:
    """Return the name of the municipality whose overview is shown. One query."""
    if actor.organisation_id is None:
        return ""
    own = Organisation.objects.get(pk=actor.organisation_id)
    return own.short_name or own.name


def overview_address(actor: Actor) -> str:
    """Return the address of the overview that this actor may open."""
    is_region = actor.may(Permission.OUTLINE_READ_REGION)
    return reverse("concerns:overview" if is_region else "concerns:municipality-overview")


def _link(address: str, **narrowing: str) -> str:
    return f"{address}?{urlencode(narrowing)}#outlines"


def stuck_bars(counts: Overview, actor: Actor) -> Bars:
    """Return where work is late, the most at the top."""
    address = _link(overview_address(actor), due="overdue")
    return [
        {"label": str(STUCK[DueKind(kind)]), "value": number, "href": address}
        for kind, number in counts.stuck.most_common()
    ]


def _status_bars(counts: Overview, address: str) -> Bars:
    return [
        {
            "label": str(status.label),
            "value": counts.by_status[status.value],
            "href": _link(address, status=status.value),
        }
        for status in ConcernStatus
        if status != ConcernStatus.CLOSED
    ]


def _form_bars(counts: Overview, labels: Labels, address: str) -> Bars:
    return [
        {
            "label": labels.forms.get(slug, slug),
            "value": number,
            "href": _link(address, form=slug),
        }
        for slug, number in counts.by_form.most_common()
    ]


def _age_bars(counts: Overview) -> Bars:
    limits = ["0", *(str(days) for days in AGES)]
    names = [
        _("%(first)s to %(last)s days") % {"first": first, "last": last}
        for first, last in itertools.pairwise(limits)
    ]
    names.append(_("more than %(days)s days") % {"days": AGES[-1]})
    return [{"label": name, "value": counts.by_age[group]} for group, name in enumerate(names)]


def _tiles(places: list[Organisation], counts: Overview, address: str) -> Bars:
    """Return one tile per municipality that has a place on the map; none is left out for zero."""
    open_work = {place.slug: place.open for place in counts.municipalities}
    return [
        {
            "label": place.short_name or place.name,
            "value": open_work.get(place.slug, 0),
            "column": place.tile_column,
            "row": place.tile_row,
            "href": _link(address, municipality=place.slug),
        }
        for place in places
        if place.tile_column is not None and place.tile_row is not None
    ]
