"""The door of a practice installation: in with a ticket, and in no other way."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from baken.chain.practice import actions, tickets
from baken.chain.practice.models import Practiser
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import public
from baken.foundation.access.lock import acting_as
from baken.foundation.people.sessions import record_second_factor, work_under


def _only_here() -> None:
    """Answer 404 outside a practice installation, even if somebody routed this page there."""
    if not settings.IS_PRACTICE:
        raise Http404


@public
@never_cache
@require_GET
def door(request: HttpRequest) -> HttpResponse:
    """Say how somebody comes in: from the real product."""
    _only_here()
    return render(request, "practice/door.html", {"refused": False})


# Forged by another site it would need a ticket, which is the only authority here; and a form of
# another address has no token of ours. Where the form stood is asked below.
@public
@csrf_exempt
@sensitive_post_parameters("ticket")
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in who shows a ticket that is good; everybody else stays before the door."""
    _only_here()
    text = request.POST.get("ticket", "")
    try:
        _demand_origin(request, tickets.read(text))
        practiser = actions.come_in(text)
    except tickets.TicketRefused:
        return render(request, "practice/door.html", {"refused": True}, status=403)
    _sign_in(request, practiser)
    return redirect("practice:start")


def _demand_origin(request: HttpRequest, ticket: tickets.Ticket) -> None:
    """Refuse a ticket whose form stood on another site than the one it was made on.

    Else somebody could have another person's browser come in with a ticket of their own.
    """
    origin = request.headers.get("Origin")
    if origin is not None and origin != ticket.came_from:
        raise tickets.TicketRefused


def _sign_in(request: HttpRequest, practiser: Practiser) -> None:
    """Begin a session. There is no second step to protect: everything here is invented."""
    logout(request)
    with acting_as(Actor.stranger()):
        membership = practiser.membership
        get_adapter(request).login(request, membership.account)
        work_under(request, membership)
        record_second_factor(request, "practice")
