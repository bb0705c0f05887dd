"""The one script, in Chromium: it takes away effort, and each page works without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import baken.foundation.vault.tests

from .browser import open_page, opened_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
EXAMPLES = Path(baken.foundation.vault.tests.__file__).parent / "detect_examples.json"
EXIT = "https://www.buienradar.nl/"


@pytest.fixture(scope="module")
def browser() -> Any:
    with opened_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Any) -> Any:
    page = open_page(browser, Client())
    page.goto("/stijl/")
    yield page
    page.context.close()


def went_to(page: Any) -> list[str]:
    """Return the list that will hold the addresses outside that the page goes to."""
    addresses: list[str] = []

    def answer(route: Any) -> None:
        addresses.append(route.request.url)
        route.fulfill(body="weer", content_type="text/html")

    page.route("https://**", answer)
    return addresses


def test_the_script_finds_what_the_server_finds(page: Any) -> None:
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    find = "text => window.baken.findPersonalData(text)"
    missed = [
        text for text, kind, _part in examples["found"] if kind not in page.evaluate(find, text)
    ]
    cried = [text for text in examples["silent"] if page.evaluate(find, text)]
    assert (missed, cried) == ([], [])


def test_a_number_in_the_wrong_field_is_warned_for_and_blocks_nothing(page: Any) -> None:
    note = page.get_by_label("Aantekening")
    warning = page.locator("[data-detect-warning]")
    assert not warning.is_visible()
    note.fill("Bel hem op 06-12345678 of mail a.b@voorbeeld.nl")
    warning.wait_for(state="visible")
    assert "een e-mailadres, een telefoonnummer" in warning.inner_text()
    note.fill("Bel hem morgen")
    warning.wait_for(state="hidden")


def test_the_quick_exit_leaves_no_way_back(page: Any) -> None:
    page.goto("/over/")
    addresses = went_to(page)
    before = page.evaluate("history.length")
    page.locator("[data-quick-exit]").click()
    page.wait_for_url(EXIT)
    assert addresses[0] == EXIT
    assert page.evaluate("history.length") == before
    page.go_back()
    assert "/over/" not in page.url


def test_three_times_escape_leaves_too_and_twice_does_not(page: Any) -> None:
    addresses = went_to(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert addresses == []
    page.keyboard.press("Escape")
    page.wait_for_url(EXIT)


def test_the_quick_exit_works_without_a_script(browser: Any) -> None:
    page = open_page(browser, Client(), java_script_enabled=False)
    page.goto("/over/")
    went_to(page)
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url(EXIT)
    page.context.close()


def test_a_button_pressed_twice_sends_once(page: Any) -> None:
    page.evaluate(
        """() => { window.sent = 0; document.addEventListener('submit', (event) => {
            if (!event.defaultPrevented) window.sent += 1; event.preventDefault(); }); }"""
    )
    button = page.get_by_role("button", name="Versturen").first
    button.click()
    button.click(force=True)
    assert page.evaluate("window.sent") == 1
    assert button.get_attribute("aria-disabled") == "true"


def test_the_summary_of_errors_takes_the_focus(page: Any) -> None:
    page.evaluate(
        """() => { const one = document.querySelector('.error-summary');
            one.setAttribute('data-focus', ''); document.dispatchEvent(new CustomEvent(
            'htmx:afterSwap', {})); one.parentElement.dispatchEvent(new CustomEvent(
            'htmx:afterSwap', {bubbles: true})); }"""
    )
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_unsaved_text_asks_before_leaving_and_a_sent_form_does_not(page: Any) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    def leave_after_typing(then: str) -> None:
        page.goto("/stijl/")
        page.evaluate("document.querySelector('form.form').dataset.unsaved = 'yes'")
        page.get_by_label("Wat hebt u gezien of gehoord?").first.press_sequentially("Zes")
        page.evaluate(then)
        page.goto("/over/")

    leave_after_typing("0")
    assert asked == ["beforeunload"]
    leave_after_typing("document.querySelector('form.form').dataset.clean = 'yes'")
    assert asked == ["beforeunload"]


def test_copy_and_print_appear_with_the_script_only(browser: Any, page: Any) -> None:
    assert page.get_by_role("button", name="Afdrukken").is_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").first.click()
    page.get_by_text("Gekopieerd").first.wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "BK-7K4QX2"
    bare = open_page(browser, Client(), java_script_enabled=False)
    bare.goto("/stijl/")
    assert not bare.get_by_role("button", name="Afdrukken").is_visible()
    assert not bare.locator("[data-copy]").first.is_visible()
    bare.context.close()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page: Any) -> None:
    menu = page.locator("main details.menu")
    menu.locator("summary").click()
    assert menu.evaluate("one => one.open")
    page.keyboard.press("Escape")
    assert not menu.evaluate("one => one.open")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_an_idle_session_is_warned_for_and_can_be_kept(browser: Any, cast: Any) -> None:
    page = open_page(browser, cast.focal_safety.client)
    page.clock.install()
    page.goto("/berichten/")
    seconds = int(page.locator("body").get_attribute("data-idle-seconds"))
    page.clock.run_for((seconds - 130) * 1000)
    dialog = page.locator("dialog[data-idle-dialog]")
    assert not dialog.is_visible()
    page.clock.run_for(15_000)
    assert dialog.is_visible()
    assert dialog.locator("[data-idle-left]").inner_text().startswith("1:5")
    page.get_by_role("button", name="Ingelogd blijven").click()
    dialog.wait_for(state="hidden")
    page.context.close()


def test_an_idle_session_that_ended_hides_the_page(browser: Any, cast: Any) -> None:
    client = cast.focal_safety.client
    page = open_page(browser, client)
    page.clock.install()
    page.goto("/berichten/")
    client.logout()
    seconds = int(page.locator("body").get_attribute("data-idle-seconds"))
    page.clock.run_for((seconds + 2) * 1000)
    page.wait_for_function("!document.querySelector('[data-idle-seconds]')")
    page.context.close()
