"""Two focal points have the same concern open: the second is warned and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from .helpers import check, report, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, IDRIS = "Noor Klaproos", "Idris Waterlelie"
FIRST = "Drie bedden in de keuken."
NOORS = "Drie bedden in de keuken en één op de gang."
IDRISS = "Vier bedden, gezien om tien uur 's avonds."


@pytest.fixture
def concern(people: People) -> str:
    """Return the address of a concern with one fact, held by Noor."""
    reference = report(people.stranger(), "Bedden in een keuken.").reference
    noor = people(NOOR)
    noor.goto("/mijn-werk/")
    noor.get_by_role("link", name=reference).click()
    noor.get_by_role("button", name="Oppakken").click()
    noor.get_by_text("U hebt dit signaal opgepakt.").wait_for()
    address = str(noor.url)
    noor.goto(address + "feiten/nieuw/")  # the step as a page of its own, as without script
    noor.get_by_label("Wat is er waargenomen?").fill(FIRST)
    noor.get_by_label("Zelf gezien door de waarnemer").check()
    noor.get_by_role("button", name="Feit opslaan").click()
    noor.wait_for_url(f"{address}**")
    return address


def open_fact(page: Any, address: str) -> None:
    """Open the correction of the fact."""
    page.goto(address)
    page.goto(page.locator("a[href*='/verbeteren/']").first.get_attribute("href"))
    assert page.get_by_label("Wat is er waargenomen?").input_value() == FIRST


def test_who_saves_a_fact_second_sees_both_versions_and_keeps_the_own_words(
    people: People, concern: str
) -> None:
    noor, idris = people(NOOR), people(IDRIS, width=360)
    for page in (noor, idris):
        open_fact(page, concern)
    noor.get_by_label("Wat is er waargenomen?").fill(NOORS)
    noor.get_by_role("button", name="Verbetering opslaan").click()
    noor.get_by_text(NOORS).first.wait_for()

    idris.get_by_label("Wat is er waargenomen?").fill(IDRISS)
    idris.get_by_role("button", name="Verbetering opslaan").click()
    idris.get_by_role("heading", name="Een collega was u voor").wait_for()
    check(idris)
    assert NOORS in text_of(idris)
    assert idris.get_by_label("Wat is er waargenomen?").input_value() == IDRISS
    both = f"{IDRISS} Eén bed staat op de gang."
    idris.get_by_label("Wat is er waargenomen?").fill(both)
    idris.get_by_role("button", name="Deze versie opslaan").click()
    idris.get_by_text(both).first.wait_for()

    noor.goto(concern)
    facts = noor.get_by_role("region", name="Feiten", exact=True)
    assert both in facts.inner_text()
    facts.get_by_text("Eerdere versies").click()
    for earlier in (FIRST, NOORS):
        assert earlier in facts.inner_text()  # what was overtaken is kept
    check(noor)


def test_who_changes_the_outline_second_is_warned_and_merges(people: People, concern: str) -> None:
    noor, idris = people(NOOR), people(IDRIS, width=360)
    for page in (noor, idris):
        page.goto(concern + "gegevens/")
    noor.get_by_role("checkbox", name="Arbeidsuitbuiting").check()
    noor.get_by_role("button", name="Opslaan").click()
    noor.wait_for_url(f"{concern}**")

    idris.get_by_role("checkbox", name="Seksuele uitbuiting").check()
    idris.get_by_role("button", name="Opslaan").click()
    idris.get_by_role("heading", name="Een collega was u voor").wait_for()
    check(idris)
    assert "Arbeidsuitbuiting" in text_of(idris)
    assert idris.get_by_role("checkbox", name="Seksuele uitbuiting").is_checked()
    idris.get_by_role("checkbox", name="Arbeidsuitbuiting").check()
    idris.get_by_role("button", name="Deze versie opslaan").click()
    idris.wait_for_url(f"{concern}**")
    noor.goto(concern)
    words = text_of(noor)
    assert "Arbeidsuitbuiting" in words
    assert "Seksuele uitbuiting" in words


def test_a_step_that_a_colleague_took_just_before_says_so_and_keeps_the_text(
    people: People, concern: str
) -> None:
    noor, idris = people(NOOR), people(IDRIS, width=360)
    for page in (noor, idris):
        page.goto(concern + "besluit/")
        page.get_by_label("Geen actie").check()
        page.get_by_label("Waarom?").fill(f"Motivering van {page is noor}")
        page.get_by_label("Waarom zonder tweede lezer?").fill("Spoed.")
    noor.get_by_role("button", name="Besluit vastleggen").click()
    noor.get_by_text("Het besluit is vastgelegd").wait_for()
    idris.get_by_role("button", name="Besluit vastleggen").click()
    idris.get_by_text("Deze stap kan nu niet").wait_for()
    check(idris)
    assert idris.get_by_label("Waarom?").input_value() == "Motivering van False"


def test_leaving_a_page_with_something_typed_asks_first(people: People, concern: str) -> None:
    noor = people(NOOR)
    noor.goto(concern + "notities/nieuw/")
    noor.get_by_label("Notitie voor uw collega").fill("Nog niet opgeslagen.")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    noor.on("dialog", stay)
    noor.goto("/mijn-werk/")
    noor.remove_listener("dialog", stay)
    assert asked == ["beforeunload"]
