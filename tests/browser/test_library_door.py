"""Strangers sign up to read: one comes in at once, one waits for an editor, none gets further."""

from __future__ import annotations

import email
import itertools
import re
import time
from email import policy
from pathlib import Path
from typing import Any

import pytest

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

EDITOR, REGION = "Emir Vingerhoed", "VeiligheidsAlliantie Rotterdam (VAR)"
PASSWORD = "regenjas-orgel-brug-zeven"
NUMBERS = itertools.count(int(time.time()) % 1_000_000)
CLOSED = ("/signalen/", "/mijn-werk/", "/overleg/", "/beheer/accounts/", "/beheer/lezers/")


def letters(folder: Path, address: str) -> list[str]:
    """Return the texts of the mails to an address in the outbox, the oldest first."""
    found = []
    for file in sorted((folder / "mail").glob("*"), key=lambda one: one.stat().st_mtime_ns):
        message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        if message["To"] == address:
            found.append(message.get_content())
    return found


def link_to(folder: Path, address: str, *, number: int = 1) -> str:
    """Wait for the mail with this number to an address; return the path of its link."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        texts = letters(folder, address) if (folder / "mail").exists() else []
        if len(texts) >= number:
            return "/" + re.search(r"https?://[^/]+/(\S+)", texts[number - 1])[1]  # type: ignore[index]
        time.sleep(0.2)
    pytest.fail(f"no mail number {number} to {address}")


def sign_up(page: Any, address: str, organisation: str) -> None:
    """Fill in the public page."""
    page.get_by_label("Uw mailadres van het werk").fill(address)
    page.get_by_label("Uw naam").fill("Pim Zuring")
    page.get_by_label("Waar werkt u?").fill(organisation)
    page.get_by_label("Wat is uw werk daar?").fill("Wijkteam")
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_role("heading", name="Kijk in uw mail").wait_for()
    assert page.context.cookies() == []


def choose_password(page: Any, button: str) -> None:
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Wachtwoord nog een keer").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def reads_and_nothing_else(page: Any) -> None:
    """See what is open to a reader, and try what is not."""
    page.wait_for_url("**/kennisbank/")
    entries = page.locator(".side-nav a").all_text_contents()
    assert [one.strip() for one in entries] == ["Kennisbank"]
    assert page.goto("/kennisbank/begrippen/").ok
    for path in CLOSED:
        assert page.goto(path).status == 403, path
    page.goto("/account/")
    assert "API" not in text_of(page)
    assert page.request.get("/api/v1/me").status == 403


def test_who_has_a_known_address_reads_after_one_mail(people: People, data_folder: Path) -> None:
    page = people.stranger()
    address = f"pim{next(NUMBERS)}@vlaardingen.nl"
    page.goto("/")
    page.get_by_role("link", name="Aanmelden voor de kennisbank").first.click()
    page.get_by_role("button", name="Aanmelden").click()
    check(page)  # four questions to answer first
    sign_up(page, address, "Gemeente Vlaardingen")
    check(page)
    page.goto(link_to(data_folder, address))
    check(page)
    assert "Gemeente Vlaardingen" in text_of(page)
    choose_password(page, "Beginnen met lezen")
    check(page)
    reads_and_nothing_else(page)
    check(page)
    page.goto("/kennisbank/aanmelden/bevestigen/?sleutel=x")
    check(page)


def test_who_is_not_known_waits_for_an_editor(people: People, data_folder: Path) -> None:
    page = people.stranger()
    address = f"pim{next(NUMBERS)}@buurthuis-de-kade.test"
    page.goto("/kennisbank/aanmelden/")
    sign_up(page, address, "Buurthuis De Kade")
    page.goto(link_to(data_folder, address))
    check(page)
    page.get_by_role("button", name="Dit klopt").click()
    page.get_by_role("heading", name="Uw aanmelding is onderweg").wait_for()
    check(page)

    editor = people(EDITOR)
    editor.goto("/beheer/lezers/")
    check(editor)
    row = editor.locator("tr", has_text=address)
    row.get_by_role("link").click()
    check(editor)
    assert "buurthuis-de-kade.test" in text_of(editor)
    editor.get_by_label("Organisatie", exact=True).select_option(label=REGION)
    editor.get_by_role("button", name="Toelaten").click()
    editor.get_by_text("De aanvrager krijgt een mail met een link.").wait_for()
    check(editor)

    page.goto(link_to(data_folder, address, number=2))
    check(page)
    choose_password(page, "Verder")
    reads_and_nothing_else(page)


def test_the_directory_is_found_with_a_slip_and_taken_along(people: People) -> None:
    page = people.stranger()
    page.goto("/organisaties/")
    page.get_by_label("Zoek op naam").fill("comesnha")
    page.get_by_role("button", name="Zoeken").click()
    assert "Wij zochten naar “comensha”" in text_of(page)
    page.get_by_role("link", name="CoMensha").first.click()
    check(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Zet in mijn adresboek").click()
    assert b"BEGIN:VCARD" in Path(download.value.path()).read_bytes()
    page.goto("/organisaties/?wanneer=work")
    check(page)
    assert "Arbeidsinspectie" in text_of(page)
    assert "Veilig Thuis" not in text_of(page)
