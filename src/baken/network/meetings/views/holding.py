"""During a meeting: one page, saved block by block, so that two people can note at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.meetings import actions, queries
from baken.network.meetings.actions.holding import Noted
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.forms.results import (
    ActionForm,
    DecisionForm,
    GuestForm,
    OutcomeForm,
)
from baken.network.meetings.models import AgendaItem, Decision, Meeting, Presence

from .overview import whole_meeting
from .shared import attempt, meeting_or_404, press, to_meeting, token_of


def _saved(meeting: Meeting, block: str) -> HttpResponse:
    """Go back to the page, at the block that was saved; the block says so."""
    response = redirect("meetings:notes", meeting.pk)
    response["Location"] += f"?bewaard={block}#{block}"
    return response


@requires(Permission.BODY_PLAN)
@require_GET
def notes(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Show everything to note during a meeting."""
    meeting = meeting_or_404(request, meeting_id)
    return _page(request, meeting)


def _page(request: BakenRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
    found = whole_meeting(request, meeting)
    people = queries.members(meeting.body)
    items = found["items"]
    wrong = bound.get("outcome")
    context = {
        "meeting": meeting,
        "body": meeting.body,
        "saved": request.GET.get("bewaard", ""),
        "has_begun": meeting.starts_at <= timezone.now(),
        "choices": Presence.choices,
        "people": _attendance(people, found["attendances"]),
        "points": [
            (item, wrong if wrong is not None and bound["item"] == item.pk else _outcome(item))
            for item in items
        ],
        "decision_form": bound.get("decision") or _decision_form(request, meeting, items),
        "action_form": bound.get("action")
        or ActionForm(
            auto_id="action_%s", people=people, items=items, decisions=found["decisions"]
        ),
        "guest_form": bound.get("guest") or GuestForm(auto_id="guest_%s"),
        "clashes": bound.get("clashes", []),
        **found,
    }
    return render(request, "meetings/notes.html", context)


def _items(request: BakenRequest, meeting: Meeting) -> Any:
    return AgendaItem.objects.visible_to(request.actor).on_the_agenda().filter(meeting=meeting)


def _attendance(people: Any, attendances: Any) -> list[dict[str, Any]]:
    """Return one line for each member and each guest, with what is noted now."""
    by_member = {one.membership_id: one for one in attendances if one.membership_id}
    lines = [
        {
            "field": f"member-{person.pk}",
            "name": person.account.name,
            "organisation": person.organisation,
            "now": by_member[person.pk].presence if person.pk in by_member else Presence.INVITED,
        }
        for person in people
    ]
    seated = {person.pk for person in people}
    for row in attendances:
        if row.membership_id in seated:
            continue
        lines.append(
            {
                "field": f"row-{row.pk}",
                "name": row.membership.account.name if row.membership_id else row.function,
                "organisation": row.organisation,
                "now": row.presence,
            }
        )
    return lines


def _outcome(item: AgendaItem, data: Any = None) -> OutcomeForm:
    initial = {"version": item.version, "outcome": item.outcome}
    return OutcomeForm(data, initial=initial, auto_id=f"point_{item.pk}_%s")


def _decision_form(
    request: BakenRequest, meeting: Meeting, items: Any, data: Any = None
) -> DecisionForm:
    older = Decision.objects.visible_to(request.actor).filter(
        body_id=meeting.body_id, state="in-force"
    )
    return DecisionForm(data, auto_id="decision_%s", items=items, decisions=older)


@requires(Permission.BODY_PLAN)
@require_POST
def attendance(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Write who is there; only what was changed on this page."""
    meeting = meeting_or_404(request, meeting_id)
    members: dict[UUID, Noted] = {}
    rows: dict[UUID, Noted] = {}
    for name, now in request.POST.items():
        kind, _dash, number = name.partition("-")
        if kind not in {"member", "row"}:
            continue
        try:
            key = UUID(number)
        except ValueError:
            continue
        was = request.POST.get(f"was-{number}", "")
        if "all" in request.POST and now == was == Presence.INVITED:
            now = Presence.PRESENT
        noted = Noted(was=was, now=str(now))
        (members if kind == "member" else rows)[key] = noted
    try:
        clashes = actions.note_attendance(
            actor=request.actor, meeting_id=meeting.pk, by_membership=members, by_row=rows
        )
    except MeetingError as error:
        clashes = [str(error)]
    return _page(request, meeting, clashes=clashes) if clashes else _saved(meeting, "attendance")


@requires(Permission.BODY_PLAN)
@require_POST
def guest(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Note somebody present who has no seat."""
    meeting = meeting_or_404(request, meeting_id)
    form = GuestForm(request.POST, auto_id="guest_%s")
    if attempt(
        form,
        lambda: actions.add_guest(actor=request.actor, meeting_id=meeting.pk, **form.cleaned_data),
    ):
        return _saved(meeting, "attendance")
    return _page(request, meeting, guest=form)


@requires(Permission.BODY_PLAN)
@require_POST
def outcome(request: BakenRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Write what came out of a point."""
    meeting = meeting_or_404(request, meeting_id)
    rows = AgendaItem.objects.visible_to(request.actor).on_the_agenda()
    item = get_object_or_404(rows, pk=item_id, meeting=meeting)
    form = _outcome(item, request.POST)
    if attempt(
        form,
        lambda: actions.note_outcome(actor=request.actor, item_id=item.pk, **form.cleaned_data),
    ):
        return _saved(meeting, f"point-{item.pk}")
    return _page(request, meeting, outcome=form, item=item.pk)


@requires(Permission.BODY_PLAN)
@require_POST
def decide(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Write a decision."""
    meeting = meeting_or_404(request, meeting_id)
    items = _items(request, meeting)
    form = _decision_form(request, meeting, items, request.POST)
    if attempt(
        form,
        lambda: actions.decide(
            actor=request.actor, meeting_id=meeting.pk, token=token_of(request), **form.values()
        ),
    ):
        return _saved(meeting, "results")
    return _page(request, meeting, decision=form)


@requires(Permission.BODY_PLAN)
@require_POST
def assign(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Give somebody an action."""
    meeting = meeting_or_404(request, meeting_id)
    form = ActionForm(
        request.POST,
        auto_id="action_%s",
        people=queries.members(meeting.body),
        items=_items(request, meeting),
        decisions=Decision.objects.visible_to(request.actor).filter(meeting=meeting),
    )
    if attempt(
        form,
        lambda: actions.add_action(
            actor=request.actor,
            meeting_id=meeting.pk,
            values=form.values(),
            token=token_of(request),
            **form.links,
        ),
    ):
        return _saved(meeting, "results")
    return _page(request, meeting, action=form)


@requires(Permission.BODY_PLAN)
@require_POST
def held(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Note that the meeting was held."""
    meeting = meeting_or_404(request, meeting_id)
    words = _("The meeting counts as held. The minutes can be made now.")
    press(request, lambda: actions.mark_held(actor=request.actor, meeting_id=meeting.pk), words)
    return to_meeting(meeting.pk)
