"""A second pair of eyes, then a decision with its reasons."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from baken.chain.concerns import actions
from baken.chain.concerns.actions.weighing import possible_assessors
from baken.chain.concerns.errors import ConcernError, ReferralsOpen
from baken.chain.concerns.models import (
    Advice,
    Assessment,
    ConcernStatus,
    Decision,
    Outcome,
)
from baken.chain.concerns.reading import read_concern
from baken.chain.concerns.workflow import StepNotAllowed
from baken.foundation.notices.models import Notice
from baken.foundation.people.models import Membership


def test_asking_a_colleague_sets_a_deadline_and_tells_them(world):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    fresh = world.fresh(concern)
    assert (fresh.due_kind, fresh.next_due_on) == ("second-opinion", assessment.due_on)
    notice = Notice._base_manager.get(kind="concern.assessment-requested")
    assert notice.membership_id == world.colleague.membership_id


def test_colleagues_of_the_other_domain_come_first(world):
    concern = world.in_assessment()
    account = world.cast.focal_care.account
    same_domain = Membership.objects.create(
        account=account,
        organisation=world.cast.organisations["vlaardingen"],
        role="focal-point",
        domain="safety",
        starts_on="2025-01-01",
    )
    assert possible_assessors(world.focal, concern) == [
        world.cast.focal_care.membership,
        same_domain,
    ]


def test_a_second_membership_of_the_same_person_is_no_second_opinion(world):
    concern = world.in_assessment()
    own = Membership.objects.create(
        account=world.cast.focal_safety.account,
        organisation=world.cast.organisations["vlaardingen"],
        role="focal-point",
        domain="care",
        starts_on="2025-01-01",
    )
    with pytest.raises(ConcernError) as refused:
        actions.request_assessment(actor=world.focal, concern_id=concern.pk, assessor_id=own.pk)
    assert refused.value.field == "assessor"


@pytest.mark.parametrize("player", ["focal_safety", "focal_schiedam", "advice_desk"])
def test_only_another_focal_point_of_the_municipality_can_be_asked(world, player):
    concern = world.in_assessment()
    with pytest.raises(ConcernError):
        actions.request_assessment(
            actor=world.focal,
            concern_id=concern.pk,
            assessor_id=getattr(world.cast, player).membership.pk,
        )


def test_a_colleague_is_asked_once(world):
    concern = world.in_assessment()
    world.ask_colleague(concern)
    with pytest.raises(ConcernError):
        world.ask_colleague(concern)


def test_a_second_opinion_belongs_to_the_assessment(world):
    concern = world.decided()
    with pytest.raises(ConcernError):
        world.ask_colleague(concern)


def test_the_answer_keeps_advice_and_all_five_criteria(world):
    concern = world.in_assessment()
    assessment = world.weigh(concern, world.ask_colleague(concern))
    assert assessment.advice == Advice.AGREE
    assert assessment.criteria == {
        "concrete": "yes",
        "recent": "unknown",
        "fits_phenomenon": "unknown",
        "municipal_task": "unknown",
        "own_territory": "unknown",
    }
    opened = read_concern(world.focal, world.fresh(concern)).assessments[0]
    assert opened.texts["text"] == "Ja, dit past bij andere meldingen."
    assert opened.texts["question"] == "Past dit bij wat jullie zien?"
    assert world.fresh(concern).due_kind == "assessment"
    assert Notice._base_manager.filter(kind="concern.assessment-given").exists()


def test_only_who_was_asked_answers_and_once(world):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    arguments = {
        "concern_id": concern.pk,
        "assessment_id": assessment.pk,
        "advice": Advice.DISAGREE,
        "criteria": {},
        "text": "Nee.",
    }
    with pytest.raises(PermissionDenied):
        actions.give_assessment(actor=world.focal, **arguments)
    actions.give_assessment(actor=world.colleague, **arguments)
    with pytest.raises(ConcernError):
        actions.give_assessment(actor=world.colleague, **arguments)


@pytest.mark.parametrize("criteria", [{"concreet": "yes"}, {"concrete": "maybe"}])
def test_unknown_criteria_or_answers_are_refused(world, criteria):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    with pytest.raises(ConcernError) as refused:
        actions.give_assessment(
            actor=world.colleague,
            concern_id=concern.pk,
            assessment_id=assessment.pk,
            advice=Advice.AGREE,
            criteria=criteria,
            text="Ja.",
        )
    assert refused.value.field == "criteria"
    assert Assessment._base_manager.get().given_at is None


def test_an_answer_after_the_decision_leaves_the_deadline_alone(world):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    actions.decide(
        actor=world.focal,
        concern_id=concern.pk,
        outcomes=[Outcome.REFER],
        motivation="Haast.",
        without_second_opinion="Er is haast bij.",
    )
    world.weigh(concern, assessment)
    assert world.fresh(concern).due_kind == "follow-up"


def test_deciding_with_a_second_opinion_needs_no_excuse(world):
    concern = world.in_assessment()
    world.weigh(concern, world.ask_colleague(concern))
    decision = actions.decide(
        actor=world.focal,
        concern_id=concern.pk,
        outcomes=[Outcome.REFER, Outcome.RIEC, Outcome.REFER],
        motivation="Samen gewogen.",
    )
    assert decision.second_opinion is True
    assert decision.outcomes == ["refer", "riec"]
    assert decision.without_second_opinion is None
    assert world.fresh(concern).status == ConcernStatus.DECIDED


def test_deciding_alone_says_why(world):
    concern = world.in_assessment()
    with pytest.raises(ConcernError) as refused:
        actions.decide(
            actor=world.focal,
            concern_id=concern.pk,
            outcomes=[Outcome.REFER],
            motivation="Duidelijk.",
        )
    assert refused.value.field == "without_second_opinion"
    assert world.fresh(concern).status == ConcernStatus.IN_ASSESSMENT


@pytest.mark.parametrize(
    ("outcomes", "motivation", "field"),
    [
        ([], "Ja.", "outcomes"),
        ([Outcome.NO_ACTION, Outcome.REFER], "Ja.", "outcomes"),
        ([Outcome.REFER], " ", "motivation"),
    ],
)
def test_a_decision_needs_outcomes_that_go_together_and_a_reason(
    world, outcomes, motivation, field
):
    concern = world.in_assessment()
    with pytest.raises(ConcernError) as refused:
        actions.decide(
            actor=world.focal,
            concern_id=concern.pk,
            outcomes=outcomes,
            motivation=motivation,
            without_second_opinion="Verlof.",
        )
    assert refused.value.field == field
    assert not Decision._base_manager.exists()


@pytest.mark.parametrize(
    ("outcome", "due"), [(Outcome.NO_ACTION, "feedback"), (Outcome.INVESTIGATE, "follow-up")]
)
def test_what_is_due_follows_from_the_decision(world, outcome, due):
    assert world.decided((outcome,)).due_kind == due


def test_nothing_is_decided_before_somebody_takes_it(world):
    concern = world.received()
    with pytest.raises(StepNotAllowed):
        actions.decide(
            actor=world.focal,
            concern_id=concern.pk,
            outcomes=[Outcome.REFER],
            motivation="Nu.",
            without_second_opinion="Nu.",
        )


def test_nothing_is_decided_anew_while_a_partner_has_it(world):
    concern, _referral = world.referred()
    with pytest.raises(ReferralsOpen):
        actions.decide(
            actor=world.focal,
            concern_id=concern.pk,
            outcomes=[Outcome.NO_ACTION],
            motivation="Toch niet.",
            without_second_opinion="Toch niet.",
        )


@pytest.mark.parametrize("player", ["advice_desk", "mayor", "privacy_officer"])
def test_only_focal_points_weigh_and_decide(world, player):
    concern = world.in_assessment()
    actor = getattr(world.cast, player).actor
    with pytest.raises(PermissionDenied):
        actions.request_assessment(
            actor=actor, concern_id=concern.pk, assessor_id=world.colleague.membership_id
        )
    with pytest.raises(PermissionDenied):
        actions.decide(actor=actor, concern_id=concern.pk, outcomes=[Outcome.REFER], motivation="x")
