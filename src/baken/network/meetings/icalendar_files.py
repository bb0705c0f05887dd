"""Meetings as iCalendar: invitation, change, cancellation, and a calendar to subscribe to.

Knows nothing of the database: plain data in, bytes out, so that each file can be tested with the
readers that people's own programs use. Sources: RFC 5545 (the format), RFC 5546 (which METHOD,
and when SEQUENCE goes up), RFC 7986 (names, CONFERENCE, REFRESH-INTERVAL).

Moments are aware datetimes; in the file they stand in Amsterdam time with its rules, so that a
meeting at nine stays at nine when the clock is moved. A date without a time is a whole day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDDDTypes,
    vDuration,
    vRecur,
    vText,
    vUri,
    vUTCOffset,
)

ZONE = ZoneInfo("Europe/Amsterdam")
PRODUCT = "-//Baken//Regionale samenwerking//NL"
REFRESH = dt.timedelta(hours=1)
"""How often a program is asked to look for changes in a calendar it subscribes to."""
Moment = dt.datetime | dt.date

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Method(StrEnum):
    """What a file asks of the program that opens it (RFC 5546, section 1.4)."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Part(StrEnum):
    """What somebody's presence means (RFC 5545, section 3.2.16)."""

    CHAIR = "CHAIR"
    MEMBER = "REQ-PARTICIPANT"
    GUEST = "OPT-PARTICIPANT"


class Frequency(StrEnum):
    """How often a series comes back."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True)
class Party:
    """Somebody in an invitation, by name and work address."""

    name: str
    email: str
    part: Part = Part.MEMBER


@dataclass(frozen=True)
class Repeat:
    """How a series comes back: each ``every``-th week, month or year, ``count`` times or until.

    ``by_day`` is a weekday with its place in the month, as the format has it: ``2TU`` is the
    second Tuesday, ``-1TH`` the last Thursday. ``until`` is the last day on which one may begin.
    """

    frequency: Frequency
    every: int = 1
    count: int | None = None
    until: dt.date | None = None
    by_day: str = ""

    def __post_init__(self) -> None:
        """Refuse a series without an end: bodies are planned by the year."""
        if (self.count is None) == (self.until is None):
            raise ValueError("a series ends after a count or on a day, one of both")


@dataclass(frozen=True)
class Item:
    """One meeting, or another date in somebody's calendar.

    ``uid`` never changes in the life of a meeting; ``sequence`` goes up with each change that
    matters; ``changed_at`` is when this state came to be. ``repeat`` makes it the first of a
    series; ``without`` are dates of the series that do not exist. An item with ``instead_of``
    is the one date of the series that began at that moment, moved or cancelled. Tentative is
    what is planned and to which nobody was invited yet.
    """

    uid: str
    title: str
    starts_at: Moment
    ends_at: Moment
    changed_at: dt.datetime
    sequence: int = 0
    place: str = ""
    online_url: str = ""
    page_url: str = ""
    agenda: tuple[str, ...] = ()
    organiser: Party | None = None
    attendees: tuple[Party, ...] = ()
    is_cancelled: bool = False
    is_tentative: bool = False
    repeat: Repeat | None = None
    without: tuple[dt.datetime, ...] = ()
    instead_of: dt.datetime | None = None


def invitation(items: Sequence[Item]) -> bytes:
    """Return the file that puts a meeting in somebody's calendar, or changes it there.

    A series comes with its exceptions: the first item, then one for each date that was moved.
    All have one ``uid``, or ``ValueError`` is raised: RFC 5546 allows one meeting in a file.
    """
    return _file(_of_one_meeting(items), Method.REQUEST)


def cancellation(items: Sequence[Item]) -> bytes:
    """Return the file that takes a meeting, a series or one date of it out of the calendar."""
    gone = [replace(item, is_cancelled=True) for item in _of_one_meeting(items)]
    return _file(gone, Method.CANCEL)


def subscription(name: str, items: Iterable[Item]) -> bytes:
    """Return a calendar to subscribe to.

    It names nobody: who holds the address of a calendar sees when and where, not with whom.
    """
    quiet = [replace(item, organiser=None, attendees=()) for item in items]
    return _file(quiet, Method.PUBLISH, name=name)


def _of_one_meeting(items: Sequence[Item]) -> Sequence[Item]:
    if len({item.uid for item in items}) != 1:
        raise ValueError("a file with a request holds one meeting")
    if any(item.organiser is None for item in items):
        raise ValueError("a request comes from somebody")
    return items


def _file(items: Iterable[Item], method: Method, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", plain(name))
        calendar.add("x-wr-calname", plain(name))
        calendar.add("x-wr-timezone", ZONE.key)
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(amsterdam())
    for item in items:
        calendar.add_component(_event(item))
    content: bytes = calendar.to_ical(sorted=False)
    return content


def amsterdam() -> Timezone:
    """Return the rules of Amsterdam time since 1996 (directive 2000/84/EC).

    Written as two yearly rules, which every program reads; a test holds them against the time
    zone database, so that a change of the law is noticed.
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    zone.add("x-lic-location", ZONE.key)
    # The beginnings of both rules are local times without a zone: the zone is what they define.
    winter, summer = dt.timedelta(hours=1), dt.timedelta(hours=2)
    turns = [
        (TimezoneDaylight(), "CEST", _bare(1996, 3, 31, 2), winter, summer, 3),
        (TimezoneStandard(), "CET", _bare(1996, 10, 27, 3), summer, winter, 10),
    ]
    for turn, name, start, before, after, month in turns:
        turn.add("dtstart", start)
        turn.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        turn.add("tzoffsetfrom", vUTCOffset(before))
        turn.add("tzoffsetto", vUTCOffset(after))
        turn.add("tzname", name)
        zone.add_component(turn)
    return zone


def _bare(year: int, month: int, day: int, hour: int) -> dt.datetime:
    return dt.datetime(year, month, day, hour)  # noqa: DTZ001


def _event(item: Item) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", item.changed_at.astimezone(dt.UTC))
    event.add("last-modified", item.changed_at.astimezone(dt.UTC))
    event.add("sequence", item.sequence)
    event.add("status", _status(item))
    event.add("summary", plain(item.title))
    event.add("dtstart", _local(item.starts_at))
    event.add("dtend", _local(item.ends_at))
    if not isinstance(item.starts_at, dt.datetime):
        event.add("transp", "TRANSPARENT")  # a day to remember; nobody is busy all day
    _add_series(event, item)
    _add_place(event, item)
    if item.organiser:
        event.add("organizer", _address(item.organiser))
    for party in item.attendees:
        event.add("attendee", _attendee(party, is_asked=not item.is_cancelled))
    return event


def _status(item: Item) -> str:
    if item.is_cancelled:
        return "CANCELLED"
    return "TENTATIVE" if item.is_tentative else "CONFIRMED"


def _add_series(event: Event, item: Item) -> None:
    if item.repeat and item.instead_of is None:
        event.add("rrule", _rule(item.repeat))
        for moment in item.without:
            event.add("exdate", _local(moment))
    if item.instead_of is not None:
        event.add("recurrence-id", _local(item.instead_of))


def _rule(repeat: Repeat) -> vRecur:
    rule: dict[str, object] = {"FREQ": repeat.frequency.value, "INTERVAL": repeat.every}
    if repeat.by_day:
        rule["BYDAY"] = repeat.by_day
    if repeat.count is not None:
        rule["COUNT"] = repeat.count
    if repeat.until is not None:
        # With a time zone at the start, the end is written in UTC (RFC 5545, 3.3.10).
        last = dt.datetime.combine(repeat.until, dt.time(23, 59, 59), ZONE)
        rule["UNTIL"] = last.astimezone(dt.UTC)
    return vRecur(rule)


def _add_place(event: Event, item: Item) -> None:
    place = ", ".join(part for part in (item.place, item.online_url) if part)
    if place:
        event.add("location", plain(place))
    if item.page_url:
        event.add("url", vUri(item.page_url))
    if item.online_url:
        event.add(
            "conference",
            vUri(item.online_url),
            parameters={"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("Take part online")},
        )
    description = _description(item)
    if description:
        event.add("description", plain(description))


def _description(item: Item) -> str:
    """Return the titles of the agenda and the links, and nothing of what stands under them.

    A calendar is read by more people than the meeting has: who shares it, and its provider.
    """
    titles = [
        f"{number}. {plain(title, lines=False)}" for number, title in enumerate(item.agenda, 1)
    ]
    links = [
        f"{label}: {url}"
        for label, url in (
            (_("Online"), item.online_url),
            (_("Agenda and documents"), item.page_url),
        )
        if url
    ]
    blocks = ["\n".join([_("Agenda"), *titles]) if titles else "", "\n".join(links)]
    return "\n\n".join(block for block in blocks if block)


def _address(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{plain(party.email, lines=False)}")
    address.params["CN"] = vText(in_parameter(party.name))
    return address


def _attendee(party: Party, *, is_asked: bool) -> vCalAddress:
    address = _address(party)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText(party.part.value)
    if is_asked:
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        address.params["RSVP"] = vText("TRUE")
    return address


def _local(moment: Moment) -> vDDDTypes:
    if isinstance(moment, dt.datetime):
        return vDDDTypes(moment.astimezone(ZONE))
    return vDDDTypes(moment)


def in_parameter(text: str) -> str:
    """Return text that can stand in a parameter, such as a name.

    There is no way to write a double quote there (RFC 5545, section 3.2), and readers differ on
    a backslash and on the signs of RFC 6868.
    """
    one_line = plain(text, lines=False)
    return one_line.replace('"', "”").replace("\\", "/").replace("^", "")


def plain(text: str, *, lines: bool = True) -> str:
    """Return text without what cannot stand in the format; all line breaks become one kind.

    With ``lines`` false it becomes one line.
    """
    text = _CONTROL.sub("", _BREAKS.sub("\n", text))
    return text if lines else " ".join(text.split())
