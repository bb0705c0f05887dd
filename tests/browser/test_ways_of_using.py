"""The same pages by keyboard, enlarged, in the dark, in forced colours, on paper, and left fast."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .helpers import (
    HOUSING_INSPECTION,
    check,
    contacts,
    do_the_check,
    fill_report,
    fits,
    sign_in,
)
from .windows import Windows

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]
EXIT = "https://www.buienradar.nl/"
MOST_TABS = 80


# -- Keyboard ----------------------------------------------------------------------------------


def tab_to(page: Any, wanted: str) -> None:
    """Press Tab until an element that matches ``wanted`` has the focus, and is seen to have it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            assert is_focus_visible(page), f"{page.url}: nobody sees the focus on {wanted}"
            return
    pytest.fail(f"{page.url}: {wanted} cannot be reached with Tab")


def is_focus_visible(page: Any) -> bool:
    """Say whether the focused element, or the label around it, shows an outline or a shadow."""
    return bool(
        page.evaluate(
            """() => {
              const own = document.activeElement;
              const drawn = (e) => e && ((getComputedStyle(e).outlineStyle !== "none"
                && parseFloat(getComputedStyle(e).outlineWidth) >= 2)
                || getComputedStyle(e).boxShadow !== "none");
              return [own, own.closest("label"), own.parentElement,
                      own.nextElementSibling].some(drawn);
            }"""
        )
    )


def test_the_whole_check_goes_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")  # past the header
    tab_to(page, "main a[href='/check/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    tab_to(page, "#id_danger_0")
    page.keyboard.press("ArrowDown")  # no
    tab_to(page, "#id_minor_0")
    page.keyboard.press("Space")  # yes
    tab_to(page, "#id_alone_0")
    page.keyboard.press("Space")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/signalen/")
    tab_to(page, "#id_subject_0")
    page.keyboard.press("Space")
    tab_to(page, "#id_forms_1")
    page.keyboard.press("Space")
    tab_to(page, "main .sign-none input")  # "not assessed" until something is chosen
    page.keyboard.press("ArrowDown")
    assert page.locator("main .signs input[value=seen]:checked").count() == 1
    page.keyboard.press("Enter")  # a form is sent from any of its fields
    page.wait_for_url("**/check/situatie/")
    tab_to(page, "#id_municipality")
    page.keyboard.type("Vlaar")
    assert page.locator("#id_municipality option:checked").inner_text() == "Vlaardingen"
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/uitkomst/")
    assert "Veilig Thuis" in contacts(page)


def test_a_faulty_answer_is_read_first_and_leads_to_its_question(open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto("/check/")
    page.get_by_role("button", name="Verder").click()
    page.locator(".error-summary").wait_for()
    check(page)
    assert page.title().startswith("Fout: ")
    assert page.evaluate("document.activeElement.closest('.error-summary') !== null")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.name") == "danger"


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(open_page: OpenPage) -> None:
    page = sign_in(open_page(), "Fenna Sleutelbloem")
    menu = page.locator("header summary").filter(has_text="Dordrecht")
    menu.focus()
    page.keyboard.press("Enter")
    check(page)
    page.keyboard.press("Escape")
    assert menu.evaluate("e => e === document.activeElement")
    assert not menu.evaluate("e => e.parentElement.open")


# -- Enlarged, dark, forced colours, calm -------------------------------------------------------

PAGES_OF_STAFF = ("/mijn-werk/", "/signalen/", "/berichten/")


def test_at_twice_the_size_everything_fits(windows: Windows) -> None:
    page = windows.open(width=640, device_scale_factor=2)  # a laptop of 1280 at 200 percent
    do_the_check(page, HOUSING_INSPECTION, fits)
    sign_in(page, "Noor Klaproos")
    for path in PAGES_OF_STAFF:
        page.goto(path)
        fits(page)
    page.goto("/signalen/")
    page.locator("main tbody a").first.click()
    check(page)


def test_at_four_times_the_size_everything_fits(windows: Windows) -> None:
    page = windows.open(width=320, device_scale_factor=4)  # WCAG 1.4.10: 1280 at 400 percent
    do_the_check(page, HOUSING_INSPECTION, fits)
    sign_in(page, "Noor Klaproos")
    for path in PAGES_OF_STAFF:
        page.goto(path)
        fits(page)


def test_in_the_dark_everything_can_be_read(windows: Windows) -> None:
    page = windows.open(width=360, color_scheme="dark")
    do_the_check(page, HOUSING_INSPECTION)
    check(page)
    dark = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every((c) => c < 80)"
    assert page.evaluate(dark)
    sign_in(page, "Noor Klaproos")
    check(page)
    page.goto("/signalen/")
    page.locator("main tbody a").first.click()
    check(page)


def test_with_forced_colours_the_chosen_answer_still_shows(windows: Windows) -> None:
    page = windows.open(width=360, forced_colors="active")
    page.goto("/check/")
    page.get_by_role("group", name="in gevaar").get_by_text("Nee", exact=True).click()
    check(page)
    chosen, other = (page.locator(f"label[for=id_danger_{n}]") for n in (1, 0))
    assert chosen.screenshot() != other.screenshot()


def test_who_wants_calm_gets_no_movement(windows: Windows) -> None:
    page = windows.open(reduced_motion="reduce")
    page.goto("/")
    moving = """() => [...document.querySelectorAll("*")].filter((e) => {
      const s = getComputedStyle(e);
      return parseFloat(s.animationDuration) > 0.01 || parseFloat(s.transitionDuration) > 0.01;
    }).map((e) => e.className)"""
    assert page.evaluate(moving) == []


# -- Paper -------------------------------------------------------------------------------------


def test_on_paper_the_outcome_has_the_numbers_and_no_buttons(open_page: OpenPage) -> None:
    page = open_page()
    do_the_check(page, HOUSING_INSPECTION)
    page.emulate_media(media="print")
    assert page.get_by_text("0800 5151").first.is_visible()
    for hidden in ("Snel weg", "Opslaan als PDF", "Verder met versturen"):
        assert not page.get_by_text(hidden).first.is_visible(), hidden
    white = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(white) in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert len(page.pdf(format="A4")) > 10_000


# -- Leaving fast ------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["button", "escape"])
def test_the_quick_exit_never_asks_and_leaves_no_way_back(windows: Windows, way: str) -> None:
    windows.other_hosts = (EXIT,)
    page = windows.open(width=360)
    page.route(f"{EXIT}**", lambda route: route.fulfill(body="<title>Weer</title>"))
    page.goto("/melden/")
    fill_report(page, "Half getypt, en dan komt er iemand binnen.")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.type), dialog.dismiss()))
    if way == "button":
        page.get_by_role("link", name="Snel weg").click()
    else:
        for _press in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(EXIT)
    assert dialogs == []
    page.go_back()
    assert "melden" not in page.url


def test_without_script_the_quick_exit_is_a_link(windows: Windows) -> None:
    windows.other_hosts = (EXIT,)
    page = windows.open(javascript=False)
    page.route(f"{EXIT}**", lambda route: route.fulfill(body="<title>Weer</title>"))
    page.goto("/check/")
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url(EXIT)
    assert page.title() == "Weer"
