"""Turns what endpoints and actions raise into problems; anything else is a 500 and rolls back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from baken.chain.concerns.errors import (
    ConcernError,
    EditConflict,
    FeedbackMissing,
    ReferralsOpen,
)
from baken.chain.concerns.models import Concern, Referral
from baken.chain.concerns.workflow import StepNotAllowed
from baken.chain.guidance.answers import AnswerError
from baken.chain.guidance.sources import PackInvalid
from baken.foundation.region.documents import DocumentMissing

from .problems import Fault, Problem, for_status

CONFLICTS = (EditConflict, FeedbackMissing, ReferralsOpen, StepNotAllowed)

WORDS: dict[str, str | Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("This is not known here."),
    "enum": _("This is none of the values that are known."),
    "literal_error": _("This is none of the values that are known."),
    "string_type": _("This must be text."),
    "string_too_short": _("This is too short."),
    "string_too_long": _("This is too long."),
    "string_pattern_mismatch": _("This does not have the right form."),
    "list_type": _("This must be a list."),
    "too_long": _("These are too many."),
    "too_short": _("These are too few."),
    "dict_type": _("This must be an object."),
    "model_type": _("This must be an object."),
    "model_attributes_type": _("This must be an object."),
    "bool_type": _("This must be true or false."),
    "bool_parsing": _("This must be true or false."),
    "int_parsing": _("This must be a whole number."),
    "uuid_parsing": _("This must be an id (UUID)."),
    "date_from_datetime_parsing": _("This must be a date such as 2026-11-24."),
    "date_parsing": _("This must be a date such as 2026-11-24."),
    "greater_than_equal": _("This is too small."),
    "less_than_equal": _("This is too large."),
}
"""Our words for what pydantic finds; its own may repeat what was sent."""

OTHERWISE = _("This is not right.")


def register(api: NinjaAPI) -> None:
    """Add the handlers. Unknown exceptions are raised on, so that the transaction rolls back."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Problem: lambda request, error: error.response(),
        Http404: lambda request, error: Problem("not-found").response(),
        PermissionDenied: lambda request, error: Problem("not-allowed").response(),
        ValidationError: lambda request, error: invalid(error.errors).response(),
        HttpError: lambda request, error: _from_ninja(error).response(),
        ConcernError: lambda request, error: _from_concerns(error).response(),
        AnswerError: lambda request, error: _from_answers(error).response(),
        # An action looks again under a lock: gone in between is not there.
        Concern.DoesNotExist: lambda request, error: Problem("not-found").response(),
        Referral.DoesNotExist: lambda request, error: Problem("not-found").response(),
        DocumentMissing: lambda request, error: _not_loaded().response(),
        PackInvalid: lambda request, error: _not_loaded().response(),
    }
    assert all(not issubclass(ObjectDoesNotExist, one) for one in handlers)
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def invalid(errors: list[dict[str, Any]]) -> Problem:
    """Return the problem for what pydantic found, in our words."""
    return Problem("invalid", faults=[_fault(error) for error in errors])


def _fault(error: dict[str, Any]) -> Fault:
    place, *path = (str(part) for part in error["loc"])
    if place == "body" and path:
        path = path[1:]  # ninja names the parameter of our function first
    detail = str(WORDS.get(error["type"], OTHERWISE))
    if error["type"] == "extra_forbidden":
        # The name of an unknown field was made up by the sender; say where, not what.
        path = path[:-1]
    return Fault(place, ".".join(path), detail)


def _from_ninja(error: HttpError) -> Problem:
    if isinstance(error.__cause__, Problem):
        return error.__cause__
    return for_status(error.status_code)


def _from_concerns(error: ConcernError) -> Problem:
    if isinstance(error, CONFLICTS):
        return Problem("conflict", str(error))
    faults = [Fault("body", error.field, str(error))] if error.field else []
    return Problem("invalid", str(error), faults=faults)


def _from_answers(error: AnswerError) -> Problem:
    fault = Fault("body", error.field, error.message)
    return Problem("invalid", str(error), faults=[fault])


def _not_loaded() -> Problem:
    return Problem("unavailable", headers={"Retry-After": "60"})
