"""Opening hours hold on every day: when the clock changes, on days off and past midnight."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baken.foundation.region.calendar import Calendar
from baken.foundation.region.hours import DAYS, ZONE, HoursProblem, OpeningHours

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]
OFFICE = {"week": [{"days": WORKDAYS, "from": "09:00", "until": "17:00"}], "holidays": "closed"}
DAILY = {"week": [{"days": "daily", "from": "08:30", "until": "22:00"}], "holidays": "open"}
NIGHT = {"week": [{"days": ["sat"], "from": "22:00", "until": "04:00"}], "holidays": "open"}


def at(text: str) -> dt.datetime:
    """Return a moment in UTC: Python's arithmetic within one other zone is on the clock."""
    moment = dt.datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("data", "moment", "is_open", "next_open"),
    [
        (DAILY, "2026-11-24T08:29:59", False, "2026-11-24T08:30"),
        (DAILY, "2026-11-24T08:30", True, "2026-11-24T08:30"),
        (DAILY, "2026-11-24T22:00", False, "2026-11-25T08:30"),
        (DAILY, "2026-11-24T22:10:00+00:00", False, "2026-11-25T08:30"),
        (OFFICE, "2026-11-27T17:00", False, "2026-11-30T09:00"),
        # Christmas 2026 falls on a Friday, the second day on a Saturday.
        (OFFICE, "2026-12-24T18:00", False, "2026-12-28T09:00"),
        (DAILY, "2026-12-25T12:00", True, "2026-12-25T12:00"),
        # Liberation Day is a day off in 2025 and 2030, not in 2026.
        (OFFICE, "2025-05-05T10:00", False, "2025-05-06T09:00"),
        (OFFICE, "2026-05-05T10:00", True, "2026-05-05T10:00"),
        # Summer time begins: 02:00 becomes 03:00. Saturday's night runs one hour less.
        (NIGHT, "2026-03-29T03:59", True, "2026-03-29T03:59"),
        (NIGHT, "2026-03-29T04:00", False, "2026-04-04T22:00"),
        # Summer time ends: 03:00 becomes 02:00. Both times 02:30 are within the night.
        (NIGHT, "2026-10-25T02:30+02:00", True, "2026-10-25T02:30+02:00"),
        (NIGHT, "2026-10-25T02:30+01:00", True, "2026-10-25T02:30+01:00"),
        (None, "2026-11-24T12:00", False, None),
        ({"week": [], "holidays": "closed"}, "2026-11-24T12:00", False, None),
        ({"around_the_clock": True}, "2026-12-25T03:00", True, "2026-12-25T03:00"),
    ],
)
def test_open_now_or_when_next(data, moment, is_open, next_open):
    hours = OpeningHours.from_data(data)
    assert hours.is_open(at(moment)) is is_open
    assert hours.next_open(at(moment)) == (at(next_open) if next_open else None)


def test_the_night_of_a_clock_change_lasts_as_long_as_it_lasts():
    hours = OpeningHours.from_data(NIGHT)
    for day, length in (("2026-03-28", 5), ("2026-10-24", 7), ("2026-11-07", 6)):
        start = at(f"{day}T22:00")
        assert (hours.next_change(start) - start).total_seconds() == length * 3600


def test_a_time_that_does_not_exist_or_exists_twice_follows_rfc_5545():
    gap = OpeningHours.from_data(
        {"week": [{"days": "daily", "from": "02:30", "until": "06:00"}], "holidays": "open"}
    )
    assert gap.next_open(at("2026-03-29T00:00")) == at("2026-03-29T01:30:00+00:00")
    opens = gap.next_open(at("2026-10-25T00:00"))
    assert opens.astimezone(dt.UTC) == at("2026-10-25T00:30:00+00:00")


def test_exceptions_overrule_the_week_and_days_off():
    hours = OpeningHours.from_data(
        OFFICE
        | {
            "exceptions": [
                {"date": "2026-12-25", "ranges": [{"from": "10:00", "until": "12:00"}]},
                {"date": "2026-12-28", "ranges": []},
            ]
        }
    )
    assert hours.next_open(at("2026-12-24T18:00")) == at("2026-12-25T10:00")
    assert hours.next_open(at("2026-12-25T12:00")) == at("2026-12-29T09:00")


def test_days_off_may_have_hours_of_their_own_and_regions_differ():
    hours = OpeningHours.from_data(OFFICE | {"holidays": [{"from": "10:00", "until": "14:00"}]})
    good_friday = at("2026-04-03T09:30")
    assert hours.is_open(good_friday)
    strict = hours.with_calendar(Calendar(days_off=frozenset({"good-friday"})))
    assert strict.next_open(good_friday) == at("2026-04-03T10:00")


def test_stretches_that_touch_are_one():
    hours = OpeningHours.from_data(
        {
            "week": [
                {"days": "daily", "from": "08:00", "until": "24:00"},
                {"days": ["sun"], "from": "00:00", "until": "02:00"},
            ],
            "holidays": "open",
        }
    )
    assert hours.next_change(at("2026-11-28T09:00")) == at("2026-11-29T02:00")
    always = OpeningHours.from_data(
        {"week": [{"days": "daily", "from": "00:00", "until": "24:00"}], "holidays": "open"}
    )
    assert always.next_change(at("2026-11-28T09:00")) is None
    assert OpeningHours.from_data({"around_the_clock": True}).next_change(at("2026-11-28")) is None


@pytest.mark.parametrize(
    ("data", "nl"),
    [
        (DAILY, "dagelijks 08:30–22:00"),
        ({"around_the_clock": True}, "24 uur per dag, 7 dagen per week"),
        (OFFICE, "maandag t/m vrijdag 09:00–17:00 (gesloten op feestdagen)"),
        (None, "openingstijden nog niet bekend"),
        ({"week": [], "holidays": "closed"}, "gesloten"),
        (
            {
                "week": [
                    {"days": ["mon", "wed"], "from": "09:00", "until": "12:00"},
                    {"days": ["mon", "wed"], "from": "13:00", "until": "17:00"},
                    {"days": ["sat"], "from": "22:00", "until": "04:00"},
                ],
                "holidays": [{"from": "10:00", "until": "11:00"}],
            },
            "maandag en woensdag 09:00–12:00 en 13:00–17:00; zaterdag 22:00–04:00 "
            "(op feestdagen 10:00–11:00)",
        ),
    ],
)
def test_hours_are_said_in_plain_dutch(data, nl):
    with translation.override("nl"):
        assert OpeningHours.from_data(data).describe() == nl


@pytest.mark.parametrize(
    "line",
    [
        {"from": "09:00", "until": "09:00"},
        {"from": "24:00", "until": "02:00"},
        {"from": "9 uur", "until": "10:00"},
        {"from": "09:60", "until": "10:00"},
        {"from": "09:00", "until": "24:30"},
    ],
)
def test_hours_without_sense_are_refused(line):
    with pytest.raises(HoursProblem):
        OpeningHours.from_data({"week": [{"days": "daily"} | line], "holidays": "closed"})


def test_overlap_double_dates_and_naive_moments_are_refused():
    with pytest.raises(HoursProblem, match="overlap"):
        OpeningHours.from_data({"week": [*OFFICE["week"], *OFFICE["week"][:0], *DAILY["week"]]})
    twice = [{"date": "2026-12-24", "ranges": []}] * 2
    with pytest.raises(HoursProblem, match="twice"):
        OpeningHours.from_data(OFFICE | {"exceptions": twice})
    with pytest.raises(ValueError, match="time zone"):
        OpeningHours.from_data(OFFICE).is_open(dt.datetime(2026, 1, 1))  # noqa: DTZ001


# -- Properties ------------------------------------------------------------------------------


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@st.composite
def spans(draw) -> list[dict]:
    """Up to two ranges of one day that do not overlap; the last may pass midnight."""
    cuts = draw(st.lists(st.integers(0, 95), min_size=2, max_size=4, unique=True))
    cuts.sort()
    pairs = [(cuts[n], cuts[n + 1]) for n in range(0, len(cuts) - 1, 2)]
    found = [{"from": _clock(a * 15), "until": _clock(b * 15)} for a, b in pairs]
    if draw(st.booleans()):
        found[-1]["until"] = _clock(draw(st.integers(0, min(cuts[0], 20))) * 15)
        if found[-1]["until"] == found[-1]["from"]:
            found.pop()
    return found


@st.composite
def opening_hours(draw) -> OpeningHours:
    week = [
        {"days": [day]} | span
        for day in draw(st.sets(st.sampled_from(DAYS)))
        for span in draw(spans())
    ]
    data = {"week": week, "holidays": draw(st.sampled_from(["open", "closed"]) | spans())}
    if data["holidays"] == []:
        data["holidays"] = "closed"
    if draw(st.booleans()):
        day = draw(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
        data["exceptions"] = [{"date": day.isoformat(), "ranges": draw(spans())}]
    return OpeningHours.from_data(data)


around_the_changes = st.sampled_from(["2026-03-28", "2026-10-24", "2026-12-24", "2026-04-03"])
moments = st.builds(
    lambda day, minutes: at(day) + dt.timedelta(minutes=minutes),
    st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 31)).map(str) | around_the_changes,
    st.integers(0, 3 * 24 * 60),
)


@settings(max_examples=80, deadline=None)
@given(opening_hours(), moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(hours, moment):
    opens = hours.next_open(moment)
    if opens is None:
        probe = [moment + dt.timedelta(minutes=15 * n) for n in range(4 * 24 * 8)]
        assert not any(hours.is_open(time) for time in probe)
        return
    assert opens >= moment
    assert hours.is_open(opens)
    last_closed = opens - dt.timedelta(seconds=1)
    if opens > moment:
        assert not hours.is_open(last_closed)
        gap = (opens - moment).total_seconds()
        assert not any(
            hours.is_open(moment + dt.timedelta(seconds=gap * n / 41)) for n in range(41)
        )


@settings(max_examples=60, deadline=None)
@given(opening_hours(), moments)
def test_a_change_changes_and_until_then_all_stays(hours, moment):
    change = hours.next_change(moment)
    if change is None:
        return
    now = hours.is_open(moment)
    assert change > moment
    assert hours.is_open(change) is not now
    gap = (change - moment).total_seconds()
    assert all(hours.is_open(moment + dt.timedelta(seconds=gap * n / 41)) is now for n in range(41))


@settings(max_examples=80, deadline=None)
@given(opening_hours(), moments)
def test_far_from_clock_changes_a_plain_reading_of_the_clock_agrees(hours, moment):
    local = moment.astimezone(ZONE)
    if local.month in {3, 10} and local.day >= 24:
        return
    minute = local.hour * 60 + local.minute
    today = hours.ranges_on(local.date())
    yesterday = hours.ranges_on(local.date() - dt.timedelta(days=1))
    plain = any(span.start <= minute < span.end for span in today) or any(
        minute + 1440 < span.end for span in yesterday
    )
    assert hours.is_open(moment) is plain


@settings(max_examples=80, deadline=None)
@given(opening_hours())
@example(OpeningHours.from_data(None))
@example(OpeningHours.from_data({"around_the_clock": True}))
def test_hours_can_be_written_read_and_said(hours):
    assert OpeningHours.from_data(hours.to_data()) == hours
    for language in ("nl", "en"):
        with translation.override(language):
            assert hours.describe()
            assert all(days and times for days, times in hours.rows())
