"""The hours form gives back what it was given, and understands how people write times."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings

from baken.foundation.region.forms.hours import HoursForm
from baken.foundation.region.hours import DAYS, OpeningHours

from .test_opening_hours import DAILY, NIGHT, OFFICE, opening_hours


def sent(hours: dict[str, Any] | None, **changes: str) -> QueryDict:
    """Return what a browser sends when the form is left as it is, but for ``changes``."""
    form = HoursForm(hours=hours)
    data = QueryDict(mutable=True)
    for name in form.fields:
        value = form[name].value()
        data[form.add_prefix(name)] = "" if value is None else str(value)
    for name, value in changes.items():
        data[form.add_prefix(name)] = value
    return data


@pytest.mark.parametrize("data", [None, {"around_the_clock": True}, DAILY, OFFICE, NIGHT])
def test_a_form_left_alone_changes_nothing(data):
    stored = OpeningHours.from_data(data).to_data()
    form = HoursForm(sent(stored), hours=stored)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["hours"] == stored


@settings(max_examples=60, deadline=None)
@given(opening_hours())
def test_any_hours_survive_the_form(hours):
    stored = hours.to_data()
    if stored["week"] == []:
        return
    form = HoursForm(sent(stored), hours=stored)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["hours"] == stored


@pytest.mark.parametrize("typed", ["8", "8:30", "8.30", "0830", "08:30 uur", " 8:30 "])
def test_times_are_understood_as_people_write_them(typed):
    form = HoursForm(sent(None, kind="week", mon_from_1=typed, mon_until_1="17"), hours=None)
    assert form.is_valid(), form.errors
    (line,) = form.cleaned_data["hours"]["week"]
    assert line["from"] in {"08:00", "08:30"}
    assert line["until"] == "17:00"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mon_from_1": "25:00", "mon_until_1": "26:00"}, "mon_from_1"),
        ({"mon_from_1": "half negen", "mon_until_1": "17:00"}, "mon_from_1"),
        ({"mon_from_1": "9:00"}, "mon_until_1"),
        ({"mon_until_1": "9:00"}, "mon_from_1"),
        ({"mon_from_1": "9:00", "mon_until_1": "9:00"}, "mon_until_1"),
        ({}, "mon_from_1"),
        ({"mon_from_1": "9", "mon_until_1": "17", "holidays": "own"}, "off_from_1"),
        ({"mon_from_1": "9", "mon_until_1": "17", "date0": "morgen"}, "date0"),
        (
            {
                "mon_from_1": "9",
                "mon_until_1": "17",
                "mon_from_2": "16",
                "mon_until_2": "18",
            },
            "__all__",
        ),
        ({"kind": "soms"}, "kind"),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(changes, field):
    form = HoursForm(sent(None, **({"kind": "week"} | changes)), hours=None)
    assert not form.is_valid()
    assert field in form.errors


def test_times_filled_in_for_the_first_time_count_without_choosing_set_times():
    form = HoursForm(sent(None, tue_from_1="9", tue_until_1="12"), hours=None)
    assert form.is_valid()
    assert form.cleaned_data["hours"]["week"][0]["days"] == ["tue"]


def test_a_date_that_differs_can_be_closed_or_have_hours():
    form = HoursForm(
        sent(
            OFFICE,
            date0="24-12-2026",
            date0_from_1="9",
            date0_until_1="12",
            date1="31-12-2026",
        ),
        hours=OpeningHours.from_data(OFFICE).to_data(),
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["hours"]["exceptions"] == [
        {"date": "2026-12-24", "ranges": [{"from": "09:00", "until": "12:00"}]},
        {"date": "2026-12-31", "ranges": []},
    ]


def test_mondays_times_can_be_copied_to_the_other_working_days():
    form = HoursForm(sent(None, mon_from_1="9", mon_until_1="17", fri_from_1="10"), hours=None)
    copied = form.copied_to_workdays()
    for day in DAYS[:5]:
        assert (copied[f"{day}_from_1"].value(), copied[f"{day}_until_1"].value()) == ("9", "17")
    assert copied["sat_from_1"].value() == ""
    assert copied["kind"].value() == "week"
