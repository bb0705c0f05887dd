"""The dates of a series of meetings: pure arithmetic, no database.

A series is thought of in local time: a meeting at half past nine stays at half past nine when the
clock is moved. Days are computed first, as dates; only then do they get their time, each by the
rules of its own day. The rule is kept in the words of RFC 5545, section 3.3.10.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 24
"""Meetings in one series; bodies are planned a year or two ahead."""
WEEK = 7
FIFTH = 5
LAST = -1


class Frequency(StrEnum):
    """The unit in which a series comes back."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True)
class Rule:
    """Each ``every``-th week or month on the weekday of the first day, ``count`` times.

    By month it keeps the weekday's place in the month ("second Tuesday"); a fifth one becomes
    the last, since not every month has a fifth. Raises ``ValueError`` outside its bounds.
    """

    frequency: Frequency
    every: int
    count: int

    def __post_init__(self) -> None:
        """Refuse what makes no series."""
        if not 1 <= self.count <= LONGEST:
            raise ValueError(f"a series has 1 to {LONGEST} meetings")
        if not 1 <= self.every <= 52:
            raise ValueError("a series comes back after 1 to 52 weeks or months")

    def text(self, first: dt.date) -> str:
        """Return the rule in the words of RFC 5545."""
        day = DAYS[first.weekday()]
        if self.frequency == Frequency.MONTHLY:
            day = f"{place_in_month(first)}{day}"
        return f"FREQ={self.frequency};INTERVAL={self.every};BYDAY={day};COUNT={self.count}"

    def days(self, first: dt.date) -> list[dt.date]:
        """Return the days, the first one included. O(count)."""
        if self.frequency == Frequency.WEEKLY:
            step = dt.timedelta(weeks=self.every)
            return [first + number * step for number in range(self.count)]
        place = place_in_month(first)
        return [
            _day_in_month(first, number * self.every, place, first.weekday())
            for number in range(self.count)
        ]


def place_in_month(day: dt.date) -> int:
    """Return 1 to 4 for the first to fourth of its weekday in the month, -1 for a fifth."""
    place = (day.day - 1) // WEEK + 1
    return LAST if place == FIFTH else place


def _day_in_month(first: dt.date, later: int, place: int, weekday: int) -> dt.date:
    number = first.month - 1 + later
    year, month = first.year + number // 12, number % 12 + 1
    weekday_of_first, length = months.monthrange(year, month)
    day = 1 + (weekday - weekday_of_first) % WEEK
    if place == LAST:
        day += (length - day) // WEEK * WEEK
    else:
        day += (place - 1) * WEEK
    return dt.date(year, month, day)


def local(day: dt.date, time: dt.time) -> dt.datetime:
    """Return the moment of a local time on a day.

    A time that does not exist (the hour that is left out in March) becomes the same distance
    after the change; of a time that comes twice, in October, the first is meant.
    """
    moment = dt.datetime.combine(day, time, ZONE)
    return moment.astimezone(dt.UTC).astimezone(ZONE)


@dataclass(frozen=True)
class Date:
    """One date of a series; ``is_free`` is False for a public holiday, which is skipped."""

    day: dt.date
    is_free: bool


def without_holidays(days: Iterable[dt.date], is_holiday: object) -> list[Date]:
    """Return the days with what is skipped; ``is_holiday`` is a function of a date."""
    assert callable(is_holiday), "is_holiday is a function"
    return [Date(day, not is_holiday(day)) for day in days]
