"""The form every room derives from: plain messages, Dutch dates, controls with big targets."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person

MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAMED_MONTH = re.compile(r"(\d{1,2})[ .-]*([a-z]{3})[a-z]*\.?[ .-]*(\d{4})")
DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"]


class _Hints(forms.widgets.ChoiceWidget):
    """Options with a second line; ``hints`` maps a value to it."""

    def __init__(self, *args: Any, hints: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the hint to the option."""
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class Choices(_Hints, forms.RadioSelect):
    """Radio buttons; ``hints`` gives a second line for a value."""


class MultipleChoices(_Hints, forms.CheckboxSelectMultiple):
    """Check boxes; ``hints`` gives a second line for a value."""


class DateText(forms.DateInput):
    """A date as text, day-month-year: nobody hunts through a calendar for a date of birth."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "numeric", "autocomplete": "off", "data-width": "short", **(attrs or {})},
            format="%d-%m-%Y",
        )


YEARS = range(1900, 2200)


class DateField(forms.DateField):
    """A date typed as ``dd-mm-jjjj`` or ``27 maart 2026``; ``past`` refuses dates to come.

    A year outside ``YEARS`` is a slip of the finger: sums with such a day leave the calendar.
    """

    widget = DateText

    def __init__(self, *, past: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", DATE_FORMATS)
        kwargs.setdefault("help_text", _("Day-month-year, for example 27-03-2026."))
        super().__init__(**kwargs)
        self.past = past
        self.error_messages.setdefault("future", _("The date lies in the future."))
        self.error_messages.setdefault("year", _("Look at the year; it is not likely."))

    def to_python(self, value: Any) -> dt.date | None:
        """Read a month that was written as a Dutch word too, whole or shortened."""
        named = _NAMED_MONTH.fullmatch(value.strip().lower()) if isinstance(value, str) else None
        if named:
            day, word, year = named.groups()
            month = "maa" if word == "mrt" else word
            if month in MONTHS:
                value = f"{day}-{MONTHS.index(month) + 1}-{year}"
        return super().to_python(value)

    def validate(self, value: Any) -> None:
        """Refuse a year nobody means, and the future where only the past makes sense."""
        super().validate(value)
        if isinstance(value, dt.date) and value.year not in YEARS:
            raise forms.ValidationError(self.error_messages["year"], code="year")
        if self.past and isinstance(value, dt.date) and value > _today():
            raise forms.ValidationError(self.error_messages["future"], code="future")


def _today() -> dt.date:
    from django.utils import timezone

    return timezone.localdate()


class PlainMessages:
    """Gives the fields of a form messages that name the question and say what to do."""

    fields: dict[str, forms.Field]

    def _speak_plainly(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea) and field.widget.attrs["rows"] == "10":
                field.widget.attrs["rows"] = 5
            label = field.label or name.replace("_", " ").capitalize()
            choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            template = _("Choose an answer: {label}") if choice else _("Fill in: {label}")
            if isinstance(field, forms.BooleanField):
                template = _("Tick to continue: {label}")
            self._replace(field, "required", format_lazy(template, label=label))
            if isinstance(field, forms.DateField):
                message = _("Write the date as day-month-year, such as 27-03-2026: {label}")
                self._replace(field, "invalid", format_lazy(message, label=label))

    @staticmethod
    def _replace(field: forms.Field, code: str, message: Any) -> None:
        """Set a message unless the form's author wrote one."""
        inherited: dict[str, Any] = {}
        for cls in reversed(type(field).__mro__):
            inherited.update(getattr(cls, "default_error_messages", {}))
        if field.error_messages.get(code) == inherited.get(code):
            field.error_messages[code] = message


class BakenForm(PlainMessages, forms.Form):
    """The base of every form. Rendered with ``<c-form :form="form">``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._speak_plainly()


class Version(forms.IntegerField):
    """The version that was seen, carried along out of sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, **kwargs)


class VersionedForm(BakenForm):
    """A form over a record that others change too, with texts in which no person has a place."""

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that point at a person in every text."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(data.items()):
            if isinstance(value, str) and points_at_a_person(value):
                self.add_error(
                    name, _("This looks like a number of a person or a vehicle. Leave it out.")
                )
        return data

    def carry_version(self, version: int) -> None:
        """Take over the version that stands there now, so that saving again succeeds."""
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(version)
        self.data = data
