"""Referrals by API: what a partner's system fetches and answers."""

from __future__ import annotations

import pytest

from baken.chain.concerns import actions
from baken.chain.concerns.models import ReferralStatus

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

WHY = {"X_Purpose": "overzetten naar ons zaaksysteem"}


def test_a_partner_lists_what_it_received_and_a_municipality_what_it_sent(cast, world, program):
    concern, referral = world.referred()
    received = program(cast.advice_desk).get("/referrals").json()["items"]
    sent = program(cast.focal_care).get("/referrals", {"side": "sent"}).json()["items"]
    assert [one["id"] for one in received] == [one["id"] for one in sent] == [str(referral.pk)]
    assert (received[0]["concern_id"], sent[0]["concern_id"]) == (None, str(concern.pk))
    assert program(cast.police).get("/referrals").json()["items"] == []


def test_lists_of_referrals_are_narrowed_and_paged(cast, world, program):
    waiting = [world.referred()[1] for _ in range(3)]
    _concern, ended = world.answered()
    asking = program(cast.advice_desk)
    seen, cursor = [], ""
    for _ in range(2):
        part = asking.get("/referrals", {"limit": "2", "cursor": cursor}).json()
        seen += [one["id"] for one in part["items"]]
        cursor = part["next_cursor"]
    assert cursor is None
    assert sorted(seen) == sorted(str(one.pk) for one in waiting)
    for query in ({"state": "ended"}, {"state": "all", "status": "done"}):
        items = asking.get("/referrals", query).json()["items"]
        assert [one["id"] for one in items] == [str(ended.pk)]
    assert asking.get("/referrals", {"due": "overdue"}).json()["items"] == []
    assert asking.get("/referrals", {"side": "both"}).status_code == 422


def test_a_partner_reads_what_was_shared_with_a_purpose(cast, world, program, events):
    concern = world.decided()
    shared, kept = world.add_fact(concern), world.add_fact(concern, "Niet voor de partner.")
    someone = world.add_person(concern, phone="0612345678")
    referral = world.refer(concern, observation_ids=(shared.pk,), person_ids=(someone.pk,))
    asking = program(cast.advice_desk)
    assert asking.get(f"/referrals/{referral.pk}").status_code == 422
    answer = asking.get(f"/referrals/{referral.pk}", **WHY)
    read = answer.json()
    assert [one["id"] for one in read["facts"]] == [str(shared.pk)]
    assert str(kept.pk) not in answer.content.decode()
    assert read["persons"][0]["phone"] == "0612345678"
    assert read["content"]["message"] == "Wilt u contact opnemen?"
    assert [one["kind"] for one in read["steps"]] == ["referred"]
    (event,) = events("vault.read")
    assert event.reason == "API: overzetten naar ons zaaksysteem"
    assert len(events("referral.read")) == 1


def test_a_partner_accepts_and_reports_the_result(cast, world, program):
    _concern, referral = world.referred()
    asking = program(cast.advice_desk)
    accepted = asking.post(f"/referrals/{referral.pk}/accept", {"partner_reference": "Z-2026-7"})
    assert (accepted.status_code, accepted.json()["status"]) == (200, "accepted")
    done = asking.post(
        f"/referrals/{referral.pk}/done", {"outcome": "help-started", "text": "Het loopt."}
    )
    assert (done.json()["status"], done.json()["outcome"]) == ("done", "help-started")
    read = program(cast.focal_safety).get(f"/referrals/{referral.pk}", **WHY).json()
    assert read["content"]["answer"] == "Het loopt."
    assert read["content"]["partner_reference"] == "Z-2026-7"


def test_after_a_refusal_the_partner_keeps_only_that_it_existed(cast, world, program):
    _concern, referral = world.referred()
    asking = program(cast.advice_desk)
    refused = asking.post(f"/referrals/{referral.pk}/refuse", {"reason": "not-our-task"})
    assert refused.json()["refusal_reason"] == "not-our-task"
    read = asking.get(f"/referrals/{referral.pk}", **WHY).json()
    assert (read["content"], read["facts"], read["status"]) == (None, [], "refused")


@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("refuse", {}, "reason"),
        ("refuse", {"reason": "no-such-reason"}, "reason"),
        ("done", {"outcome": "no-such-outcome"}, "outcome"),
        ("done", {"outcome": "help-started", "text": "x" * 10_001}, "text"),
        ("accept", {"partner_reference": 7}, "partner_reference"),
        ("accept", [], ""),
    ],
)
def test_what_is_wrong_in_an_answer_is_named_and_nothing_changes(
    cast, world, program, step, body, field
):
    _concern, referral = world.referred()
    answer = program(cast.advice_desk).post(f"/referrals/{referral.pk}/{step}", body)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert world.fresh(referral).status == ReferralStatus.SENT


def test_a_second_answer_is_a_conflict_that_says_the_status(cast, world, program):
    _concern, referral = world.answered()
    answer = program(cast.advice_desk).post(f"/referrals/{referral.pk}/accept", {})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert "Afgerond" in answer.json()["detail"]


def test_the_sender_cannot_answer_for_the_receiver(cast, world, program):
    _concern, referral = world.referred()
    answer = program(cast.focal_safety).post(f"/referrals/{referral.pk}/accept", {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")
    assert world.fresh(referral).status == ReferralStatus.SENT


def test_a_withdrawn_referral_takes_no_answer(cast, world, program):
    concern, referral = world.referred()
    actions.withdraw(
        actor=world.focal,
        concern_id=concern.pk,
        referral_id=referral.pk,
        reason="sent-by-mistake",
    )
    answer = program(cast.advice_desk).post(f"/referrals/{referral.pk}/accept", {})
    assert answer.status_code == 409
