"""Working days and days off, as the region's pack says.

The dates come from the ``holidays`` library; *which* days count is data (``calendar.yaml``),
because municipalities differ on Good Friday and on Liberation Day, which is a day off for
government once every five years. For terms of law see article 3 of the Algemene
termijnenwet; the terms in Baken are working agreements, not terms of law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import holidays

SATURDAY = 5

DAYS_OFF = {
    "new-year": "Nieuwjaarsdag",
    "good-friday": "Goede vrijdag",
    "easter": "Eerste paasdag",
    "easter-monday": "Tweede paasdag",
    "kings-day": "Koningsdag",
    "liberation-day": "Bevrijdingsdag",
    "ascension": "Hemelvaartsdag",
    "whitsun": "Eerste pinksterdag",
    "whit-monday": "Tweede pinksterdag",
    "christmas": "Eerste kerstdag",
    "second-christmas": "Tweede kerstdag",
}
"""Every day off a pack may name, with its name in the library."""


@lru_cache(maxsize=64)
def _named_days(year: int) -> dict[dt.date, str]:
    """Return the days of a year that can be a day off, by our name."""
    codes = {name: code for code, name in DAYS_OFF.items()}
    found = holidays.country_holidays(
        "NL", years=year, categories=("public", "optional"), language="nl"
    )
    return {day: codes[name] for day, name in found.items() if name in codes}


@dataclass(frozen=True)
class Calendar:
    """Which days are days off.

    Args:
        days_off: names from ``DAYS_OFF``.
        liberation_day_every: 5 May counts in years divisible by this (1: every year).
        extra: further days off, for example a day on which all desks are closed.
    """

    days_off: frozenset[str] = frozenset(DAYS_OFF) - {"good-friday"}
    liberation_day_every: int = 5
    extra: frozenset[dt.date] = frozenset()

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Calendar:
        """Build from the section ``calendar`` of a pack."""
        return cls(
            days_off=frozenset(data["days_off"]),
            liberation_day_every=data.get("liberation_day_every", 5),
            extra=frozenset(dt.date.fromisoformat(day["date"]) for day in data.get("extra", [])),
        )

    def is_holiday(self, day: dt.date) -> bool:
        """Say whether ``day`` is a day off; weekends are not holidays."""
        if day in self.extra:
            return True
        name = _named_days(day.year).get(day)
        if name == "liberation-day" and day.year % self.liberation_day_every:
            return False
        return name in self.days_off

    def is_working_day(self, day: dt.date) -> bool:
        """Say whether ``day`` is Monday to Friday and no day off."""
        return day.weekday() < SATURDAY and not self.is_holiday(day)

    def add_working_days(self, start: dt.date, days: int) -> dt.date:
        """Return the working day that is ``days`` working days after ``start``.

        ``start`` itself never counts, so a term of one working day that starts on Friday ends
        on Monday. Zero gives ``start`` when it is a working day, else the next one. Negative
        counts backwards. Raises ``OverflowError`` past the year 9999.
        """
        step = dt.timedelta(days=-1 if days < 0 else 1)
        day = start
        if days == 0:
            while not self.is_working_day(day):
                day += step
        for _ in range(abs(days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Return how many working days lie after ``start`` up to and including ``end``."""
        if end < start:
            return -self.working_days_between(end, start)
        span = (end - start).days
        return sum(self.is_working_day(start + dt.timedelta(days=n + 1)) for n in range(span))


DUTCH = Calendar()
"""Used where no pack was loaded."""


@lru_cache(maxsize=8)
def calendar_by_digest(digest: str) -> Calendar:
    """Return the calendar of one version of the section ``calendar``."""
    from .documents import document_by_digest

    return Calendar.from_data(document_by_digest("calendar", digest))


def current_calendar() -> Calendar:
    """Return the region's calendar (one small query), the Dutch default without a pack."""
    from .documents import DocumentMissing, current_version

    try:
        return calendar_by_digest(current_version("calendar").digest)
    except DocumentMissing:
        return DUTCH


def is_holiday(day: dt.date) -> bool:
    """Say whether ``day`` is a day off in the region."""
    return current_calendar().is_holiday(day)


def is_working_day(day: dt.date) -> bool:
    """Say whether ``day`` is a working day in the region."""
    return current_calendar().is_working_day(day)


def add_working_days(start: dt.date, days: int) -> dt.date:
    """Return the day ``days`` working days after ``start``; see ``Calendar.add_working_days``."""
    return current_calendar().add_working_days(start, days)
