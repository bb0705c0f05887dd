"""Asks for a page again and again through the whole product, and notes what it took.

Django's test client calls the product in this process: every middleware, both locks, the view
and the template, but no network and no web server. The process signs in to PostgreSQL as the
web role, so row-level security binds it.
"""

from __future__ import annotations

import gc
import itertools
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client

WARM_UP = 10
BOUND_MS = 100.0
BOUND_QUERIES = 15
CONTROL = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET LOCAL ROLE")
"""Asks for nothing. The role is set in tests only; the product signs in with it."""


class BenchFault(Exception):
    """A page did not answer as it should; its figures would mean nothing."""


@dataclass
class Figures:
    """What one page or action took, request by request."""

    name: str
    milliseconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    size: int = 0

    @property
    def p50(self) -> float:
        """Return the median, in milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def p95(self) -> float:
        """Return the time within which 95 of 100 requests were answered, in milliseconds."""
        ordered = sorted(self.milliseconds)
        return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]

    @property
    def is_within_bounds(self) -> bool:
        """Say whether time and number of queries are what the product promises."""
        return self.p95 < BOUND_MS and max(self.queries) <= BOUND_QUERIES

    def as_json(self) -> dict[str, Any]:
        """Return the figures for the report, times in milliseconds."""
        return {
            "name": self.name,
            "requests": len(self.milliseconds),
            "p50_ms": round(self.p50, 1),
            "p95_ms": round(self.p95, 1),
            "max_ms": round(max(self.milliseconds), 1),
            "processor_p50_ms": round(statistics.median(self.processor), 1),
            "database_p50_ms": round(statistics.median(self.database), 1),
            "queries": max(self.queries),
            "bytes": self.size,
            "ok": self.is_within_bounds,
        }


class Watch:
    """Counts statements and the time spent waiting for them, while it is on the connection.

    Transaction control (savepoints) is no query. Its time does count.
    """

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0
        self.statements: list[tuple[float, str]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent = time.perf_counter() - start
            self.seconds += spent
            self.queries += not sql.startswith(CONTROL)
            self.statements.append((spent, sql))


class Visitor:
    """Somebody with a browser: signed in through the page of the demonstration, or a stranger."""

    def __init__(self, membership_id: UUID | str | None = None) -> None:
        self.client = Client(SERVER_NAME="localhost")
        if membership_id is not None:
            response = self.client.post("/demo/inloggen/", {"membership": str(membership_id)})
            if response.status_code != 302:
                raise BenchFault(f"signing in answered {response.status_code}")

    def get(self, address: str) -> Any:
        """Ask for a page."""
        return self.client.get(address)

    def post(self, address: str, data: dict[str, Any], **extra: Any) -> Any:
        """Send a form; the answer is not followed."""
        return self.client.post(address, data, **extra)


Ask = Callable[[], Any]


def timed(figures: Figures, ask: Ask, status: int = 200) -> Any:
    """Ask once and add what it took; a different status raises ``BenchFault``."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        start, worked = time.perf_counter(), time.process_time()
        response = ask()
        spent, worked = time.perf_counter() - start, time.process_time() - worked
    if response.status_code != status:
        raise BenchFault(f"{figures.name} answered {response.status_code}, not {status}")
    figures.milliseconds.append(spent * 1000)
    figures.processor.append(worked * 1000)
    figures.database.append(watch.seconds * 1000)
    figures.queries.append(watch.queries)
    figures.size = len(response.content)
    return response


def repeated(name: str, asks: Iterable[Ask], *, requests: int, status: int = 200) -> Figures:
    """Ask ``requests`` times, going round ``asks``, after a few that do not count."""
    turn = itertools.cycle(list(asks))
    for _number in range(min(WARM_UP, requests)):
        timed(Figures(name), next(turn), status)
    figures = Figures(name)
    gc.collect()
    for _number in range(requests):
        timed(figures, next(turn), status)
    return figures
