"""The year of a focal point, and what the coordinator sees of who shares the path."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.onboarding import rhythm
from baken.network.onboarding.access import walks
from baken.network.onboarding.actions import walking
from baken.network.onboarding.following import followed
from baken.network.onboarding.kinds import Kind, Task

from .common import says_yes, tabs

YEARS_BACK = 3


def _year(request: HttpRequest, asked: str | None) -> int:
    """Return the year that was asked for, this year for anything that makes no sense."""
    this = timezone.localdate().year
    if asked and asked.isdigit() and this - YEARS_BACK <= int(asked) <= this + 1:
        return int(asked)
    return this


@requires(Permission.LIBRARY_READ_PARTNER)
@require_safe
def year(request: BakenRequest) -> HttpResponse:
    """The six tasks over the year, as a picture that is a table, and every point below it."""
    shown = _year(request, request.GET.get("year"))
    points = rhythm.points_of(request.actor, shown)
    done = sum(point.state == "held" for point in points)
    context: dict[str, Any] = {
        "tabs": tabs(request.actor, "year"),
        "year": shown,
        "this_year": timezone.localdate().year,
        "points": points,
        "tasks": [
            (task, [point for point in points if point.task == task])
            for task in Task
            if any(point.task == task for point in points)
        ],
        "rows": rhythm.grid(points),
        "months": rhythm.month_heads(),
        "done": done,
        "walks": walks(request.actor),
    }
    return render(request, "onboarding/year.html", context)


@requires(Permission.ONBOARDING_WALK)
@require_POST
def tick(request: BakenRequest, point: str) -> HttpResponse:
    """Say that a point is done in a year, or that it is not after all."""
    chosen = _year(request, request.POST.get("year"))
    walking.tick_point(actor=request.actor, key=point, year=chosen, done=says_yes(request, "done"))
    return redirect(f"{rhythm.address(chosen)}#{point}")


@requires(Permission.ONBOARDING_FOLLOW)
@require_safe
def by_municipality(request: BakenRequest) -> HttpResponse:
    """How far the focal points are who share it: numbers by kind, no names and no answers."""
    context = {
        "tabs": tabs(request.actor, "followed"),
        "rows": followed(request.actor),
        "kinds": list(Kind),
    }
    return render(request, "onboarding/followed.html", context)
