"""The main job from end to end, by its actions, behind both locks."""

from __future__ import annotations

from baken.chain.concerns import actions
from baken.chain.concerns.models import ConcernStatus


def test_a_concern_goes_from_the_public_check_to_closed(world):
    concern = world.closed()
    assert concern.status == ConcernStatus.CLOSED
    kinds = list(concern.events.values_list("kind", flat=True))
    assert kinds == [
        "received",
        "taken",
        "decided",
        "referred",
        "referral-done",
        "feedback-given",
        "closed",
    ]


def test_the_reporter_answers_once_and_the_holder_is_told(world):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    message = actions.reporter_reply(actor=world.reporter(), text="Dank. Het busje is er nog.")
    assert message.concern_id == concern.pk
