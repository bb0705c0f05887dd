"""Deadlines in working days per kind of step, from section ``deadlines`` of the region's pack.

Dates, not moments: something is due until the end of that day, and overdue the day after.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from baken.foundation.region.calendar import add_working_days
from baken.foundation.region.documents import current_document

from .models.choices import DueKind, Outcome, ReferralKind, ReferralStatus
from .models.concern import Concern
from .models.referral import Referral


@dataclass(frozen=True)
class Due:
    """What is due, and the last day for it."""

    on: dt.date
    kind: DueKind


def local_day(at: dt.datetime) -> dt.date:
    """Return the calendar day of a moment, in the time zone of the region."""
    return timezone.localdate(at)


def due(kind: DueKind, at: dt.datetime, *, critical: bool) -> Due:
    """Return the deadline of a step that starts at ``at``."""
    terms = current_document("deadlines")["working_days"][kind.value]
    days: int = terms["critical" if critical else "normal"]
    return Due(add_working_days(local_day(at), days), kind)


def remind_before() -> int:
    """Return how many working days before a deadline a reminder comes."""
    days: int = current_document("deadlines")["remind_before"]
    return days


def channel_expires(at: dt.datetime) -> dt.datetime:
    """Return until when a reporter can come back who reported at ``at``."""
    days: int = current_document("deadlines")["reporter_channel_days"]
    return at + dt.timedelta(days=days)


def due_of_referral(referral: Referral, at: dt.datetime) -> Due | None:
    """Return what the receiver has to do next, or None when the referral ended."""
    if referral.status == ReferralStatus.ACCEPTED:
        return due(DueKind.REFERRAL_RESULT, at, critical=referral.critical)
    if referral.status != ReferralStatus.SENT:
        return None
    kind = (
        DueKind.ADVICE_ANSWER if referral.kind == ReferralKind.ADVICE else DueKind.REFERRAL_ANSWER
    )
    return due(kind, at, critical=referral.critical)


def due_after_decision(outcomes: list[Outcome], concern: Concern, at: dt.datetime) -> Due:
    """Return what follows a decision: carry it out, or tell the reporter, or close."""
    if set(outcomes) == {Outcome.NO_ACTION}:
        return due_after_work(concern, at)
    return due(DueKind.FOLLOW_UP, at, critical=concern.critical)


def due_after_work(concern: Concern, at: dt.datetime) -> Due:
    """Return what follows when nobody has anything left to do: feedback, then closing."""
    kind = DueKind.FEEDBACK if concern.feedback_given_at is None else DueKind.CLOSING
    return due(kind, at, critical=concern.critical)


def set_due(concern: Concern, next_due: Due | None) -> None:
    """Put the next deadline on the concern, or none. Does not save."""
    concern.next_due_on = next_due.on if next_due else None
    concern.due_kind = next_due.kind if next_due else ""


def earliest_of_partners(waiting: list[Referral]) -> Due | None:
    """Return the first deadline among the referrals that still wait for a partner."""
    dues = [
        Due(referral.due_on, DueKind(referral.due_kind))
        for referral in waiting
        if referral.due_on is not None
    ]
    return min(dues, key=lambda one: one.on, default=None)
