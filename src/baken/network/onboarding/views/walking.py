"""The path of a hundred days: the whole, one step, and what she ticks and shares."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.internal_routes import route_of
from baken.network.onboarding import people_to_meet
from baken.network.onboarding.access import walks
from baken.network.onboarding.actions import walking
from baken.network.onboarding.errors import OnboardingRefused
from baken.network.onboarding.kinds import DAYS
from baken.network.onboarding.path import Path, Step, own_membership, path_of
from baken.network.onboarding.picture import picture_of
from baken.network.onboarding.questions import checked
from baken.web.documents.html import as_html
from baken.web.documents.markdown import blocks_of

from .common import says_yes, tabs

PARTS = ((1, 14), (15, 30), (31, 60), (61, DAYS))
"""The path in parts that one can take in, by day."""


@requires(Permission.LIBRARY_READ_PARTNER)
@require_safe
def home(request: BakenRequest) -> HttpResponse:
    """The whole path: a picture with its table, what is for now, and all steps by day."""
    path = path_of(request.actor)
    if path and path.journey and path.journey.shared_at:
        walking.refresh_counts(actor=request.actor)
    context: dict[str, Any] = {
        "path": path,
        "walks": walks(request.actor),
        "days": DAYS,
        "tabs": tabs(request.actor, "path"),
    }
    if path is not None:
        context |= {"picture": picture_of(path), "parts": _parts(path), "counts": path.counts()}
    return render(request, "onboarding/home.html", context)


def _parts(path: Path) -> list[dict[str, Any]]:
    parts = []
    for first, last in PARTS:
        steps = [step for step in path.steps if first <= step.by_day <= last]
        if steps:
            is_now = path.day is not None and first <= path.day <= last
            parts.append({"first": first, "last": last, "steps": steps, "is_now": is_now})
    return parts


@requires(Permission.LIBRARY_READ_PARTNER)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: BakenRequest, step: str) -> HttpResponse:
    """One step; POST explains the answers she chose and keeps nothing of them."""
    path, found = _step_or_404(request, step)
    blocks = blocks_of(str(found.data["text"]))
    questions = checked(found.data.get("questions", []), request.POST)
    context: dict[str, Any] = {
        "path": path,
        "step": found,
        "text": as_html(blocks, top=3),
        "questions": questions,
        "answered": request.method == "POST",
        "all_right": bool(questions) and all(one.is_right for one in questions),
        "following": _following(path, found),
        "walks": walks(request.actor),
    }
    return render(request, "onboarding/step.html", context | _around(request, found))


def _step_or_404(request: BakenRequest, key: str) -> tuple[Path, Step]:
    path = path_of(request.actor)
    found = path.find(key) if path else None
    if path is None or found is None:
        raise Http404
    return path, found


def _following(path: Path, step: Step) -> Step | None:
    """Return the next step on the path that is not done."""
    place = path.steps.index(step)
    later = [one for one in path.steps[place + 1 :] if not one.is_done]
    return later[0] if later else None


def _around(request: BakenRequest, step: Step) -> dict[str, Any]:
    """Return whom to meet and what Baken looked up, for the steps that have it."""
    now = timezone.localtime()
    found: dict[str, Any] = {}
    if "meet" in step.data:
        found["partners"] = people_to_meet.partners(step.data["meet"], now)
    if not walks(request.actor):
        return found
    own = own_membership(request.actor)
    if step.data.get("colleagues") == "own":
        found["colleagues"] = people_to_meet.own_colleagues(own)
    if step.data.get("colleagues") == "region":
        found["of_region"] = people_to_meet.focal_points_of_region(own, now)
    if step.data.get("check") in {"internal-route", "replacement"}:
        found["internal_route"] = route_of(own.organisation_id)
    if step.data.get("check") == "second-focal-point":
        found["second"] = people_to_meet.second_focal_points(own)
        found["asks_second"] = True
    return found


@requires(Permission.ONBOARDING_WALK)
@require_POST
def tick(request: BakenRequest, step: str) -> HttpResponse:
    """Say that a step is done, or that it is not after all."""
    try:
        walking.tick_step(actor=request.actor, key=step, done=says_yes(request, "done"))
    except OnboardingRefused as refused:
        messages.error(request, str(refused))
    return redirect("onboarding:step", step=step)


@requires(Permission.ONBOARDING_WALK)
@require_POST
def share(request: BakenRequest) -> HttpResponse:
    """Share how far she is with the coordinator, or take it back."""
    shared = says_yes(request, "shared")
    walking.share(actor=request.actor, shared=shared)
    done = _("The coordinator now sees your numbers.")
    taken_back = _("You no longer share. The coordinator sees nothing of it any more.")
    messages.success(request, done if shared else taken_back)
    return redirect("onboarding:home")


@requires(Permission.ONBOARDING_WALK)
@require_POST
def dismiss(request: BakenRequest) -> HttpResponse:
    """Take the path off the first page, or put it back."""
    dismissed = says_yes(request, "dismissed")
    walking.dismiss(actor=request.actor, dismissed=dismissed)
    away = _("The path no longer stands on your first page. You find it in the menu.")
    back = _("The path stands on your first page again.")
    messages.success(request, away if dismissed else back)
    return redirect("onboarding:home")


@requires(Permission.ONBOARDING_WALK)
@require_POST
def begin(request: BakenRequest) -> HttpResponse:
    """Let today be day 1."""
    walking.begin(actor=request.actor)
    messages.success(request, _("Today is day 1."))
    return redirect("onboarding:home")
