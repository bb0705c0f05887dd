"""Opening hours in words, in the language of the reader."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from .hours import OpeningHours, Range

ALL_DAYS = tuple(range(7))


def describe(hours: OpeningHours) -> str:
    """Return one line; see ``OpeningHours.describe``."""
    if not hours.known:
        return _("opening hours not known yet")
    if hours.around_the_clock:
        return _("24 hours a day, 7 days a week")
    parts = [f"{days} {times}" for days, times in _groups(hours)]
    if not parts:
        return _("closed")
    line = "; ".join(parts)
    note = _holiday_note(hours)
    return f"{line} ({note})" if note else line


def say_moment(moment: dt.datetime, now: dt.datetime) -> str:
    """Return when something is, seen from now: ``today at 08:30``, ``Monday 30 November at…``."""
    local, today = timezone.localtime(moment), timezone.localtime(now).date()
    time = date_format(local, "H:i")
    if local.date() == today:
        return _("today at %(time)s") % {"time": time}
    if local.date() == today + dt.timedelta(days=1):
        return _("tomorrow at %(time)s") % {"time": time}
    day = date_format(local, "l j F")
    return _("%(day)s at %(time)s") % {"day": day, "time": time}


def rows(hours: OpeningHours) -> list[tuple[str, str]]:
    """Return pairs (days, times), days off last; see ``OpeningHours.rows``."""
    if not hours.known or hours.around_the_clock:
        return []
    result = [(days, times) for days, times in _groups(hours)]
    if hours.holidays == ():
        result.append((_("days off"), _("closed")))
    elif hours.holidays:
        result.append((_("days off"), _times(hours.holidays)))
    return result


def _groups(hours: OpeningHours) -> list[tuple[str, str]]:
    """Group the days that have the same hours, in the order of the week."""
    by_ranges: dict[tuple[Range, ...], list[int]] = {}
    for day in ALL_DAYS:
        if hours.week[day]:
            by_ranges.setdefault(hours.week[day], []).append(day)
    return [(_days(tuple(days)), _times(ranges)) for ranges, days in by_ranges.items()]


def _days(days: tuple[int, ...]) -> str:
    if days == ALL_DAYS:
        return _("daily")
    names = [str(WEEKDAYS[day]) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    if len(names) == 1:
        return names[0]
    return _("%(days)s and %(last)s") % {"days": ", ".join(names[:-1]), "last": names[-1]}


def _times(ranges: tuple[Range, ...]) -> str:
    times = [str(span) for span in ranges]
    if len(times) == 1:
        return times[0]
    return _("%(times)s and %(last)s") % {"times": ", ".join(times[:-1]), "last": times[-1]}


def _holiday_note(hours: OpeningHours) -> str:
    if hours.holidays is None:
        return ""
    if not hours.holidays:
        return _("closed on days off")
    return _("on days off %(times)s") % {"times": _times(hours.holidays)}
