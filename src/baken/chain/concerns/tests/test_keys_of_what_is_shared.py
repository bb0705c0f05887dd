"""Whoever may read something sealed may fetch its key, and nobody else."""

from __future__ import annotations

import pytest

from baken.chain.concerns import actions
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.vault.models import DataKey


def fetches(actor, concern):
    with acting_as(actor):
        return DataKey.objects.filter(pk=concern.data_key_id).exists()


@pytest.mark.django_db
def test_a_receiver_fetches_the_key_while_the_referral_lives(world, cast):
    concern, referral = world.referred()
    other = world.received()
    assert fetches(world.focal, concern)
    assert fetches(world.desk, concern)
    assert not fetches(world.desk, other)
    for player in (cast.police, cast.focal_schiedam, cast.coordinator, cast.privacy_officer):
        assert not fetches(player.actor, concern)
    actions.refuse(actor=world.desk, referral_id=referral.pk, reason="not-our-task")
    assert not fetches(world.desk, concern)
    assert fetches(world.focal, concern)


@pytest.mark.django_db
def test_a_reporter_fetches_the_key_of_the_own_feedback_only(world):
    from baken.chain.concerns.receipts import reporter_key

    concern = world.decided()
    receipt = world.receipt
    reporter = Actor.reporter(reporter_key(receipt.reference, receipt.secret))
    assert not fetches(reporter, concern)
    world.give_feedback(concern)
    assert fetches(reporter, concern)
    assert not fetches(Actor.reporter("a" * 64), concern)
