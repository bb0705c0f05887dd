"""Both locks agree: what the first shows is what the second allows, for everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone
from tests.cast import PEOPLE

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.onboarding.actions import walking
from baken.network.onboarding.models import Handover, StepTick

from .world import begin, lay_path

MODELS = sorted(apps.get_app_config("onboarding").get_models(), key=lambda one: one.__name__)


@pytest.fixture
def full(cast):
    """Rows of every model, of two municipalities, shared and not, given and not."""
    lay_path()
    for player, shared in ((cast.focal_safety, True), (cast.focal_schiedam, False)):
        begin(player, day=10)
        walking.tick_step(actor=player.actor, key="lees", done=True)
        walking.tick_point(actor=player.actor, key="awareness-vertel-het", year=2026, done=True)
        walking.share(actor=player.actor, shared=shared)
    now, until = timezone.now(), timezone.localdate() + dt.timedelta(days=365)
    for author, successor, given in (
        (cast.focal_safety, cast.focal_care, True),
        (cast.focal_care, cast.focal_safety, False),
        # Never made by the screens: a successor of another municipality reads nothing.
        (cast.focal_schiedam, cast.focal_care, True),
    ):
        Handover.objects.create(
            author=author.membership,
            organisation_id=author.membership.organisation_id,
            successor=successor.membership,
            changed_at=now,
            given_at=now if given else None,
            kept_until=until if given else None,
        )
    return cast


def second_lock(model, actor):
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def actors(cast):
    people = [getattr(cast, player).actor for player in PEOPLE]
    without = Actor.without_membership(cast.police.account.pk)
    return [*people, Actor.stranger(), without, Actor.system("reminders")]


def test_both_locks_show_the_same_to_everybody(full):
    for actor in actors(full):
        for model in MODELS:
            first = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            assert first == second_lock(model, actor), (actor.role, model.__name__)


def test_there_is_something_to_see_in_every_table(full):
    for model in MODELS:
        assert second_lock(model, Actor.system("test")), model.__name__


def test_a_hand_over_is_for_author_and_successor_in_one_municipality(full):
    seen = {
        player: len(second_lock(Handover, getattr(full, player).actor))
        for player in ("focal_safety", "focal_care", "focal_schiedam", "coordinator", "mayor")
    }
    assert seen == {
        "focal_safety": 1,
        "focal_care": 2,
        "focal_schiedam": 1,
        "coordinator": 0,
        "mayor": 0,
    }


def test_nobody_ticks_for_somebody_else(full):
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(full.focal_care.actor),
    ):
        StepTick.objects.create(
            membership=full.focal_safety.membership,
            step="ontmoet",
            done_on=timezone.localdate(),
        )
