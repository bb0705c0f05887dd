"""A story in four chapters: self-check, the region's map, the yearly account, and what others see.

Noor is a focal point of Vlaardingen, Amina of Schiedam, Milan coordinates the region, Mei works
at the advice desk. axe judges every page at both widths.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from .helpers import check, sign_in, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, AMINA, MILAN, MEI = "Noor Klaproos", "Amina Korenbloem", "Milan Heermoes", "Mei Vergeetmeniet"
YEAR = timezone.localdate().year
EVIDENCE = "Vastgesteld in een raadsbesluit van dit voorjaar; staat op de website."
WORDS = "Zorg en veiligheid vonden elkaar dit jaar sneller."


def test_the_focal_point_checks_again_and_the_earlier_check_stays(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/afspraken/")
    check(noor)
    noor.get_by_role("link", name="Actief signaleren", exact=True).click()
    check(noor)
    noor.get_by_role("link", name="Opnieuw checken").or_(
        noor.get_by_role("link", name="Invullen")
    ).first.click()
    check(noor)
    noor.get_by_role("radio", name="Voldaan Het is geregeld").check()
    noor.get_by_role("textbox", name="Onderbouwing").fill("")
    noor.get_by_role("button", name="Zelfcheck vastleggen").click()
    assert "Vul in: Onderbouwing" in text_of(noor)
    check(noor)
    noor.get_by_role("textbox", name="Onderbouwing").fill(EVIDENCE)
    noor.get_by_role("button", name="Zelfcheck vastleggen").click()
    noor.wait_for_url("**/afspraken/vlaardingen/active-signalling/")
    words = text_of(noor)
    assert EVIDENCE in words
    assert "Eerdere checks" in words


def test_the_coordinator_sees_it_on_map_and_table(people: People) -> None:
    milan = people(MILAN)
    milan.goto("/afspraken/")
    check(milan)
    assert "geen ranglijst" in text_of(milan)
    milan.locator("#id_item").select_option(label="Actief signaleren")
    milan.get_by_role("button", name="Tonen").click()
    check(milan)
    table = milan.get_by_role("region", name="Gemeenten en afspraken")
    row = table.locator("tbody tr", has_text="Vlaardingen").first
    assert "Voldaan" in row.inner_text()
    assert "Vlaardingen: ja" in milan.locator("svg.tile-map").text_content()
    row.get_by_role("link", name="Vlaardingen").click()
    check(milan)


@pytest.mark.parametrize("name", [AMINA, MEI])
def test_others_see_numbers_and_nothing_of_vlaardingen(people: People, name: str) -> None:
    page = people(name)
    page.goto("/afspraken/")
    check(page)
    assert "Aantallen gemeenten" in text_of(page)
    assert EVIDENCE not in page.content()
    assert "Vlaardingen" not in text_of(page)
    assert page.goto("/afspraken/vlaardingen/active-signalling/").status == 404


def test_the_coordinator_writes_and_the_draft_is_only_of_the_region(people: People) -> None:
    milan = people(MILAN)
    milan.goto("/verantwoording/")
    check(milan)
    milan.goto(f"/verantwoording/{YEAR}/")
    check(milan)
    milan.locator(f"a[href$='/verantwoording/{YEAR}/hoofdstuk/meetings/']").click()
    check(milan)
    milan.get_by_label("Eigen").fill(WORDS)
    milan.get_by_role("button", name="Opslaan").click()
    milan.wait_for_url(f"**/verantwoording/{YEAR}/")
    assert WORDS in text_of(milan)
    assert people(NOOR).goto(f"/verantwoording/{YEAR}/").status == 404


def test_made_final_it_stands_still_and_both_files_are_there(people: People) -> None:
    milan = people(MILAN)
    milan.goto(f"/verantwoording/{YEAR}/")
    milan.get_by_role("button", name="Definitief maken").click()
    milan.get_by_text("Definitief sinds").first.wait_for()
    check(milan)
    noor = people(NOOR)
    noor.goto(f"/verantwoording/{YEAR}/")
    check(noor)
    assert WORDS in text_of(noor)
    for kind, start in (("pdf", b"%PDF"), ("word", b"PK")):
        answer = noor.request.get(f"/verantwoording/{YEAR}/{kind}/")
        assert answer.status == 200
        assert answer.body().startswith(start)
    milan.goto(f"/verantwoording/{YEAR}/")
    milan.get_by_role("button", name="Opnieuw openen").click()
    milan.get_by_role("button", name="Definitief maken").wait_for()
    assert "Uitgave 1" in text_of(milan)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_fits_and_passes_axe_at_both_widths(open_page: Any, width: int) -> None:
    page = sign_in(open_page(width=width), MILAN)
    for path in (
        "/afspraken/",
        "/afspraken/?item=focal-point",
        "/afspraken/vlaardingen/",
        f"/verantwoording/{YEAR}/",
    ):
        page.goto(path)
        check(page)
