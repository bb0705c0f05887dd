"""How a body stands against its minimum of meetings in a year: pure arithmetic.

The minimum is of the region's own structure (introduction dossier, "Overlegstructuur"), no term
of law. A warning comes *in time*: while a meeting can still be planned.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

NOTICE = 14
"""Days between planning a meeting and holding it; nobody comes to one of tomorrow."""
APART = 7
"""Days at least between two meetings of one body that are planned to catch up."""
YEAR = 365
IN_TIME = 0.75
"""Share of the usual distance between meetings: what is missing later than that is a warning."""


class Level(StrEnum):
    """From good to bad."""

    MET = "met"
    ON_COURSE = "on-course"
    TO_PLAN = "to-plan"
    AT_RISK = "at-risk"
    LOST = "lost"


@dataclass(frozen=True)
class Standing:
    """One body in one year. ``unnoted`` are past meetings that nobody marked as held."""

    minimum: int
    held: int
    unnoted: int
    planned: int
    level: Level

    @property
    def missing(self) -> int:
        """Return how many meetings are neither held nor planned."""
        return max(0, self.minimum - self.held - self.unnoted - self.planned)

    @property
    def warns(self) -> bool:
        """True when somebody must act now, or it is too late."""
        return self.level in {Level.AT_RISK, Level.LOST}


def stand(
    *, minimum: int, held: int, unnoted: int, planned: int, year: int, today: dt.date
) -> Standing:
    """Judge one body in one year on a day. O(1).

    ``planned`` are meetings still to come in that year that were not cancelled.
    """
    missing = minimum - held - unnoted - planned
    if held >= minimum:
        level = Level.MET
    elif missing <= 0:
        level = Level.ON_COURSE
    elif missing > still_possible(year, today):
        level = Level.LOST
    elif days_left(year, today) <= IN_TIME * missing * YEAR / minimum:
        level = Level.AT_RISK
    else:
        level = Level.TO_PLAN
    return Standing(minimum, held, unnoted, planned, level)


def days_left(year: int, today: dt.date) -> int:
    """Return the days of ``year`` after ``today``; 0 when it is over."""
    start = max(today, dt.date(year - 1, 12, 31))
    return max(0, (dt.date(year, 12, 31) - start).days)


def still_possible(year: int, today: dt.date) -> int:
    """Return how many meetings could still be planned and held in ``year``."""
    left = (dt.date(year, 12, 31) - max(dt.date(year, 1, 1), today + dt.timedelta(NOTICE))).days
    return 0 if left < 0 else 1 + left // APART
