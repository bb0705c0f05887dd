"""What the forms of this room share: text without personal data, and both sides of a conflict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.people.models import Membership
from baken.foundation.vault.detect import points_at_a_person
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.web.forms import BakenForm

Words = str | Promise
Pairs = list[tuple[str, Words]]

LONGEST_TEXT = 4000


def refuse_personal_data(text: str) -> str:
    """Return the text, or raise ``ValidationError`` when it holds data about a person."""
    if points_at_a_person(text):
        raise forms.ValidationError(
            _(
                "This looks like personal data: a citizen service number, a number plate, a bank"
                " account or a V-number. Nothing about a victim, suspect or reporter belongs here."
            ),
            code="personal-data",
        )
    return text


class LineField(forms.CharField):
    """One line of text without personal data."""

    def __init__(self, *, width: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        attributes = {"autocomplete": "off", **({"data-width": width} if width else {})}
        kwargs.setdefault("widget", forms.TextInput(attributes))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Refuse personal data."""
        return refuse_personal_data(super().clean(value))


class TextField(forms.CharField):
    """Several lines of text without personal data."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Refuse personal data; line ends as the database keeps them."""
        return refuse_personal_data(super().clean(value).replace("\r\n", "\n"))


class TimeField(forms.TimeField):
    """A time of the day as people write it: 9:30, 09.30 or 9."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H"])
        widget = forms.TimeInput(
            {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"}, format="%H:%M"
        )
        kwargs.setdefault("widget", widget)
        kwargs.setdefault("error_messages", {}).setdefault(
            "invalid", gettext_lazy("Write the time as hours and minutes, such as 9:30.")
        )
        super().__init__(**kwargs)


class MeetingForm(BakenForm):
    """A form of this room; ``blame`` shows a refusal at its field, and a conflict as a table."""

    model: ClassVar[Any] = None
    """Whose fields ``values`` gives; names the rows of a conflict."""
    detect: ClassVar[frozenset[str]] = frozenset()
    """Fields in which the page warns of personal data while somebody types."""
    conflict: list[dict[str, Any]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflict = []

    def values(self) -> dict[str, Any]:
        """Return what was filled in, as fields of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def blame(self, error: MeetingError) -> None:
        """Add what the action refused, at its field or above the form."""
        if isinstance(error, EditConflict):
            self._compare(error)
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def _compare(self, error: EditConflict) -> None:
        mine = self.values()
        self.conflict = [
            {
                "label": str(self.model._meta.get_field(name).verbose_name).capitalize(),
                "mine": in_words(mine.get(name)),
                "theirs": in_words(theirs),
                "differs": mine.get(name) != theirs,
            }
            for name, theirs in error.theirs.items()
        ]
        sent: Any = self.data
        again = sent.copy()
        again[self.add_prefix("version")] = str(error.version)
        self.data = again


def in_words(value: object) -> str:
    """Return a value as the screen says it."""
    if isinstance(value, dt.datetime):
        return date_format(timezone.localtime(value), "l j F Y, H:i")
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


def with_empty(choices: Iterable[tuple[Any, Words]], empty: Words) -> Pairs:
    """Return choices of a select with a first one that says nothing is chosen."""
    return [("", empty), *((str(value), label) for value, label in choices)]


def person_label(membership: Membership) -> str:
    """Return a member as a choice: name and organisation."""
    organisation = membership.organisation.short_name or membership.organisation.name
    return f"{membership.account.name} ({organisation})"


NOTHING = gettext_lazy("Not chosen")
