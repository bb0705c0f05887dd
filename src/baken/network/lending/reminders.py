"""Reminders of lending: almost time to return, and too late. Each is written once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.calendar import add_working_days

from . import mail
from .models import LoanRequest, RequestState

SYSTEM = Actor.system("reminders")
SOON = 2
"""Working days before the last day on which the first reminder goes out."""
AGAIN = 7
"""Days between two letters that it is too late."""
GIVE_UP = 60
"""Days after which letters no longer help; the list still shows it."""


def remind(now: dt.datetime) -> int:
    """Write to who should return something soon, or should have; return how many letters.

    O(requests that are out), by the index on state.
    """
    today = timezone.localdate(now)
    soon = add_working_days(today, SOON)
    out = (
        LoanRequest.objects.visible_to(SYSTEM)
        .filter(state=RequestState.OUT, ends_on__range=(today - dt.timedelta(days=GIVE_UP), soon))
        .select_related("organisation", "membership__account")
        .order_by("ends_on", "pk")
    )
    return sum(_one(request, today) for request in out)


def _one(request: LoanRequest, today: dt.date) -> int:
    late = (today - request.ends_on).days
    if late <= 0:
        return mail.to_requester("due-soon", request, once=f"soon {request.ends_on}")
    once = f"late {request.ends_on} {(late - 1) // AGAIN}"
    return mail.to_requester("late", request, once=once) + mail.to_store(
        "late-store", request, once=once
    )
