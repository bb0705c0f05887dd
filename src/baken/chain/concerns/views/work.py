"""The first page after signing in: what waits for this person, in this role."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from baken.chain.concerns.labels import Labels
from baken.chain.concerns.overview import overview
from baken.chain.concerns.work import my_work as fetch_work
from baken.chain.concerns.work_page import sections
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.web.first_page import cards_for
from baken.web.navigation import staff_entries

from .overview import stuck_bars

ROOMS = {
    "concerns:overview": _("Where concerns wait, without who or what they are about."),
    "concerns:municipality-overview": _("What your municipality has open, without any content."),
    "people:accounts": _("Invite colleagues, change roles, end access."),
    "region:manage": _("Keep contacts and opening hours right for everybody."),
    "retention:overview": _("What is kept for how long, and what was destroyed."),
    "audit:register": _("Who read or changed what, and whether the register is intact."),
}
"""What a person finds in each room; rooms of other apps by the name of their first page."""


@requires(Permission.WORK_READ)
@require_GET
def my_work(request: BakenRequest) -> HttpResponse:
    """Show what waits, late on top; for roles without such work, their rooms."""
    actor = request.actor
    labels = Labels()
    work = fetch_work(actor)
    found = sections(work, labels)
    has_work = _has_work(actor)
    context: dict[str, Any] = {
        "cards": cards_for(actor),
        "sections": found,
        "late": work.overdue,
        "has_work": has_work,
        "rooms": [] if has_work else _rooms(actor, request.path),
        "can_create": actor.may(Permission.CONCERN_CREATE),
    }
    if actor.may(Permission.OUTLINE_READ_REGION) or actor.may(Permission.OUTLINE_READ_MUNICIPALITY):
        counts = overview(actor)
        context |= {"counts": counts, "stuck": stuck_bars(counts, actor)}
    return render(request, "concerns/my_work.html", context)


def _has_work(actor: Actor) -> bool:
    """Say whether this role ever gets work here; else an empty list would say nothing."""
    return actor.may(Permission.CONCERN_READ) or actor.may(Permission.REFERRAL_READ)


def _rooms(actor: Actor, path: str) -> list[dict[str, Any]]:
    rooms = []
    for entry in staff_entries(actor, path):
        name = resolve(entry.url).view_name
        if name in ROOMS:
            rooms.append({"label": entry.label, "url": entry.url, "text": ROOMS[name]})
    return rooms
