"""A housing inspector in Vlaardingen, in the street, on a phone, without an account."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from .helpers import (
    HOUSING_INSPECTION,
    ask_feedback,
    check,
    contacts,
    do_the_check,
    fill_report,
    fits,
    receipt_of,
    text_of,
)
from .windows import People

pytestmark = pytest.mark.browser

PHONE = 360
OpenPage = Callable[..., Any]
FOCAL_POINT = "Aandachtsfunctionaris mensenhandel, Gemeente Vlaardingen"
INSPECTORATE = "Nederlandse Arbeidsinspectie"
ADVICE_DESK = "Expertisecentrum Seksualiteit, Sekswerk en Mensenhandel (ESSM)"


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_she_learns_on_a_phone_whom_to_call_in_which_order_and_what_to_say(
    open_page: OpenPage, javascript: bool
) -> None:
    phone = open_page(width=PHONE, javascript=javascript)
    do_the_check(phone, HOUSING_INSPECTION, check if javascript else fits)
    order = contacts(phone)
    assert order[0] == FOCAL_POINT
    assert order.index(INSPECTORATE) < order.index(ADVICE_DESK)
    inspectorate = phone.locator(".contact", has=phone.get_by_role("heading", name=INSPECTORATE))
    words = inspectorate.inner_text()
    for said in ("Bel 0800 5151", "Wat u zegt:", "Dit mag u delen:", "onderzoek naar arbeids"):
        assert said in words
    assert re.search(r"Nu (open|gesloten)", words)
    assert "09:00–17:00" in words
    assert inspectorate.locator("a[href='tel:08005151']").count() == 1
    page = text_of(phone)
    assert "Ga niet op onderzoek uit" in page  # what not to do
    assert "De werkgever bewaart paspoorten" in page  # the critical sign
    assert "ILO" in page  # the published rule, shown with its source
    assert "Vragen die nog open staan" in page


def test_somebody_answers_now(open_page: OpenPage) -> None:
    phone = open_page(width=PHONE)
    do_the_check(phone, HOUSING_INSPECTION)
    assert phone.locator(".contact", has_text="Nu open").count() >= 1


def test_danger_shows_112_before_everything_on_every_page(open_page: OpenPage) -> None:
    def look(page: Any) -> None:
        if page.url.endswith(("/check/signalen/", "/check/situatie/")):
            assert page.locator("main a[href='tel:112']").first.is_visible()
        check(page)

    phone = open_page(width=PHONE)
    do_the_check(phone, dataclasses.replace(HOUSING_INSPECTION, danger="Ja"), look)
    assert contacts(phone)[0] == "Alarmnummer 112"
    assert phone.locator(".contact").first.locator("a[href='tel:112']").is_visible()


def test_a_possible_minor_brings_veilig_thuis(open_page: OpenPage) -> None:
    phone = open_page(width=PHONE)
    minor = dataclasses.replace(HOUSING_INSPECTION, minor="Ja", subject="Een persoon")
    do_the_check(phone, minor)
    check(phone)
    assert "Veilig Thuis" in contacts(phone)
    child = phone.locator(".contact", has=phone.get_by_role("heading", name="Veilig Thuis"))
    assert child.locator("a[href='tel:08002000']").is_visible()


def test_she_saves_the_outcome_as_a_sheet_of_paper(open_page: OpenPage) -> None:
    phone = open_page(width=PHONE)
    do_the_check(phone, HOUSING_INSPECTION)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Opslaan als PDF").click()
    assert phone.url.endswith("/check/uitkomst/")  # the outcome stays, with its quick exit
    assert phone.get_by_role("button", name="Opslaan als PDF").is_enabled()
    sheet = PdfReader(download.value.path())
    words = "".join(page.extract_text() for page in sheet.pages)
    assert 1 <= len(sheet.pages) <= 4
    assert "0800 5151" in words
    assert sheet.pages[0].mediabox.width == pytest.approx(595, abs=1)  # A4
    assert sheet.trailer["/Root"]["/MarkInfo"]["/Marked"]  # tagged, so that it can be read aloud


def test_the_route_card_is_a_tagged_pdf_of_two_pages(open_page: OpenPage) -> None:
    phone = open_page(width=PHONE)
    phone.goto("/routekaart/")
    check(phone)
    answer = phone.request.get("/routekaart/routekaart.pdf")
    card = PdfReader(io.BytesIO(answer.body()))
    assert len(card.pages) == 2
    assert card.trailer["/Root"]["/Lang"].startswith("nl")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_she_sends_it_without_her_name_and_leaves_no_trace(
    open_page: OpenPage, javascript: bool
) -> None:
    phone = open_page(width=PHONE, javascript=javascript)
    look = check if javascript else fits
    do_the_check(phone, HOUSING_INSPECTION)
    phone.get_by_role("button", name="Verder met versturen").click()
    look(phone)
    municipality = phone.get_by_label("In welke gemeente speelt het?")
    assert municipality.locator("option:checked").inner_text() == "Vlaardingen"
    fill_report(phone, "Acht matrassen in een loods.")
    phone.get_by_role("button", name="Versturen").click()
    receipt = receipt_of(phone)
    look(phone)
    assert "Uw melding is ontvangen" in ask_feedback(phone, receipt.reference, receipt.secret)
    look(phone)
    assert phone.context.cookies() == []
    stored = "localStorage.length + sessionStorage.length"
    assert phone.evaluate(stored) == 0
    answers = ("labour", "danger", "AU-", "matrassen", receipt.reference, receipt.secret, "0622")
    for address in phone.baken_addresses:
        assert "?" not in address.replace("?v=", ""), address
        assert not any(answer in address for answer in answers), address


def test_she_is_told_before_personal_data_goes_along(open_page: OpenPage) -> None:
    phone = open_page(width=PHONE, javascript=False)
    phone.goto("/melden/")
    fill_report(phone, "De man heeft nummer 06 12345678.")
    phone.get_by_role("button", name="Versturen").click()
    assert "een telefoonnummer" in text_of(phone)
    fits(phone)
    phone.get_by_role("button", name="Versturen").click()
    receipt_of(phone)


def test_with_her_name_the_focal_point_can_call_her(open_page: OpenPage, people: People) -> None:
    phone = open_page(width=PHONE)
    phone.goto("/melden/")
    fill_report(phone, "Een vrouw slaapt in het magazijn van de winkel.")
    phone.get_by_label("Ja, met mijn naam").check()
    check(phone)
    phone.get_by_label("Uw naam").fill("Jet Veldleeuwerik")
    phone.get_by_label("Uw telefoonnummer").fill("0600000042")
    phone.get_by_role("button", name="Versturen").click()
    reference = receipt_of(phone).reference
    noor = people("Noor Klaproos")
    noor.goto("/mijn-werk/")
    noor.get_by_role("link", name=reference).click()
    assert "Jet Veldleeuwerik" in text_of(noor)


def test_tapping_send_twice_gives_one_concern(open_page: OpenPage, people: People) -> None:
    def new_concerns() -> int:
        noor = people("Noor Klaproos")
        noor.goto("/signalen/?state=all")
        return int(re.search(r"(\d+) signalen", text_of(noor)).group(1))  # type: ignore[union-attr]

    before = new_concerns()
    phone = open_page(width=PHONE, javascript=False)  # no script holds the second tap back
    phone.goto("/melden/")
    fill_report(phone, "Twee keer getikt door een haperende verbinding.")
    phone.get_by_role("button", name="Versturen").dblclick()
    receipt_of(phone)
    assert new_concerns() == before + 1
