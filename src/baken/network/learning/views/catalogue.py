"""The catalogue: list, one training, adding and changing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.learning import access, actions, queries
from baken.network.learning.forms.catalogue import CatalogueFilter, TrainingEditForm
from baken.network.learning.models import Training
from baken.web.spreadsheet import spreadsheet_response

from .common import attempt, newest_version, posted, press, query_of, tabs, wants_spreadsheet


@requires(Permission.LEARNING_READ)
@require_safe
def catalogue(request: BakenRequest) -> HttpResponse:
    """Show what is offered, with filters; as cards or as a spreadsheet."""
    form = CatalogueFilter(request.GET)
    wanted = form.wanted()
    manages = access.manages(request.actor)
    found = list(queries.trainings(request.actor, **wanted))
    if wants_spreadsheet(request):
        return _as_spreadsheet(found)
    gone = queries.trainings(request.actor, gone=True).filter(is_current=False)
    context = {
        "tabs": tabs(request.actor, "catalogue"),
        "form": form,
        "trainings": found,
        "is_filtered": any(wanted.values()),
        "export": query_of(request, **{"as": "spreadsheet"}),
        "manages": manages,
        "gone": list(gone) if manages else [],
    }
    return render(request, "learning/catalogue.html", context)


def _as_spreadsheet(found: list[Training]) -> HttpResponse:
    heads = (
        _("Training"), _("For whom"), _("Form"), _("Where"), _("Duration"), _("Cost"),
        _("Given by"), _("Group: at least"), _("Group: at most"), _("Accreditation"),
        _("Languages"), _("Mail address"), _("Website"), _("Source"), _("How well known"),
    )  # fmt: skip
    rows = (
        (
            one.name, ", ".join(one.audience_labels), one.get_form_display(),
            one.get_place_display(), one.duration, one.cost, one.provider, one.group_minimum,
            one.group_maximum, one.accreditation, one.languages, one.email, one.website,
            one.source, one.get_verification_display(),
        )
        for one in found
    )  # fmt: skip
    return spreadsheet_response("trainingen.xlsx", _("Trainings"), heads, rows)


def training_of(request: BakenRequest, slug: str) -> Training:
    """Return a training, or 404."""
    training: Training = queries.get_or_404(Training.objects.visible_to(request.actor), slug=slug)
    return training


@requires(Permission.LEARNING_READ)
@require_safe
def training_page(request: BakenRequest, training: str) -> HttpResponse:
    """Show everything about one training, and its sessions to come."""
    record = training_of(request, training)
    coming = queries.sessions(request.actor, training=record.slug)
    context = {
        "tabs": tabs(request.actor, "catalogue"),
        "training": record,
        "listed": queries.with_own(request.actor, coming[:20]),
        "manages": access.manages(request.actor),
    }
    return render(request, "learning/training.html", context)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: BakenRequest) -> HttpResponse:
    """Add a training that no region pack has."""
    form = TrainingEditForm(posted(request))
    added = attempt(form, lambda: actions.add_training(actor=request.actor, values=form.values()))
    if added:
        messages.success(request, _("Added to the catalogue."))
        return redirect("learning:training", added.slug)
    context = {"form": form, "tabs": tabs(request.actor, "catalogue")}
    return render(request, "learning/training_form.html", context)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BakenRequest, training: str) -> HttpResponse:
    """Change one training; a later region pack leaves this alone."""
    record = training_of(request, training)
    form = TrainingEditForm.of(record, posted(request))

    def save() -> Any:
        return actions.edit_training(
            actor=request.actor,
            training_slug=record.slug,
            values=form.values(),
            version=form.cleaned_data["version"] or 0,
        )

    if attempt(form, save):
        messages.success(request, _("Saved."))
        return redirect("learning:training", record.slug)
    newest_version(form, record.version)
    context = {
        "form": form,
        "training": record,
        "tabs": tabs(request.actor, "catalogue"),
        "edits": _edits(record),
    }
    return render(request, "learning/training_form.html", context)


def _edits(record: Training) -> list[dict[str, str]]:
    """Return what was changed on screen, with the value of the pack."""
    return [
        {"field": name, "label": str(queries.label_of(record, name)), "pack": str(value)}
        for name, (_own, value) in record.edited_fields().items()
    ]


@requires(Permission.LEARNING_MANAGE)
@require_POST
def take_value(request: BakenRequest, training: str, field: str) -> HttpResponse:
    """Give one field the value of the region pack back."""
    record = training_of(request, training)
    press(
        request,
        lambda: actions.take_pack_value(
            actor=request.actor, training_slug=record.slug, field=field
        ),
        _("The value of the region pack is back."),
    )
    return redirect("learning:edit-training", record.slug)
