"""Opening hours as a form that a person can fill in, without a script.

Two ranges (or more, where there are more) for each day of the week, what happens on days off,
and dates that differ. Times may be typed as 8, 8:30, 8.30 or 0830.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.hours import DAYS, HoursProblem, OpeningHours

from . import as_typed

UNKNOWN, ALWAYS, WEEK = "unknown", "always", "week"
OPEN, CLOSED, OWN = "open", "closed", "own"
RANGES_PER_DAY = 2
SPARE_EXCEPTIONS = 2
WORKDAYS = DAYS[1:5]
"""The days that take over Monday's hours with one button."""

_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?(?: ?uur)?")


class TimeField(forms.CharField):
    """A clock time, cleaned to ``08:30``; 24:00 is the end of the day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off", "data-width": "short"})
        super().__init__(required=False, max_length=10, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the time as ``08:30``, or an empty text."""
        text = super().clean(value).strip()
        if not text:
            return ""
        found = _TIME.fullmatch(text)
        if found:
            hour, minute = int(found["hour"]), int(found["minute"] or 0)
            if minute < 60 and hour * 60 + minute <= 24 * 60:
                return f"{hour:02d}:{minute:02d}"
        raise forms.ValidationError(_("Write a time such as 8:30 or 17:00."), code="invalid")


@dataclass(frozen=True)
class TimeRow:
    """One line of the form: a day or date with its pairs of fields."""

    name: str
    label: Any
    pairs: list[tuple[BoundField, BoundField]]
    date: BoundField | None = None


class HoursForm(forms.Form):
    """Reads and writes what ``OpeningHours.from_data`` takes; ``None`` is not known."""

    kind = forms.ChoiceField(
        label=_("When does somebody answer?"),
        choices=[
            (WEEK, _("At set times")),
            (ALWAYS, _("24 hours a day, 7 days a week")),
            (UNKNOWN, _("Not known yet")),
        ],
        widget=forms.RadioSelect,
    )
    holidays = forms.ChoiceField(
        label=_("What about days off, such as Easter and Christmas?"),
        choices=[
            (CLOSED, _("Closed")),
            (OPEN, _("Open as on any other day")),
            (OWN, _("Own hours, filled in below")),
        ],
        initial=CLOSED,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, hours: Mapping[str, Any] | None
    ) -> None:
        self._stored = hours
        self._exceptions = list((hours or {}).get("exceptions", []))
        self._counts: dict[str, int] = {}
        super().__init__(data, prefix="hours", initial=_initial(hours), label_suffix="")
        for day, name in zip(DAYS, WEEKDAYS.values(), strict=True):
            self._add_pairs(day, name, RANGES_PER_DAY)
        self._add_pairs("off", _("Days off"), 1)
        for number in range(len(self._exceptions) + SPARE_EXCEPTIONS):
            self._add_exception(number)

    def _add_pairs(self, name: str, label: Any, least: int) -> None:
        """Add pairs of times: at least so many, and as many as there are."""
        known = sum(key.startswith(f"{name}_from_") for key in self.initial)
        self._counts[name] = max(least, known)
        for number in range(1, self._counts[name] + 1):
            words = {"day": label, "number": number}
            start, end = _("{day} from ({number})"), _("{day} until ({number})")
            self.fields[f"{name}_from_{number}"] = TimeField(label=format_lazy(start, **words))
            self.fields[f"{name}_until_{number}"] = TimeField(label=format_lazy(end, **words))

    def _add_exception(self, number: int) -> None:
        name = f"date{number}"
        self.fields[name] = forms.DateField(
            label=_("Date"),
            required=False,
            input_formats=["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"],
            widget=forms.DateInput(
                format="%d-%m-%Y",
                attrs={"autocomplete": "off", "data-date": "", "placeholder": "dd-mm-jjjj"},
            ),
            error_messages={"invalid": _("Write the date as day-month-year, such as 24-12-2026.")},
        )
        self._add_pairs(name, _("On this date"), 1)

    # -- For the template --------------------------------------------------------------------

    @property
    def week_rows(self) -> list[TimeRow]:
        """Return the seven days with their fields."""
        return [self._row(day, name) for day, name in zip(DAYS, WEEKDAYS.values(), strict=True)]

    @property
    def has_exceptions(self) -> bool:
        """True when dates that differ were given, or typed wrongly."""
        return bool(self._exceptions) or any(name.startswith("date") for name in self._wrong())

    def _wrong(self) -> list[str]:
        return list(self.errors) if self.is_bound else []

    @property
    def holiday_row(self) -> TimeRow:
        """Return the hours of a day off."""
        return self._row("off", _("Days off"))

    @property
    def exception_rows(self) -> list[TimeRow]:
        """Return the dates that differ, and some empty ones."""
        names = [name for name in self.fields if re.fullmatch(r"date[0-9]+", name)]
        return [self._row(name, _("Date"), date=self[name]) for name in names]

    def _row(self, name: str, label: Any, date: BoundField | None = None) -> TimeRow:
        pairs = [
            (self[f"{name}_from_{number}"], self[f"{name}_until_{number}"])
            for number in range(1, self._counts[name] + 1)
        ]
        return TimeRow(name, label, pairs, date)

    def copied_to_workdays(self) -> HoursForm:
        """Return the form as it was sent, with Monday's times on Tuesday to Friday too.

        Not judged: the writer wants to look at it first.
        """
        typed = as_typed(self)
        for day in WORKDAYS:
            for number in range(1, min(self._counts["mon"], self._counts[day]) + 1):
                for part in ("from", "until"):
                    typed[f"{day}_{part}_{number}"] = typed[f"mon_{part}_{number}"]
        copied = HoursForm(hours=self._stored)
        copied.initial = typed | {"kind": WEEK}
        return copied

    # -- Reading -----------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        """Turn the fields into hours; ``cleaned_data["hours"]`` is what is stored."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or "kind" not in cleaned:
            return cleaned
        if cleaned["kind"] == UNKNOWN and self.initial["kind"] == UNKNOWN and self._has_times():
            # Whoever fills in times for the first time means them.
            cleaned["kind"] = WEEK
        if cleaned["kind"] != WEEK:
            data = {"around_the_clock": True} if cleaned["kind"] == ALWAYS else None
            return cleaned | {"hours": data}
        data = self._week_data(cleaned)
        if not self.errors:
            try:
                cleaned["hours"] = OpeningHours.from_data(data).to_data()
            except HoursProblem:
                message = _("Two times overlap, or a date stands there twice. Please check them.")
                self.add_error(None, message)
        return cleaned

    def _has_times(self) -> bool:
        return any(self.cleaned_data.get(f"{day}_from_1") for day in DAYS)

    def _week_data(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        week = [{"days": [day]} | span for day in DAYS for span in self._spans(cleaned, day)]
        holidays: Any = cleaned.get("holidays") or CLOSED
        if holidays == OWN:
            holidays = self._spans(cleaned, "off")
            if not holidays:
                self.add_error("off_from_1", _("Fill in the hours of days off."))
        exceptions = [
            {"date": cleaned[name].isoformat(), "ranges": self._spans(cleaned, name)}
            for name in self.fields
            if re.fullmatch(r"date[0-9]+", name) and cleaned.get(name)
        ]
        if not week and not self.errors:
            self.add_error("mon_from_1", _("Fill in at least one day, or choose another answer."))
        return {"week": week, "holidays": holidays, "exceptions": exceptions}

    def _spans(self, cleaned: dict[str, Any], name: str) -> list[dict[str, str]]:
        spans = []
        for number in range(1, self._counts[name] + 1):
            start = cleaned.get(f"{name}_from_{number}", "")
            end = cleaned.get(f"{name}_until_{number}", "")
            if start and end and start != end and start != "24:00":
                spans.append({"from": start, "until": end})
            elif start or end:
                field = f"{name}_until_{number}" if start else f"{name}_from_{number}"
                self.add_error(field, _("Fill in both from and until, and let them differ."))
        return spans


def _initial(hours: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields' values of stored hours."""
    if hours is None:
        return {"kind": UNKNOWN, "holidays": CLOSED}
    if hours.get("around_the_clock"):
        return {"kind": ALWAYS, "holidays": CLOSED}
    initial: dict[str, Any] = {"kind": WEEK}
    by_day: dict[str, list[Mapping[str, str]]] = {day: [] for day in DAYS}
    for line in hours["week"]:
        for day in line["days"]:
            by_day[day].append(line)
    holidays = hours["holidays"]
    initial["holidays"] = holidays if isinstance(holidays, str) else OWN
    by_day["off"] = [] if isinstance(holidays, str) else list(holidays)
    for number, exception in enumerate(hours.get("exceptions", [])):
        initial[f"date{number}"] = exception["date"]
        by_day[f"date{number}"] = exception["ranges"]
    for name, ranges in by_day.items():
        for number, span in enumerate(ranges, start=1):
            initial[f"{name}_from_{number}"] = span["from"]
            initial[f"{name}_until_{number}"] = span["until"]
    return initial
