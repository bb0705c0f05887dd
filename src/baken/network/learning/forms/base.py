"""What the forms of this room share: no personal data in free text, times, refusals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.learning.errors import LearningRefused
from baken.web.forms import BakenForm

TIMES = ["%H:%M", "%H.%M", "%H"]
Pairs = list[tuple[str, str | Promise]]


class TextField(forms.CharField):
    """Several lines of free text."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)


class TimeField(forms.TimeField):
    """A time typed as 9:30, 9.30 or 9."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", TIMES)
        kwargs.setdefault(
            "widget",
            forms.TimeInput(
                {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"},
                format="%H:%M",
            ),
        )
        kwargs.setdefault("error_messages", {"invalid": _("Write the time such as 9:30.")})
        super().__init__(**kwargs)


def number_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a field for a number of people or things."""
    kwargs.setdefault("min_value", 0)
    kwargs.setdefault("max_value", 32_000)
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "data-width": "short"})
    return forms.IntegerField(
        label=label,
        widget=widget,
        error_messages={"invalid": _("Write a whole number.")},
        **kwargs,
    )


class LearningForm(BakenForm):
    """A form of this room; ``blame`` shows what an action refused at the field it is about."""

    detected: tuple[str, ...] = ()
    """Free text fields in which the page warns while somebody types."""
    has_conflict = False
    """True when somebody else saved first; the page says so."""

    def clean(self) -> dict[str, Any]:
        """Refuse numbers of citizens, cars, accounts and aliens in everything that is typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, field in self.fields.items():
            is_typed = isinstance(field, forms.CharField)
            if not is_typed or isinstance(field, forms.URLField | forms.EmailField):
                continue
            if points_at_a_person(cleaned.get(name) or ""):
                self.add_error(
                    name,
                    _("This looks like a number that belongs to a person. Leave it out here."),
                )
        return cleaned

    def blame(self, refused: LearningRefused) -> None:
        """Add what the action refused, at its field or above the form."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


def token_of(data: Any) -> UUID:
    """Return the token that a form carried against a double submit; a new one without."""
    try:
        return UUID(str(data.get("form_token", "")))
    except ValueError:
        return uuid4()


def slugs(organisations: Iterable[Any]) -> Pairs:
    """Return organisations as choices by slug."""
    return [(one.slug, one.short_name or one.name) for one in organisations]


def today_or(day: dt.date | None, other: dt.date) -> dt.date:
    """Return the day, or another when it was left out."""
    return other if day is None else day
