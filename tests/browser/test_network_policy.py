"""Policy: the coordinator adds and edits, a partner sees what is expected, a plan is filled."""

from __future__ import annotations

import time

import pytest

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

MILAN, MEI, DILAN = "Milan Heermoes", "Mei Vergeetmeniet", "Dilan Berenklauw"
AMINA, NOOR = "Amina Korenbloem", "Noor Klaproos"
TITLE = f"Horecacontroles samen voorbereiden {int(time.time())}"


@pytest.fixture(scope="module")
def address(people: People) -> str:
    """Return the address of an action that the coordinator added, owned by ESSM."""
    milan = people(MILAN)
    milan.goto("/beleid/")
    check(milan)
    milan.get_by_role("link", name="Nieuwe actie").click()
    milan.get_by_label("3. Bewustwording, signaleren en melden").check()
    milan.get_by_label("Titel").fill(TITLE)
    milan.get_by_label("Trekker").select_option(
        label="Expertisecentrum Seksualiteit, Sekswerk en Mensenhandel (ESSM)"
    )
    milan.get_by_label("Klaar uiterlijk").fill("31-12-2026")
    milan.get_by_label("Politie eenheid Rotterdam (AVIM)").check()
    check(milan)
    milan.get_by_role("button", name="Opslaan").click()
    milan.get_by_text("De actie is toegevoegd.").wait_for()
    check(milan)
    return str(milan.url)


def test_the_picture_leads_to_the_action_by_keyboard(people: People, address: str) -> None:
    milan = people(MILAN)
    milan.goto("/beleid/")
    link = milan.locator("svg.tree-chart a", has_text="Horecacontroles").first
    link.focus()
    milan.keyboard.press("Enter")
    milan.get_by_role("heading", name=TITLE).wait_for()
    assert milan.url == address


def test_the_owner_measures_and_the_partner_sees_it(people: People, address: str) -> None:
    milan, mei, dilan = people(MILAN), people(MEI), people(DILAN)
    milan.goto(address)
    milan.get_by_role("link", name="Indicator toevoegen").click()
    milan.get_by_label("Wat er wordt gemeten").fill("Voorbereide controles")
    milan.get_by_label("Moet omhoog").check()
    milan.get_by_label("Beginwaarde").fill("0")
    milan.get_by_label("Streefgetal").fill("8")
    milan.get_by_role("button", name="Opslaan").click()
    milan.get_by_text("De indicator is opgeslagen.").wait_for()

    mei.goto("/beleid/verwacht/")
    check(mei)
    mei.get_by_role("link", name=TITLE).click()
    mei.get_by_role("link", name="Waarde vastleggen").click()
    mei.get_by_label("Gemeten op").fill("1-11-2026")
    mei.get_by_label("Waarde").fill("6")
    check(mei)
    mei.get_by_role("button", name="Opslaan").click()
    mei.get_by_text("De waarde is vastgelegd.").wait_for()
    check(mei)
    assert "75% van de weg afgelegd" in text_of(mei)

    dilan.goto("/beleid/verwacht/")
    dilan.get_by_role("link", name=TITLE).click()
    assert "75% van de weg afgelegd" in text_of(dilan)
    assert dilan.get_by_role("link", name="Waarde vastleggen").count() == 0


def test_a_delay_needs_a_reason_and_the_form_comes_back_filled(
    people: People, address: str
) -> None:
    milan = people(MILAN)
    milan.goto(address)
    milan.get_by_role("link", name="Stand wijzigen").click()
    milan.get_by_label("Vertraagd").check()
    milan.get_by_role("button", name="Opslaan").click()
    milan.get_by_text("Schrijf op waarom").first.wait_for()
    check(milan)
    milan.get_by_label("Reden").fill("De horeca is in december te druk.")
    milan.get_by_role("button", name="Opslaan").click()
    milan.get_by_text("De stand is gewijzigd.").wait_for()
    assert "De horeca is in december te druk." in text_of(milan)


def test_a_focal_point_fills_the_own_plan(people: People, address: str) -> None:
    amina = people(AMINA)
    amina.goto("/beleid/plannen/")
    begin = amina.get_by_role("button", name="Plan beginnen")
    if begin.count():
        begin.click()
    else:
        amina.get_by_role("link", name="Gemeente Schiedam").click()
    check(amina)
    amina.get_by_role("link", name="Aan het plan toevoegen").click()
    amina.get_by_label("3. Bewustwording, signaleren en melden").check()
    amina.get_by_label("Wat doet uw gemeente?").fill("Wijkteams voorlichten")
    amina.get_by_label("Verantwoordelijke functie").fill("beleidsadviseur zorg")
    check(amina)
    amina.get_by_role("button", name="Opslaan").click()
    amina.get_by_text("Het onderdeel is toegevoegd.").wait_for()
    plan = amina.url
    noor = people(NOOR)
    assert noor.goto(plan).status == 404
    milan = people(MILAN)
    milan.goto(plan)
    assert "Wijkteams voorlichten" in text_of(milan)
    check(milan)
