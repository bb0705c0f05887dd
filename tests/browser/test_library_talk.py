"""The talk kit: a talk of twenty minutes, another order, both files, a poster, the reasons."""

from __future__ import annotations

import io
import time

import pytest
from pptx import Presentation
from pypdf import PdfReader

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, AMINA = "Noor Klaproos", "Amina Korenbloem"  # focal points of Vlaardingen and Schiedam
TITLE = f"Zien en melden aan de balie {int(time.time())}"


@pytest.fixture(scope="module")
def address(people: People) -> str:
    """Return the address of a talk for the front desk, made in the browser."""
    noor = people(NOOR)
    noor.goto("/kennisbank/praatjes/")
    check(noor)
    noor.get_by_role("link", name="Nieuw praatje").first.click()
    noor.get_by_role("button", name="Stel de dia's voor").click()
    check(noor)  # what is missing is said
    noor.get_by_label("Balie").check()
    noor.get_by_label("20 minuten").check()
    noor.get_by_label("Titel").fill(TITLE)
    noor.get_by_label("Naam van het overleg").fill("Teamoverleg publieksbalie")
    noor.get_by_label("Datum").fill("3 december 2026")
    check(noor)
    noor.get_by_role("button", name="Stel de dia's voor").click()
    noor.get_by_text("Het praatje staat klaar.").wait_for()
    check(noor)
    assert "Samen 20 minuten van de 20" in text_of(noor)
    return str(noor.url)


def order(page: object) -> list[str]:
    """Return the names of the parts as they stand."""
    return list(page.locator(".running-name").all_inner_texts())  # type: ignore[attr-defined]


def test_the_order_changes_by_keyboard_and_by_number(people: People, address: str) -> None:
    noor = people(NOOR)
    noor.goto(address)
    before = order(noor)
    button = noor.get_by_role("button", name=f"Omhoog {before[2]}")
    button.focus()
    noor.keyboard.press("Enter")
    noor.wait_for_url("**#deel-1")
    assert order(noor)[1:3] == [before[2], before[1]]
    noor.get_by_label(f"Plaats {before[1]}").fill("1")
    noor.keyboard.press("Enter")
    noor.wait_for_url("**#onderdelen")
    assert order(noor) == before


def test_an_own_slide_refuses_personal_data_and_is_on_the_slides(
    people: People, address: str
) -> None:
    noor = people(NOOR)
    noor.goto(f"{address.partition('#')[0]}wijzigen/")
    noor.get_by_label("Titel van uw eigen dia").fill("Hier vindt u mij")
    noor.get_by_label("Punten").fill("Kamer 2.14\nBSN 111222333")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Hier lijken persoonsgegevens in te staan.").first.wait_for()
    check(noor)
    noor.get_by_label("Punten").fill("Kamer 2.14\nElke dinsdag spreekuur")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Opgeslagen.").wait_for()
    assert "2 min te lang" in text_of(noor)
    noor.get_by_role("button", name="Geef de rest aan vragen").click()
    noor.get_by_text("Het past").wait_for()
    check(noor)


def test_both_files_hold_the_same_slides(people: People, address: str) -> None:
    noor = people(NOOR)
    place = address.partition("#")[0]
    noor.goto(place)
    with noor.expect_download() as download:
        noor.get_by_role("link", name="PowerPoint").click()
    deck = Presentation(download.value.path())
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == TITLE
    assert "Hier vindt u mij" in titles
    assert titles == noor.locator(".slides h3").all_inner_texts()
    slides = PdfReader(io.BytesIO(noor.request.get(f"{place}dias.pdf").body()))
    assert len(slides.pages) == len(titles)
    handout = noor.request.get(f"{place}hand-out.pdf")
    assert handout.headers["content-type"] == "application/pdf"


def test_a_poster_with_a_code_and_the_reasons(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/kennisbank/posters-en-kaartjes/")
    check(noor)
    link = noor.get_by_role("link", name="Poster A4 Openbare plek").get_attribute("href")
    poster = PdfReader(io.BytesIO(noor.request.get(link).body()))
    assert "Gemeente Vlaardingen" in poster.pages[0].extract_text()
    noor.goto("/kennisbank/redenen-om-niet-te-melden/")
    check(noor)
    assert "Ik weet het niet zeker" in text_of(noor)


def test_another_municipality_finds_nothing_of_it(people: People, address: str) -> None:
    amina = people(AMINA, width=360)
    amina.goto("/kennisbank/praatjes/")
    check(amina)
    assert TITLE not in text_of(amina)
    answer = amina.goto(address.partition("#")[0])
    assert answer.status == 404
