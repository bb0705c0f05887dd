"""The yearly talk with every municipality, and national consultations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.meetings import actions
from baken.network.meetings import presentation as show
from baken.network.meetings.forms.talks import ConsultationForm, TalkForm, WishForm
from baken.network.meetings.models import NationalConsultation, YearTalk
from baken.web.spreadsheet import spreadsheet_response

from .shared import Step, attempt, plans, posted, step_page, token_of


def _municipalities(request: BakenRequest, year: int) -> list[Organisation]:
    """Return the municipalities that exist this year; only the own one for a focal point."""
    if not show.has_talk(request.actor):
        return []
    rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    if not plans(request):
        rows = rows.filter(memberships=request.actor.membership_id)
    today = timezone.localdate()
    day = today if year == today.year else today.replace(year=year, month=7, day=1)
    return [one for one in rows.order_by("name") if one.exists_on(day)]


def _chosen(request: BakenRequest) -> int:
    return show.year_in(request.GET.get("jaar"), timezone.localdate().year)


@requires(Permission.BODY_READ)
@require_GET
def talks(request: BakenRequest) -> HttpResponse:
    """List the municipalities with date, held and points. Three queries."""
    year = _chosen(request)
    found = {
        talk.municipality_id: talk
        for talk in YearTalk.objects.visible_to(request.actor).filter(year=year)
    }
    rows: list[dict[str, Any]] = [
        {"municipality": one, "talk": found.get(one.pk)} for one in _municipalities(request, year)
    ]
    people: dict[Any, list[str]] = {}
    focal_points = Membership.objects.running(timezone.localdate()).filter(
        role="focal-point",
        account__is_active=True,
        organisation__in=[r["municipality"] for r in rows],
    )
    for membership in focal_points.select_related("account").order_by("account__name"):
        people.setdefault(membership.organisation_id, []).append(membership.account.name)
    for row in rows:
        row["people"] = people.get(row["municipality"].pk, [])
    if request.GET.get("export") == "xlsx":
        return _talk_file(rows, year)
    context = {
        "year": year,
        "years": [year - 1, year + 1],
        "rows": rows,
        "held": sum(bool(row["talk"] and row["talk"].held_on) for row in rows),
        "plans": plans(request),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/talks.html", context)


def _talk_file(rows: list[dict[str, Any]], year: int) -> HttpResponse:
    heads = [
        _("Municipality"),
        _("Planned on"),
        _("Held on"),
        _("What the municipality runs into"),
        _("Where the region helps"),
    ]
    lines = []
    for row in rows:
        talk = row["talk"] or YearTalk()
        lines.append(
            [
                row["municipality"].name,
                talk.planned_on,
                talk.held_on,
                talk.points,
                talk.help_agreed,
            ]
        )
    return spreadsheet_response(f"jaargesprekken-{year}.xlsx", str(year), heads, lines)


@requires(Permission.BODY_READ)
@require_http_methods(["GET", "POST"])
def talk(request: BakenRequest, talk_municipality: str) -> HttpResponse:
    """Note a talk (who plans), or what one wants to talk about (the focal point)."""
    year = _chosen(request)
    found = next(
        (one for one in _municipalities(request, year) if one.slug == talk_municipality), None
    )
    if found is None:
        raise Http404
    row = YearTalk.objects.visible_to(request.actor).filter(municipality=found, year=year).first()
    row = row or YearTalk(municipality=found, year=year)
    form_class = TalkForm if plans(request) else WishForm
    names = ("version", *(name for name in form_class.base_fields if name != "version"))
    form = form_class(posted(request), initial={name: getattr(row, name) for name in names})
    if attempt(form, lambda: _note(request, found, year, form)):
        messages.success(request, _("It was saved."))
        response = redirect("meetings:talks")
        response["Location"] += f"?jaar={year}"
        return response
    context = {
        "form": form,
        "talk": row,
        "municipality": found,
        "year": year,
        "plans": plans(request),
    }
    return render(request, "meetings/talk.html", context)


def _note(
    request: BakenRequest, municipality: Organisation, year: int, form: TalkForm | WishForm
) -> None:
    common: dict[str, Any] = {
        "actor": request.actor,
        "municipality": municipality,
        "year": year,
        "version": form.cleaned_data["version"],
    }
    if isinstance(form, TalkForm):
        actions.note_talk(values=form.values(), **common)
    else:
        actions.wish_for_talk(wishes=form.cleaned_data["wishes"], **common)


@requires(Permission.BODY_READ)
@require_GET
def national(request: BakenRequest) -> HttpResponse:
    """List national consultations and what came back."""
    rows = NationalConsultation.objects.visible_to(request.actor)
    if request.GET.get("export") == "xlsx":
        heads = [
            _("Date"),
            _("Consultation"),
            _("Who took part for the region"),
            _("What came back"),
            _("What we do with it"),
        ]
        lines = [
            [row.held_on, row.name, row.present_for_us, row.came_back, row.follow_up]
            for row in rows
        ]
        return spreadsheet_response("landelijk.xlsx", _("National"), heads, lines)
    return render(request, "meetings/national.html", {"rows": rows, "plans": plans(request)})


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def add_national(request: BakenRequest) -> HttpResponse:
    """Note a national consultation."""
    return _national_form(request, None)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def change_national(request: BakenRequest, consultation_id: UUID) -> HttpResponse:
    """Change what was noted of a national consultation."""
    rows = NationalConsultation.objects.visible_to(request.actor)
    return _national_form(request, get_object_or_404(rows, pk=consultation_id))


def _national_form(request: BakenRequest, row: NationalConsultation | None) -> HttpResponse:
    names = ConsultationForm.base_fields
    initial = {} if row is None else {name: getattr(row, name) for name in names}
    form = ConsultationForm(posted(request), initial=initial)
    if attempt(
        form,
        lambda: actions.note_consultation(
            actor=request.actor,
            values=form.values(),
            consultation_id=row.pk if row else None,
            version=form.cleaned_data["version"] or 0,
            token=token_of(request),
        ),
    ):
        messages.success(request, _("It was saved."))
        return redirect("meetings:national")
    step = Step(
        title=gettext_lazy("National consultation"),
        submit=gettext_lazy("Save"),
        back=reverse("meetings:national"),
    )
    return step_page(request, form, step, token="yes")  # noqa: S106 - draws a form token
