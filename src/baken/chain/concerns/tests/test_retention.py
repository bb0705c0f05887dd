"""The end of a concern: nothing is left but a tombstone without anybody in it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from baken.chain.concerns import actions, retention
from baken.chain.concerns.models import Concern
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice
from baken.foundation.retention import shredding
from baken.foundation.retention.models import Tombstone
from baken.foundation.retention.terms import after_months
from baken.foundation.vault.models import DataKey

TABLES = [model for model in apps.get_app_config("concerns").get_models() if model._meta.managed]


@pytest.fixture
def ended(world):
    """A concern with everything in it, closed, whose term ended yesterday."""
    concern = world.decided()
    fact, person = world.add_fact(concern), world.add_person(concern, phone="0612345678")
    referral = world.refer(concern, observation_ids=(fact.pk,), person_ids=(person.pk,))
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Dag.")
    actions.complete(actor=world.desk, referral_id=referral.pk, outcome="help-started")
    actions.add_note(actor=world.focal, concern_id=concern.pk, text="Klaar.")
    world.give_feedback(concern)
    actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Concern._base_manager.filter(pk=concern.pk).update(retention_due_on=yesterday)
    return world.fresh(concern)


def test_closing_starts_the_term_of_its_reason(world):
    concern = world.closed()
    assert concern.retention_due_on == after_months(timezone.localdate(), 60)


def test_when_the_term_ends_only_a_tombstone_remains(world, ended):
    kept = world.received()
    outcome = shredding.run()
    assert outcome.shredded["concern"] == 1
    for model in TABLES:
        left = model._base_manager.all()
        if model is Concern:
            assert list(left) == [kept]
        else:
            assert not left.filter(concern_id=ended.pk).exists(), model.__name__
    assert DataKey.objects.get(pk=ended.data_key_id).is_destroyed
    assert not Notice._base_manager.filter(subject_id=ended.pk).exists()
    tombstone = Tombstone._base_manager.get()
    assert tombstone.reason == "followed-up"
    assert tombstone.facts == {
        "forms": ["labour"],
        "minor": "no",
        "subject": "person",
        "critical": False,
        "channel": "public",
        "anonymous": False,
        "reporter_function": "housing",
        "feedback_given": True,
        "referrals": 1,
        "receivers": ["essm"],
        "outcomes": ["help-started"],
    }


@pytest.mark.parametrize("who", ["focal", "desk"])
def test_no_person_shreds(world, ended, who):
    with pytest.raises(DatabaseError), acting_as(getattr(world, who)):
        connection.cursor().execute("SELECT concerns_shred(%s)", [ended.pk])
    assert Concern._base_manager.filter(pk=ended.pk).exists()


@pytest.mark.parametrize("state", ["received", "closed"])
def test_the_database_itself_refuses_before_the_term_has_ended(world, state):
    concern = getattr(world, state)()
    with (
        pytest.raises(DatabaseError, match="term"),
        transaction.atomic(),
        acting_as(Actor.system("retention")),
    ):
        connection.cursor().execute("SELECT concerns_shred(%s)", [concern.pk])


def test_a_hold_finds_what_its_actor_may_know_of(world):
    concern = world.closed()
    assert retention.find(world.focal, concern.pk) == concern
    assert retention.find(world.cast.focal_schiedam.actor, concern.pk) is None


def test_a_function_that_was_not_told_stays_unknown(world):
    concern = world.received(reporter_function="")
    actions.close(actor=world.focal, concern_id=concern.pk, reason="not-a-concern")
    Concern._base_manager.update(retention_due_on=timezone.localdate())
    shredding.run()
    assert Tombstone._base_manager.get().facts["reporter_function"] == "unknown"
