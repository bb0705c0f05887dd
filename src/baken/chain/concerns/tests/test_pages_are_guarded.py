"""Every page of concerns: whose it is, what role it takes, and which methods it knows."""

from __future__ import annotations

from typing import Any

import pytest

from .pages import address

CONCERN_PAGES = (
    "detail",
    "audit",
    "edit-details",
    "hand-over",
    "close",
    "reopen",
    "add-observation",
    "add-interpretation",
    "add-person",
    "add-note",
    "request-assessment",
    "decide",
    "refer",
    "give-feedback",
)
PRESSES = ("take", "open-channel", "mark-reply-read")
SENT_PAGES = ("withdraw", "record-answer", "send-message")
RECEIVED_PAGES = ("referral", "accept", "refuse", "complete", "write")
FOCAL_LISTS = ("list", "register", "look-up")


@pytest.fixture
def case(world: Any) -> dict[str, Any]:
    """Return a concern of Vlaardingen with one referral to the advice desk."""
    concern, referral = world.referred()
    fact = world.add_fact(concern)
    waiting = world.in_assessment()
    assessment = world.ask_colleague(waiting)
    return {
        "concern": concern,
        "referral": referral,
        "fact": fact,
        "waiting": waiting,
        "assessment": assessment,
    }


def concern_addresses(case: dict[str, Any]) -> list[str]:
    concern, referral = case["concern"].pk, case["referral"].pk
    return [
        *(address(name, concern) for name in CONCERN_PAGES),
        *(address(name, concern, referral) for name in SENT_PAGES),
        address("correct-observation", concern, case["fact"].pk),
        address("give-assessment", case["waiting"].pk, case["assessment"].pk),
        address("refer-to", concern, "police"),
    ]


def test_the_own_municipality_opens_every_page_of_its_concern(world, case):
    clients = [world.cast.focal_safety.client, world.cast.focal_care.client]
    closed = {
        url: {client.get(url).status_code for client in clients} for url in concern_addresses(case)
    }
    # A second opinion is given by who was asked; the other is led to the concern.
    given = address("give-assessment", case["waiting"].pk, case["assessment"].pk)
    assert closed.pop(given) == {200, 302}
    assert {url for url, answers in closed.items() if answers != {200}} == set()


def test_another_municipality_finds_nothing_and_changes_nothing(world, case):
    client = world.cast.focal_schiedam.client
    concern = case["concern"].pk
    urls = [*concern_addresses(case), *(address(name, concern) for name in PRESSES)]
    urls += [address(name, case["referral"].pk) for name in RECEIVED_PAGES]
    urls += [address(name, concern, "police") for name in ("refer-preview", "refer-send")]
    urls += [address("mark-read", concern, case["referral"].pk)]
    found = {url for url in urls if client.post(url).status_code not in (404, 405)}
    found |= {url for url in urls if client.get(url).status_code not in (404, 405)}
    assert found == set()


@pytest.mark.parametrize("player", ["administrator", "coordinator", "mayor", "privacy_officer"])
def test_a_role_without_concerns_is_refused_whatever_it_asks(world, case, player):
    client = getattr(world.cast, player).client
    urls = [*concern_addresses(case), *(address(name) for name in FOCAL_LISTS)]
    urls += [address("referrals"), *(address(n, case["referral"].pk) for n in RECEIVED_PAGES)]
    assert {url for url in urls if client.get(url).status_code != 403} == set()


def test_a_partner_never_reaches_the_concern_itself(world, case):
    client = world.cast.advice_desk.client
    answers = {url: client.get(url).status_code for url in concern_addresses(case)}
    assert set(answers.values()) == {403}
    assert client.get(address("list")).status_code == 403


def test_a_stranger_is_asked_to_sign_in(world, case):
    client = world.cast.stranger
    urls = [*concern_addresses(case), address("my-work"), address("list"), address("overview")]
    for url in urls:
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/inloggen/")


def test_each_page_knows_only_its_own_methods(world, case):
    client = world.cast.focal_safety.client
    concern = case["concern"].pk
    assert {client.put(url).status_code for url in concern_addresses(case)} == {405}
    assert {client.get(address(name, concern)).status_code for name in PRESSES} == {405}
    reading = [address(name, concern) for name in ("detail", "audit", "refer")]
    assert {client.post(url).status_code for url in reading} == {405}


def test_a_child_is_found_under_its_own_parent_only(world, case):
    client = world.cast.focal_safety.client
    other = case["waiting"].pk
    urls = [address(name, other, case["referral"].pk) for name in SENT_PAGES]
    urls.append(address("correct-observation", other, case["fact"].pk))
    urls.append(address("give-assessment", case["concern"].pk, case["assessment"].pk))
    assert {client.get(url).status_code for url in urls} == {404}
