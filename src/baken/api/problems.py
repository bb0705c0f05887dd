"""Errors of the API as problem details (RFC 9457): one catalogue, one shape.

Whatever goes wrong, the answer is ``application/problem+json``. ``type`` is an address on the
documentation page, ``code`` the last word of it, for programs. No answer repeats what was sent
in a place that we do not know: it may hold a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEDIA_TYPE = "application/problem+json"
DOCUMENTATION = "/api/v1/docs/"

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """One kind of problem: HTTP status, what it means, and what to do about it."""

    status: int
    title: Words
    advice: Words


KINDS: Mapping[str, Kind] = {
    "bad-request": Kind(
        400,
        _("The request cannot be read"),
        _("Send valid JSON in UTF-8, each field once."),
    ),
    "not-signed-in": Kind(
        401,
        _("Sign in or send a token"),
        _("Send a working token in the header “Authorization”, after the word “Bearer”."),
    ),
    "second-step-missing": Kind(
        403,
        _("A second step is missing"),
        _("Your role needs a second step at signing in. Sign in with it on the site."),
    ),
    "role-not-chosen": Kind(
        403,
        _("Choose a role first"),
        _("You have several roles. Choose one on the site, or use a token, which has one."),
    ),
    "form-token-missing": Kind(
        403,
        _("The form token is missing"),
        _("With a session, send the form token of a page in the header “X-CSRFToken”."),
    ),
    "token-may-only-read": Kind(
        403,
        _("This token may only read"),
        _("Make a token that may read and change."),
    ),
    "not-allowed": Kind(
        403,
        _("Your role does not allow this"),
        _("The table of roles on the site shows who may do what."),
    ),
    "not-found": Kind(
        404,
        _("Not found"),
        _("It does not exist, or not for you."),
    ),
    "wrong-method": Kind(
        405,
        _("This address does not take this method"),
        _("The header “Allow” names the methods."),
    ),
    "conflict": Kind(
        409,
        _("This is not possible now"),
        _("Somebody was first, or the step does not fit the status. Fetch it again."),
    ),
    "too-large": Kind(
        413,
        _("The request is too large"),
        _("Send less than one megabyte."),
    ),
    "wrong-media-type": Kind(
        415,
        _("The body must be JSON"),
        _("Send the header “Content-Type: application/json”."),
    ),
    "invalid": Kind(
        422,
        _("Something in the request is not right"),
        _("“errors” names each place and what is wrong there."),
    ),
    "too-many-requests": Kind(
        429,
        _("Too many requests"),
        _("Wait as many seconds as the header “Retry-After” says."),
    ),
    "server-error": Kind(
        500,
        _("Something went wrong on our side"),
        _("Nothing was stored. Try again later; tell us the header “X-Request-Id”."),
    ),
    "unavailable": Kind(
        503,
        _("Baken is not available for a moment"),
        _("Wait as many seconds as the header “Retry-After” says."),
    ),
}
"""Every problem the API can answer with, by code."""

BY_STATUS = {400: "bad-request", 403: "not-allowed", 404: "not-found", 405: "wrong-method",
             413: "too-large", 415: "wrong-media-type", 503: "unavailable"}  # fmt: skip
"""The problem for a status that no code of ours gave."""


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place. ``place``: body, query, path or header."""

    place: str
    field: str
    detail: str


class Problem(Exception):
    """A request that cannot be carried out; becomes the answer."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        faults: Iterable[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        """Return the answer."""
        kind = KINDS[self.code]
        body: dict[str, Any] = {
            "type": f"{DOCUMENTATION}#{self.code}",
            "title": str(kind.title),
            "status": kind.status,
            "code": self.code,
            "detail": self.detail or str(kind.advice),
        }
        if self.faults:
            body["errors"] = [asdict(fault) for fault in self.faults]
        return HttpResponse(
            json.dumps(body), content_type=MEDIA_TYPE, status=kind.status, headers=self.headers
        )


def for_status(status: int) -> Problem:
    """Return the problem for the status of an answer that is not ours."""
    return Problem(BY_STATUS.get(status, "server-error" if status >= 500 else "bad-request"))
