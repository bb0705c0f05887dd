"""The public directory: who does what, how to reach them, and whether they answer now.

Nothing is stored and no cookie is set; the search words stand in the address, because they
are about organisations and not about a person.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.foundation.region.internal_routes import route_by_slug
from baken.foundation.region.models import ConsultationBody, Organisation, RegionRole
from baken.foundation.region.pack import sections
from baken.foundation.region.presentation import contact_now, current_region, groups


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All organisations of the region, grouped by their place in the chain."""
    now = timezone.localtime()
    query = request.GET.get("q", "").strip()
    region = current_region(now)
    found = groups(region, query, now)
    context = {"region": region, "groups": found, "query": query, "now": now}
    return render(request, "region/public/directory.html", context)


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
