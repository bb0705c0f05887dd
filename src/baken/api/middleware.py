"""What holds for every answer below ``/api/``, also for those that no endpoint gave."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .problems import MEDIA_TYPE, for_status

PREFIX = "/api/"
KEPT = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiAnswerMiddleware:
    """Make every error a problem (RFC 9457).

    Stands outside the session and everything that asks the database, so that an unknown address,
    a body that is too large and a database that is gone are told in the same shape; and inside
    what adds headers to every answer. Pages are left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_ours = request.path.startswith(PREFIX) and response.status_code >= 400
        if is_ours and response.get("Content-Type") != MEDIA_TYPE:
            return _as_problem(response)
        return response


def _as_problem(response: HttpResponse) -> HttpResponse:
    problem = for_status(response.status_code)
    problem.headers = {name: response[name] for name in KEPT if response.has_header(name)}
    replaced = problem.response()
    replaced.status_code = response.status_code
    replaced["Cache-Control"] = "no-store"
    return replaced
