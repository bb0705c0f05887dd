"""How many were trained: the region as a picture and a table, and entering one's own numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation
from baken.network.learning import access, actions, queries, standing
from baken.network.learning.forms.counts import CountsForm, TrainingChoice
from baken.network.learning.models import FunctionCount, StaffFunction, Training
from baken.network.learning.standing import Place
from baken.web.spreadsheet import spreadsheet_response

from .catalogue import training_of
from .common import attempt, posted, query_of, tabs, wants_spreadsheet


def _chosen(request: BakenRequest, offered: list[Training]) -> Training | None:
    wanted = request.GET.get("training", "")
    return next((one for one in offered if one.slug == wanted), offered[0] if offered else None)


def _places(request: BakenRequest, training: Training) -> list[Place]:
    municipalities = queries.municipalities()
    if not access.sees_region(request.actor):
        own = request.actor.organisation_id
        municipalities = [one for one in municipalities if one.pk == own]
    return standing.places(request.actor, training, municipalities)


@requires(Permission.LEARNING_READ)
@require_safe
def show(request: BakenRequest) -> HttpResponse:
    """Show how municipalities and roles stand for one training."""
    offered = list(queries.trainings(request.actor))
    training = _chosen(request, offered)
    if training is None:
        context: dict[str, Any] = {"tabs": tabs(request.actor, "status"), "training": None}
        return render(request, "learning/status.html", context)
    places = _places(request, training)
    if wants_spreadsheet(request):
        return _as_spreadsheet(training, places)
    sees_region = access.sees_region(request.actor)
    form = TrainingChoice({"training": training.slug}, trainings=offered)
    context = {
        "tabs": tabs(request.actor, "status"),
        "form": form,
        "training": training,
        "places": places,
        "own": places[0] if places and not sees_region else None,
        "sees_region": sees_region,
        "functions": StaffFunction,
        "tiles": _tiles(places, training) if sees_region else [],
        "gaps": [place for place in places if place.gaps],
        "lacking": standing.lacking(places),
        "roles": standing.by_role(request.actor, training),
        "export": query_of(request, **{"as": "spreadsheet", "training": training.slug}),
        "may_enter": access.manages(request.actor) or access.keeps_own(request.actor),
        "bars": _bars(places[0]) if places and not sees_region else [],
    }
    return render(request, "learning/status.html", context)


def _bars(place: Place) -> list[dict[str, Any]]:
    rows = []
    for cell in place.cells:
        value = cell.trained * 100 // cell.staff if cell.staff else None
        rows.append({"label": str(cell.function.label), "value": value})
    return rows


def _tiles(places: list[Place], training: Training) -> list[dict[str, Any]]:
    return [
        {
            "label": place.name,
            "value": place.percentage,
            "column": place.organisation.tile_column,
            "row": place.organisation.tile_row,
        }
        for place in places
        if place.organisation.tile_column is not None and place.organisation.tile_row is not None
    ]


def _as_spreadsheet(training: Training, places: list[Place]) -> HttpResponse:
    heads = (
        _("Municipality"), _("Training"), _("Function"), _("Staff"), _("Of whom trained"),
        _("Trained on"), _("Counts until"), _("Still to train"),
    )  # fmt: skip
    rows = (
        (
            place.organisation.name, training.name, str(cell.function.label),
            cell.staff if cell.count else None, cell.trained if cell.count else None,
            cell.count.trained_on if cell.count else None, cell.ends_on,
            cell.gap if cell.count else None,
        )
        for place in places
        for cell in place.cells
    )  # fmt: skip
    return spreadsheet_response("stand-trainingen.xlsx", _("Standing"), heads, rows)


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: BakenRequest, municipality_slug: str, training: str) -> HttpResponse:
    """Let a focal point, or an organiser, enter the numbers of a municipality."""
    municipality = _municipality(request, municipality_slug)
    record = training_of(request, training)
    counts = FunctionCount.objects.visible_to(request.actor).filter(
        organisation=municipality, training=record
    )
    newest = {count.function: count for count in counts.newest()}
    form = CountsForm(posted(request), counts=newest)

    def act() -> int:
        return actions.enter_counts(
            actor=request.actor,
            organisation_id=municipality.pk,
            training_id=record.pk,
            drafts=form.drafts(),
        )

    if attempt(form, act):
        messages.success(request, _("Saved."))
        address = reverse("learning:status")
        return redirect(f"{address}?training={record.slug}")
    context = {
        "form": form,
        "training": record,
        "municipality": municipality,
        "tabs": tabs(request.actor, "status"),
    }
    return render(request, "learning/enter_counts.html", context)


def _municipality(request: BakenRequest, slug: str) -> Organisation:
    """Return a municipality whose numbers the reader keeps, or 404."""
    found = next((one for one in queries.municipalities() if one.slug == slug), None)
    is_own = (
        found is not None
        and access.keeps_own(request.actor)
        and found.pk == request.actor.organisation_id
    )
    if found is None or not (is_own or access.manages(request.actor)):
        raise Http404
    return found
