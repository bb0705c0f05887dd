"""The partner's side: /doorzettingen/ and the answers."""

from __future__ import annotations

import pytest

from baken.chain.concerns import actions
from baken.chain.concerns.models import ReferralStatus

from .pages import BUDGET, address, links, opened, queries_of, sent, text_of, wrong_fields


@pytest.fixture
def shared(world):
    """Return a referral with one fact and one person of several."""
    concern = world.decided()
    fact = world.add_fact(concern, "Een busje om zes uur")
    world.add_fact(concern, "Iets anders")
    person = world.add_person(concern, name="Sam Voorbeeld")
    world.add_person(concern, name="Iemand Anders")
    return world.refer(
        concern, observation_ids=(fact.pk,), person_ids=(person.pk,), message="Wilt u bellen?"
    )


def test_the_receiver_sees_what_was_shared_and_nothing_else(world, shared):
    page = opened(world.cast.advice_desk.client, "referral", shared.pk)
    main = page.all("main")[0].text
    for said in ("Een busje om zes uur", "Sam Voorbeeld", "Wilt u bellen?", "Gemeente Vlaardingen"):
        assert said in main
    for kept in ("Iets anders", "Iemand Anders", "Acht matrassen", "Noor Verbeek"):
        assert kept not in main
    assert shared.concern.reference not in main


def test_the_list_shows_what_waits_and_on_request_what_ended(world, shared):
    client = world.cast.advice_desk.client
    _concern, ended = world.answered()
    waiting = address("referral", shared.pk)
    assert waiting in links(opened(client, "referrals"))
    assert address("referral", ended.pk) not in links(opened(client, "referrals"))
    assert address("referral", ended.pk) in links(opened(client, "referrals", state="ended"))
    assert waiting not in links(opened(client, "referrals", due="overdue"))
    assert waiting not in links(opened(client, "referrals", status="done"))


def test_another_partner_finds_nothing(world, shared):
    client = world.cast.police.client
    assert client.get(address("referral", shared.pk)).status_code == 404
    assert client.post(address("accept", shared.pk)).status_code == 404
    assert address("referral", shared.pk) not in links(opened(client, "referrals"))


def test_the_sender_is_led_to_its_own_side(world, shared):
    client = world.cast.focal_safety.client
    response = client.get(address("referral", shared.pk))
    assert response["Location"] == address("detail", shared.concern_id)
    client.post(address("accept", shared.pk))
    assert world.fresh(shared).status == ReferralStatus.SENT


def test_accepting_starts_the_term_for_the_result(world, shared):
    client = world.cast.advice_desk.client
    sent(client, "accept", shared.pk, partner_reference="ESSM-12")
    accepted = world.fresh(shared)
    assert accepted.status == ReferralStatus.ACCEPTED
    assert accepted.due_kind == "referral-result"
    assert "ESSM-12" in text_of(client.get(address("referral", shared.pk)))


def test_refusing_needs_a_reason_and_closes_what_was_shared(world, shared):
    client = world.cast.advice_desk.client
    assert wrong_fields(sent(client, "refuse", shared.pk, text="Zie toelichting")) == ["reason"]
    assert world.fresh(shared).status == ReferralStatus.SENT
    response = sent(client, "refuse", shared.pk, reason="not-our-task", text="Bel de inspectie")
    shown = text_of(response)
    assert "Sam Voorbeeld" not in shown
    assert "Een busje" not in shown
    assert "U ziet alleen nog dat deze doorzetting er was" in shown


def test_a_result_needs_an_outcome_of_the_list(world, shared):
    client = world.cast.advice_desk.client
    assert wrong_fields(sent(client, "complete", shared.pk)) == ["outcome"]
    sent(client, "complete", shared.pk, outcome="help-started", text="Eerste gesprek gehad")
    assert world.fresh(shared).status == ReferralStatus.DONE
    concern = text_of(world.cast.focal_safety.client.get(address("detail", shared.concern_id)))
    assert "Eerste gesprek gehad" in concern


def test_an_answer_that_came_too_late_keeps_what_was_typed(world, shared):
    actions.withdraw(
        actor=world.focal,
        concern_id=shared.concern_id,
        referral_id=shared.pk,
        reason="other-partner",
    )
    client = world.cast.advice_desk.client
    data = {"outcome": "help-started", "text": "Al begonnen"}
    response = sent(client, "complete", shared.pk, **data)
    assert "Deze stap kan nu niet" in text_of(response)
    assert "Al begonnen" in response.content.decode()


def test_both_sides_write_in_one_thread(world, shared):
    client = world.cast.advice_desk.client
    actions.send_referral_message(actor=world.focal, referral_id=shared.pk, text="Graag vandaag")
    mark = address("mark-messages-read", shared.pk)
    assert mark in links(opened(client, "referral", shared.pk))
    response = sent(client, "write", shared.pk, text="Wij bellen nu")
    assert "Graag vandaag" in text_of(response)
    assert "Wij bellen nu" in text_of(response)
    sent(client, "mark-messages-read", shared.pk)
    assert mark not in links(opened(client, "referral", shared.pk))
    assert wrong_fields(sent(client, "write", shared.pk, text=" ")) == ["text"]


def test_a_focal_point_elsewhere_receives_and_answers_like_any_partner(world):
    concern = world.decided()
    referral = world.refer(concern, "schiedam", ground="public-task")
    client = world.cast.focal_schiedam.client
    opened(client, "referral", referral.pk)
    sent(client, "accept", referral.pk)
    assert world.fresh(referral).status == ReferralStatus.ACCEPTED
    assert client.get(address("detail", concern.pk)).status_code == 404


def test_the_number_of_queries_is_constant(world, shared):
    client = world.cast.advice_desk.client
    before = queries_of(client, "referral", shared.pk)
    for number in range(4):
        actions.send_referral_message(actor=world.focal, referral_id=shared.pk, text=str(number))
    assert queries_of(client, "referral", shared.pk) == before <= BUDGET
    assert queries_of(client, "referrals") <= BUDGET
