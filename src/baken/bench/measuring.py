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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
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
    work: list[float] = field(default_factory=list)
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
        return _percentile(self.milliseconds, 95)

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
            "work_p50_ms": round(statistics.median(self.work), 1),
            "work_p95_ms": round(_percentile(self.work, 95), 1),
            "database_p50_ms": round(statistics.median(self.database), 1),
            "queries": max(self.queries),
            "bytes": self.size,
            "ok": self.is_within_bounds,
        }


def _percentile(values: list[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


class Work:
    """Processor time of this process and of its database process, where both run here.

    Next to the time on the clock it shows how much of that was waiting: for the disk, or for
    other programs on a machine that is shared. Linux only; elsewhere the database is left out.
    """

    def __init__(self) -> None:
        self._database: Path | None = None
        if connection.connection is not None:
            process = Path(f"/proc/{connection.connection.info.backend_pid}")
            with suppress(OSError):
                if (process / "comm").read_text(encoding="utf-8").strip() == "postgres":
                    self._database = process / "schedstat"

    def now(self) -> float:
        """Return the milliseconds worked so far."""
        spent = time.process_time_ns()
        if self._database is not None:
            spent += int(self._database.read_text(encoding="ascii").split()[0])
        return spent / 1e6


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
    watch, work = Watch(), Work()
    with connection.execute_wrapper(watch):
        start, worked = time.perf_counter(), work.now()
        response = ask()
        spent, worked = time.perf_counter() - start, work.now() - worked
    if response.status_code != status:
        raise BenchFault(f"{figures.name} answered {response.status_code}, not {status}")
    figures.milliseconds.append(spent * 1000)
    figures.work.append(worked)
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
