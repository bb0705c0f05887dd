"""Arithmetic of periods: what is free, and from when. Plain Python, no database.

A period is a pair of days, both included. ``Busy`` maps each item of a kind to its periods; an
item that can never be lent is simply not in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Period = tuple[dt.date, dt.date]
Key = TypeVar("Key", bound=Hashable)
Busy = Mapping[Key, Sequence[Period]]
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """So many of one kind: its items with their periods, and the days for cleaning after."""

    number: int
    busy: Mapping[int, Sequence[Period]]
    cleaning_days: int = 0


def overlap(one: Period, other: Period) -> bool:
    """Say whether two periods share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def free_items(busy: Busy[Key], period: Period) -> list[Key]:
    """Return the items without a day of ``period`` taken, in their order. O(periods)."""
    return [key for key, taken in busy.items() if not any(overlap(period, one) for one in taken)]


def fits(wishes: Iterable[Wish], start: dt.date, days: int) -> bool:
    """Say whether everything wished is free for ``days`` days from ``start``, all at once."""
    return all(
        len(free_items(wish.busy, (start, start + (days - 1 + wish.cleaning_days) * DAY)))
        >= wish.number
        for wish in wishes
    )


def next_free(
    wishes: Sequence[Wish],
    days: int,
    start: dt.date,
    *,
    horizon: int = 366,
    allowed: Callable[[dt.date], bool] = lambda _day: True,
) -> dt.date | None:
    """Return the first day, from ``start``, on which everything is free for ``days`` days.

    None when there is no such day within ``horizon`` days. ``allowed`` says whether a period may
    begin on a day, such as a working day. Something can become free only on the day after a
    taken period; from such a day on we look at each day until it no longer fits.
    O(p² + horizon·p) for p taken periods.
    """
    if any(wish.number > len(wish.busy) for wish in wishes):
        return None
    last = start + horizon * DAY
    ends = {end + DAY for wish in wishes for taken in wish.busy.values() for _begin, end in taken}
    turns = sorted({start} | {day for day in ends if start < day <= last})
    for day, until in zip(turns, [*turns[1:], last + DAY], strict=True):
        while day < until and fits(wishes, day, days):
            if allowed(day):
                return day
            day += DAY
    return None


def free_stretches(taken: Sequence[Period], first: dt.date, last: dt.date) -> list[Period]:
    """Return the longest stretches of free days between two days, in order."""
    found: list[Period] = []
    day = first
    for begin, end in sorted(taken):
        if begin > last:
            break
        if begin > day:
            found.append((day, begin - DAY))
        day = max(day, end + DAY)
    if day <= last:
        found.append((day, last))
    return found
