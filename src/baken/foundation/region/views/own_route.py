"""The screen on which a focal point keeps the internal reporting route of the municipality."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region import internal_routes
from baken.foundation.region.actions import EditConflict
from baken.foundation.region.forms.internal_route import InternalRouteForm
from baken.foundation.region.internal_routes import RouteView
from baken.foundation.region.models import Organisation


@requires(Permission.REGION_EDIT_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def own_route(request: BakenRequest) -> HttpResponse:
    """Show and change who tells whom in the own municipality."""
    organisation = internal_routes.own_municipality(request.actor)
    if organisation is None:
        raise Http404
    route = internal_routes.route_of(organisation.pk)
    form = _form(request, route)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, organisation, form)
            return redirect("region:own-route")
        except EditConflict:
            conflict = True
            newest = request.POST.copy()
            newest["version"] = str(route.version)
            form = InternalRouteForm(newest, steps=route.shown, version=route.version)
    context = {"organisation": organisation, "route": route, "form": form, "conflict": conflict}
    return render(request, "region/manage/own_route.html", context)


def _form(request: BakenRequest, route: RouteView) -> InternalRouteForm:
    """Return the form; a municipality without a route starts from the default."""
    data = request.POST if request.method == "POST" else None
    return InternalRouteForm(data, steps=route.shown, note=route.note, version=route.version)


def _save(request: BakenRequest, organisation: Organisation, form: InternalRouteForm) -> None:
    changed = internal_routes.save_route(
        organisation,
        actor=request.actor,
        steps=form.steps(),
        note=form.cleaned_data["note"],
        version=form.cleaned_data["version"],
    )
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
