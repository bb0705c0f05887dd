"""Reminders: each room registers what it wants to remind people of.

The functions run every working hour as ``Actor.system("reminders")``, each in a transaction of
its own. They call ``actions.notify(..., on=deadline)``; the same reminder is never stored
twice, so a function need not remember what it said before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import structlog
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as

Reminder = Callable[[dt.datetime], int]
"""Takes the moment (aware) and returns how many reminders it made."""

_REMINDERS: dict[str, Reminder] = {}
_log = structlog.get_logger(__name__)


class ReminderFailed(RuntimeError):
    """One or more reminder functions failed; the others did run."""


def register_reminder(name: str, function: Reminder) -> None:
    """Add a reminder function under a name of its own, such as ``concerns.due``."""
    if _REMINDERS.get(name, function) is not function:
        raise ValueError(f"reminder {name!r} is registered already")
    _REMINDERS[name] = function


def run_reminders(now: dt.datetime | None = None) -> dict[str, int]:
    """Run all reminder functions; return how many reminders each made.

    One that fails is logged and does not stop the others; afterwards ``ReminderFailed`` is
    raised, so that the job shows as failed and is tried again.
    """
    now = now or timezone.now()
    made: dict[str, int] = {}
    failed: list[str] = []
    for name, function in sorted(_REMINDERS.items()):
        try:
            with acting_as(Actor.system("reminders")):
                made[name] = function(now)
        except Exception:  # another room's failure may not silence the rest
            _log.exception("reminder.failed", reminder=name)
            failed.append(name)
    if failed:
        raise ReminderFailed(", ".join(failed))
    return made
