"""Two addresses for whoever keeps the product running.

``/health/live`` says that the process answers, and asks the database nothing: a load balancer
must not kill web processes because the database rests. ``/health/ready`` says whether people
can work: database, tables, region pack.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.foundation.region.models import Organisation

_migrated = False


@public
@require_safe
@never_cache
@transaction.non_atomic_requests
def live(request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process runs."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
@never_cache
@transaction.non_atomic_requests
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when everything needed is up, else 503; the JSON says what is down."""
    parts = {name: _state(test) for name, test in PARTS.items()}
    is_ready = set(parts.values()) == {"ok"}
    return JsonResponse(
        {"status": "ok" if is_ready else "down", **parts}, status=200 if is_ready else 503
    )


def _state(test: Callable[[], bool]) -> str:
    try:
        return "ok" if test() else "down"
    except DatabaseError:
        connection.close()
        return "down"


def database_answers() -> bool:
    """True when the database answers; raises ``DatabaseError`` when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


def is_migrated() -> bool:
    """True when no migration waits. Once true it stays so for this process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def region_is_loaded() -> bool:
    """True when there is an organisation: without one there is nobody to call."""
    return Organisation.objects.exists()


PARTS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": is_migrated,
    "region": region_is_loaded,
}
