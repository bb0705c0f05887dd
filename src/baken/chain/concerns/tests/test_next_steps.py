"""What the page advises fits the life cycle, in every state."""

from __future__ import annotations

import pytest

from baken.chain.concerns import actions, next_steps
from baken.chain.concerns.models import Outcome
from baken.chain.concerns.reading import read_concern
from baken.foundation.access.lock import acting_as


def advised(concern, actor):
    with acting_as(actor):
        return next_steps.advise(read_concern(actor, concern), actor).steps


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("received", "take"),
        ("in_assessment", "add-observation"),
        ("decided", "refer"),
        ("closed", "reopen"),
    ],
)
def test_each_state_has_one_main_step_that_is_allowed(world, state, first):
    concern = getattr(world, state)()
    assert advised(concern, world.focal)[0] == first
    assert next_steps.is_possible(first, concern, world.focal)


def test_with_a_partner_and_after_its_answer(world):
    assert advised(world.referred()[0], world.focal)[0] == "refer"
    concern, _referral = world.answered()
    assert advised(concern, world.focal)[0] == "give-feedback"
    world.give_feedback(concern)
    assert advised(world.fresh(concern), world.focal)[0] == "close"


def test_weighing_moves_from_facts_to_asking_to_waiting_to_deciding(world):
    concern = world.in_assessment()
    world.add_fact(concern)
    assert advised(concern, world.focal)[0] == "request-assessment"
    assessment = world.ask_colleague(concern)
    assert advised(concern, world.focal)[0] == "add-observation"
    assert advised(concern, world.colleague) == ("add-observation",)
    world.weigh(concern, assessment)
    assert advised(concern, world.focal)[0] == "decide"


def test_a_decision_for_the_own_municipality_is_finished_with_feedback(world):
    concern = world.decided(outcomes=(Outcome.INVESTIGATE,))
    assert advised(concern, world.focal)[0] == "give-feedback"


def test_what_is_handed_over_unseen_is_taken_by_its_new_holder(world):
    concern = world.received()
    actions.hand_over(
        actor=world.focal, concern_id=concern.pk, to_membership_id=world.colleague.membership_id
    )
    handed = world.fresh(concern)
    assert advised(handed, world.colleague) == ("take",)
    assert advised(handed, world.focal) == ("hand-over",)
    assert not next_steps.is_possible("take", handed, world.focal)
    actions.take(actor=world.colleague, concern_id=concern.pk)
    assert world.fresh(concern).status == "in-assessment"
    assert world.fresh(concern).holder_id == world.colleague.membership_id
