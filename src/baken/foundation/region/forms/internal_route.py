"""The internal reporting route as a form: some steps, each with functions and a number of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from baken.foundation.region.route_model import MOST_STEPS, RouteStep
from baken.foundation.vault.detect import find_personal_data

LEAST_ROWS = 2
DAYS = (0, 1, 2, 3, 5, 10, 20)


def days_choices() -> list[tuple[int, Any]]:
    """Return the terms to choose from, in working days."""
    words = ngettext_lazy("within %d working day", "within %d working days")
    return [(0, _("the same day")), *((day, words % day) for day in DAYS[1:])]


class FunctionField(forms.CharField):
    """A function or a team: no number, no address, nothing that leads to one person."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the words; refuse what leads to a person."""
        return refuse_personal(super().clean(value).strip())


def refuse_personal(text: str) -> str:
    """Return the text; the page is public and holds functions only."""
    if find_personal_data(text):
        raise forms.ValidationError(
            _("Write a function, without a name, number or address of a person."), code="personal"
        )
    return text


@dataclass(frozen=True)
class Row:
    """One step of the form with its four fields."""

    number: int
    fields: tuple[BoundField, ...]


class InternalRouteForm(forms.Form):
    """Reads and writes a list of ``RouteStep``; a step without both functions is left out."""

    note = forms.CharField(
        label=_("What else colleagues must know"),
        help_text=_("For example where to find the form. No names: this is public."),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        steps: Sequence[RouteStep] = (),
        note: str = "",
        version: int = 0,
    ) -> None:
        initial: dict[str, Any] = {"note": note, "version": version}
        super().__init__(data, initial=initial, label_suffix="")
        shown = len(steps) + 1 if data is None else sum(key.startswith("who_") for key in data)
        self._rows = min(MOST_STEPS, max(LEAST_ROWS, shown))
        for number in range(1, self._rows + 1):
            self._add(number, steps[number - 1] if number <= len(steps) else None)

    def _add(self, number: int, step: RouteStep | None) -> None:
        labels = {
            "who": _("Who tells it (step {number})"),
            "tells": _("Who is told (step {number})"),
            "replaced": _("Who is told when that person is away (step {number})"),
        }
        for name, label in labels.items():
            self.fields[f"{name}_{number}"] = FunctionField(label=format_lazy(label, number=number))
        self.fields[f"days_{number}"] = forms.TypedChoiceField(
            label=format_lazy(_("How soon (step {number})"), number=number),
            choices=days_choices(),
            coerce=int,
            initial=1,
        )
        if step is not None:
            values = (step.who, step.tells, step.replaced_by, step.within_days)
            for name, value in zip(("who", "tells", "replaced", "days"), values, strict=True):
                self.initial[f"{name}_{number}"] = value

    @property
    def rows(self) -> list[Row]:
        """Return the steps for the template."""
        names = ("who", "tells", "days", "replaced")
        return [
            Row(number, tuple(self[f"{name}_{number}"] for name in names))
            for number in range(1, self._rows + 1)
        ]

    def clean_note(self) -> str:
        """Refuse what leads to a person."""
        return refuse_personal(self.cleaned_data["note"].strip())

    def clean(self) -> dict[str, Any]:
        """A step that was begun needs both functions."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number in range(1, self._rows + 1):
            who, tells = cleaned.get(f"who_{number}"), cleaned.get(f"tells_{number}")
            begun = who or tells or cleaned.get(f"replaced_{number}")
            for name, value in (("who", who), ("tells", tells)):
                key = f"{name}_{number}"
                if begun and not value and key not in self.errors:
                    self.add_error(key, _("Fill in this function, or leave the step empty."))
        return cleaned

    def steps(self) -> list[RouteStep]:
        """Return the steps that were filled in, in order."""
        cleaned = self.cleaned_data
        return [
            RouteStep(
                cleaned[f"who_{number}"],
                cleaned[f"tells_{number}"],
                cleaned[f"days_{number}"],
                cleaned[f"replaced_{number}"],
            )
            for number in range(1, self._rows + 1)
            if cleaned[f"who_{number}"]
        ]
