"""Planning, changing and cancelling meetings; the seats of a body."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.calendar import current_calendar
from baken.foundation.region.models import ConsultationBody
from baken.network.meetings import actions, queries
from baken.network.meetings.forms.planning import CancelForm, DetailsForm, PlanForm, SeatForm
from baken.network.meetings.models import BodySeat
from baken.network.meetings.recurrence import without_holidays

from .shared import (
    Step,
    attempt,
    body_or_404,
    meeting_or_404,
    posted,
    press,
    step_page,
    to_body,
    to_meeting,
    token_of,
)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def plan(request: BakenRequest, body_slug: str) -> HttpResponse:
    """Plan one meeting, or see the dates of a series and then plan those that fit."""
    found = body_or_404(request, body_slug)
    form = PlanForm(posted(request))
    if form.is_bound and form.is_valid() and form.is_series:
        return _series(request, found, form)
    planned = []
    if attempt(form, lambda: planned.append(_plan_one(request, found, form))):
        messages.success(request, _("The meeting was planned."))
        return to_meeting(planned[0])
    context = {"form": form, "body": found}
    return render(request, "meetings/plan.html", context)


def _plan_one(request: BakenRequest, body: ConsultationBody, form: PlanForm) -> UUID:
    made = actions.plan(
        actor=request.actor, body_id=body.pk, values=form.values(), token=token_of(request)
    )
    return made.pk


def _series(request: BakenRequest, body: ConsultationBody, form: PlanForm) -> HttpResponse:
    """Show the dates of a series, holidays marked; with chosen dates, plan them."""
    first = form.cleaned_data["day"]
    days = form.rule.days(first)
    chosen = [day for day in days if day.isoformat() in request.POST.getlist("dates")]
    if "confirmed" in request.POST and attempt(
        form, lambda: _plan_chosen(request, body, form, chosen)
    ):
        number = len(chosen)
        words = ngettext("%d meeting was planned.", "%d meetings were planned.", number) % number
        messages.success(request, words)
        return to_body(body)
    dates = without_holidays(days, current_calendar().is_holiday)
    context = {
        "form": form,
        "body": body,
        "dates": dates,
        "skipped": [date for date in dates if not date.is_free],
        "chosen": chosen
        if "confirmed" in request.POST
        else [one.day for one in dates if one.is_free],
    }
    return render(request, "meetings/plan_series.html", context)


def _plan_chosen(
    request: BakenRequest, body: ConsultationBody, form: PlanForm, chosen: list[dt.date]
) -> None:
    actions.plan_series(
        actor=request.actor,
        body_id=body.pk,
        rule=form.rule,
        first=form.cleaned_data["day"],
        days=chosen,
        hours=form.hours,
        values=form.words,
        token=token_of(request),
    )


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def change(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Change time, place, link or note."""
    meeting = meeting_or_404(request, meeting_id)
    form = DetailsForm(posted(request), initial=DetailsForm.initial_of(meeting))
    if attempt(
        form,
        lambda: actions.change_meeting(
            actor=request.actor,
            meeting_id=meeting.pk,
            version=form.cleaned_data["version"],
            values=form.values(),
        ),
    ):
        messages.success(request, _("The meeting was changed."))
        return to_meeting(meeting.pk)
    step = Step(
        title=gettext_lazy("Change the meeting"),
        submit=gettext_lazy("Save"),
        lead=gettext_lazy(
            "Members who were invited get a new invitation when time or place change."
        ),
        kicker=meeting.body.name,
        back=reverse("meetings:meeting", args=[meeting.pk]),
    )
    return step_page(request, form, step)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def cancel(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel a meeting with a reason."""
    meeting = meeting_or_404(request, meeting_id)
    form = CancelForm(posted(request), initial={"version": meeting.version})
    if attempt(
        form,
        lambda: actions.cancel(
            actor=request.actor,
            meeting_id=meeting.pk,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
        ),
    ):
        messages.success(request, _("The meeting was cancelled."))
        return to_meeting(meeting.pk)
    step = Step(
        title=gettext_lazy("Cancel the meeting"),
        submit=gettext_lazy("Cancel the meeting"),
        lead=gettext_lazy(
            "It stays in the list with your reason. What members asked for waits again."
        ),
        kicker=meeting.body.name,
        variant="danger",
        back=reverse("meetings:meeting", args=[meeting.pk]),
    )
    return step_page(request, form, step)


@requires(Permission.BODY_READ)
@require_POST
def absent(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Say that one cannot come, or can after all."""
    meeting = meeting_or_404(request, meeting_id)
    is_absent = request.POST.get("absent") == "yes"
    words = _("It was noted that you cannot come.") if is_absent else _("You are expected again.")
    press(
        request,
        lambda: actions.report_absence(
            actor=request.actor, meeting_id=meeting.pk, absent=is_absent
        ),
        words,
    )
    return to_meeting(meeting.pk)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def seats(request: BakenRequest, body_slug: str) -> HttpResponse:
    """Show the seats of a body; give one."""
    found = body_or_404(request, body_slug)
    people = (
        Membership.objects.running(timezone.localdate())
        .filter(account__is_active=True, role__in=roles_with(Permission.BODY_READ))
        .select_related("account", "organisation")
        .order_by("account__name")
    )
    form = SeatForm(posted(request), people=people)
    if attempt(
        form,
        lambda: actions.give_seat(actor=request.actor, body_id=found.pk, **form.values()),
    ):
        messages.success(request, _("The seat was given."))
        response = to_body(found)
        response["Location"] = reverse("meetings:seats", args=[found.slug])
        return response
    context = {
        "form": form,
        "body": found,
        "seats": queries.seats(found),
        "roles": dict(Role.choices),
    }
    return render(request, "meetings/seats.html", context)


@requires(Permission.BODY_PLAN)
@require_POST
def end_seat(request: BakenRequest, body_slug: str, seat_id: UUID) -> HttpResponse:
    """End a seat of a body."""
    found = body_or_404(request, body_slug)
    seat = BodySeat.objects.visible_to(request.actor).filter(body=found, pk=seat_id)
    press(
        request,
        lambda: actions.end_seat(actor=request.actor, seat_id=seat.get().pk),
        _("The seat was ended."),
    )
    response = to_body(found)
    response["Location"] = reverse("meetings:seats", args=[found.slug])
    return response
