"""Reminders: a step is due soon, or overdue. Both sides of a referral hear about theirs.

Runs as a named part of the system every working hour; sees outlines and deadlines only. The
same reminder is stored once per deadline (see ``Notice``), so nothing is remembered here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.calendar import add_working_days

from . import deadlines
from .models import Concern, Referral
from .models.referral import WAITING
from .steps import tell_holder, tell_receiver

SYSTEM = Actor.system("reminders")
OVERDUE_DAYS = 60
"""Who did not act for so long is not helped by one more mail; the lists still show it."""


def _window(now: dt.datetime) -> tuple[dt.date, dt.date, dt.date]:
    """Return the oldest deadline to remind of, today, and the last one that is "soon"."""
    today = timezone.localdate(now)
    soon = add_working_days(today, deadlines.remind_before())
    return today - dt.timedelta(days=OVERDUE_DAYS), today, soon


def _stream(rows: Any) -> Iterable[Any]:
    return rows.iterator(chunk_size=500)  # type: ignore[no-any-return]


def remind_of_concerns(now: dt.datetime) -> int:
    """Remind holders (or the queue) of steps that are due soon or overdue; return how many.

    O(open concerns with a deadline in the window), by a partial index.
    """
    oldest, today, soon = _window(now)
    due = (
        Concern.objects.visible_to(SYSTEM)
        .still_open()
        .filter(next_due_on__range=(oldest, soon))
        .order_by("next_due_on", "id")
    )
    made = 0
    for concern in _stream(due):
        kind = "concern.overdue" if concern.is_overdue(today) else "concern.due-soon"
        tell_holder(concern, kind, on=concern.next_due_on)
        made += 1
    return made


def remind_of_referrals(now: dt.datetime) -> int:
    """Remind receivers of answers and results that are due soon or overdue; return how many."""
    oldest, today, soon = _window(now)
    due = (
        Referral.objects.visible_to(SYSTEM)
        .filter(WAITING, due_on__range=(oldest, soon))
        .order_by("due_on", "id")
    )
    made = 0
    for referral in _stream(due):
        kind = "referral.overdue" if referral.is_overdue(today) else "referral.due-soon"
        tell_receiver(referral, kind, on=referral.due_on)
        made += 1
    return made
