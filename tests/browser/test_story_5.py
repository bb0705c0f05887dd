"""Who sees what: a concern of Vlaardingen, asked for by everybody who must not see it."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass
from typing import Any

import pytest

from .helpers import check, report, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR, AMINA = "Noor Klaproos", "Amina Korenbloem"  # focal points of Vlaardingen and Schiedam
MILAN, ROOS, TESS = "Milan Heermoes", "Roos Paardenbloem", "Tess Lindebloesem"
SAAR, JORIS = "Saar Madelief", "Joris Hondsdraf"  # administrator, privacy officer

STORY = "In de kelder van een wasserette slapen vier mensen op kartonnen dozen."
FACT = "Vier kartonnen bedden in de kelder, zonder daglicht."
SECRETS = (STORY, FACT, "wasserette", "Kwikstaart")
NUMBERS = itertools.count(int(time.time()) % 1_000_000)


@dataclass(frozen=True)
class Known:
    """What a stranger to the concern might guess or hear."""

    reference: str
    address: str
    phone: str


@pytest.fixture(scope="module")
def concern(people: People) -> Known:
    """Return a concern of Vlaardingen with a fact and a person, entered in the browser."""
    reference = report(people.stranger(), STORY).reference
    phone = f"06{next(NUMBERS):08d}"
    noor = people(NOOR)
    noor.goto("/mijn-werk/")
    noor.get_by_role("link", name=reference).click()
    noor.get_by_role("button", name="Oppakken").click()
    noor.get_by_text("U hebt dit signaal opgepakt.").wait_for()
    noor.get_by_role("link", name="Feit toevoegen").last.click()
    noor.get_by_label("Wat is er waargenomen?").fill(FACT)
    noor.get_by_label("Zelf gezien door de waarnemer").check()
    noor.get_by_role("button", name="Feit opslaan").click()
    noor.get_by_role("region", name="Feiten", exact=True).get_by_text(FACT).wait_for()
    noor.get_by_role("link", name="Persoon toevoegen").last.click()
    noor.get_by_label("Mogelijk slachtoffer").check()
    noor.get_by_label("Naam", exact=False).first.fill("Bo Kwikstaart")
    noor.get_by_label("Telefoonnummer").fill(phone)
    check(noor)
    noor.get_by_role("button", name="Persoon opslaan").click()
    noor.get_by_text("Bo Kwikstaart").first.wait_for()
    return Known(reference, noor.url.partition("#")[0], phone)


def holds_nothing(page: Any, concern: Known, *, reference: bool = True) -> None:
    """Fail when the source of the page tells of the concern; ``reference`` False allows that."""
    source = page.content()
    for secret in (*SECRETS, concern.phone, concern.address.rstrip("/").rpartition("/")[2]):
        assert secret not in source, f"{page.url} tells {secret!r}"
    assert not reference or concern.reference not in source


def look_up(page: Any, phone: str) -> str:
    """Look up a telephone number; return what the page says."""
    page.goto("/zoeken/")
    page.get_by_label("Telefoonnummer").check()
    page.get_by_label("Nummer, adres of naam").fill(phone)
    page.get_by_role("button", name="Opzoeken").click()
    page.locator("#found").wait_for()
    check(page)
    return text_of(page)


def test_the_own_focal_point_finds_the_person_again_and_nothing_stands_in_the_address(
    people: People, concern: Known
) -> None:
    noor = people(NOOR)
    spaced = f"+31 {concern.phone[1]} {concern.phone[2:6]} {concern.phone[6:]}"
    assert concern.reference in look_up(noor, spaced)
    assert concern.phone[1:] not in noor.url
    assert "?" not in noor.url


def test_schiedam_sees_none_of_it_in_lists_counts_and_search(
    people: People, concern: Known
) -> None:
    amina = people(AMINA)
    for path in ("/mijn-werk/", "/berichten/", "/signalen/?state=all", "/doorzettingen/"):
        amina.goto(path)
        check(amina)
        holds_nothing(amina, concern)
    amina.goto(f"/signalen/?state=all&reference={concern.reference}")
    assert amina.locator("main tbody tr").count() == 0
    assert "Geen signaal" in text_of(amina) or "0 signalen" in text_of(amina)
    amina.goto("/overzicht/gemeente/")
    check(amina)
    holds_nothing(amina, concern)
    assert concern.reference not in look_up(amina, concern.phone)
    assert "Niet gevonden" in text_of(amina)


def test_a_count_of_schiedam_does_not_move_when_vlaardingen_gets_a_concern(
    people: People,
) -> None:
    def count() -> str:
        amina = people(AMINA)
        amina.goto("/signalen/?state=all")
        return re.search(r"\d+ signalen", text_of(amina))[0]  # type: ignore[index]

    before = count()
    report(people.stranger(), "Nog een signaal in Vlaardingen.")
    assert count() == before


def test_a_guessed_address_is_the_same_as_one_that_never_was(
    people: People, concern: Known
) -> None:
    amina = people(AMINA)

    def asked(path: str) -> tuple[int, str]:
        answer = amina.goto(path)
        return answer.status, re.sub(r"[0-9a-f-]{36}", "", text_of(amina))

    never = concern.address.rstrip("/")[:-12] + "000000000000/"
    for step in ("", "feiten/nieuw/", "logboek/", "doorzetten/", "sluiten/", "terugkoppeling/"):
        there, not_there = asked(concern.address + step), asked(never + step)
        assert there == not_there
        assert there[0] == 404
    check(amina)


def test_schiedam_gets_nothing_through_the_api_either(people: People, concern: Known) -> None:
    number = concern.address.rstrip("/").rpartition("/")[2]
    never = number[:-12] + "000000000000"
    because = {"X-Purpose": "looking where I should not"}
    api = people(AMINA).request

    def asked(path: str) -> tuple[int, str]:
        answer = api.get(f"/api/v1/{path}", headers=because)
        return answer.status, answer.text().replace(number, "").replace(never, "")

    for path in ("concerns/{}", "concerns/{}/referrals"):
        assert asked(path.format(number)) == asked(path.format(never))
        assert asked(path.format(number))[0] == 404
    for path in ("concerns", "work", "referrals"):
        status, body = asked(path)
        assert status == 200
        for secret in (*SECRETS, concern.reference, concern.phone):
            assert secret not in body
    assert people(NOOR).request.get(f"/api/v1/concerns/{number}", headers=because).status == 200
    assert people.stranger().request.get(f"/api/v1/concerns/{number}").status == 401


def test_the_coordinator_sees_that_it_exists_and_nothing_of_its_content(
    people: People, concern: Known
) -> None:
    milan = people(MILAN)
    milan.goto("/overzicht/?municipality=&status=in-assessment&sort=newest")
    check(milan)
    holds_nothing(milan, concern, reference=False)
    row = milan.locator("tr", has_text=concern.reference).first
    words = row.inner_text()
    assert "Vlaardingen" in words
    assert "In weging" in words
    assert "Vorm nog niet bekend" in words
    assert row.get_by_role("link").count() == 0
    assert milan.goto(concern.address).status == 403
    holds_nothing(milan, concern)


@pytest.mark.parametrize("name", [ROOS, TESS])
def test_who_answers_for_the_policy_sees_outlines_only(
    people: People, concern: Known, name: str
) -> None:
    page = people(name)
    path = "/overzicht/gemeente/" if name == TESS else "/overzicht/"
    page.goto(path)
    check(page)
    holds_nothing(page, concern, reference=False)
    assert page.goto(concern.address).status == 403


def test_the_administrator_sees_accounts_and_no_content(people: People, concern: Known) -> None:
    saar = people(SAAR)
    saar.goto("/beheer/accounts/")
    check(saar)
    assert NOOR in text_of(saar)
    for path in ("/mijn-werk/", "/berichten/", "/beheer/accounts/"):
        saar.goto(path)
        holds_nothing(saar, concern)
    for path in ("/signalen/", "/zoeken/", "/overzicht/", "/logboek/", concern.address):
        assert saar.goto(path).status == 403, path
        holds_nothing(saar, concern)


def test_the_privacy_officer_sees_who_read_it_and_not_what_it_says(
    people: People, concern: Known
) -> None:
    joris = people(JORIS)
    joris.goto("/logboek/")
    check(joris)
    words = text_of(joris)
    assert "Verzegelde gegevens gelezen" in words
    assert "Persoon toegevoegd" in words
    assert "Exact gezocht" in words
    assert NOOR in words
    for secret in (*SECRETS, concern.phone):
        assert secret not in joris.content()
    assert joris.goto(concern.address).status == 403


def test_the_owner_sees_who_looked_at_the_concern(people: People, concern: Known) -> None:
    noor = people(NOOR)
    noor.goto(concern.address + "logboek/")
    check(noor)
    assert "Verzegelde gegevens gelezen" in text_of(noor)
    assert AMINA not in text_of(noor)


def test_a_stranger_is_asked_to_sign_in(people: People, concern: Known) -> None:
    stranger = people.stranger()
    for address in (concern.address, concern.address.rstrip("/")[:-12] + "000000000000/"):
        stranger.goto(address)  # also when there is no such concern
        assert "/account/inloggen/" in stranger.url
        check(stranger)
        assert not any(secret in stranger.content() for secret in SECRETS)
