"""Reminders of this room: actions before and after their date, and bodies short of meetings.

The same reminder is stored once per date (see ``Notice``), so nothing is remembered here.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.notices.actions import notify

from . import paths
from .models import Action
from .queries import planners, year_of

SYSTEM = Actor.system("reminders")
SOON = dt.timedelta(days=7)
LONG = dt.timedelta(days=14)
OLDEST = dt.timedelta(days=90)
"""An action so long past its date is for the agenda, not for one more mail."""


def remind_of_actions(now: dt.datetime) -> int:
    """Remind owners a week before, after the date, and two weeks after; return how many.

    After two weeks the coordinator hears of it too. O(open actions in the window).
    """
    today = timezone.localdate(now)
    window = (today - OLDEST, today + SOON)
    due = (
        Action.objects.visible_to(SYSTEM)
        .still_open()
        .filter(due_on__range=window)
        .order_by("due_on", "pk")
    )
    made = 0
    everybody = planners(today)
    for row in due.iterator(chunk_size=500):
        kind, to = _kind_of(row, today), set()
        if row.owner_id is not None:
            to.add(row.owner_id)
        if kind == "action.long-overdue":
            to.update(everybody)
        if to:
            made += len(
                notify(
                    membership_ids=sorted(to),
                    kind=kind,
                    subject=("body-action", row.pk),
                    path=paths.action(row.pk),
                    on=row.due_on,
                )
            )
    return made


def _kind_of(row: Action, today: dt.date) -> str:
    if row.due_on >= today:
        return "action.due-soon"
    return "action.overdue" if row.due_on > today - LONG else "action.long-overdue"


def remind_of_minimum(now: dt.datetime) -> int:
    """Tell who plans of bodies that will not reach their minimum this year; return how many.

    Once a month for each body, as long as it lasts: the notice carries the last day of the month.
    """
    today = timezone.localdate(now)
    everybody = planners(today)
    if not everybody:
        return 0
    made = 0
    month_end = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(1)
    for row in year_of(SYSTEM, today.year, today):
        if row.standing is not None and row.standing.warns:
            made += len(
                notify(
                    membership_ids=everybody,
                    kind="body.below-minimum",
                    subject=("body", row.body.pk),
                    path=paths.body(row.body),
                    on=month_end,
                )
            )
    return made


def remind_of_unnoted(now: dt.datetime) -> int:
    """Tell who plans of meetings that are over and were not marked as held; return how many."""
    from .models import Meeting, MeetingState

    today = timezone.localdate(now)
    everybody = planners(today)
    since = now - dt.timedelta(days=60)
    over = Meeting.objects.visible_to(SYSTEM).filter(
        state__in=[MeetingState.PLANNED, MeetingState.INVITED],
        starts_at__range=(since, now - dt.timedelta(days=2)),
    )
    made = 0
    for meeting in over if everybody else ():
        made += len(
            notify(
                membership_ids=everybody,
                kind="meeting.not-noted",
                subject=("meeting", meeting.pk),
                path=paths.meeting(meeting.pk),
                on=meeting.day,
            )
        )
    return made
