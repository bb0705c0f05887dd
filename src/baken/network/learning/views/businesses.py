"""Businesses that follow the share of their staff that finished a training."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.learning import access, actions, queries
from baken.network.learning.forms.counts import BusinessEditForm, BusinessForm, FinishedForm
from baken.network.learning.models import TakingPart
from baken.network.learning.standing import Progress, percentage_of, progress
from baken.web.spreadsheet import spreadsheet_response

from .common import (
    PAGE_SIZE,
    attempt,
    newest_version,
    posted,
    query_of,
    tabs,
    wants_spreadsheet,
)


def _may_add(request: BakenRequest) -> bool:
    return access.manages(request.actor) or access.keeps_own(request.actor)


@requires(Permission.LEARNING_READ)
@require_safe
def business_list(request: BakenRequest) -> HttpResponse:
    """Show the businesses with how far they are; as a list or as a spreadsheet."""
    found = TakingPart.objects.visible_to(request.actor).order_by("has_stopped", "name")
    if wants_spreadsheet(request):
        return _as_spreadsheet(progress(found))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request.actor, "businesses"),
        "page": page,
        "listed": progress(page.object_list),
        "query": query_of(request),
        "may_add": _may_add(request),
    }
    return render(request, "learning/businesses.html", context)


def _as_spreadsheet(found: list[Progress]) -> HttpResponse:
    heads = (
        _("Business"), _("Kind"), _("Municipality"), _("Training"), _("Counted on"), _("Staff"),
        _("Finished"), _("Share"), _("Needed"), _("Reached"),
    )  # fmt: skip
    rows = (
        (
            one.business.name, one.business.get_kind_display(), one.business.municipality.name,
            one.business.training.name, one.newest and one.newest.counted_on,
            one.newest and one.newest.staff, one.newest and one.newest.finished, one.percentage,
            f"{one.business.share}%", _("yes") if one.is_reached else _("no"),
        )
        for one in found
    )  # fmt: skip
    return spreadsheet_response("bedrijven.xlsx", _("Businesses"), heads, rows)


@requires(Permission.LEARNING_READ)
@require_safe
def business_page(request: BakenRequest, business_id: UUID) -> HttpResponse:
    """Show one business: how far it is, and how that went."""
    found = TakingPart.objects.visible_to(request.actor).filter(pk=business_id)
    queries.get_or_404(found, pk=business_id)
    (one,) = progress(found)
    newest = one.newest
    bars: list[dict[str, Any]] = []
    if newest:
        bars = [
            {"label": _("Staff"), "value": newest.staff},
            {"label": _("Needed for the certificate"), "value": one.needed},
            {"label": _("Finished"), "value": newest.finished},
        ]
    context = {
        "tabs": tabs(request.actor, "businesses"),
        "one": one,
        "business": one.business,
        "bars": bars,
        "counts": [(count, percentage_of(count)) for count in one.counts],
        "may_edit": found.editable_by(request.actor).exists(),
    }
    return render(request, "learning/business.html", context)


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: BakenRequest) -> HttpResponse:
    """Let a business take part."""
    places = queries.municipalities()
    if not access.manages(request.actor):
        own = request.actor.organisation_id
        places = [one for one in places if one.pk == own and access.keeps_own(request.actor)]
    offered = queries.trainings(request.actor).filter(staff_share__isnull=False)
    form = BusinessForm(posted(request), places=places, trainings=offered)
    added = attempt(form, lambda: actions.add_business(actor=request.actor, draft=form.draft()))
    if added:
        messages.success(request, _("Added. Now enter how many have finished."))
        return redirect("learning:enter-finished", added.pk)
    context = {
        "form": form,
        "tabs": tabs(request.actor, "businesses"),
        "is_possible": bool(places and form.trainings),
    }
    return render(request, "learning/business_form.html", context)


def _own(request: BakenRequest, business_id: UUID) -> TakingPart:
    """Return a business whose numbers the reader enters, or 404."""
    found = TakingPart.objects.visible_to(request.actor).editable_by(request.actor)
    business: TakingPart = queries.get_or_404(
        found.select_related("training", "municipality"), pk=business_id
    )
    return business


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: BakenRequest, own_business_id: UUID) -> HttpResponse:
    """Enter how many of a staff had finished."""
    business = _own(request, own_business_id)
    last = business.counts.first()
    form = FinishedForm.to_enter(last.staff if last else None, posted(request))
    done = attempt(
        form,
        lambda: actions.enter_finished(
            actor=request.actor, business_id=business.pk, **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect("learning:business", business.pk)
    context = {"form": form, "business": business, "tabs": tabs(request.actor, "businesses")}
    return render(request, "learning/enter_finished.html", context)


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BakenRequest, own_business_id: UUID) -> HttpResponse:
    """Change a business."""
    business = _own(request, own_business_id)
    form = BusinessEditForm.of(business, posted(request))
    done = attempt(
        form,
        lambda: actions.edit_business(
            actor=request.actor, business_id=business.pk, **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, _("Saved."))
        return redirect("learning:business", business.pk)
    newest_version(form, business.version)
    context = {
        "form": form,
        "business": business,
        "tabs": tabs(request.actor, "businesses"),
        "is_possible": True,
    }
    return render(request, "learning/business_form.html", context)
