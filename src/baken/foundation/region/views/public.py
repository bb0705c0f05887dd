"""The public directory: who does what, how to reach them, and whether they answer now.

Nothing is stored and no cookie is set; the search words stand in the address, because they
are about organisations and not about a person. The log keeps the address without them.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.foundation.region.directory import Listed
from baken.foundation.region.internal_routes import route_by_slug
from baken.foundation.region.models import (
    ChainRole,
    ConsultationBody,
    Organisation,
    RegionRole,
    Situation,
)
from baken.foundation.region.pack import sections
from baken.foundation.region.presentation import contact_now, current_region, groups
from baken.foundation.region.searching import Wanted, find, situations_of
from baken.foundation.region.vcards import CONTENT_TYPE, cards


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All organisations of the region, grouped by their place in the chain."""
    now = timezone.localtime()
    wanted = Wanted.from_query(request.GET.dict())
    region = current_region(now)
    found = find(region.directory.organisations.values(), wanted)
    context = {
        "region": region,
        "groups": groups(region, found.organisations, now),
        "wanted": wanted,
        "meant": found.meant,
        "count": len(found.organisations),
        "places": ChainRole.choices,
        "situations": Situation.choices,
        "now": now,
    }
    return render(request, "region/public/directory.html", context)


@public
@require_safe
def vcards(request: HttpRequest) -> HttpResponse:
    """Everything in the directory as cards for an address book."""
    region = current_region(timezone.localtime())
    return _as_cards(region.directory.organisations.values(), "organisaties")


@public
@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """The ways to reach one organisation as cards for an address book."""
    listed = current_region(timezone.localtime()).directory.organisations.get(slug)
    if listed is None:
        raise Http404
    return _as_cards([listed], slug)


def _as_cards(organisations: Iterable[Listed], name: str) -> HttpResponse:
    answer = HttpResponse(cards(organisations), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    return answer


@public
@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One organisation: what it is for and every way to reach it."""
    now = timezone.localtime()
    region = current_region(now)
    listed = region.directory.organisations.get(slug)
    if listed is None:
        return _merged(request, slug)
    context = {
        "region": region,
        "organisation": listed,
        "place": dict(ChainRole.choices).get(listed.chain_role, ""),
        "when": [Situation(value).label for value in situations_of(listed)],
        "contacts": [contact_now(region, contact, now) for contact in listed.contacts],
        "now": now,
    }
    if listed.municipality_code:
        context["internal_route"] = route_by_slug(slug)
    return render(request, "region/public/organisation.html", context)


def _merged(request: HttpRequest, slug: str) -> HttpResponse:
    """Point from a municipality that no longer exists to the one that took over."""
    gone = Organisation.objects.filter(slug=slug).select_related("merged_into").first()
    if gone is None or gone.merged_into is None or not gone.is_current:
        raise Http404
    return render(request, "region/public/merged.html", {"gone": gone, "new": gone.merged_into})


@public
@require_safe
def cooperation(request: HttpRequest) -> HttpResponse:
    """How the region works together: its consultation bodies and roles, never who fills them."""
    context = {
        "bodies": ConsultationBody.objects.filter(is_current=True),
        "roles": RegionRole.objects.filter(is_current=True),
    }
    return render(request, "region/public/cooperation.html", context)


@public
@require_safe
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """Return the JSON Schema of one file of a region pack."""
    for section in sections():
        if section.name == name:
            return JsonResponse(
                section.schema_content(),
                content_type="application/schema+json",
                json_dumps_params={"indent": 2, "ensure_ascii": False},
            )
    raise Http404
