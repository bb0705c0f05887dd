"""Holds on one record, for its focal points; terms and what was shredded, for the officer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from . import actions, queries
from .errors import HoldRefused
from .forms import HoldForm
from .models import Hold
from .registry import Retained


def _entry(request: BakenRequest, kind: str, subject_id: UUID) -> tuple[Retained, Any]:
    found = queries.record_of(request.actor, kind, subject_id)
    if found is None:
        raise Http404
    return found


def _page(request: BakenRequest, entry: Retained, record: Any, form: HoldForm) -> HttpResponse:
    context = {
        "kind": entry.kind,
        "label": entry.label,
        "record": record,
        "back": entry.path(record.pk) if entry.path else "",
        "form": form,
        "holds": queries.holds_on(request.actor, entry.kind, record.pk),
        "today": timezone.localdate(),
    }
    return render(request, "retention/holds.html", context)


@requires(Permission.CONCERN_CLOSE)
@require_GET
def hold_list(request: BakenRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Show what keeps a record longer, and let somebody keep it longer."""
    entry, record = _entry(request, kind, subject_id)
    return _page(request, entry, record, HoldForm())


@requires(Permission.CONCERN_CLOSE)
@require_POST
def hold_place(request: BakenRequest, kind: str, subject_id: UUID) -> HttpResponse:
    """Keep a record longer."""
    entry, record = _entry(request, kind, subject_id)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _page(request, entry, record, form)
    try:
        actions.place_hold(
            actor=request.actor,
            subject=(kind, subject_id),
            reason=form.cleaned_data["reason"],
            until=form.cleaned_data["until"],
        )
    except HoldRefused as problem:
        form.add_error("until", str(problem))
        return _page(request, entry, record, form)
    messages.success(request, _("It is kept longer now."))
    return redirect("retention:holds", kind, subject_id)


@requires(Permission.CONCERN_CLOSE)
@require_POST
def hold_release(request: BakenRequest, kind: str, subject_id: UUID, hold_id: UUID) -> HttpResponse:
    """End a hold; the retention term counts again."""
    _entry(request, kind, subject_id)
    holds = Hold.objects.visible_to(request.actor).on_subject(kind, subject_id)
    hold = get_object_or_404(holds, pk=hold_id)
    try:
        actions.release_hold(actor=request.actor, hold_id=hold.pk)
        messages.success(request, _("From now on only the retention term counts."))
    except HoldRefused as problem:
        messages.warning(request, str(problem))
    return redirect("retention:holds", kind, subject_id)


@requires(Permission.AUDIT_READ)
@require_GET
def overview(request: BakenRequest) -> HttpResponse:
    """Show the terms of the region, what is held, and what was shredded lately."""
    context = {
        "terms": queries.terms_of_region(),
        "holds": queries.running_holds(request.actor),
        "runs": queries.last_runs(request.actor),
    }
    return render(request, "retention/overview.html", context)
