"""The two sides know nothing of each other: sessions, doors, rooms, functions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import ProgrammingError, connection, transaction
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from baken.chain.practice import actions, ground, tickets
from baken.foundation.access.lock import acting_as

from .conftest import REAL, SECRET, Visitor


def cookie(client: Client, name: str) -> str:
    return str(client.cookies[name].value)


def is_at_the_door(client: Client) -> bool:
    answer = client.get("/mijn-werk/")
    return answer.status_code == 302 and answer["Location"].startswith("/account/inloggen/")


def test_a_session_of_the_real_side_is_nothing_here_and_the_other_way_round(
    cast: Any, noor: Visitor
) -> None:
    real_name = "baken_session"
    with override_settings(SESSION_COOKIE_NAME=real_name):
        real = cast.focal_safety.client
    inside = cookie(noor.client, settings.SESSION_COOKIE_NAME)
    outside = cookie(real, real_name)
    browser = Client()
    browser.cookies[real_name] = outside
    assert is_at_the_door(browser)  # the real cookie arrives, as it does on one host
    browser.cookies[settings.SESSION_COOKIE_NAME] = inside
    assert browser.get("/mijn-werk/").status_code == 200  # the check could fail
    # Even its value under the other name, and in the same database, is signed by another key.
    with override_settings(SECRET_KEY="practice-another-key-than-the-one-it-was-made-with"):
        assert is_at_the_door(browser)


def test_the_real_side_has_no_door_to_practising_and_no_way_to_wipe(
    cast: Any, shared_secret: None
) -> None:
    client = cast.focal_safety.client
    for path in ("binnen/", "verhaal/", "vooruit/", "opnieuw/", "wissen/"):
        assert client.post(f"/oefenen/{path}", {"ticket": Visitor(1).ticket()}).status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("practice:enter")
    with pytest.raises(actions.NotPractice):
        actions.come_in(Visitor(1).ticket())
    with pytest.raises(ProgrammingError, match="practice_wipe"), transaction.atomic():
        connection.cursor().execute("SELECT practice_wipe(gen_random_uuid())")
    with pytest.raises(RuntimeError):
        ground.lay()


def test_wiping_looks_again_whose_municipality_it_is(cast: Any, practice: None) -> None:
    real = cast.organisations["vlaardingen"].pk
    with (
        pytest.raises(Exception, match="this is not practice"),
        transaction.atomic(),
        acting_as(actions.SYSTEM),
    ):
        connection.cursor().execute("SELECT practice_wipe(%s)", [real])
    with (
        pytest.raises(Exception, match="only a part of the system"),
        transaction.atomic(),
        acting_as(cast.focal_safety.actor),
    ):
        connection.cursor().execute("SELECT practice_wipe(%s)", [real])


def test_nobody_signs_in_here_with_a_password(cast: Any, practice: None) -> None:
    door = Client().get("/account/inloggen/")
    words = door.content.decode()
    assert "De deur van de oefenruimte" in words
    assert 'type="password"' not in words
    account = cast.focal_safety.account
    tried = Client().post("/account/inloggen/", {"login": account.email, "password": "x" * 20})
    assert tried.status_code == 405
    for path in ("/account/tweede-stap/passkeys/inloggen/", "/account/wachtwoord/vergeten/"):
        assert Client().get(path)["Location"] == "/account/inloggen/"


@pytest.mark.parametrize("path", ["/", "/check/", "/melden/", "/organisaties/", "/kennisbank/"])
def test_a_stranger_finds_the_door_and_nothing_that_looks_like_the_site(
    practice: None, path: str
) -> None:
    assert Client().get(path)["Location"] == "/account/inloggen/"


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/over/", "/static/x"])
def test_what_a_stranger_needs_works_before_the_door(practice: None, path: str) -> None:
    assert Client().get(path).status_code in {200, 404, 503}


def test_inside_a_few_rooms_are_open_and_every_page_says_where_one_is(noor: Visitor) -> None:
    for path in ("/oefenen/", "/mijn-werk/", "/signalen/", "/berichten/", "/nergens/"):
        page = noor.client.get(path)
        assert "alles hier is verzonnen" in page.content.decode(), path
        assert page["X-Robots-Tag"].startswith("noindex") or page.status_code == 404
    for path in ("/account/", "/melden/", "/mijn-gemeente/", "/kennisbank/", "/api/v1/work"):
        assert noor.client.get(path).status_code == 404
    menu = noor.client.get("/oefenen/").content.decode()
    assert "/kennisbank/" not in menu
    assert "/signalen/" in menu


def test_no_mail_leaves(noor: Visitor) -> None:
    noor.begin()
    assert mail.outbox == []


# -- The way over, on the real side ------------------------------------------------------------


@pytest.fixture
def beside(shared_secret: None, tmp_path: Path) -> Any:
    """Let the real side know of a practice installation on the next port."""
    state = tmp_path / "state"
    state.write_text("ready\n")
    with override_settings(PRACTICE_PORT=8001, PRACTICE_STATE=str(state)):
        yield state


def test_the_way_over_is_one_form_to_the_other_address(cast: Any, beside: Path) -> None:
    client = cast.focal_safety.client
    assert "/oefenen/kaartje/" in client.get("/oefenen/").content.decode()
    page = client.post("/oefenen/kaartje/")
    words = page.content.decode()
    assert 'action="http://testserver:8001/oefenen/binnen/"' in words
    assert "form-action 'self' http://testserver:8001;" in page["Content-Security-Policy"] + ";"
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    text = words.split('name="ticket" value="')[1].split('"')[0]
    ticket = tickets.read(text)
    assert ticket.code == tickets.code_of(cast.focal_safety.account.pk)
    assert ticket.came_from == REAL
    other = client.get("/oefenen/")
    assert "8001" not in other["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("starting", "De oefenruimte wordt gestart"),
        ("stopped", "De oefenruimte werkt nu niet"),
        ("nonsense", "De oefenruimte werkt nu niet"),
    ],
)
def test_the_page_says_when_practising_is_not_possible_now(
    cast: Any, beside: Path, said: str, words: str
) -> None:
    beside.write_text(said)
    client = cast.focal_safety.client
    page = client.get("/oefenen/").content.decode()
    assert words in page
    assert "/oefenen/kaartje/" not in page
    assert client.post("/oefenen/kaartje/")["Location"] == "/oefenen/"
    beside.unlink()
    assert "De oefenruimte werkt nu niet" in client.get("/oefenen/").content.decode()


def test_without_a_practice_installation_the_page_says_so(cast: Any) -> None:
    assert "Hier is geen oefenruimte" in cast.focal_safety.client.get("/oefenen/").content.decode()


def test_an_address_of_its_own_counts(cast: Any) -> None:
    with override_settings(PRACTICE_ADDRESS="https://oefenen.test", PRACTICE_SECRET=SECRET):
        page = cast.focal_safety.client.post("/oefenen/kaartje/").content.decode()
    assert 'action="https://oefenen.test/oefenen/binnen/"' in page


@pytest.mark.parametrize("player", ["coordinator", "advice_desk", "administrator", "mayor"])
def test_who_does_not_handle_concerns_does_not_go_over(
    cast: Any, beside: Path, player: str
) -> None:
    client = getattr(cast, player).client
    assert client.get("/oefenen/").status_code == 403
    assert client.post("/oefenen/kaartje/").status_code == 403
