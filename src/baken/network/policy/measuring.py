"""What an action's page shows of its indicators: values, standing, picture, next measurement."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.web.line_chart import LineChart, Point, line_chart

from .arithmetic import Progress, Standing, progress
from .models import ActionIndicator, Direction, Measurement

WORDS: dict[Standing, str | Promise] = {
    Standing.UNKNOWN: _("Nothing can be said yet: a value or a target is missing"),
    Standing.WRONG_TARGET: _("The target lies on the wrong side of the value at the start"),
    Standing.BEHIND_BASE: _("Fallen back behind the value at the start"),
    Standing.ON_THE_WAY: _("On the way to the target"),
    Standing.REACHED: _("Target reached"),
    Standing.PASSED: _("Target reached and passed"),
}
KINDS = {
    Standing.UNKNOWN: "neutral",
    Standing.WRONG_TARGET: "danger",
    Standing.BEHIND_BASE: "danger",
    Standing.ON_THE_WAY: "info",
    Standing.REACHED: "success",
    Standing.PASSED: "success",
}


@dataclass(frozen=True)
class Shown:
    """One indicator as its action's page shows it."""

    indicator: ActionIndicator
    values: list[Measurement]
    withdrawn: list[Measurement]
    standing: Progress
    chart: LineChart | None
    due: dt.date

    @property
    def latest(self) -> Measurement | None:
        """Return the last value that counts."""
        return self.values[-1] if self.values else None

    @property
    def words(self) -> str | Promise:
        """Return what the figures mean, as a sentence."""
        return WORDS[self.standing.standing]

    @property
    def kind(self) -> str:
        """Return the kind of tag that fits."""
        return KINDS[self.standing.standing]

    @property
    def is_late(self) -> bool:
        """Say whether a value is missing."""
        return self.due <= timezone.localdate()


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a month that is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_due(indicator: ActionIndicator, last: dt.date | None) -> dt.date:
    """Return when the next value is due: so many months after the last, or after the start."""
    action = indicator.action
    begin = action.starts_on or max(action.state_since, action.framework.starts_on)
    return months_later(last or begin, indicator.every_months)


def shown(indicator: ActionIndicator) -> Shown:
    """Return one indicator with its measurements, which must have been fetched. O(values)."""
    rows = list(indicator.measurements.all())
    values = [row for row in rows if row.withdrawn_at is None]
    latest: Decimal | None = values[-1].value if values else None
    standing = progress(
        indicator.base,
        indicator.target,
        latest,
        rising=indicator.direction == Direction.UP,
    )
    points = [Point(row.measured_on, float(row.value)) for row in values]
    target = None if indicator.target is None else float(indicator.target)
    return Shown(
        indicator=indicator,
        values=values,
        withdrawn=[row for row in rows if row.withdrawn_at is not None],
        standing=standing,
        chart=line_chart(points, target=target) if points else None,
        due=next_due(indicator, values[-1].measured_on if values else None),
    )
