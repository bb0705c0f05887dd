"""What people see when something goes wrong: what happened, what to do, whom to call.

These pages ask nothing of the database, the session or the account, since one of those may be
what is broken. No stack trace and no detail of the request ever reaches the screen.
"""

from __future__ import annotations

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def _answer(name: str, status: int) -> HttpResponse:
    context = {"is_practice": settings.IS_PRACTICE}
    response = HttpResponse(render_to_string(f"{name}.html", context), status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be read (400) or that is too large (413)."""
    is_large = isinstance(exception, TOO_LARGE)
    return _answer("413", 413) if is_large else _answer("400", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer somebody whose role does not open this page."""
    return _answer("403", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that is not there, or not there for this person: the same page."""
    return _answer("404", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the product itself failed, or (503) when its database is not there.

    Django calls this while it handles the exception. Gone, full, restarting and out of
    connections are all errors that pass: proxies and people should try again.
    """
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _answer("500", 500)
    response = _answer("503", 503)
    response["Retry-After"] = "30"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or old; the reason is for developers only."""
    return _answer("403_csrf", 403)
