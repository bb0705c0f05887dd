"""Terms in whole months, and the share of a staff that has finished. Plain arithmetic."""

from __future__ import annotations

import calendar
import datetime as dt

MONTHS = 12
PERCENT = 100
PER_MILLE = 1000


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a month that is too short.

    29 February plus twelve months is 28 February; plus forty-eight it is 29 February again.
    As in the Algemene termijnenwet and Book 2 of the Civil Code, a term in months follows the
    calendar and not a number of days. Raises ``ValueError`` for negative months, and for a day
    past the year 9999.
    """
    if months < 0:
        raise ValueError("a term does not go back")
    years, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def ends_on(day: dt.date | None, months: int | None) -> dt.date | None:
    """Return the last day on which what was learned on ``day`` counts; None is without end."""
    if day is None or months is None:
        return None
    return add_months(day, months)


def has_reached(finished: int, staff: int, share: int) -> bool:
    """Say whether ``finished`` of ``staff`` is at least ``share`` per cent.

    In whole numbers, so that 59.99 per cent is not sixty and exactly sixty is.
    """
    return staff > 0 and finished * PERCENT >= share * staff


def needed(staff: int, share: int) -> int:
    """Return how many of ``staff`` must have finished: the least that reaches ``share``."""
    return -(-share * staff // PERCENT)


def per_mille(finished: int, staff: int) -> int:
    """Return the share in tenths of a per cent, rounded down: what is shown never flatters."""
    return finished * PER_MILLE // staff if staff else 0
