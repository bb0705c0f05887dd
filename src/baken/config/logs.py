"""Log lines: JSON, ids only.

A log is copied, shipped and kept by people who may not know what is in it, so nothing about a
person gets in. Our own lines carry keys with short values; a value that looks like text is
withheld. Lines of libraries keep their words, but mail addresses and long numbers are blanked.
An error is written as its class and the places in the code, without its message and without
variables: those hold what somebody typed.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any
from uuid import uuid4

import structlog
from django.http import HttpRequest, HttpResponse

Event = MutableMapping[str, Any]

_SHORT = re.compile(r"[\w.:/\-+]{0,200}")
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_NUMBER = re.compile(r"(?<![\w-])\+?\d(?:[ .-]?\d){7,}(?![\w-])")
_QUERY = re.compile(r"\?[^\s\"']*")
_SECRET = re.compile(r"(?<![\w-])[\w-]{40,}(?![\w-])")
"""Longer than any id of ours: the secret in the address of a calendar."""
_OWN_KEYS = frozenset({"event", "level", "timestamp", "logger", "error"})
WITHHELD = "[withheld]"


def withhold_text(logger: Any, method: str, event: Event) -> Event:
    """Replace every value that is not a number, a truth value, an id or a short code."""
    for key, value in event.items():
        if key in _OWN_KEYS or isinstance(value, int | float | bool | None):
            continue
        event[key] = str(value) if _SHORT.fullmatch(str(value)) else WITHHELD
    return event


def blank_personal(logger: Any, method: str, event: Event) -> Event:
    """Blank mail addresses, long numbers, secrets and query strings in the words of the line."""
    words = _SECRET.sub("[secret]", str(event.get("event", "")))
    event["event"] = _NUMBER.sub("[number]", _MAIL.sub("[mail]", _QUERY.sub("?[query]", words)))
    return event


def error_without_message(logger: Any, method: str, event: Event) -> Event:
    """Turn the exception into classes and places; its message may hold what somebody typed."""
    details = event.pop("exc_info", None)
    if details is True:
        import sys

        details = sys.exc_info()
    if isinstance(details, BaseException):
        details = (type(details), details, details.__traceback__)
    if details and details[1] is not None:
        event["error"] = _describe(details[1], details[2])
    return event


def _describe(error: BaseException, trace: TracebackType | None) -> dict[str, Any]:
    frames = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    described: dict[str, Any] = {
        "class": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": frames[-25:],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        described["cause"] = _describe(cause, cause.__traceback__)
    return described


def _drop_library_details(logger: Any, method: str, event: Event) -> Event:
    """Keep of a library's record only its words: ``extra`` may hold a request or arguments."""
    record = event.pop("_record", None)
    event.pop("_from_structlog", None)
    if record is not None and event.get("exc_info") is None and record.exc_info:
        event["exc_info"] = record.exc_info
    return event


_SHARED: list[Callable[..., Any]] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(level: str) -> dict[str, Any]:
    """Set structlog up and return Django's ``LOGGING`` dictionary for the same lines."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [
            _drop_library_details,
            error_without_message,
            withhold_text,
            blank_personal,
            structlog.processors.JSONRenderer(),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would write elsewhere, or mail somebody.
            "django": {"handlers": [], "propagate": True, "level": level},
            "django.server": {"handlers": [], "propagate": True},
            # Its warnings repeat addresses that strangers typed; we write "unknown" for those.
            "django.request": {"level": "ERROR"},
            # A line per query would hold values.
            "django.db.backends": {"level": "WARNING"},
            "procrastinate": {"level": "WARNING"},
        },
    }


class RequestLogMiddleware:
    """Write one line per request: method, path, status, milliseconds, and who by id.

    The path holds ids only (a test walks all routes) and no secret; the query string is never
    written.
    """

    QUIET = ("/static/", "/health/")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.log = structlog.get_logger("baken.request")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = uuid4().hex[:12]
        with structlog.contextvars.bound_contextvars(request=request_id):
            response = self.get_response(request)
            if not request.path.startswith(self.QUIET):
                actor = getattr(request, "actor", None)
                self.log.info(
                    "request",
                    method=request.method,
                    path=_route(request),
                    status=response.status_code,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                    account=getattr(actor, "account_id", None),
                )
        response["X-Request-Id"] = request_id
        return response


def _route(request: HttpRequest) -> str:
    """Return the path when a route of ours matched it; what strangers type is not kept.

    A ``secret`` in it, with which a calendar program asks for somebody's calendar, is not either.
    """
    if not request.resolver_match:
        return "unknown"
    secret = getattr(request.resolver_match, "kwargs", {}).get("secret")
    return request.path.replace(secret, "secret") if secret else request.path
