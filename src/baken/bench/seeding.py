"""Fills the bench's database: people for every municipality, then concerns by the million.

Runs as the owner of the tables. Indexes and constraints go before the rows come and come back
after them; foreign keys come back unchecked (``NOT VALID``), since a test seeds the same rows
with every constraint in place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from baken.chain.concerns import codes
from baken.foundation.vault.keyring import root_secrets, wrapping_keys

from . import chains, players, rows
from .progress import Progress

CHUNK = 25_000
YEARS = 10
ALL_TABLES = (*rows.TABLES, "audit_auditevent")

CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), contype,
  pg_get_constraintdef(oid)
    || CASE WHEN contype = 'f' AND convalidated THEN ' NOT VALID' ELSE '' END
FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('p', 'u', 'f')
ORDER BY position(contype::text in 'puf')
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index AS i
WHERE indrelid = ANY (%s::regclass[])
  AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid)
"""


def seed(
    total: int, *, say: Callable[[str], None], keep_constraints: bool = False
) -> dict[str, players.Place]:
    """Add ``total`` concerns over ten years, and return the places that the bench looks at.

    O(total) rows; about thirty rows for each concern in all tables together.
    """
    places = players.gather()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
        cursor.execute("SET work_mem = '128MB'")
        cursor.execute(rows.FUNCTIONS)
        players.tell_database(cursor)
        chains.begin(cursor)
        if keep_constraints:
            _fill(cursor, total, say)
        else:
            with _without_indexes(cursor, say):
                _fill(cursor, total, say)
        chains.finish(cursor)
        if not keep_constraints:
            say("Vacuuming and gathering statistics ...")
            cursor.execute(f"VACUUM (ANALYZE) {', '.join(ALL_TABLES)}")
    return places


def _fill(cursor: Any, total: int, say: Callable[[str], None]) -> None:
    progress = Progress("concerns", total, say)
    values = _values(total)
    for low in range(1, total + 1, CHUNK):
        high = min(total, low + CHUNK - 1)
        _add(cursor, {**values, "low": low, "high": high})
        progress.at(high)


def _values(total: int) -> dict[str, Any]:
    ground = next(
        ground
        for ground, _kinds in codes.grounds()
        if "referral" in ground.kinds and ground.personal_data
    )
    return {
        "total": total,
        "now": timezone.now(),
        "today": timezone.localdate(),
        "seconds": dt.timedelta(days=365.25 * YEARS).total_seconds(),
        "kek": wrapping_keys().newest,
        "secret": root_secrets().newest,
        "closing": next(r.slug for r in codes.closing_reasons() if not r.direct),
        "refusal": codes.refusal_reasons()[0].slug,
        "outcome": codes.outcomes("referral")[0].slug,
        "feedback": next(text.slug for text in codes.standard_feedback() if text.counts),
        "ground": ground.slug,
        "receivers": players.RECEIVERS_COUNT,
    }


def _add(cursor: Any, values: dict[str, Any]) -> None:
    cursor.execute(rows.FORGET)
    for statement in _statements(rows.CHUNK):
        cursor.execute(statement, values)
    cursor.execute("ANALYZE bench_chunk")
    for table, insert in rows.TABLES.items():
        cursor.execute(f"INSERT INTO {table} {insert}", values)
    for statement in _statements(rows.AUDIT):
        cursor.execute(statement, values)


def _statements(text: str) -> list[str]:
    """Return the statements of a text; with parameters the server takes one at a time."""
    return [part for part in text.split(";\n") if part.strip()]


@contextmanager
def _without_indexes(cursor: Any, say: Callable[[str], None]) -> Iterator[None]:
    tables = list(ALL_TABLES)
    cursor.execute(CONSTRAINTS, [tables])
    constraints = cursor.fetchall()
    cursor.execute(INDEXES, [tables])
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    for table, name, _kind, _definition in reversed(constraints):
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    again = [f"ALTER TABLE {t} ADD CONSTRAINT {name} {text}" for t, name, _k, text in constraints]
    statements = [*again, *(text for _name, text in indexes)]
    progress = Progress("indexes and constraints", len(statements), say)
    for number, statement in enumerate(statements, 1):
        cursor.execute(statement)
        progress.at(number)
