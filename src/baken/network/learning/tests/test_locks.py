"""Both locks agree: what the first shows is what the second allows, for everybody."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from tests.cast import PEOPLE

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.learning import actions
from baken.network.learning.models import (
    Enrolment,
    FunctionCount,
    Outreach,
    Session,
    TakingPart,
)

MODELS = sorted(apps.get_app_config("learning").get_models(), key=lambda model: model.__name__)


@pytest.fixture
def full(world):
    """Rows of every model, of two municipalities."""
    cast = world.cast
    held = world.held(cast.police, cast.focal_safety)
    actions.evaluate(actor=cast.police.actor, session_id=held.pk, opinion=actions.Opinion(4, 4, 4))
    for player, slug in ((cast.focal_safety, "vlaardingen"), (cast.focal_schiedam, "schiedam")):
        place = cast.organisations[slug]
        actions.enter_counts(
            actor=player.actor,
            organisation_id=place.pk,
            training_id=world.training.pk,
            drafts=[actions.CountDraft("youth", 4, 2, dt.date(2026, 1, 1))],
        )
        business = actions.add_business(
            actor=player.actor,
            draft=actions.BusinessDraft("Hotel De Kade", "hotel", place.pk, world.no_room.pk),
        )
        actions.enter_finished(
            actor=player.actor,
            business_id=business.pk,
            counted_on=timezone.localdate(),
            staff=5,
            finished=3,
        )
        draft = actions.OutreachDraft(dt.date(2026, 1, 1), "schools", "Les", "Hier", place.pk, 9)
        actions.add_outreach(actor=player.actor, draft=draft, token=uuid4())
    return world


def second_lock(model, actor):
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def actors(world):
    people = [getattr(world.cast, player).actor for player in PEOPLE]
    without = Actor.without_membership(world.cast.police.account.pk)
    return [*people, Actor.stranger(), without, Actor.system("reminders")]


def test_both_locks_show_the_same_to_everybody(full):
    for actor in actors(full):
        for model in MODELS:
            first = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            assert first == second_lock(model, actor), (actor.role, model.__name__)


def test_there_is_something_to_see_in_every_table(full):
    for model in MODELS:
        assert second_lock(model, Actor.system("test")), model.__name__


def test_outside_an_actor_the_database_shows_nothing(full):
    for model in MODELS:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE baken_web")
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
            assert cursor.fetchone()[0] == 0, model.__name__
            cursor.execute("SET LOCAL ROLE NONE")


def test_opinions_are_read_by_nobody_but_the_system(full):
    from baken.network.learning.models import Evaluation

    for player in PEOPLE:
        assert second_lock(Evaluation, getattr(full.cast, player).actor) == set()


def changed(model, actor, **values):
    """Return how many rows the database lets the actor change, without asking the first lock."""
    with acting_as(actor):
        return model.objects.unscoped(reason="a test of the second lock").update(**values)


@pytest.mark.parametrize("player", ["police", "mayor", "administrator", "portfolio_holder"])
def test_who_only_takes_part_changes_no_row_of_others(full, player):
    actor = getattr(full.cast, player).actor
    assert changed(Session, actor, maximum=99) == 0
    assert changed(Enrolment, actor, attended=False) == 0
    assert changed(TakingPart, actor, name="x") == 0
    assert changed(FunctionCount, actor, staff=99) == 0


def test_a_focal_point_changes_the_own_municipality_only(full):
    actor = full.cast.focal_safety.actor
    assert changed(TakingPart, actor, has_stopped=True) == 1
    assert changed(Outreach, actor, reached=1) == 1
    with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(actor):
        FunctionCount.objects.create(
            organisation=full.cast.organisations["schiedam"],
            training=full.training,
            function="youth",
            staff=1,
            trained=0,
        )
