"""Shuts, in a practice installation, what practising does not need.

The product is the same, so all addresses exist. Somebody who came in with a ticket finds a few
rooms; whoever is not in sees the door, and nothing that looks like the public site, lest somebody
in need mistakes one for the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

GetResponse = Callable[[HttpRequest], HttpResponse]

FOR_ALL = frozenset(
    {
        "account_login",
        "account_logout",
        "practice:enter",
        "web:health-live",
        "web:health-ready",
        "web:theme",
        "web:about",
        "web:privacy",
        "web:accessibility",
    }
)
"""What works for somebody who is not in."""
ROOMS = frozenset({"practice", "concerns", "notices", "guidance", "region", "web"})
"""Rooms (namespaces of addresses) that are open to somebody who is in."""
SHUT = frozenset(
    {
        "concerns:report",
        "concerns:report-send",
        "concerns:way-back",
        "concerns:way-back-read",
        "concerns:way-back-reply",
        "region:own",
        "region:own-route",
        "region:manage",
    }
)
"""What is shut in a room that is open: reporting as the public does, and the real addresses."""


def is_open(name: str) -> bool:
    """Say whether the view of this name is open to somebody who practises."""
    return name in FOR_ALL or (name not in SHUT and name.partition(":")[0] in ROOMS)


class PracticeMiddleware:
    """Let in what practising needs. Must come after the middleware that finds the actor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # No search engine may ever show an invented concern as if it were one.
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, values: Any
    ) -> HttpResponse | None:
        """Answer in place of a view that is shut."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if name in FOR_ALL:
            return None
        if not request.actor.is_person:  # type: ignore[attr-defined]
            return redirect("account_login")
        if not is_open(name):
            return render(request, "practice/shut.html", status=404)
        return None
