"""What people see after bad input; ``docs/bad-input.md`` is the list of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from .helpers import check, fill_report, fits, receipt_of, report, sign_in, text_of
from .windows import People

pytestmark = pytest.mark.browser

OpenPage = Callable[..., Any]
NOOR = "Noor Klaproos"
SEND = "/melden/versturen/"
SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} {% debug %}'
STRANGE = (
    "\U0001f469\u200d\U0001f467 \u0627\u0644\u0639\u0631\u0628\u064a\u0629 \ufdfd "
    "Z\u0334\u031b\u0354a\u0337lgo \u202etxet"
)
"""A family in one sign, Arabic, one very wide sign, stacked marks, text turned around."""
ENDLESS = "w" * 4000
TOO_LARGE = 413


def answer_to(page: Any, **options: Any) -> tuple[int, str]:
    """Post something a browser would never post; return the status and the title."""
    response = page.request.post(SEND, **options)
    body = response.text()
    return response.status, body[body.index("<title>") + 7 : body.index("</title>")]


def read_as_focal_point(people: People, reference: str) -> Any:
    """Return Noor's page with a concern that was just reported."""
    noor = people(NOOR)
    noor.goto("/mijn-werk/")
    noor.get_by_role("link", name=reference).click()
    return noor


@pytest.fixture(scope="module")
def concern(people: People) -> str:
    """Return the address of a concern that Noor holds."""
    noor = read_as_focal_point(people, report(people.stranger(), "Voor slechte invoer.").reference)
    noor.get_by_role("button", name="Oppakken").click()
    noor.get_by_text("U hebt dit signaal opgepakt.").wait_for()
    return str(noor.url)


# -- Text that wants to be something else ------------------------------------------------------


def test_a_script_is_shown_as_the_text_it_is(people: People) -> None:
    reference = report(people.stranger(), SCRIPT).reference
    dialogs: list[str] = []
    noor = people(NOOR)
    noor.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    read_as_focal_point(people, reference)
    assert SCRIPT in text_of(noor)
    assert dialogs == []
    check(noor)


@pytest.mark.parametrize("story", [STRANGE, ENDLESS], ids=["strange characters", "no space"])
def test_every_character_comes_through_and_nothing_leaves_its_page(
    people: People, open_page: OpenPage, story: str
) -> None:
    reference = report(people.stranger(), story).reference
    noor = read_as_focal_point(people, reference)
    assert story in text_of(noor)
    noor.set_viewport_size({"width": 360, "height": 800})
    fits(noor)
    noor.set_viewport_size({"width": 1280, "height": 800})


def test_a_null_character_is_refused_in_words(open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto("/melden/")
    fill_report(page, "a\0b")
    page.get_by_role("button", name="Versturen").click()
    page.locator(".error-summary").wait_for()
    check(page)
    assert "Null-tekens" in text_of(page)


def test_bytes_that_are_no_text_are_refused(open_page: OpenPage) -> None:
    page = open_page()
    kind = "application/x-www-form-urlencoded; charset=utf-16"
    status, title = answer_to(page, data=b"story=hoi", headers={"Content-Type": kind})
    assert (status, title) == (400, "Wij konden dit verzoek niet lezen – Baken")


# -- Too much ----------------------------------------------------------------------------------


def test_a_text_that_is_too_long_comes_back_whole_with_the_number_to_take_out(
    open_page: OpenPage,
) -> None:
    page = open_page(width=360)
    page.goto("/melden/")
    page.get_by_label("Wat zag of hoorde u?").evaluate("e => e.removeAttribute('maxlength')")
    story = "b" * 10_050
    fill_report(page, story)
    page.get_by_role("button", name="Versturen").click()
    page.locator(".error-summary").wait_for()
    check(page)
    assert "10050" in text_of(page)
    assert page.get_by_label("Wat zag of hoorde u?").input_value() == story


@pytest.mark.parametrize(
    "options",
    [
        {"form": {"story": "b" * 1_100_000}},
        {"form": {f"field{number}": "1" for number in range(2_100)}},
        {"multipart": {"story": {"name": "a.txt", "mimeType": "text/plain", "buffer": b"b" * 9}}},
    ],
    ids=["a text of a megabyte", "thousands of fields", "a file"],
)
def test_what_is_too_large_is_refused_before_it_is_read(
    open_page: OpenPage, options: dict[str, Any]
) -> None:
    status, title = answer_to(open_page(), **options)
    assert (status, title) == (TOO_LARGE, "Wat u stuurde is te groot – Baken")


def test_a_name_that_is_too_long_is_refused_at_its_field(people: People, concern: str) -> None:
    noor = people(NOOR)
    noor.goto(concern + "personen/nieuw/")
    noor.get_by_label("Mogelijk slachtoffer").check()
    name = noor.get_by_role("textbox", name="Naam", exact=False).first
    name.evaluate("e => e.removeAttribute('maxlength')")
    name.fill("n" * 301)
    noor.get_by_role("button", name="Persoon opslaan").click()
    noor.locator(".error-summary").wait_for()
    check(noor)
    assert "300" in text_of(noor)


# -- What cannot be ----------------------------------------------------------------------------


def test_a_fact_of_tomorrow_is_refused(people: People, concern: str) -> None:
    noor = people(NOOR)
    for day, words in (
        (f"{dt.datetime.now(dt.UTC) + dt.timedelta(days=2):%d-%m-%Y}", "toekomst"),
        ("31-02-2026", "datum"),
        ("gisteren", "datum"),
    ):
        noor.goto(concern + "feiten/nieuw/")
        noor.get_by_label("Wat is er waargenomen?").fill("Iets van morgen.")
        noor.get_by_label("Zelf gezien door de waarnemer").check()
        noor.get_by_label("Wanneer?").fill(day)
        noor.get_by_role("button", name="Feit opslaan").click()
        noor.locator(".error-summary").wait_for()
        assert words in noor.locator(".error-summary").inner_text().lower()
        assert noor.get_by_label("Wanneer?").input_value() == day
    check(noor)


def test_a_municipality_that_does_not_exist_is_refused(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/melden/")
    fill_report(page, "Ergens.")
    option = page.get_by_label("In welke gemeente speelt het?").locator("option:checked")
    option.evaluate("e => { e.value = 'GM9999'; }")
    page.get_by_role("button", name="Versturen").click()
    page.locator(".error-summary").wait_for()
    check(page)


def test_answers_that_were_tampered_with_are_left_behind_and_the_report_still_goes(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.goto("/melden/")
    page.locator("main form").evaluate(
        """form => {
          form.action = "/melden/";
          form.querySelector("[name=answers]").value = '{"format": 1, "answers": [';
          form.submit();
        }"""
    )
    page.get_by_text("De antwoorden van de check konden niet worden gelezen").wait_for()
    check(page)
    fill_report(page, "Zonder de check.")
    page.get_by_role("button", name="Versturen").click()
    receipt_of(page)


# -- Too late, twice, or not from our page ------------------------------------------------------


def test_a_form_with_a_forged_or_old_token_comes_back_filled_and_then_goes(
    open_page: OpenPage,
) -> None:
    page = open_page(width=360)
    page.goto("/melden/")
    fill_report(page, "Lang open gelaten.")
    page.locator("[name=token]").evaluate("e => { e.value = 'verzonnen'; }")
    page.get_by_role("button", name="Versturen").click()
    page.get_by_text("Dit formulier stond lang open").first.wait_for()
    check(page)
    assert page.get_by_label("Wat zag of hoorde u?").input_value() == "Lang open gelaten."
    page.get_by_role("button", name="Versturen").click()
    receipt_of(page)


def test_reloading_the_receipt_sends_nothing_again(open_page: OpenPage) -> None:
    page = open_page()
    before = report(page, "Een keer is genoeg.")
    page.reload()
    assert receipt_of(page) == before


def test_a_form_of_another_site_is_refused(people: People, concern: str) -> None:
    noor = people(NOOR)
    response = noor.request.post(concern + "notities/nieuw/", form={"text": "van elders"})
    assert response.status == 403
    assert "van elders" not in noor.request.get(concern).text()


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in_and_keeps_the_text(
    open_page: OpenPage, concern: str
) -> None:
    noor = open_page()
    sign_in(noor, NOOR)
    noor.goto(concern + "notities/nieuw/")
    note = noor.get_by_label("Notitie voor uw collega")
    note.fill("Bijna verloren.")
    cookies = noor.context.cookies()
    for cookie in cookies:
        if cookie["name"] != "csrftoken":
            noor.context.clear_cookies(name=cookie["name"])
    noor.get_by_role("button", name="Notitie opslaan").click()
    noor.wait_for_url("**/account/inloggen/**")
    check(noor)
    noor.context.add_cookies(cookies)  # signed in again, in another window
    noor.go_back()
    assert note.input_value() == "Bijna verloren."


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("/check/uitkomst/", "/check/"), (SEND, "/melden/"), ("/check/pdf/", "/check/")],
)
def test_an_address_without_its_answers_leads_to_the_first_question(
    open_page: OpenPage, asked: str, shown: str
) -> None:
    page = open_page()
    page.goto(asked)
    assert page.url.endswith(shown)


def test_a_page_that_does_not_exist_says_so_and_shows_whom_to_call(open_page: OpenPage) -> None:
    page = open_page(width=360)
    assert page.goto("/bestaat-niet/").status == 404
    check(page)
    assert page.locator("main a[href='tel:112']").count() == 1
