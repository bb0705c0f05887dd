"""Pass on: to whom it may go, on which ground, and exactly what travels."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from baken.chain.concerns import actions, codes
from baken.chain.concerns.drafts import ReferralDraft
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    ConcernStatus,
    Outcome,
    Referral,
    ReferralKind,
    ReferralStatus,
)
from baken.chain.concerns.queries import get_referral
from baken.chain.concerns.reading import read_referral
from baken.chain.concerns.workflow import StepNotAllowed
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice

from .world import token


def test_a_referral_follows_a_decision_and_waits_with_a_deadline(world):
    concern, referral = world.referred()
    assert concern.status == ConcernStatus.WITH_PARTNERS
    assert (concern.next_due_on, concern.due_kind) == (referral.due_on, "referral-answer")
    assert referral.reference.startswith("DZ-")
    assert Notice._base_manager.filter(kind="referral.sent").count() == 2  # desk, coordinator


def test_nothing_travels_but_what_was_ticked(world):
    concern = world.decided()
    shared, kept = world.add_fact(concern), world.add_fact(concern, "Blijft binnen.")
    person, other = world.add_person(concern), world.add_person(concern, name="Blijft Binnen")
    referral = world.refer(concern, observation_ids=(shared.pk,), person_ids=(person.pk,))
    opened = read_referral(world.desk, get_referral(world.desk, referral.pk))
    assert [one.row.pk for one in opened.observations] == [shared.pk]
    assert [one.texts["name"] for one in opened.persons] == ["Sam Voorbeeld"]
    assert opened.content.texts["message"] == "Wilt u contact opnemen?"
    assert {kept.pk, other.pk}.isdisjoint(
        one.row.pk for one in [*opened.observations, *opened.persons]
    )
    event = AuditEvent._base_manager.get(event="referral.sent")
    assert event.fields == ["message", "observation", "person"]


def test_both_organisations_are_kept_as_they_were(world):
    _concern, referral = world.referred()
    essm = world.cast.organisations["essm"]
    essm.name = "Nieuwe naam"
    essm.save()
    assert world.fresh(referral).snapshot["receiver"]["name"] == "ESSM"
    assert referral.snapshot["sender"]["slug"] == "vlaardingen"
    assert referral.snapshot["sender"]["domain"] == "safety"


def test_several_partners_at_once_and_the_first_deadline_counts(world):
    concern = world.decided(critical=True)
    first = world.refer(concern)
    second = world.refer(concern, "police")
    actions.accept(actor=world.desk, referral_id=first.pk)
    fresh = world.fresh(concern)
    assert fresh.status == ConcernStatus.WITH_PARTNERS
    assert (fresh.next_due_on, fresh.due_kind) == (second.due_on, "referral-answer")


def test_advice_is_asked_during_assessment_without_a_name(world):
    concern = world.in_assessment()
    referral = world.ask_advice(concern)
    assert referral.kind == ReferralKind.ADVICE
    assert world.fresh(concern).status == ConcernStatus.IN_ASSESSMENT
    assert referral.due_kind == "advice-answer"


def test_advice_never_carries_a_person(world):
    concern = world.in_assessment()
    person = world.add_person(concern)
    with pytest.raises(ConcernError) as refused:
        world.refer(
            concern,
            kind=ReferralKind.ADVICE,
            ground="no-personal-data",
            person_ids=(person.pk,),
        )
    assert refused.value.field == "persons"
    assert not Referral._base_manager.exists()


@pytest.mark.parametrize("state", ["received", "in_assessment"])
def test_nothing_is_referred_before_a_decision(world, state):
    concern = getattr(world, state)()
    with pytest.raises(ConcernError):
        world.refer(concern)


def test_after_no_action_one_decides_anew_before_referring(world):
    concern = world.decided((Outcome.NO_ACTION,))
    with pytest.raises(ConcernError):
        world.refer(concern)


def test_a_closed_concern_is_not_referred(world):
    with pytest.raises(ConcernError):
        world.refer(world.closed())


@pytest.mark.parametrize(
    ("slug", "changes", "field"),
    [
        ("schiedam", {"ground": "wgs-riec"}, "ground"),
        ("essm", {"ground": "wgs-riec"}, "ground"),
        ("essm", {"ground": "no-personal-data"}, "ground"),
        ("om", {}, "receiver"),
        ("var", {}, "receiver"),
        ("vlaardingen", {}, "receiver"),
        ("riec", {"kind": ReferralKind.ADVICE, "ground": "no-personal-data"}, "receiver"),
        ("essm", {"reason": " "}, "reason"),
        ("essm", {"message": ""}, "message"),
    ],
)
def test_receiver_ground_and_words_must_fit(world, slug, changes, field):
    concern = world.decided()
    with pytest.raises(ConcernError) as refused:
        world.refer(concern, slug, **changes)
    assert refused.value.field == field
    assert world.fresh(concern).status == ConcernStatus.DECIDED


@pytest.mark.parametrize("what", ["observation", "person"])
def test_what_belongs_to_another_concern_is_not_shared(world, what):
    other = world.in_assessment()
    row = world.add_fact(other) if what == "observation" else world.add_person(other)
    concern = world.decided()
    with pytest.raises(ConcernError) as refused:
        world.refer(concern, **{f"{what}_ids": (row.pk,)})
    assert refused.value.field == f"{what}s"
    assert not Referral._base_manager.exists()


def test_the_same_submission_sent_twice_is_one_referral(world):
    concern = world.decided()
    draft = ReferralDraft(
        receiver_id=world.cast.organisations["essm"].pk,
        kind=ReferralKind.REFERRAL,
        ground="consent",
        reason="Hulp.",
        message="Wilt u bellen?",
    )
    arguments = {"actor": world.focal, "concern_id": concern.pk, "draft": draft, "token": token()}
    assert actions.refer(**arguments) == actions.refer(**arguments)
    assert Referral._base_manager.count() == 1


def test_a_partner_is_not_asked_again_before_answering(world):
    concern, _referral = world.referred()
    with pytest.raises(ConcernError) as refused:
        world.refer(concern)
    assert refused.value.field == "receiver"


@pytest.mark.parametrize("player", ["advice_desk", "mayor", "coordinator"])
def test_only_focal_points_refer(world, player):
    concern = world.decided()
    draft = ReferralDraft(
        receiver_id=world.cast.organisations["police"].pk,
        kind=ReferralKind.REFERRAL,
        ground="report-to-police",
        reason="x",
        message="x",
    )
    with pytest.raises(PermissionDenied):
        actions.refer(
            actor=getattr(world.cast, player).actor,
            concern_id=concern.pk,
            draft=draft,
            token=token(),
        )


def test_withdrawing_the_only_referral_brings_the_concern_back_to_decided(world):
    concern, referral = world.referred()
    withdrawn = actions.withdraw(
        actor=world.focal, concern_id=concern.pk, referral_id=referral.pk, reason="other-partner"
    )
    assert withdrawn.status == ReferralStatus.WITHDRAWN
    fresh = world.fresh(concern)
    assert (fresh.status, fresh.due_kind) == (ConcernStatus.DECIDED, "follow-up")
    assert Notice._base_manager.filter(kind="referral.withdrawn").exists()


def test_withdrawing_the_last_after_an_answer_leaves_the_concern_answered(world):
    concern = world.decided()
    first, second = world.refer(concern), world.refer(concern, "police")
    actions.refuse(actor=world.desk, referral_id=first.pk, reason="not-our-task")
    actions.withdraw(
        actor=world.focal, concern_id=concern.pk, referral_id=second.pk, reason="no-answer"
    )
    assert world.fresh(concern).status == ConcernStatus.ANSWERED


def test_what_is_done_is_not_withdrawn(world):
    concern, referral = world.answered()
    with pytest.raises(StepNotAllowed):
        actions.withdraw(
            actor=world.focal,
            concern_id=concern.pk,
            referral_id=referral.pk,
            reason="other-partner",
        )


def test_withdrawing_needs_a_reason_of_the_list(world):
    concern, referral = world.referred()
    with pytest.raises(ConcernError) as refused:
        actions.withdraw(
            actor=world.focal, concern_id=concern.pk, referral_id=referral.pk, reason="zomaar"
        )
    assert refused.value.field == "reason"


def test_who_always_takes_part_with_a_minor_is_named_first(world):
    first, *others = codes.receiver_choices(world.decided(minor="yes"))
    assert (first.organisation.slug, first.is_needed) == ("veilig-thuis", True)
    assert not any(choice.is_needed for choice in others)
    assert not codes.receiver_choices(world.decided(minor="unknown"))[0].is_needed


def test_who_fits_comes_first_and_who_does_not_says_why(world):
    concern = world.decided(forms=("sexual",), minor="no")
    choices = codes.receiver_choices(concern)
    assert [choice.organisation.slug for choice in choices] == [
        "essm",
        "police",
        "riec",
        "schiedam",
        "veilig-thuis",
        "nla",
    ]
    assert [choice.fits for choice in choices] == [True, True, True, True, False, False]
    assert all(choice.otherwise for choice in choices if not choice.fits)
    assert "vlaardingen" not in {choice.organisation.slug for choice in choices}
