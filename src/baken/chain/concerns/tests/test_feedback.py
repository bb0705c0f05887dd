"""The reporter hears, always; and may answer once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from baken.chain.concerns import actions, receipts
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    Channel,
    FeedbackMeans,
    FeedbackMessage,
    ReporterChannel,
)
from baken.chain.concerns.reading import read_channel, read_concern
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice

from .world import token


def phoned(world):
    concern, _receipt = actions.register(
        actor=world.focal, draft=world.draft(channel=Channel.PHONE), token=token()
    )
    return concern


def test_the_reporter_reads_feedback_and_the_steps_meant_for_them(world):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    reporter = world.reporter()
    with acting_as(reporter):
        opened = read_channel(reporter)
    assert [one.row.standard for one in opened.feedback] == ["nothing-to-tell"]
    assert [event.kind for event in opened.events] == [
        "received",
        "taken",
        "referred",
        "referral-done",
        "feedback-given",
    ]
    assert opened.may_reply
    assert FeedbackMessage._base_manager.get().read_at is not None


def test_before_any_feedback_the_reporter_sees_that_it_was_received(world):
    world.received()
    reporter = world.reporter()
    with acting_as(reporter):
        opened = read_channel(reporter)
    assert opened.feedback == []
    assert not opened.may_reply


def test_own_words_reach_the_reporter_and_nobody_else(world):
    concern, _referral = world.answered()
    actions.give_feedback(
        actor=world.focal,
        concern_id=concern.pk,
        means=FeedbackMeans.CHANNEL,
        text="Er is iemand langs geweest. Dank u.",
    )
    reporter = world.reporter()
    with acting_as(reporter):
        texts = [one.texts["text"] for one in read_channel(reporter).feedback]
    assert texts == ["Er is iemand langs geweest. Dank u."]
    world.received()
    other = world.reporter()
    with acting_as(other):
        assert read_channel(other).feedback == []


def test_feedback_moves_the_deadline_to_closing(world):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    fresh = world.fresh(concern)
    assert fresh.feedback_given_at is not None
    assert fresh.due_kind == "closing"


def test_feedback_while_partners_work_leaves_their_deadline(world):
    concern, _referral = world.referred()
    world.give_feedback(concern, standard="passed-on")
    fresh = world.fresh(concern)
    assert fresh.feedback_given_at is not None
    assert fresh.due_kind == "referral-answer"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"means": FeedbackMeans.PHONE}, "text"),
        ({"means": FeedbackMeans.PHONE, "standard": "zomaar"}, "standard"),
        ({"means": FeedbackMeans.CHANNEL, "standard": "received"}, "means"),
    ],
)
def test_feedback_says_something_to_somebody_who_can_hear_it(world, values, field):
    concern = phoned(world)
    with pytest.raises(ConcernError) as refused:
        actions.give_feedback(actor=world.focal, concern_id=concern.pk, **values)
    assert refused.value.field == field
    assert not FeedbackMessage._base_manager.exists()


def test_feedback_by_phone_is_recorded(world):
    concern = phoned(world)
    message = actions.give_feedback(
        actor=world.focal,
        concern_id=concern.pk,
        means=FeedbackMeans.PHONE,
        text="Verteld dat het is doorgezet.",
    )
    assert message.means == "phone"


def test_a_closed_concern_gets_no_feedback(world):
    with pytest.raises(ConcernError):
        world.give_feedback(world.closed())


def test_a_phoning_reporter_gets_a_secret_and_a_lost_one_is_replaced(world):
    concern = phoned(world)
    first = actions.open_channel(actor=world.focal, concern_id=concern.pk)
    assert receipts.reporter_actor(first.reference, first.secret) is not None
    second = actions.open_channel(actor=world.focal, concern_id=concern.pk)
    assert receipts.reporter_actor(first.reference, first.secret) is None
    assert receipts.reporter_actor(second.reference, second.secret) is not None
    assert ReporterChannel._base_manager.count() == 1


def test_the_reporter_answers_once(world):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    reporter = world.reporter()
    actions.reporter_reply(actor=reporter, text="Het busje is er nog.")
    with pytest.raises(ConcernError):
        actions.reporter_reply(actor=reporter, text="En nog iets.")
    opened = read_concern(world.focal, world.fresh(concern))
    assert [one.texts["text"] for one in opened.feedback][-1] == "Het busje is er nog."
    assert Notice._base_manager.filter(kind="concern.reporter-replied").exists()
    with acting_as(reporter):
        assert not read_channel(reporter).may_reply


@pytest.mark.parametrize("text", [" ", "x" * 2_001])
def test_an_empty_or_endless_answer_is_refused(world, text):
    world.received()
    with pytest.raises(ConcernError) as refused:
        actions.reporter_reply(actor=world.reporter(), text=text)
    assert refused.value.field == "text"


def test_only_a_reporter_with_an_open_channel_answers(world):
    world.received()
    with pytest.raises(PermissionDenied):
        actions.reporter_reply(actor=world.focal, text="Dag.")
    with pytest.raises(ReporterChannel.DoesNotExist):
        actions.reporter_reply(actor=Actor.reporter("0" * 64), text="Dag.")


def test_the_answer_is_marked_read(world):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    reply = actions.reporter_reply(actor=world.reporter(), text="Dank.")
    actions.mark_reply_read(actor=world.focal, concern_id=concern.pk)
    assert world.fresh(reply).read_at is not None


@pytest.mark.parametrize("player", ["advice_desk", "mayor", "administrator"])
def test_only_focal_points_speak_to_reporters(world, player):
    concern, _referral = world.answered()
    actor = getattr(world.cast, player).actor
    with pytest.raises(PermissionDenied):
        actions.give_feedback(
            actor=actor, concern_id=concern.pk, means=FeedbackMeans.PHONE, text="Dag."
        )
    with pytest.raises(PermissionDenied):
        actions.open_channel(actor=actor, concern_id=concern.pk)
