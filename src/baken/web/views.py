"""The pages of the house itself: about, privacy, accessibility, and the living style page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import public, signed_in

from . import examples
from . import theme as own_theme


@public
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Say what Baken is and who stands behind it."""
    return render(request, "web/about.html")


@public
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, by whom and for how long."""
    return render(request, "web/privacy.html")


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested and whom to tell about an obstacle."""
    return render(request, "web/accessibility.html")


@public
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in its states."""
    return render(request, "web/style.html", examples.context())


@public
@require_GET
def theme(request: HttpRequest, version: str) -> HttpResponse:
    """Return the municipality's own tokens; the version in the address makes it cacheable."""
    if not version or version != own_theme.version():
        raise Http404
    response = HttpResponse(own_theme.css(), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@signed_in
@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """Keep the session alive for somebody who says to be there still."""
    return HttpResponse(status=204)
