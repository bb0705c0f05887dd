"""The check in Chromium: on a phone, without scripts, with the keyboard, and judged by axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from baken.web.tests.browser import axe_violations, one_connection, open_page, opened_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PAGES = (
    *("/", "/check/", "/vormen/", "/vormen/labour/", "/vormen/marriage/"),
    *("/wat-mag-ik-delen/", "/routekaart/"),
)


@pytest.fixture
def chromium(loaded_region: None) -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


def walk(page: Any, *, danger: str = "no") -> Iterator[str]:
    """Go through the check and yield the name of each page on arrival."""
    page.goto("/check/")
    yield "safety"
    page.check(f"input[name=danger][value={danger}]")
    page.check("input[name=minor][value=unknown]")
    page.check("input[name=alone][value=no]")
    go_on(page, "Verder")
    yield "signs"
    page.check("input[name=subject][value=person]")
    page.check("input[name=forms][value=labour]")
    page.check("input[name=sign_AU-10][value=seen]", force=True)
    yield "signs answered"
    go_on(page, "Verder")
    yield "situation"
    page.select_option("select[name=municipality]", "GM0622")
    go_on(page, "Toon wie ik bel")
    yield "outcome"


def go_on(page: Any, words: str) -> None:
    """Press a button and wait for the whole page that follows, its style too."""
    with page.expect_navigation():
        page.click(f"main button:has-text('{words}')")


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing(chromium: Any, width: int, scheme: str) -> None:
    page = open_page(chromium, Client(), width=width, color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        assert axe_violations(page) == [], address
    for step in walk(page, danger="yes"):
        assert axe_violations(page) == [], step
        assert page.evaluate("document.documentElement.scrollWidth") <= width, step
    assert page.complaints == []
    one_connection()


def test_the_check_works_on_a_phone_without_scripts(chromium: Any) -> None:
    page = open_page(chromium, Client(), width=360, java_script_enabled=False)
    steps = list(walk(page))

    assert steps[-1] == "outcome"
    assert page.inner_text("h1") == "Wie belt u nu?"
    assert "tel:+31102365256" in page.content()
    assert page.context.cookies() == []
    assert "?" not in page.url
    page.click("button:has-text('Mijn antwoorden wijzigen')")
    assert page.is_checked("input[name=wants_help][value=unknown]")
    page.click("main button:has-text('Terug')")
    assert page.is_checked("input[name=forms][value=labour]")
    assert page.is_checked("input[name=sign_AU-10][value=seen]")
    one_connection()


def test_only_the_signs_of_the_ticked_forms_and_the_own_work_are_shown(chromium: Any) -> None:
    page = open_page(chromium, Client(), width=360, java_script_enabled=False)
    steps = walk(page)
    next(steps)
    next(steps)

    assert not page.is_visible("text=De werkgever bewaart paspoorten")
    page.check("input[name=forms][value=labour]")
    assert page.is_visible("text=De werkgever bewaart paspoorten")
    assert page.is_visible("text=Krijgt ver onder het minimum")
    page.click("summary:has-text('Kies uw werk')")
    page.check("input[name=observer][value=inspection]")
    assert page.is_visible("text=De werkgever bewaart paspoorten")
    assert not page.is_visible("text=Krijgt ver onder het minimum")
    one_connection()


def test_a_sign_is_answered_with_the_keyboard_and_taken_back(chromium: Any) -> None:
    page = open_page(chromium, Client(), width=1280)
    steps = walk(page)
    next(steps)
    next(steps)
    seen = "input[name=sign_ALG-03][value=seen]"
    page.focus("input[name=sign_ALG-03][value='']")
    page.keyboard.press("ArrowRight")

    page.locator(f"{seen}:checked").wait_for(state="attached")
    page.check("input[name=sign_ALG-03][value='']", force=True)
    assert not page.is_checked(seen)
    one_connection()


def test_danger_shows_the_emergency_number_at_once(chromium: Any) -> None:
    page = open_page(chromium, Client(), width=360, java_script_enabled=False)
    page.goto("/check/")

    assert not page.is_visible(".danger-call")
    page.check("input[name=danger][value=yes]")
    assert page.is_visible(".danger-call a[href='tel:112']")
    one_connection()
