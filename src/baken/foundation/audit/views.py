"""The register, for the privacy officer of an organisation."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from . import actions, queries
from .forms import ExportForm, FilterForm, ReferenceForm


def _before(request: BakenRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def _chosen(form: FilterForm) -> list[tuple[str, str]]:
    """Return the filters that were filled in, as they were sent."""
    return [(name, form.data[name]) for name in form.fields if form.data.get(name)]


def _page(
    request: BakenRequest, form: FilterForm, export: ExportForm, reference: ReferenceForm
) -> HttpResponse:
    form.is_valid()
    filters = form.filters()
    before = _before(request)
    return render(
        request,
        "audit/register.html",
        {
            "form": form,
            "export_form": export,
            "reference_form": reference,
            "page": queries.register_page(request.actor, filters, before=before),
            "filters": filters,
            "query": urlencode(_chosen(form)),
            "export_fields": _chosen(form),
            "before": before,
            "verification": queries.last_verification(request.actor, filters.chain),
        },
    )


@requires(Permission.AUDIT_READ)
@require_GET
def register_list(request: BakenRequest) -> HttpResponse:
    """Show the register of the own organisation, newest first, with filters."""
    form = FilterForm(request.GET, actor=request.actor)
    return _page(request, form, ExportForm(), ReferenceForm())


@requires(Permission.AUDIT_READ)
@require_POST
def find_reference(request: BakenRequest) -> HttpResponse:
    """Go to the events of the concern with a reference."""
    form = FilterForm(request.POST, actor=request.actor)
    reference = ReferenceForm(request.POST)
    form.is_valid()
    if reference.is_valid():
        subject = queries.subject_of_reference(
            request.actor, form.filters().chain, reference.cleaned_data["reference"]
        )
        if subject is not None:
            kind, subject_id = subject
            return redirect(f"{reverse('audit:register')}?subject={kind}:{subject_id}")
        reference.add_error("reference", _("There is nothing in this register about it."))
    return _page(request, form, ExportForm(), reference)


@requires(Permission.AUDIT_READ)
@require_POST
def register_export(request: BakenRequest) -> HttpResponse:
    """Give the filtered register as CSV; the export is written in the register."""
    form = FilterForm(request.POST, actor=request.actor)
    export = ExportForm(request.POST)
    if not (form.is_valid() and export.is_valid()):
        return _page(request, form, export, ReferenceForm())
    try:
        content = actions.export(
            actor=request.actor, filters=form.filters(), reason=export.cleaned_data["reason"]
        )
    except actions.TooManyEvents:
        messages.error(request, _("That is too much for one file. Choose a shorter period."))
        return redirect(f"{reverse('audit:register')}?{urlencode(_chosen(form))}")
    name = f"baken-logboek-{timezone.localdate().isoformat()}.csv"
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
