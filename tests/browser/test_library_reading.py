"""Reading the knowledge base: found by a word with a mistake, explained in place, followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR = "Noor Klaproos"
PAGES = ("", "themas/vormen/", "artikelen/arbeidsuitbuiting/", "begrippen/")


def test_a_stranger_learns_what_it_is_and_how_to_get_in(open_page: Callable[..., Any]) -> None:
    stranger = open_page(width=360)
    stranger.goto("/kennisbank/")
    check(stranger)
    assert "Kennisbank mensenhandel" in text_of(stranger)
    assert stranger.context.cookies() == []
    stranger.goto("/kennisbank/niet-meer-volgen/?sleutel=gebroken")
    check(stranger)
    assert "Deze link werkt niet" in text_of(stranger)
    stranger.goto("/kennisbank/themas/vormen/")
    assert "/account/inloggen/" in stranger.url


def test_a_word_with_a_mistake_finds_its_text_and_the_way_back_works(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/kennisbank/")
    noor.get_by_label("Wat zoekt u?").fill("arbeidsuitbuting")
    noor.get_by_role("button", name="Zoeken").click()
    noor.get_by_text("Bedoelde u").wait_for()
    check(noor)
    assert "arbeidsuitb" not in noor.url
    results = noor.url
    noor.get_by_role("region", name="Teksten").get_by_role("link").first.click()
    assert "/artikelen/arbeidsuitbuiting/" in noor.url
    noor.go_back()
    assert noor.url == results
    noor.get_by_role("button", name="arbeidsuitbuiting", exact=True).click()
    assert noor.locator("mark").first.inner_text()
    assert noor.get_by_text("Bedoelde u").count() == 0


def test_numbers_of_persons_are_refused_and_nothing_found_leads_on(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/kennisbank/zoeken/")
    noor.get_by_label("Wat zoekt u?").fill("111222333")
    noor.get_by_role("button", name="Zoeken").click()
    assert "geen persoonsgegevens" in text_of(noor)
    check(noor)
    noor.get_by_label("Wat zoekt u?").fill("xylofoon")
    noor.get_by_role("button", name="Zoeken").click()
    noor.get_by_text("Niets gevonden").wait_for()
    check(noor)
    assert noor.locator(".empty a[href^='tel:']").count() == 1


@pytest.mark.parametrize("javascript", [True, False])
def test_a_term_explains_itself_by_keyboard_with_and_without_a_script(
    people: People, open_page: Callable[..., Any], javascript: bool
) -> None:
    noor = people(NOOR)
    window = noor
    if not javascript:
        window = open_page(width=360, javascript=False)
        window.context.add_cookies(noor.context.cookies())
    window.goto("/kennisbank/artikelen/politie-en-avim/")
    term = window.locator("button.term").first
    note = window.locator(f"#{term.get_attribute('popovertarget')}")
    assert not note.is_visible()
    term.focus()
    window.keyboard.press("Enter")
    assert note.is_visible()
    if javascript:
        check(window)
    window.keyboard.press("Escape")
    assert not note.is_visible()
    term.click()
    note.get_by_role("button", name="Sluiten").click()
    assert not note.is_visible()


def test_themes_are_followed_and_left(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/kennisbank/themas/zorg-en-opvang/")
    noor.get_by_role("link", name="Dit thema volgen").click()
    check(noor)
    assert noor.get_by_label("Zorg en opvang").is_checked()
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Opgeslagen: u krijgt een mail").wait_for()
    noor.goto("/kennisbank/themas/zorg-en-opvang/")
    noor.get_by_role("link", name="U volgt dit thema").click()
    noor.get_by_label("Zorg en opvang").uncheck()
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Opgeslagen: u krijgt geen mail").wait_for()


@pytest.mark.parametrize(("width", "paths"), [(360, PAGES), (1280, PAGES[:1])])
def test_every_page_passes_the_checks(people: People, width: int, paths: tuple[str, ...]) -> None:
    noor = people(NOOR)
    noor.set_viewport_size({"width": width, "height": 800})
    for path in paths:
        assert noor.goto(f"/kennisbank/{path}").status == 200
        check(noor)
