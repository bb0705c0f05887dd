"""The files, opened by the readers of others: vobject, recurring_ical_events, icalendar."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import icalendar
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.network.meetings.icalendar_files import (
    ZONE,
    Frequency,
    Item,
    Part,
    Party,
    Repeat,
    amsterdam,
    cancellation,
    in_parameter,
    invitation,
    plain,
    subscription,
)

UID = "0b9f1c1e-77c5-4a53-9d1f-2f3f0a1b2c3d"
CHAIR = Party("Noor van Dam", "noor@voorbeeld.test", Part.CHAIR)
MEMBER = Party("Ilse Bakker", "ilse@voorbeeld.test")
GUEST = Party("Sem de Groot", "sem@voorbeeld.test", Part.GUEST)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


MEETING = Item(
    uid=UID,
    title="Platform mensenhandel",
    starts_at=at(2026, 10, 6),
    ends_at=at(2026, 10, 6, 11),
    changed_at=dt.datetime(2026, 9, 1, 8, tzinfo=dt.UTC),
    place="Stadhuis, kamer 3; ingang Kade",
    online_url="https://vergadering.voorbeeld.test/p?room=1&key=a%2Cb",
    page_url=f"https://baken.voorbeeld.test/overleg/{UID}/",
    agenda=("Opening", "Verslag; besluiten, acties", "Rondvraag"),
    organiser=CHAIR,
    attendees=(CHAIR, MEMBER, GUEST),
)
SERIES = replace(
    MEETING, repeat=Repeat(Frequency.WEEKLY, every=2, until=dt.date(2027, 4, 20), by_day="TU")
)


def read(content: bytes) -> Any:
    return vobject.readOne(content.decode())


def days(content: bytes, since: dt.date, until: dt.date) -> list[dt.datetime]:
    """Return the beginnings that a calendar program shows in a period, in order."""
    calendar = icalendar.Calendar.from_ical(content)
    found = recurring_ical_events.of(calendar).between(since, until)
    return sorted(
        one["DTSTART"].dt for one in found if one.get("STATUS", "CONFIRMED") != "CANCELLED"
    )


def test_an_invitation_asks_each_invited_person_to_answer() -> None:
    calendar = read(invitation([MEETING]))
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert event.uid.value == UID
    assert event.sequence.value == "0"
    assert event.status.value == "CONFIRMED"
    assert event.dtstart.value == at(2026, 10, 6)
    assert event.dtend.value - event.dtstart.value == dt.timedelta(hours=2)
    assert event.organizer.value == "mailto:noor@voorbeeld.test"
    asked = {one.value: one.params for one in event.attendee_list}
    assert {address: params["ROLE"] for address, params in asked.items()} == {
        "mailto:noor@voorbeeld.test": ["CHAIR"],
        "mailto:ilse@voorbeeld.test": ["REQ-PARTICIPANT"],
        "mailto:sem@voorbeeld.test": ["OPT-PARTICIPANT"],
    }
    assert all(params["RSVP"] == ["TRUE"] for params in asked.values())
    assert all(params["PARTSTAT"] == ["NEEDS-ACTION"] for params in asked.values())


def test_the_agenda_comes_as_titles_with_the_links_and_the_place_whole() -> None:
    event = read(invitation([MEETING])).vevent
    assert event.location.value == f"{MEETING.place}, {MEETING.online_url}"
    assert event.conference.value == MEETING.online_url
    assert event.conference.params["FEATURE"] == ["VIDEO"]
    assert event.url.value == MEETING.page_url
    lines = event.description.value.splitlines()
    assert lines[1:4] == ["1. Opening", "2. Verslag; besluiten, acties", "3. Rondvraag"]
    assert lines[-1].endswith(MEETING.page_url)


def test_a_change_keeps_the_uid_and_goes_up_in_sequence() -> None:
    later = replace(
        MEETING,
        sequence=1,
        starts_at=at(2026, 10, 27),
        ends_at=at(2026, 10, 27, 11),
        changed_at=MEETING.changed_at + dt.timedelta(days=1),
    )
    first, second = read(invitation([MEETING])).vevent, read(invitation([later])).vevent
    assert second.uid.value == first.uid.value
    assert int(second.sequence.value) == int(first.sequence.value) + 1
    assert second.dtstamp.value > first.dtstamp.value
    assert second.dtstart.value == at(2026, 10, 27)
    assert second.dtstart.value.utcoffset() == dt.timedelta(hours=1)


def test_a_cancellation_says_so_and_asks_nothing() -> None:
    content = cancellation([replace(MEETING, sequence=2)])
    calendar = read(content)
    assert calendar.method.value == "CANCEL"
    assert calendar.vevent.status.value == "CANCELLED"
    assert calendar.vevent.uid.value == UID
    assert calendar.vevent.sequence.value == "2"
    assert b"RSVP" not in content
    assert days(content, dt.date(2026, 10, 1), dt.date(2026, 11, 1)) == []


def test_a_series_stays_at_nine_when_the_clock_is_moved() -> None:
    found = days(invitation([SERIES]), dt.date(2026, 10, 1), dt.date(2027, 5, 1))
    assert [one.date() for one in found] == [
        dt.date(2026, 10, 6) + dt.timedelta(weeks=2 * number) for number in range(15)
    ]
    assert {one.astimezone(ZONE).time() for one in found} == {dt.time(9)}
    offsets = {one.date(): one.utcoffset() for one in found}
    summer, winter = dt.timedelta(hours=2), dt.timedelta(hours=1)
    assert offsets[dt.date(2026, 10, 20)] == summer  # the clock goes back on 25 October
    assert offsets[dt.date(2026, 11, 3)] == winter
    assert offsets[dt.date(2027, 3, 23)] == winter  # and forward on 28 March
    assert offsets[dt.date(2027, 4, 6)] == summer


def test_a_monthly_series_falls_on_its_weekday_and_ends_after_its_count() -> None:
    repeat = Repeat(Frequency.MONTHLY, every=3, count=4, by_day="2TU")
    item = replace(MEETING, starts_at=at(2026, 10, 13), ends_at=at(2026, 10, 13, 11), repeat=repeat)
    found = days(invitation([item]), dt.date(2026, 1, 1), dt.date(2028, 1, 1))
    assert [one.date().isoformat() for one in found] == [
        "2026-10-13",
        "2027-01-12",
        "2027-04-13",
        "2027-07-13",
    ]


def test_one_date_of_a_series_is_moved_over_the_change_of_the_clock() -> None:
    moved = replace(
        SERIES,
        sequence=1,
        instead_of=at(2026, 10, 20),
        starts_at=at(2026, 10, 27, 14),
        ends_at=at(2026, 10, 27, 16),
    )
    found = days(invitation([SERIES, moved]), dt.date(2026, 10, 15), dt.date(2026, 11, 10))
    assert found == [at(2026, 10, 27, 14), at(2026, 11, 3)]


def test_one_date_of_a_series_is_left_out() -> None:
    without = replace(SERIES, without=(at(2026, 10, 20), at(2026, 11, 3)))
    found = days(invitation([without]), dt.date(2026, 10, 1), dt.date(2026, 11, 20))
    assert found == [at(2026, 10, 6), at(2026, 11, 17)]


def test_cancelling_one_date_names_that_date_and_not_the_series() -> None:
    one = replace(
        SERIES,
        sequence=1,
        instead_of=at(2026, 11, 3),
        starts_at=at(2026, 11, 3),
        ends_at=at(2026, 11, 3, 11),
    )
    event = read(cancellation([one])).vevent
    assert event.recurrence_id.value == at(2026, 11, 3)
    assert not hasattr(event, "rrule")
    assert event.status.value == "CANCELLED"


def test_a_subscription_names_nobody_and_shows_cancelled_meetings_as_such() -> None:
    gone = replace(MEETING, uid="other", is_cancelled=True)
    content = subscription("Baken: Noor van Dam", [MEETING, gone])
    calendar = read(content)
    assert calendar.method.value == "PUBLISH"
    assert calendar.x_wr_calname.value == "Baken: Noor van Dam"
    assert [event.status.value for event in calendar.vevent_list] == ["CONFIRMED", "CANCELLED"]
    assert b"mailto:" not in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content


def test_a_day_without_a_time_is_a_whole_day_that_stays_free() -> None:
    day = replace(MEETING, starts_at=dt.date(2026, 10, 6), ends_at=dt.date(2026, 10, 9))
    event = read(subscription("Baken", [day])).vevent
    assert (event.dtstart.value, event.dtend.value) == (dt.date(2026, 10, 6), dt.date(2026, 10, 9))
    assert event.transp.value == "TRANSPARENT"


def test_an_empty_subscription_is_a_calendar_too() -> None:
    assert days(subscription("Baken", []), dt.date(2026, 1, 1), dt.date(2027, 1, 1)) == []


def test_a_request_holds_one_meeting_from_somebody() -> None:
    with pytest.raises(ValueError, match="one meeting"):
        invitation([MEETING, replace(MEETING, uid="other")])
    with pytest.raises(ValueError, match="from somebody"):
        cancellation([replace(MEETING, organiser=None)])
    with pytest.raises(ValueError, match="ends"):
        Repeat(Frequency.WEEKLY)


def test_the_written_rules_of_the_zone_are_those_of_the_time_zone_database() -> None:
    ours = amsterdam().to_tz(lookup_tzid=False)
    for day in range(366 * 12):
        noon = dt.datetime(2024, 1, 1, 12, tzinfo=ZONE) + dt.timedelta(days=day)
        assert noon.replace(tzinfo=ours).utcoffset() == noon.utcoffset(), noon


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200) | st.text(
    "\\,;:\"'\n\r\t^=äß€ ﷺ👩🏽‍🚒\x85\u2028", max_size=200
)


@settings(max_examples=120, deadline=None)
@given(title=TEXT, place=TEXT, name=TEXT, agenda=st.lists(TEXT, max_size=4))
def test_texts_come_through_whole(title: str, place: str, name: str, agenda: list[str]) -> None:
    item = replace(
        MEETING,
        title=title,
        place=place,
        online_url="",
        agenda=tuple(agenda),
        attendees=(Party(name, "iemand@voorbeeld.test"),),
    )
    content = invitation([item])
    event = read(content).vevent
    assert event.summary.value == plain(title)
    assert getattr(event, "location", None) is None or event.location.value == plain(place)
    titles = [f"{number}. {plain(one, lines=False)}" for number, one in enumerate(agenda, 1)]
    assert event.description.value.split("\n")[1 : len(agenda) + 1] == (titles if agenda else [])
    assert event.attendee.value == "mailto:iemand@voorbeeld.test"
    again = icalendar.Calendar.from_ical(content)
    person = again.events[0]["ATTENDEE"]
    assert person.params["CN"] == in_parameter(name)


@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_lines_are_folded_at_75_bytes_between_characters(text: str) -> None:
    content = invitation([replace(MEETING, title=text * 3)])
    assert not re.search(rb"(?<!\r)\n", content)
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
