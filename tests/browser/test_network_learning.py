"""A training from plan to proof: places, the waiting list, who was there, and the certificate."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, AMINA, MILAN = "Noor Klaproos", "Amina Korenbloem", "Milan Heermoes"
TRAINING = "Herkennen en signaleren van mensenhandel"
ZONE = ZoneInfo("Europe/Amsterdam")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
BEFORE_BEGIN = 45  # seconds that two people need to enrol and one to cancel


@pytest.fixture(scope="module")
def shared() -> dict[str, Any]:
    """What one step of the story leaves for the next."""
    return {}


def trainer(people: People) -> Any:
    """Return the page of the trainer, who plays another role too."""
    page = people.windows.open()
    page.goto("/demo/")
    card = page.locator(".card", has_text="Trainer").filter(has_text="VAR")
    card.get_by_role("button").first.click()
    page.wait_for_url("**/mijn-werk/")
    return page


def soon() -> dt.datetime:
    """Return the first whole minute that leaves time to enrol."""
    now = dt.datetime.now(tz=ZONE) + dt.timedelta(seconds=BEFORE_BEGIN)
    return now.replace(second=0, microsecond=0) + dt.timedelta(minutes=1)


def plan(page: Any, begins: dt.datetime) -> str:
    """Plan a session with one place; return its address."""
    page.goto("/trainingen/")
    check(page)
    page.get_by_role("link", name=TRAINING).first.click()
    check(page)
    page.get_by_role("link", name="Bijeenkomst plannen").first.click()
    page.get_by_label("Begint om").fill("half tien")
    page.get_by_role("button", name="Bijeenkomst plannen").click()
    page.get_by_text("Schrijf de tijd zoals 9:30.").first.wait_for()
    check(page)  # with every error shown
    page.get_by_label("Dag", exact=True).fill(f"{begins:%d-%m-%Y}")
    page.get_by_label("Begint om").fill(f"{begins:%H:%M}")
    page.get_by_label("Eindigt om").fill(f"{begins + dt.timedelta(minutes=1):%H:%M}")
    page.get_by_label("Plaats", exact=False).first.fill(f"Raadzaal {uuid.uuid4().hex[:6]}")
    page.get_by_label("Plaatsen", exact=True).fill("1")
    page.get_by_role("button", name="Bijeenkomst plannen").click()
    page.get_by_text("De bijeenkomst is gepland.").wait_for()
    check(page)
    return str(page.url)


def test_from_the_plan_to_the_certificate(people: People, shared: dict[str, Any]) -> None:
    begins = soon()
    organiser = trainer(people)
    address = plan(organiser, begins)
    noor, amina = people(NOOR), people(AMINA)

    noor.goto(address)
    noor.get_by_role("button", name="Aanmelden").click()
    noor.get_by_text("U bent aangemeld en hebt een plaats.").wait_for()
    amina.goto(address)
    amina.get_by_role("button", name="Op de wachtlijst").click()
    amina.get_by_text("U bent de eerste op de lijst.").wait_for()
    assert NOOR not in amina.content()  # who else comes is for the organiser
    noor.get_by_role("button", name="Mij afmelden").click()
    noor.get_by_text("U bent afgemeld.").wait_for()
    amina.goto(address)
    amina.get_by_role("heading", name="U hebt een plaats").wait_for()
    for page in (noor, amina):
        check(page)
    amina.goto("/berichten/")
    assert "Er is een plaats in een training voor u vrijgekomen" in text_of(amina)

    organiser.goto(address)
    assert AMINA in text_of(organiser)
    check(organiser)
    wait = (begins - dt.datetime.now(tz=ZONE)).total_seconds() + 1
    organiser.wait_for_timeout(max(0, wait) * 1000)
    organiser.reload()
    organiser.get_by_role("link", name="Wie was erbij?").click()
    organiser.get_by_label("Hoeveel anderen waren er?").fill("3")
    check(organiser)
    organiser.get_by_role("button", name="Opslaan").click()
    organiser.get_by_text("Wie erbij was heeft een certificaat").wait_for()
    assert "Nog te weinig antwoorden" in text_of(organiser)
    check(organiser)

    amina.goto("/trainingen/mijn/")
    check(amina)
    row = amina.get_by_role("region", name="Gevolgd").locator("tbody tr").first
    shared["code"] = CODE.search(row.inner_text())[0]  # type: ignore[index]
    link = row.get_by_role("link", name="Certificaat (pdf)").get_attribute("href")
    pdf = amina.request.get(link)
    assert pdf.headers["content-type"] == "application/pdf"
    assert people(NOOR).request.get(link).status == 404
    row.get_by_role("link", name="Geef uw mening").click()
    check(amina)
    for question in ("in mijn werk", "wat ik moet doen", "een collega aanraden"):
        amina.get_by_role("group", name=question).get_by_text("4, eens").click()
    amina.get_by_role("button", name="Versturen").click()
    amina.get_by_text("Uw mening wordt zonder uw naam bewaard.").wait_for()


def test_a_stranger_checks_the_certificate_and_reads_no_name(
    people: People, shared: dict[str, Any]
) -> None:
    stranger = people.stranger()
    stranger.goto("/certificaat/")
    check(stranger)
    code = stranger.get_by_label("Code op het certificaat")
    code.fill(shared["code"].lower().replace("-", " "))
    stranger.get_by_role("button", name="Code controleren").click()
    stranger.get_by_text("Dit certificaat is geldig").wait_for()
    check(stranger)
    words = text_of(stranger)
    assert TRAINING in words
    assert AMINA not in stranger.content()
    assert shared["code"] not in stranger.url
    assert stranger.context.cookies() == []
    stranger.get_by_label("Code op het certificaat").fill("0000-0000-0000")
    stranger.get_by_role("button", name="Code controleren").click()
    stranger.get_by_text("Wij kennen deze code niet").wait_for()
    check(stranger)


def test_every_page_of_the_room_is_sound_on_a_phone_and_on_a_desk(people: People) -> None:
    paths = [
        "/trainingen/",
        "/trainingen/aanbod/kind-en-uitbuiting/",
        "/trainingen/bijeenkomsten/",
        "/trainingen/bijeenkomsten/?past=on",
        "/trainingen/mijn/",
        "/trainingen/stand/",
        "/trainingen/bedrijven/",
        "/trainingen/voorlichting/",
    ]
    for name in (NOOR, MILAN):
        page = people(name)
        for path in paths:
            for width in (360, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.goto(path).status == 200, path
                check(page)


def test_the_focal_point_enters_numbers_and_a_hotel_comes_near_sixty_per_cent(
    people: People,
) -> None:
    noor = people(NOOR)
    noor.goto("/trainingen/stand/")
    noor.get_by_role("link", name="Getallen invullen").click()
    desk = noor.get_by_role("group", name="Balie")
    desk.get_by_label("Hoeveel mensen werken hier?").fill("8")
    desk.get_by_label("Hoeveel van hen deden deze training?").fill("9")
    desk.get_by_label("Wanneer zijn zij getraind?").fill("3 maart 2026")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Er kunnen niet meer mensen getraind zijn").first.wait_for()
    check(noor)
    desk.get_by_label("Hoeveel van hen deden deze training?").fill("6")
    noor.get_by_role("button", name="Opslaan").click()
    row = noor.get_by_role("row", name="Balie").last
    assert "3 maart 2029" in row.inner_text()

    noor.goto("/trainingen/bedrijven/nieuw/")
    noor.get_by_label("Naam van het bedrijf").fill(f"Hotel {uuid.uuid4().hex[:8]}")
    noor.get_by_label("Hotel", exact=True).check()
    check(noor)
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_label("Hoeveel mensen werken daar?").fill("10000")
    noor.get_by_label("Hoeveel van hen rondden de training af?").fill("5999")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Nog geen 60%").wait_for()
    assert "59,9%" in text_of(noor)
    check(noor)
