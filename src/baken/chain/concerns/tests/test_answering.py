"""The partner answers; the concern, its deadline and its holder follow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from baken.chain.concerns import actions
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    ConcernStatus,
    MessageSide,
    Referral,
    ReferralMessage,
    ReferralStatus,
)
from baken.chain.concerns.queries import get_concern, get_referral
from baken.chain.concerns.reading import read_concern, read_referral
from baken.chain.concerns.work import my_work
from baken.chain.concerns.workflow import StepNotAllowed
from baken.foundation.access.permissions import Permission
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice

from .world import World


def test_accepting_starts_the_term_for_the_result(world):
    concern, referral = world.referred()
    accepted = actions.accept(
        actor=world.desk, referral_id=referral.pk, partner_reference="E-2026-17"
    )
    assert accepted.status == ReferralStatus.ACCEPTED
    assert accepted.due_kind == "referral-result"
    assert accepted.due_on > referral.due_on
    fresh = world.fresh(concern)
    assert (fresh.status, fresh.due_kind) == (ConcernStatus.WITH_PARTNERS, "referral-result")
    opened = read_concern(world.focal, get_concern(world.focal, concern.pk))
    assert opened.referrals[0].content.texts["partner_reference"] == "E-2026-17"


def test_refusing_says_why_and_closes_the_content_for_the_partner(world):
    concern, referral = world.referred()
    actions.refuse(
        actor=world.desk, referral_id=referral.pk, reason="too-few-facts", text="Bel ons gerust."
    )
    assert world.fresh(concern).status == ConcernStatus.ANSWERED
    partner = read_referral(world.desk, get_referral(world.desk, referral.pk))
    assert partner.content is None
    assert partner.messages == []
    sender = read_concern(world.focal, get_concern(world.focal, concern.pk))
    assert sender.referrals[0].content.texts["answer"] == "Bel ons gerust."
    assert sender.referrals[0].row.refusal_reason == "too-few-facts"


def test_completing_tells_the_holder_and_asks_for_feedback(world):
    concern, referral = world.answered()
    assert referral.outcome == "help-started"
    assert (concern.status, concern.due_kind) == (ConcernStatus.ANSWERED, "feedback")
    notice = Notice._base_manager.get(kind="referral.done")
    assert notice.membership_id == world.focal.membership_id


def test_when_nobody_holds_the_concern_all_focal_points_hear_of_the_answer(world):
    concern, referral = world.referred()
    actions.hand_over(actor=world.focal, concern_id=concern.pk, to_membership_id=None)
    actions.accept(actor=world.desk, referral_id=referral.pk)
    assert Notice._base_manager.filter(kind="referral.accepted").count() == 2


def test_advice_during_assessment_leaves_the_concern_in_assessment(world):
    concern = world.in_assessment()
    referral = world.ask_advice(concern)
    actions.complete(actor=world.desk, referral_id=referral.pk, outcome="advice-given")
    fresh = world.fresh(concern)
    assert (fresh.status, fresh.due_kind) == (ConcernStatus.IN_ASSESSMENT, "assessment")


@pytest.mark.parametrize(
    ("answer", "changes", "field"),
    [
        ("refuse", {"reason": "zomaar"}, "reason"),
        ("complete", {"outcome": "zomaar"}, "outcome"),
        ("complete", {"outcome": "advice-given"}, "outcome"),
        (
            "complete",
            {"outcome": "help-started", "partner_reference": "x" * 301},
            "partner_reference",
        ),
    ],
)
def test_an_answer_must_fit_and_else_changes_nothing(world, answer, changes, field):
    _concern, referral = world.referred()
    with pytest.raises(ConcernError) as refused:
        getattr(actions, answer)(actor=world.desk, referral_id=referral.pk, **changes)
    assert refused.value.field == field
    assert world.fresh(referral).status == ReferralStatus.SENT


def test_what_ended_is_not_answered_again(world):
    _concern, referral = world.answered()
    with pytest.raises(StepNotAllowed):
        actions.accept(actor=world.desk, referral_id=referral.pk)


def test_another_partner_does_not_know_of_it(world):
    _concern, referral = world.referred()
    with pytest.raises(Referral.DoesNotExist):
        actions.accept(actor=world.cast.police.actor, referral_id=referral.pk)


def test_the_sender_does_not_answer_in_the_partners_name(world):
    _concern, referral = world.referred()
    with pytest.raises((PermissionDenied, Referral.DoesNotExist)):
        actions.accept(actor=world.focal, referral_id=referral.pk)
    with pytest.raises(PermissionDenied):
        actions.accept(actor=world.cast.shelter_worker.actor, referral_id=referral.pk)


def test_the_answer_is_in_both_registers_each_under_its_own_subject(world):
    concern, referral = world.answered()
    events = AuditEvent._base_manager.filter(event="referral.done")
    found = {(event.chain, event.subject_kind, event.subject_id) for event in events}
    assert found == {
        (referral.organisation_id, "concern", concern.pk),
        (referral.receiver_id, "referral", referral.pk),
    }


@pytest.mark.parametrize(
    ("status", "more"),
    [
        (ReferralStatus.ACCEPTED, {}),
        (ReferralStatus.REFUSED, {"reason": "no-capacity"}),
        (ReferralStatus.DONE, {"outcome": "check-done", "text": "Per telefoon."}),
    ],
)
def test_the_sender_records_what_a_partner_said_by_phone(world, status, more):
    concern, referral = world.referred()
    recorded = actions.record_answer_for(
        actor=world.focal, concern_id=concern.pk, referral_id=referral.pk, answer=status, **more
    )
    assert recorded.status == status
    assert recorded.recorded_by_sender is True
    assert recorded.answer_read_at is not None
    assert recorded.answered_by_id == world.focal.membership_id


def test_withdrawn_is_not_an_answer(world):
    concern, referral = world.referred()
    with pytest.raises(ConcernError) as refused:
        actions.record_answer_for(
            actor=world.focal,
            concern_id=concern.pk,
            referral_id=referral.pk,
            answer=ReferralStatus.WITHDRAWN,
        )
    assert refused.value.field == "answer"


def test_a_partner_records_no_answer_for_another(world):
    concern, referral = world.referred()
    with pytest.raises(PermissionDenied):
        actions.record_answer_for(
            actor=world.desk,
            concern_id=concern.pk,
            referral_id=referral.pk,
            answer=ReferralStatus.ACCEPTED,
        )


def test_an_answer_is_marked_read_once(world):
    concern, referral = world.answered()
    arguments = {"actor": world.focal, "concern_id": concern.pk, "referral_id": referral.pk}
    actions.mark_answer_read(**arguments)
    first = world.fresh(referral).answer_read_at
    actions.mark_answer_read(**arguments)
    assert world.fresh(referral).answer_read_at == first is not None


def test_both_sides_write_and_each_is_told(world):
    _concern, referral = world.referred()
    asked = actions.send_referral_message(
        actor=world.desk, referral_id=referral.pk, text="Spreekt zij Nederlands?"
    )
    told = actions.send_referral_message(
        actor=world.focal, referral_id=referral.pk, text="Een beetje."
    )
    assert (asked.side, told.side) == (MessageSide.RECEIVER, MessageSide.SENDER)
    opened = read_referral(world.desk, get_referral(world.desk, referral.pk))
    assert [one.texts["text"] for one in opened.messages] == [
        "Spreekt zij Nederlands?",
        "Een beetje.",
    ]
    kinds = Notice._base_manager.filter(kind="referral.message")
    assert set(kinds.values_list("membership_id", flat=True)) == {
        world.focal.membership_id,
        world.desk.membership_id,
        world.cast.care_coordinator.actor.membership_id,
    }


@pytest.mark.parametrize("side", ["focal", "desk"])
def test_reading_marks_only_what_the_other_side_wrote(world, side):
    _concern, referral = world.referred()
    for actor in (world.focal, world.desk):
        actions.send_referral_message(actor=actor, referral_id=referral.pk, text="Dag.")
    reader = getattr(world, side)
    assert actions.mark_messages_read(actor=reader, referral_id=referral.pk) == 1
    read = ReferralMessage._base_manager.get(read_at__isnull=False)
    assert read.written_by_id != reader.membership_id


def test_nobody_writes_with_a_referral_that_ended_badly(world):
    _concern, referral = world.referred()
    actions.refuse(actor=world.desk, referral_id=referral.pk, reason="not-our-task")
    for actor in (world.focal, world.desk):
        with pytest.raises(ConcernError):
            actions.send_referral_message(actor=actor, referral_id=referral.pk, text="Maar...")


def test_a_colleague_of_the_partner_without_the_permission_does_not_write(world):
    _concern, referral = world.referred()
    reader = replace(world.desk, permissions=frozenset({Permission.REFERRAL_READ}))
    with pytest.raises(PermissionDenied):
        actions.mark_messages_read(actor=reader, referral_id=referral.pk)
    with pytest.raises(Referral.DoesNotExist):
        actions.send_referral_message(actor=reader, referral_id=referral.pk, text="Dag.")
    with pytest.raises(Referral.DoesNotExist):
        actions.send_referral_message(
            actor=world.cast.shelter_worker.actor, referral_id=referral.pk, text="Dag."
        )


def test_reading_a_referral_is_in_the_register_of_both_organisations(world):
    concern, referral = world.referred()
    read_referral(world.desk, get_referral(world.desk, referral.pk))
    own = AuditEvent._base_manager.get(event="vault.read", subject_id=concern.pk)
    assert (own.chain, own.account_id) == (referral.organisation_id, world.desk.account_id)
    partner = AuditEvent._base_manager.get(event="referral.read")
    assert (partner.chain, partner.subject_id) == (referral.receiver_id, referral.pk)


def test_a_focal_point_elsewhere_answers_what_is_sent_to_their_municipality(world):
    concern = world.decided()
    fact = world.add_fact(concern)
    kept = world.add_fact(concern, "Blijft in Vlaardingen.")
    referral = world.refer(concern, "schiedam", ground="public-task", observation_ids=(fact.pk,))
    actor = world.cast.focal_schiedam.actor
    opened = read_referral(actor, get_referral(actor, referral.pk))
    assert [one.row.pk for one in opened.observations] == [fact.pk]
    actions.accept(actor=actor, referral_id=referral.pk)
    assert my_work(actor).received[0].record == referral
    with pytest.raises(Http404):
        get_concern(actor, concern.pk)
    assert not type(kept).objects.visible_to(actor).filter(pk=kept.pk).exists()


def test_two_municipalities_lock_their_registers_in_the_same_order(world):
    """Both ways, since the ids are random: else two who read each other's referrals deadlock."""
    other = World(world.cast)
    other.focal = world.cast.focal_schiedam.actor
    concern = other.received("schiedam")
    actions.take(actor=other.focal, concern_id=concern.pk)
    ways = [
        (world.refer(world.decided(), "schiedam", ground="public-task"), other.focal),
        (other.ask_advice(concern, "vlaardingen"), world.focal),
    ]
    for referral, reader in ways:
        before = set(AuditEvent._base_manager.values_list("pk", flat=True))
        read_referral(reader, get_referral(reader, referral.pk))
        written = AuditEvent._base_manager.exclude(pk__in=before).order_by("at")
        chains = list(written.values_list("chain", flat=True))
        assert chains == sorted({referral.organisation_id, reader.organisation_id})
