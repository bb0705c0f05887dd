"""The first hundred days: walked by a focal point, followed in numbers, handed to a successor."""

from __future__ import annotations

from typing import Any

import pytest

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, IDRIS = "Noor Klaproos", "Idris Waterlelie"  # focal points of Vlaardingen, both domains
COORDINATOR = "Milan Heermoes"
STEP = "/honderd-dagen/stappen/lees-wat-mensenhandel-is/"


def untick(page: Any) -> None:
    """Take back the tick of an earlier run, so that the story can be told again."""
    page.goto(STEP)
    button = page.get_by_role("button", name="Toch niet gedaan")
    if button.count():
        button.click()


def test_she_reads_checks_herself_and_ticks(people: People) -> None:
    noor = people(NOOR)
    untick(noor)
    noor.goto("/honderd-dagen/")
    check(noor)
    noor.get_by_role("link", name="Lees wat mensenhandel is").last.click()
    noor.get_by_label("Klopt niet").check()
    noor.get_by_role("button", name="Mijn antwoorden nakijken").click()
    noor.get_by_text("Goed.", exact=False).first.wait_for()
    check(noor)
    noor.get_by_role("button", name="Afvinken").click()
    noor.get_by_text("U vinkte dit af op").wait_for()


def test_she_keeps_the_internal_route_and_the_public_page_shows_it(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/beheer/mijn-gemeente/meldroute/")
    check(noor)
    noor.get_by_label("Wie het te horen krijgt (stap 1)").fill("Teamleider van de dag")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Teamleider van de dag").first.wait_for()
    stranger = people.stranger()
    stranger.goto("/organisaties/vlaardingen/")
    check(stranger)
    assert "Teamleider van de dag" in text_of(stranger)


def test_the_coordinator_sees_numbers_only_while_she_shares(people: People) -> None:
    noor, milan = people(NOOR), people(COORDINATOR)
    noor.goto("/honderd-dagen/")
    if noor.get_by_role("button", name="Niet meer delen").count():
        noor.get_by_role("button", name="Niet meer delen").click()
    milan.goto("/honderd-dagen/gemeenten/")
    before = text_of(milan).count("Vlaardingen")
    noor.get_by_role("button", name="De coördinator mijn aantallen laten zien").click()
    noor.get_by_text("De coördinator ziet nu uw aantallen.").wait_for()
    milan.reload()
    check(milan)
    assert text_of(milan).count("Vlaardingen") == before + 1
    assert "Noor" not in text_of(milan)


def test_she_hands_over_and_only_her_successor_reads_it(people: People) -> None:
    noor, idris = people(NOOR), people(IDRIS)
    noor.goto("/honderd-dagen/overdragen/")
    noor.get_by_label("Hoe pakt u het aan?").fill("Elke maandag koffie met het wijkteam.")
    noor.get_by_label("Wie is uw opvolger?").select_option(label="Idris Waterlelie (zorg)")
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Opgeslagen.").wait_for()
    check(noor)
    noor.get_by_role("button", name="geven").first.click()
    noor.get_by_text("Uw opvolger kan het nu lezen").wait_for()
    idris.goto("/honderd-dagen/overdragen/")
    idris.get_by_role("link", name="Overdracht van de aandachtsfunctionaris").click()
    check(idris)
    assert "Elke maandag koffie met het wijkteam." in text_of(idris)
    page = idris.url
    milan = people(COORDINATOR)
    milan.goto(page)
    assert "Elke maandag" not in text_of(milan)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible_and_fits(people: People, width: int) -> None:
    page = people.windows.open(width=width)
    page.goto("/demo/")
    page.get_by_role("button", name=NOOR).first.click()
    page.wait_for_url("**/mijn-werk/")
    for address in ("", "jaar/", "overdragen/", "stappen/regel-interne-route/"):
        page.goto(f"/honderd-dagen/{address}")
        check(page)
