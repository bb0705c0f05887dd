"""Where somebody begins: one's bodies, the year, one body, one meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.meetings import presentation as show
from baken.network.meetings import queries
from baken.network.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Meeting,
    Presence,
)
from baken.web.spreadsheet import spreadsheet_response

from .shared import body_or_404, meeting_or_404, plans

RECENT = 8


@requires(Permission.BODY_READ)
@require_GET
def start(request: BakenRequest) -> HttpResponse:
    """Show my bodies, the next meetings, my open actions and, who plans, what warns."""
    actor = request.actor
    rows = queries.year_of(actor, timezone.localdate().year)
    own = Action.objects.visible_to(actor).still_open().filter(owner=actor.membership_id)
    context = {
        "rows": rows,
        "warnings": [row for row in rows if row.standing and row.standing.warns],
        "next": queries.next_meetings(actor),
        "actions": own.select_related("body", "meeting"),
        "plans": plans(request),
        "waiting": AgendaItem.objects.visible_to(actor).waiting().select_related("body")
        if plans(request)
        else [],
        "has_talk": show.has_talk(actor),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/start.html", context)


@requires(Permission.BODY_READ)
@require_GET
def year(request: BakenRequest) -> HttpResponse:
    """Show a year: twelve months by body, and a table against the minimum."""
    today = timezone.localdate()
    chosen = show.year_in(request.GET.get("jaar"), today.year)
    rows = queries.year_of(request.actor, chosen)
    if request.GET.get("export") == "xlsx":
        return _year_file(rows, chosen)
    context = {
        "year": chosen,
        "years": [chosen - 1, chosen + 1],
        "rows": rows,
        "grid": show.grid(rows, today),
        "months": show.months(),
        "plans": plans(request),
    }
    return render(request, "meetings/year.html", context)


def _year_file(rows: list[queries.BodyYear], chosen: int) -> HttpResponse:
    heads = [_("Body"), _("Minimum"), _("Held"), _("Not noted yet"), _("Planned"), _("Verdict")]
    lines = [
        [
            row.body.name,
            row.body.minimum_per_year,
            len(row.held),
            row.standing.unnoted if row.standing else None,
            row.standing.planned if row.standing else None,
            show.verdict(row.standing),
        ]
        for row in rows
    ]
    return spreadsheet_response(f"overleg-{chosen}.xlsx", str(chosen), heads, lines)


@requires(Permission.BODY_READ)
@require_GET
def body(request: BakenRequest, body_slug: str) -> HttpResponse:
    """Show a body: what it is for, who belongs to it, its meetings and what came out."""
    found = body_or_404(request, body_slug)
    actor = request.actor
    today = timezone.localdate()
    seats = queries.seats(found)
    meetings = list(
        Meeting.objects.visible_to(actor).filter(body=found).order_by("-starts_at")[:60]
    )
    this_year = [one for one in meetings if one.day.year == today.year]
    points = (
        AgendaItem.objects.visible_to(actor)
        .filter(body=found)
        .select_related("asked_by__account", "asked_by__organisation")
    )
    context = {
        "body": found,
        "arrangement": show.arrangement_of(actor, found),
        "seats": seats,
        "members": queries.members(found, held=seats),
        "standing": queries.standing_of(found, this_year, today.year, today),
        "coming": [
            one for one in reversed(meetings) if one.counts and one.day >= today and not one.is_held
        ],
        "past": [one for one in meetings if one.is_held or one.day < today or one.is_cancelled][
            :RECENT
        ],
        "waiting": points.waiting(),
        "asked": points.filter(asked_by=actor.membership_id).exclude(state="withdrawn")[:RECENT],
        "decisions": Decision.objects.visible_to(actor).filter(body=found)[:RECENT],
        "actions": Action.objects.visible_to(actor)
        .still_open()
        .filter(body=found)
        .select_related("owner__account", "owner__organisation", "owner_organisation"),
        "assignments": show.assignments_of(actor, found),
        "plans": plans(request),
        "today": today,
    }
    return render(request, "meetings/body.html", context)


@requires(Permission.BODY_READ)
@require_GET
def meeting(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting: when and where, the agenda, and what came out of it."""
    found = meeting_or_404(request, meeting_id)
    context = {
        "meeting": found,
        "body": found.body,
        "plans": plans(request),
        "is_over": found.ends_at < timezone.now(),
        **whole_meeting(request, found),
    }
    return render(request, "meetings/meeting.html", context)


def whole_meeting(request: BakenRequest, found: Meeting) -> dict[str, Any]:
    """Return agenda, attendance, decisions and actions of a meeting. Five queries."""
    actor = request.actor
    items = list(
        AgendaItem.objects.visible_to(actor)
        .on_the_agenda()
        .filter(meeting=found)
        .select_related("asked_by__account", "about_action", "about_meeting")
    )
    attendances = list(
        Attendance.objects.visible_to(actor)
        .filter(meeting=found)
        .select_related("membership__account", "membership__organisation", "organisation")
    )
    own = next((one for one in attendances if one.membership_id == actor.membership_id), None)
    return {
        "items": items,
        "minutes": show.minutes_of(found, items),
        "attendances": attendances,
        "present": [one for one in attendances if one.presence == Presence.PRESENT],
        "excused": [one for one in attendances if one.presence == Presence.EXCUSED],
        "am_excused": own is not None and own.presence == Presence.EXCUSED,
        "am_member": any(one.pk == actor.membership_id for one in queries.members(found.body)),
        "decisions": list(
            Decision.objects.visible_to(actor).filter(meeting=found).order_by("number")
        ),
        "actions": list(
            Action.objects.visible_to(actor)
            .filter(meeting=found)
            .select_related(
                "owner__account", "owner__organisation", "owner_organisation", "decision"
            )
        ),
    }
