"""In a practice installation: the steps, a story to choose, starting over, leaving."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.chain.practice import actions, script
from baken.chain.practice.models import Practiser
from baken.chain.practice.scenarios import current_book
from baken.chain.practice.steps import progress
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission


def _own(actor: Actor) -> Practiser:
    """Return the actor's own practice; 404 for whoever has none."""
    found: Practiser | None = (
        Practiser.objects.visible_to(actor)
        .select_related("organisation", "membership", "colleague")
        .first()
    )
    if found is None:
        raise Http404
    return found


@requires(Permission.CONCERN_CREATE)
@never_cache
@require_GET
def start(request: BakenRequest) -> HttpResponse:
    """Show the steps of the story that was chosen, or the stories."""
    practiser = _own(request.actor)
    book = current_book()
    scenario = book.get(practiser.scenario)
    if scenario is None or practiser.concern_id is None:
        context = {"practiser": practiser, "scenarios": book.scenarios}
        return render(request, "practice/choose.html", context)
    context = {
        "practiser": practiser,
        "scenario": scenario,
        "progress": progress(practiser, scenario, request.actor),
        "waits": script.waits(practiser, request.actor),
    }
    return render(request, "practice/steps.html", context)


@requires(Permission.CONCERN_CREATE)
@require_POST
def begin(request: BakenRequest) -> HttpResponse:
    """Begin a story; its concern comes in."""
    scenario = current_book().get(request.POST.get("scenario", ""))
    practiser = _own(request.actor)
    if scenario is None:
        return redirect("practice:start")
    if practiser.concern_id is None:
        # Pressed twice, or in two windows: the first story counts.
        actions.begin(actor=request.actor, scenario=scenario)
    return redirect("practice:start")


@requires(Permission.CONCERN_CREATE)
@require_POST
def hurry(request: BakenRequest) -> HttpResponse:
    """Do not wait: colleague and partners react now."""
    if script.hurry(_own(request.actor)):
        messages.success(request, _("The others have answered. Read it in the concern."))
    else:
        messages.info(request, _("Nobody has to answer you now."))
    return redirect("practice:start")


@requires(Permission.CONCERN_CREATE)
@require_http_methods(["GET", "POST"])
def start_over(request: BakenRequest) -> HttpResponse:
    """Ask whether all of it may go, and wipe it."""
    practiser = _own(request.actor)
    if request.method == "POST":
        actions.start_over(actor=request.actor)
        messages.success(request, _("Everything you did has been wiped. Choose a story."))
        return redirect("practice:start")
    return render(request, "practice/start_over.html", {"practiser": practiser})


@requires(Permission.CONCERN_CREATE)
@require_POST
def forget(request: BakenRequest) -> HttpResponse:
    """Remove the practiser with everything that was hers, and close the door behind her."""
    back = _own(request.actor).came_from
    actions.forget(actor=request.actor)
    logout(request)
    return render(request, "practice/gone.html", {"back": back})
