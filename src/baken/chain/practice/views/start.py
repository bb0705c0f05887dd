"""On the real side: what practising is, and a ticket to go over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from baken.chain.practice import tickets, whereabouts
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission


@requires(Permission.CONCERN_CREATE)
@never_cache
@require_GET
def start(request: BakenRequest) -> HttpResponse:
    """Explain what practising is and whether the practice installation is up."""
    return render(request, "practice/start.html", {"state": whereabouts.state()})


@requires(Permission.CONCERN_CREATE)
@never_cache
@require_POST
def ticket(request: BakenRequest) -> HttpResponse:
    """Show the button that goes over, with a fresh ticket behind it.

    A page of its own, since a ticket is good for a minute and reading takes longer. It is the
    one page whose form may go to another address.
    """
    if whereabouts.state() != whereabouts.READY:
        return redirect("practice:start")
    actor = request.actor
    assert actor.account_id is not None, "the decorator lets people in only"
    assert actor.role is not None, "the decorator lets people in only"
    text = tickets.issue(actor.account_id, actor.role, came_from=own_address(request))
    address = f"{whereabouts.address(request)}/oefenen/binnen/"
    context = {"address": address, "ticket": text, "seconds": tickets.SECONDS}
    response = render(request, "practice/ticket.html", context)
    response._csp_update = {"form-action": [whereabouts.address(request)]}  # type: ignore[attr-defined]
    # The other side asks where the form stood; "same-origin" would have the browser say "null".
    response["Referrer-Policy"] = "strict-origin"
    return response


def own_address(request: HttpRequest) -> str:
    """Return scheme and host of the real product, as the browser knows it."""
    return f"{request.scheme}://{request.get_host()}"
