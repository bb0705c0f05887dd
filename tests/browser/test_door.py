"""From an invitation to working: a passkey on a phone, an authenticator app on a laptop."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest

from .helpers import check, sign_in

pytestmark = pytest.mark.browser
PASSWORD = "lantaarn-geit-wolk-zeven"
NUMBERS = itertools.count(int(time.time()))


@pytest.fixture
def window(chromium: Any, product: str) -> Iterator[Any]:
    """Return a function for a fresh window by name; a passkey needs a name, not 127.0.0.1."""
    contexts = []

    def opened(*, width: int = 1280) -> Any:
        context = chromium.new_context(
            base_url=product.replace("127.0.0.1", "localhost"),
            viewport={"width": width, "height": 800},
            locale="nl-NL",
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def invite(page: Any, municipality: str) -> tuple[str, str]:
    """Invite a focal point as the administrator; return the mail address and the link."""
    email = f"nieuw{next(NUMBERS)}@voorbeeld.test"
    sign_in(page, "Saar Madelief")
    page.goto("/beheer/accounts/uitnodigen/")
    check(page)
    page.get_by_label("Naam", exact=True).fill("Nieuwe Collega")
    page.get_by_label("Mailadres").fill(email)
    with page.expect_response("**/rolkeuze/**"):
        page.get_by_label("Organisatie").select_option(label=municipality)
    offered = page.get_by_label("Rol", exact=True).locator("option").all_inner_texts()
    assert "Medewerker RIEC" not in offered
    page.get_by_label("Rol", exact=True).select_option(label="Aandachtsfunctionaris")
    page.get_by_label("Domein").select_option(label="Zorg")
    page.get_by_role("button", name="Uitnodiging sturen").click()
    page.get_by_text("De uitnodiging is onderweg.").wait_for()
    check(page)
    page.get_by_role("button", name="Link tonen").click()
    page.locator(".copy-text").wait_for()
    check(page)
    return email, page.locator(".copy-text").inner_text()


def answer(page: Any, link: str) -> None:
    """Open the link of the mail and choose a password."""
    page.goto("/uitnodiging/" + link.partition("/uitnodiging/")[2])
    check(page)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Wachtwoord nog een keer").fill(PASSWORD)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/account/tweede-stap/")
    check(page)


def with_authenticator(page: Any) -> None:
    """Give the window a device that keeps passkeys and always finds its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_new_focal_point_sets_up_a_passkey_on_a_phone_and_signs_in_with_it(window: Any) -> None:
    email, link = invite(window(), "Gemeente Schiedam")
    phone = window(width=360)
    with_authenticator(phone)
    answer(phone, link)
    phone.get_by_role("link", name="Passkey toevoegen").click()
    phone.get_by_label("Naam van de passkey").fill("telefoon")
    check(phone)
    phone.get_by_role("button", name="Passkey toevoegen").click()
    phone.wait_for_url("**/herstelcodes/")
    assert phone.locator(".recovery-codes li").count() == 10
    check(phone)
    phone.get_by_role("link", name="Ik heb ze bewaard").click()
    check(phone)
    phone.goto("/account/tweede-stap/")
    assert "telefoon" in phone.locator("main").inner_text()
    check(phone)

    phone.goto("/account/uitloggen/")
    phone.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    phone.wait_for_url("**/account/inloggen/")
    check(phone)
    phone.get_by_role("button", name="Inloggen met een passkey").click()
    phone.wait_for_url("**/mijn-werk/")

    phone.goto("/account/uitloggen/")
    phone.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    phone.get_by_label("Mailadres").fill(email)
    phone.get_by_label("Wachtwoord").fill(PASSWORD)
    phone.get_by_role("button", name="Inloggen", exact=True).click()
    phone.wait_for_url("**/tweede-stap/inloggen/")
    check(phone)
    phone.get_by_role("button", name="Gebruik uw passkey").click()
    phone.wait_for_url("**/mijn-werk/")


def test_when_the_device_refuses_the_page_says_what_else_can_be_done(window: Any) -> None:
    _, link = invite(window(), "Gemeente Schiedam")
    laptop = window()
    laptop.add_init_script(
        "navigator.credentials.create = () => "
        "Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    answer(laptop, link)
    laptop.goto("/account/tweede-stap/passkeys/toevoegen/")
    laptop.get_by_role("button", name="Passkey toevoegen").click()
    laptop.get_by_text("De passkey kon niet worden gemaakt").wait_for()
    check(laptop)


def test_a_new_focal_point_sets_up_an_app_and_signs_in_with_its_code(window: Any) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    def code(secret: str) -> str:
        return format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    email, link = invite(window(), "Gemeente Dordrecht")
    laptop = window()
    answer(laptop, link)
    laptop.get_by_role("link", name="App instellen").click()
    laptop.get_by_text("Ik kan niet scannen").click()
    secret = re.sub(r"\s", "", laptop.locator(".copy-text").inner_text())
    check(laptop)
    laptop.get_by_label("Code uit de app").fill("000000")
    laptop.get_by_role("button", name="Instellen").click()
    laptop.locator(".error-summary").wait_for()
    check(laptop)
    laptop.get_by_label("Code uit de app").fill(code(secret))
    laptop.get_by_role("button", name="Instellen").click()
    laptop.wait_for_url("**/herstelcodes/")

    other = window(width=360)
    other.goto("/account/inloggen/")
    other.get_by_label("Mailadres").fill(email)
    other.get_by_label("Wachtwoord").fill(PASSWORD)
    other.get_by_role("button", name="Inloggen", exact=True).click()
    other.wait_for_url("**/tweede-stap/inloggen/")
    other.get_by_label("Code").fill(code(secret))
    other.get_by_role("button", name="Verder").click()
    other.wait_for_url("**/mijn-werk/")
