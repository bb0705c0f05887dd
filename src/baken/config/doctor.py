"""``baken check``: one line per thing an operator wants to know, and a status for scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .start import set_up_django

Say = Callable[[str], None]


def report(say: Say) -> int:
    """Print what is found; return 1 when something must be mended, else 0."""
    set_up_django()
    from django.db import DatabaseError

    is_broken = _checks(say)
    try:
        is_broken |= _database(say)
        _queue(say)
    except DatabaseError as error:
        say(f"fault    database: does not answer ({type(error).__name__})")
        return 1
    return 1 if is_broken else 0


def _checks(say: Say) -> bool:
    """Run the system checks: in production those for deployment too."""
    from django.conf import settings
    from django.core import checks
    from django.db import DatabaseError

    is_production = settings.BAKEN_MODE == "production"
    try:
        found = checks.run_checks(include_deployment_checks=is_production, databases=["default"])
    except DatabaseError:
        found = checks.run_checks(include_deployment_checks=is_production)
    found = [message for message in found if not message.is_silenced()]
    for message in found:
        word = "fault" if message.is_serious() else "notice"
        hint = f" {message.hint}" if message.hint else ""
        say(f"{word:<8} {message.id}: {message.msg}{hint}")
    say(f"{'ok' if not found else 'done':<8} settings, mode {settings.BAKEN_MODE}")
    return any(message.is_serious() for message in found)


def _database(say: Say) -> bool:
    """Say what the database is and whether its tables and the region pack are there."""
    from django.db import connection

    from baken.web import health

    is_broken = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('server_version')")
        user, version = cursor.fetchone()
    say(f"{'ok':<8} database: PostgreSQL {version} as {user}")
    for name, test in health.PARTS.items():
        if name != "database" and not test():
            say(f"{'fault':<8} {name}: not in place; run 'baken run' or 'baken migrate'")
            is_broken = True
    return is_broken


def _queue(say: Say) -> None:
    """Say whether a worker lives and what waits or failed in the queue."""
    from django.db import connection

    with connection.cursor() as cursor:
        worker = _one(
            cursor,
            "SELECT count(*) FROM procrastinate_workers "
            "WHERE last_heartbeat > now() - interval '1 minute'",
        )
        failed = _one(cursor, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        mail = _one(
            cursor,
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'mail'",
        )
    say(f"{'ok' if worker else 'notice':<8} background worker: {worker} running")
    say(f"{'ok' if not failed else 'notice':<8} queue: {failed} failed jobs, {mail} mails waiting")


def _one(cursor: Any, query: str) -> int:
    cursor.execute(query)
    return int(cursor.fetchone()[0])
