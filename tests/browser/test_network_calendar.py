"""A meeting in other people's calendars, as the coordinator and a member see it."""

from __future__ import annotations

import datetime as dt
import itertools
import urllib.error
import urllib.request
from io import BytesIO
from typing import Any

import holidays
import icalendar
import pytest
from pypdf import PdfReader

from .helpers import check, sign_in, text_of
from .windows import People

pytestmark = pytest.mark.browser

MILAN, NOOR = "Milan Heermoes", "Noor Klaproos"  # the coordinator, a focal point
PLATFORM = "/overleg/tafels/platform/"
FOUND, GONE, UNCHANGED = 200, 404, 304


WEEKS = itertools.count(8)
HOLIDAYS = holidays.country_holidays("NL", categories=("public", "optional"))


def a_free_tuesday() -> dt.date:
    """Return a Tuesday some weeks ahead that is no holiday; each time another one."""
    today = dt.date.today()  # noqa: DTZ011 - the day of the product
    tuesday = today + dt.timedelta(days=(1 - today.weekday()) % 7)
    days = (tuesday + dt.timedelta(weeks=number) for number in WEEKS)
    return next(day for day in days if day not in HOLIDAYS)


def fetch(address: str, tag: str = "") -> tuple[int, bytes, str]:
    """Ask for a calendar as a calendar program does: no cookie, perhaps a tag."""
    request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own product
            return answer.status, answer.read(), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        return error.code, b"", ""


def events(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).events)


def plan(milan: Any, place: str) -> str:
    """Plan a meeting of the platform and return its address."""
    milan.goto(f"{PLATFORM}plannen/")
    minute = dt.datetime.now(dt.UTC).minute  # so that the story can be told again
    milan.locator("[name=day]").fill(f"{a_free_tuesday():%d-%m-%Y}")
    milan.locator("[name=begins]").fill(f"09:{minute:02d}")
    milan.locator("[name=ends]").fill("11:30")
    milan.locator("[name=place]").fill(place)
    milan.locator("main form button[type=submit]").first.click()
    milan.wait_for_url("**/overleg/vergaderingen/*/")
    return str(milan.url)


def test_a_meeting_lands_in_the_calendar_of_a_member_follows_changes_and_leaves(
    people: People,
) -> None:
    milan, noor = people(MILAN), people(NOOR)
    meeting = plan(milan, "Stadhuis, kamer 3; ingang Kade")
    milan.get_by_role("link", name="Uitnodigingen en stukken").click()
    check(milan)
    milan.get_by_role("button", name="uitnodigen").click()
    milan.get_by_text("Alle leden hebben hem").wait_for()
    assert NOOR in text_of(milan)
    check(milan)

    noor.goto("/account/agenda/")
    check(noor)
    noor.get_by_role("button", name="adres").first.click()
    address = noor.locator("main code").first.inner_text()
    check(noor)
    assert address not in noor.content().replace(address, "", 2)
    status, content, tag = fetch(address)
    assert status == FOUND
    (event,) = [
        one for one in events(content) if one.get("LOCATION", "").startswith("Stadhuis, kamer 3;")
    ]
    assert fetch(address, tag)[0] == UNCHANGED

    milan.goto(f"{meeting}wijzigen/")
    milan.locator("[name=place]").fill("Gemeentehuis, raadzaal")
    milan.locator("main form button[type=submit]").first.click()
    milan.wait_for_url(meeting)
    (moved,) = [one for one in events(fetch(address, tag)[1]) if one["UID"] == event["UID"]]
    assert moved["LOCATION"] == "Gemeentehuis, raadzaal"
    assert moved["SEQUENCE"] == event["SEQUENCE"] + 1

    milan.goto(f"{meeting}annuleren/")
    milan.locator("[name=reason]").fill("Te weinig punten.")
    milan.locator("main form button[type=submit]").first.click()
    milan.wait_for_url("**/overleg/**")
    assert event["UID"] not in [one["UID"] for one in events(fetch(address)[1])]
    milan.goto(f"{meeting}versturen/")
    check(milan)

    noor.goto("/account/agenda/")
    check(noor)
    assert address not in noor.content()
    noor.get_by_role("button", name="intrekken").click()
    noor.get_by_text("werkt niet meer").first.wait_for()
    assert fetch(address)[0] == GONE


def test_agenda_and_minutes_are_files_of_their_own(people: People) -> None:
    milan = people(MILAN)
    meeting = plan(milan, "Stadhuis, kamer 4")
    for name, title in (("agenda", "Agenda"), ("verslag", "Verslag")):
        answer = milan.request.get(f"{meeting}{name}.pdf")
        assert answer.status == FOUND
        reader = PdfReader(BytesIO(answer.body()))
        assert reader.metadata is not None
        assert str(reader.metadata.title).startswith(title)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_a_phone_and_a_desk(people: People, width: int) -> None:
    page = sign_in(people.windows.open(width=width), MILAN)
    meeting = plan(page, f"Kamer {width}")
    for path in ("/account/agenda/", f"{meeting}versturen/"):
        page.goto(path)
        check(page)
