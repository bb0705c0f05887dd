"""Nothing that a page said stays behind on the machine where it was read.

A browser keeps what it got, on disk too, and shows it again after somebody signed out and left
the desk, or when somebody else presses "back". So every answer that does not say otherwise may
be kept by nobody (RFC 9111, section 5.2.2.5). The public pages too: that somebody read about
trafficking on a shared telephone is nobody's business.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStoreMiddleware:
    """Adds ``Cache-Control: no-store`` where a view said nothing; stands after the static files.

    A view that wants to be kept (a style sheet with a version in its address) says so itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response
