"""Opening hours: is it open at this moment, when next, and how to say it.

Data, as in ``contacts.yaml`` and in ``ContactPoint.hours``::

    around_the_clock: true
    # or
    week:
      - days: [mon, tue, wed, thu, fri]     # or: daily
        from: "09:00"
        until: "17:00"                      # at or before "from": past midnight; "24:00" too
    holidays: closed                        # or open, or a list of {from, until}
    exceptions:
      - date: 2026-12-24
        ranges: [{from: "09:00", until: "12:00"}]    # empty: closed all day

A range belongs to the day on which it starts: Friday 22:00–04:00 also runs when Saturday is a
day off. Clock times are those of the Netherlands. When the clock changes, RFC 5545 section
3.3.5 is followed: a time that does not exist is read with the offset before the change, and a
time that exists twice is the first of the two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from .calendar import DUTCH, Calendar

ZONE = ZoneInfo("Europe/Amsterdam")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT = 24 * 60
HORIZON_DAYS = 400
"""How far ``next_open`` looks; longer than a year, so that every exception was met once."""

Interval = tuple[dt.datetime, dt.datetime]


class HoursProblem(ValueError):
    """Hours that contradict themselves or cannot be read."""


@dataclass(frozen=True, order=True)
class Range:
    """From and until in minutes after midnight of the starting day; ``until`` may pass 24:00."""

    start: int
    end: int

    @classmethod
    def from_data(cls, data: Mapping[str, str]) -> Range:
        """Build from ``{"from": "22:00", "until": "04:00"}``."""
        start, end = _minutes(data["from"]), _minutes(data["until"])
        if start in (MIDNIGHT, end):
            raise HoursProblem(f"the hours {data['from']}–{data['until']} have no length")
        return cls(start, end if end > start else end + MIDNIGHT)

    def to_data(self) -> dict[str, str]:
        """Return what ``from_data`` takes."""
        return {"from": clock(self.start), "until": clock(self.end)}

    def on(self, day: dt.date) -> Interval:
        """Return the two moments (UTC) between which this range runs when it starts on ``day``."""
        return _moment(day, self.start), _moment(day, self.end)

    def __str__(self) -> str:
        return f"{clock(self.start)}–{clock(self.end)}"


@dataclass(frozen=True)
class OpeningHours:
    """When a desk can be reached. Build it with ``from_data``.

    Args:
        known: false when nobody supplied the hours; it is then never called open.
        around_the_clock: always open, whatever day.
        week: seven tuples of ranges, Monday first.
        holidays: ``None`` means as on any day; else the ranges of a day off (empty: closed).
        exceptions: pairs of a date and its ranges, which overrule all else.
        calendar: says which days are days off.
    """

    known: bool = True
    around_the_clock: bool = False
    week: tuple[tuple[Range, ...], ...] = ((),) * 7
    holidays: tuple[Range, ...] | None = None
    exceptions: tuple[tuple[dt.date, tuple[Range, ...]], ...] = ()
    calendar: Calendar = DUTCH

    @classmethod
    def from_data(
        cls, data: Mapping[str, Any] | None, *, calendar: Calendar = DUTCH
    ) -> OpeningHours:
        """Build from the data above; ``None`` gives hours that are not known.

        Raises:
            HoursProblem: when ranges overlap, have no length, or a date is given twice.
        """
        if data is None:
            return cls(known=False, calendar=calendar)
        if data.get("around_the_clock"):
            return cls(around_the_clock=True, calendar=calendar)
        hours = cls(
            week=_week(data.get("week", [])),
            holidays=_holiday_ranges(data.get("holidays", "closed")),
            exceptions=_exceptions(data.get("exceptions", [])),
            calendar=calendar,
        )
        hours._refuse_overlap()
        return hours

    def with_calendar(self, calendar: Calendar) -> OpeningHours:
        """Return the same hours by another calendar."""
        return replace(self, calendar=calendar)

    def to_data(self) -> dict[str, Any] | None:
        """Return the data in one canonical spelling; ``from_data`` gives the same hours back."""
        if not self.known:
            return None
        if self.around_the_clock:
            return {"around_the_clock": True}
        data: dict[str, Any] = {
            "week": [
                {"days": [DAYS[day] for day in days], **span.to_data()}
                for span, days in self._days_by_range()
            ],
            "holidays": "open" if self.holidays is None else "closed",
        }
        if self.holidays:
            data["holidays"] = [span.to_data() for span in self.holidays]
        if self.exceptions:
            data["exceptions"] = [
                {"date": day.isoformat(), "ranges": [span.to_data() for span in ranges]}
                for day, ranges in self.exceptions
            ]
        return data

    # -- Questions ---------------------------------------------------------------------------

    def ranges_on(self, day: dt.date) -> tuple[Range, ...]:
        """Return the ranges that start on ``day``."""
        if self.around_the_clock:
            return (Range(0, MIDNIGHT),)
        for date, ranges in self.exceptions:
            if date == day:
                return ranges
        if self.holidays is not None and self.calendar.is_holiday(day):
            return self.holidays
        return self.week[day.weekday()]

    def is_open(self, at: dt.datetime) -> bool:
        """Say whether it is open at an aware moment; unknown hours are never open."""
        if self.around_the_clock:
            return True
        day, moment = _local_day(at), at.astimezone(dt.UTC)
        return any(
            start <= moment < end
            for date in (day - dt.timedelta(days=1), day)
            for start, end in (span.on(date) for span in self.ranges_on(date))
        )

    def next_open(self, at: dt.datetime) -> dt.datetime | None:
        """Return ``at`` itself when open, else the moment it opens, else ``None`` (not known,
        or not within ``HORIZON_DAYS`` days). In Dutch clock time."""
        if self.is_open(at):
            return at
        for start, _end in self._intervals_from(at.astimezone(dt.UTC)):
            return start.astimezone(ZONE)
        return None

    def next_change(self, at: dt.datetime) -> dt.datetime | None:
        """Return when it next closes (if open) or opens (if closed); ``None`` when it never
        does so within ``HORIZON_DAYS`` days."""
        if self.around_the_clock:
            return None
        if not self.is_open(at):
            return self.next_open(at)
        moment = at.astimezone(dt.UTC)
        _start, end = next(self._intervals_from(moment))
        if end > moment + dt.timedelta(days=HORIZON_DAYS):
            return None
        return end.astimezone(ZONE)

    def _intervals_from(self, at: dt.datetime) -> Iterator[Interval]:
        """Yield the open stretches (UTC) that end after ``at``, in order, adjoining ones as one."""
        current: Interval | None = None
        first = _local_day(at) - dt.timedelta(days=1)
        for number in range(HORIZON_DAYS + 2):
            day = first + dt.timedelta(days=number)
            for start, end in sorted(span.on(day) for span in self.ranges_on(day)):
                if end <= at or start >= end:
                    continue
                if current and start <= current[1]:
                    current = (current[0], max(current[1], end))
                    continue
                if current:
                    yield current
                current = (start, end)
        if current:
            yield current

    # -- Words -------------------------------------------------------------------------------

    def describe(self) -> str:
        """Return the hours in words, for example ``dagelijks 08:30–22:00``."""
        from .hours_words import describe

        return describe(self)

    def rows(self) -> list[tuple[str, str]]:
        """Return pairs (days, times) for a table; empty when there is no week to show."""
        from .hours_words import rows

        return rows(self)

    def _days_by_range(self) -> list[tuple[Range, tuple[int, ...]]]:
        spans = sorted({span for ranges in self.week for span in ranges})
        return [(span, tuple(day for day in range(7) if span in self.week[day])) for span in spans]

    def _refuse_overlap(self) -> None:
        days = [*self.week, self.holidays or (), *(ranges for _, ranges in self.exceptions)]
        for ranges in days:
            ordered = sorted(ranges)
            for one, two in pairwise(ordered):
                if two.start < one.end:
                    raise HoursProblem(f"the hours {one} and {two} overlap")
        dates = [date for date, _ in self.exceptions]
        if len(dates) != len(set(dates)):
            raise HoursProblem("a date stands twice among the exceptions")


def clock(minutes: int) -> str:
    """Return ``510`` as ``08:30``; 24:00 stays 24:00, later is the next day's time."""
    if minutes > MIDNIGHT:
        minutes -= MIDNIGHT
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _minutes(text: str) -> int:
    try:
        hour, minute = (int(part) for part in text.split(":"))
    except ValueError as error:
        raise HoursProblem(f"{text!r} is not a time such as 08:30") from error
    minutes = hour * 60 + minute
    if not (0 <= minute < 60 and 0 <= minutes <= MIDNIGHT):
        raise HoursProblem(f"{text!r} is not a time such as 08:30")
    return minutes


@lru_cache(maxsize=4096)
def _moment(day: dt.date, minutes: int) -> dt.datetime:
    """Return the moment of a clock time on a day, in UTC."""
    date = day + dt.timedelta(days=minutes // MIDNIGHT)
    time = dt.time(minutes % MIDNIGHT // 60, minutes % 60)
    return dt.datetime.combine(date, time, tzinfo=ZONE).astimezone(dt.UTC)


def _local_day(at: dt.datetime) -> dt.date:
    if at.tzinfo is None:
        raise ValueError("a moment must say its time zone")
    return at.astimezone(ZONE).date()


def _week(data: Sequence[Mapping[str, Any]]) -> tuple[tuple[Range, ...], ...]:
    week: list[list[Range]] = [[] for _ in DAYS]
    for line in data:
        days = DAYS if line["days"] == "daily" else line["days"]
        for day in days:
            week[DAYS.index(day)].append(Range.from_data(line))
    return tuple(tuple(sorted(ranges)) for ranges in week)


def _holiday_ranges(data: Any) -> tuple[Range, ...] | None:
    if data == "open":
        return None
    if data == "closed":
        return ()
    return tuple(sorted(Range.from_data(line) for line in data))


def _exceptions(
    data: Sequence[Mapping[str, Any]],
) -> tuple[tuple[dt.date, tuple[Range, ...]], ...]:
    return tuple(
        sorted(
            (
                dt.date.fromisoformat(line["date"]),
                tuple(sorted(Range.from_data(span) for span in line["ranges"])),
            )
            for line in data
        )
    )
