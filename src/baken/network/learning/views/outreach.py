"""The register of outreach, with an overview per year."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.learning import access, actions, queries
from baken.network.learning.forms.base import token_of
from baken.network.learning.forms.counts import OutreachFilter, OutreachForm
from baken.network.learning.models import Outreach, OutreachAudience
from baken.web.spreadsheet import spreadsheet_response

from .common import (
    MOST_ROWS,
    PAGE_SIZE,
    attempt,
    newest_version,
    posted,
    press,
    query_of,
    tabs,
    wants_spreadsheet,
)


@requires(Permission.LEARNING_READ)
@require_safe
def register(request: BakenRequest) -> HttpResponse:
    """Show what was done, and per year how many it reached; or as a spreadsheet."""
    form = OutreachFilter(
        request.GET,
        years=queries.outreach_years(request.actor),
        places=queries.municipalities(),
    )
    wanted = form.wanted()
    found = queries.outreach(request.actor, **wanted)
    if wants_spreadsheet(request):
        return _as_spreadsheet(found[:MOST_ROWS])
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    years = queries.outreach_by_year(request.actor)
    own = request.actor.organisation_id
    context = {
        "tabs": tabs(request.actor, "outreach"),
        "form": form,
        "page": page,
        "rows": [
            (one, access.manages(request.actor) or one.organisation_id == own)
            for one in page.object_list
        ],
        "years": years,
        "audiences": OutreachAudience,
        "bars": [{"label": str(row.year), "value": row.total} for row in reversed(years)],
        "this_year": _this_year(years),
        "year_now": timezone.localdate().year,
        "is_filtered": any(wanted.values()),
        "query": query_of(request),
        "export": query_of(request, **{"as": "spreadsheet"}),
    }
    return render(request, "learning/outreach.html", context)


def _this_year(years: list[queries.YearRow]) -> list[dict[str, Any]]:
    now = timezone.localdate().year
    row = next((one for one in years if one.year == now), queries.YearRow(now, {}, {}))
    return [
        {"label": str(one.label), "value": row.reached.get(one.value, 0)}
        for one in OutreachAudience
    ]


def _as_spreadsheet(found: Any) -> HttpResponse:
    heads = (
        _("Day"), _("For whom"), _("What was done"), _("Where"), _("Municipality"),
        _("By whom"), _("Together with"), _("Training or tool"), _("Number reached"), _("Note"),
    )  # fmt: skip
    rows = (
        (
            one.on, one.get_audience_display(), one.title, one.place,
            one.municipality.name if one.municipality else "", one.organisation.name,
            one.partners, one.training.name if one.training else "", one.reached, one.note,
        )
        for one in found
    )  # fmt: skip
    return spreadsheet_response("voorlichting.xlsx", _("Outreach"), heads, rows)


def _form(request: BakenRequest, initial: dict[str, Any]) -> OutreachForm:
    organisations = queries.organisations()
    if not access.manages(request.actor):
        own = request.actor.organisation_id
        organisations = [one for one in organisations if one.pk == own]
    return OutreachForm(
        posted(request),
        places=queries.municipalities(),
        organisations=organisations,
        trainings=queries.trainings(request.actor),
        initial=initial,
    )


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: BakenRequest) -> HttpResponse:
    """Enter an activity of one's own organisation."""
    slugs = {one.pk: one.slug for one in queries.organisations()}
    own = slugs.get(request.actor.organisation_id, "")  # type: ignore[arg-type]
    form = _form(request, {"organisation": own, "municipality": own, "on": timezone.localdate()})

    def act() -> Outreach:
        return actions.add_outreach(
            actor=request.actor, draft=form.draft(), token=token_of(request.POST)
        )

    if attempt(form, act):
        messages.success(request, _("Added to the register."))
        return redirect("learning:outreach")
    context = {"form": form, "tabs": tabs(request.actor, "outreach")}
    return render(request, "learning/outreach_form.html", context)


def _own(request: BakenRequest, outreach_id: UUID) -> Outreach:
    """Return an activity that the reader may change, or 404."""
    found = Outreach.objects.visible_to(request.actor).editable_by(request.actor)
    outreach: Outreach = queries.get_or_404(
        found.select_related("municipality", "organisation", "training"), pk=outreach_id
    )
    return outreach


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BakenRequest, own_outreach_id: UUID) -> HttpResponse:
    """Change an activity of one's own organisation."""
    outreach = _own(request, own_outreach_id)
    form = _form(request, OutreachForm.initial_of(outreach))

    def act() -> Outreach:
        return actions.edit_outreach(
            actor=request.actor,
            outreach_id=outreach.pk,
            draft=form.draft(),
            version=form.cleaned_data["version"] or 0,
        )

    if attempt(form, act):
        messages.success(request, _("Saved."))
        return redirect("learning:outreach")
    newest_version(form, outreach.version)
    context = {"form": form, "outreach": outreach, "tabs": tabs(request.actor, "outreach")}
    return render(request, "learning/outreach_form.html", context)


@requires(Permission.LEARNING_READ)
@require_POST
def delete(request: BakenRequest, own_outreach_id: UUID) -> HttpResponse:
    """Take away what was entered by mistake."""
    outreach = _own(request, own_outreach_id)
    press(
        request,
        lambda: actions.delete_outreach(actor=request.actor, outreach_id=outreach.pk),
        _("Taken away from the register."),
    )
    return redirect("learning:outreach")
