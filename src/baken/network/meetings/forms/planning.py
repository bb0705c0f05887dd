"""Planning, changing and cancelling meetings, and seats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.models import Organisation
from baken.network.meetings.models import BodySeat, Meeting
from baken.network.meetings.recurrence import LONGEST, Frequency, Rule, local
from baken.web.forms import Choices, DateField

from .base import NOTHING, LineField, MeetingForm, TextField, TimeField, person_label, with_empty

ONCE = "once"
REPEATS = [
    (ONCE, gettext_lazy("Once")),
    (Frequency.WEEKLY.value, gettext_lazy("Every so many weeks, on the same weekday")),
    (
        Frequency.MONTHLY.value,
        gettext_lazy("Every so many months, on the same weekday (such as the second Tuesday)"),
    ),
]


class DetailsForm(MeetingForm):
    """When and where; ``values`` gives fields of ``Meeting``."""

    model = Meeting
    detect = frozenset({"note"})

    version = forms.IntegerField(widget=forms.HiddenInput)
    day = DateField(label=gettext_lazy("Day"))
    begins = TimeField(label=gettext_lazy("Begins at"))
    ends = TimeField(label=gettext_lazy("Ends at"))
    place = LineField(label=gettext_lazy("Place"), required=False)
    online_link = forms.URLField(
        label=gettext_lazy("Link to take part online"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Members see this link; it stands in the invitation too."),
    )
    note = TextField(
        label=gettext_lazy("For the members"),
        required=False,
        help_text=gettext_lazy("Such as how to get there, or what to bring."),
    )

    @classmethod
    def initial_of(cls, meeting: Meeting) -> dict[str, Any]:
        """Return what the form shows of a meeting."""
        begins, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return {
            "version": meeting.version,
            "day": begins.date(),
            "begins": begins.time(),
            "ends": ends.time(),
            "place": meeting.place,
            "online_link": meeting.online_link,
            "note": meeting.note,
        }

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The meeting ends before it begins."))
        return data

    @property
    def words(self) -> dict[str, Any]:
        """Return place, link and note."""
        return {name: self.cleaned_data[name] for name in ("place", "online_link", "note")}

    @property
    def hours(self) -> tuple[dt.time, dt.time]:
        """Return the hours of the day."""
        return self.cleaned_data["begins"], self.cleaned_data["ends"]

    def values(self) -> dict[str, Any]:
        """Return fields of ``Meeting``; hours are local."""
        day, (begins, ends) = self.cleaned_data["day"], self.hours
        return {"starts_at": local(day, begins), "ends_at": local(day, ends), **self.words}


class PlanForm(DetailsForm):
    """One meeting or a series. ``dates`` comes with the second step, when a series was asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    repeat = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=REPEATS, widget=Choices, initial=ONCE
    )
    every = forms.IntegerField(
        label=gettext_lazy("Number of weeks or months between two meetings"),
        min_value=1,
        max_value=52,
        required=False,
        help_text=gettext_lazy("Only for a series. For a quarterly meeting: 3 months."),
        widget=forms.NumberInput({"data-width": "short"}),
    )
    count = forms.IntegerField(
        label=gettext_lazy("Number of meetings"),
        min_value=2,
        max_value=LONGEST,
        required=False,
        help_text=gettext_lazy("Only for a series. You see the dates before they are planned."),
        widget=forms.NumberInput({"data-width": "short"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for distance and number where a series is wanted; refuse a day in the past."""
        data = super().clean()
        if data.get("day") and data["day"] < timezone.localdate():
            self.add_error("day", _("This day is over. Choose a day to come."))
        if data.get("repeat") not in {None, ONCE}:
            for name in ("every", "count"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Fill this in for a series."))
        return data

    @property
    def is_series(self) -> bool:
        """True when more than one meeting was asked for."""
        return bool(self.cleaned_data["repeat"] != ONCE)

    @property
    def rule(self) -> Rule:
        """Return the rule of the series."""
        data = self.cleaned_data
        return Rule(Frequency(data["repeat"]), data["every"], data["count"])


class CancelForm(MeetingForm):
    """Why a meeting is cancelled."""

    model = Meeting
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = LineField(
        label=gettext_lazy("Why is the meeting cancelled?"),
        max_length=300,
        help_text=gettext_lazy("Members read this."),
    )


class SeatForm(MeetingForm):
    """A seat: role, organisation or both, one person, or a function in words."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), required=False)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=NOTHING,
        help_text=gettext_lazy(
            "With a role: everybody in that role there. Alone: everybody there."
        ),
    )
    membership = forms.ChoiceField(label=gettext_lazy("One person"), required=False)
    function = LineField(
        label=gettext_lazy("Or a function in words"),
        required=False,
        help_text=gettext_lazy("For who does not work with Baken, such as “chief of police”."),
    )
    is_chair = forms.BooleanField(label=gettext_lazy("Chairs the body"), required=False)
    model = BodySeat

    def __init__(self, *args: Any, people: Iterable[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        roles = [(one.value, one.label) for one in roles_with(Permission.BODY_READ)]
        role, membership = self.fields["role"], self.fields["membership"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(membership, forms.ChoiceField)
        role.choices = with_empty(roles, NOTHING)
        pairs = [
            (key, f"{person_label(one)}: {Role(one.role).label}")
            for key, one in self.people.items()
        ]
        membership.choices = with_empty(pairs, NOTHING)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_current=True)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return fields of ``BodySeat``."""
        data = dict(self.cleaned_data)
        data["membership"] = self.people.get(data["membership"])
        return data
