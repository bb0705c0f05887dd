"""What the database refuses, also when the program would ask for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from baken.chain.concerns import actions
from baken.chain.concerns.models import (
    Concern,
    ConcernEvent,
    EventKind,
    Observation,
    ReferralObservation,
    SourceKind,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as

TABLES = sorted(
    model._meta.db_table
    for model in apps.get_app_config("concerns").get_models()
    if model._meta.managed
)


def execute(actor: Actor, sql: str, parameters: list[Any] | None = None) -> int:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.rowcount


def create_and_check(model: Any, actor: Actor, **values: Any) -> None:
    """Create a row and check now what the database else checks at the end."""
    with transaction.atomic():
        with acting_as(actor):
            model.objects.create(**values)
        connection.check_constraints()


def test_the_web_process_deletes_nothing(world):
    world.referred()
    for table in TABLES:
        for actor in (world.focal, world.desk, Actor.system("reminders")):
            assert execute(actor, f'DELETE FROM "{table}"') == 0, table  # noqa: S608


@pytest.mark.parametrize(
    "sql", ["DELETE FROM concerns_outline", "UPDATE concerns_outline SET status = 'closed'"]
)
def test_the_outline_is_read_only(world, sql):
    world.received()
    with pytest.raises(DatabaseError, match="view"), transaction.atomic():
        execute(world.cast.coordinator.actor, sql)
    assert Concern._base_manager.get().status == "received"


def test_another_municipality_changes_no_concern(world):
    concern = world.received()
    sql = "UPDATE concerns_concern SET critical = true WHERE id = %s"
    assert execute(world.cast.focal_schiedam.actor, sql, [concern.pk]) == 0
    assert execute(world.cast.advice_desk.actor, sql, [concern.pk]) == 0
    assert execute(world.focal, sql, [concern.pk]) == 1


def test_a_concern_cannot_be_moved_to_another_municipality(world):
    concern = world.received()
    sql = "UPDATE concerns_concern SET organisation_id = %s WHERE id = %s"
    other = world.cast.organisations["schiedam"].pk
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        execute(world.focal, sql, [other, concern.pk])


def test_nobody_adds_a_fact_to_anothers_concern(world):
    concern = world.received()
    row = {"text": b"x", "source": SourceKind.SEEN, "data_key": concern.data_key}
    for organisation_id in (concern.organisation_id, world.cast.organisations["schiedam"].pk):
        # Under the true organisation the policy refuses, under the own one the composite key.
        values = {"concern_id": concern.pk, "organisation_id": organisation_id, **row}
        with pytest.raises((ProgrammingError, IntegrityError)):
            create_and_check(Observation, world.cast.focal_schiedam.actor, **values)
    assert not Observation._base_manager.exists()


def test_a_fact_of_one_concern_is_not_shared_with_a_referral_of_another(world):
    _concern, referral = world.referred()
    fact = world.add_fact(world.in_assessment())
    with pytest.raises(IntegrityError):
        create_and_check(
            ReferralObservation,
            world.focal,
            referral=referral,
            concern_id=referral.concern_id,
            organisation_id=referral.organisation_id,
            receiver_id=referral.receiver_id,
            observation=fact,
        )


def test_a_partner_writes_no_step_on_the_time_line_and_shares_nothing(world):
    concern, referral = world.referred()
    fact = world.add_fact(concern)
    with pytest.raises(ProgrammingError), acting_as(world.desk):
        ConcernEvent.objects.create(
            concern_id=concern.pk,
            organisation_id=concern.organisation_id,
            referral=referral,
            receiver_id=referral.receiver_id,
            kind=EventKind.CLOSED,
        )
    with pytest.raises(ProgrammingError), acting_as(world.desk):
        ReferralObservation.objects.create(
            referral=referral,
            concern_id=concern.pk,
            organisation_id=concern.organisation_id,
            receiver_id=referral.receiver_id,
            observation=fact,
        )


def test_the_intake_adds_for_its_own_municipality_only(world):
    concern = world.received()
    sql = (
        "INSERT INTO concerns_concern (id, reference, organisation_id, status, channel, forms,"
        " minor, subject, critical, reporter_function, anonymous, received_at,"
        " due_kind, closing_reason, data_key_id, version, route_version)"
        " VALUES (gen_random_uuid(), 'BK-TEST', %s, 'received', 'public', '{}', 'no', 'person',"
        " false, '', false, now(), '', '', %s, 1, '')"
    )
    key = concern.data_key_id
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        execute(world.intake("schiedam"), sql, [concern.organisation_id, key])
    assert execute(world.intake(), sql, [concern.organisation_id, key]) == 1


def test_the_receipt_function_answers_only_who_holds_the_submission(world):
    concern = world.received()
    with acting_as(world.intake()), connection.cursor() as cursor:
        cursor.execute("SELECT concerns_reference_of(%s)", [bytes(concern.submission_key)])
        assert cursor.fetchone() == (concern.reference,)
        cursor.execute("SELECT concerns_reference_of(%s)", [bytes(32)])
        assert cursor.fetchone() == (None,)


REVIVE = (
    "UPDATE concerns_referral SET status = 'sent', withdrawal_reason = '', refusal_reason = '',"
    " outcome = '', ended_at = NULL, due_on = current_date WHERE id = %s"
)


@pytest.mark.parametrize("ending", ["withdraw", "refuse", "complete"])
def test_what_ended_is_not_opened_again_by_either_side(world, ending):
    concern, referral = world.referred()
    if ending == "withdraw":
        actions.withdraw(
            actor=world.focal, concern_id=concern.pk, referral_id=referral.pk,
            reason="sent-by-mistake",
        )  # fmt: skip
    elif ending == "refuse":
        actions.refuse(actor=world.desk, referral_id=referral.pk, reason="not-our-task")
    else:
        actions.complete(actor=world.desk, referral_id=referral.pk, outcome="help-started")
    for actor in (world.desk, world.focal):
        with pytest.raises(IntegrityError, match="stays ended"), transaction.atomic():
            execute(actor, REVIVE, [referral.pk])


@pytest.mark.parametrize("column", ["ground = 'other'", "sent_at = now()", "kind = 'advice'"])
def test_a_referral_stays_what_was_sent(world, column):
    _concern, referral = world.referred()
    sql = f"UPDATE concerns_referral SET {column} WHERE id = %s"  # noqa: S608
    for actor in (world.desk, world.focal):
        with pytest.raises(IntegrityError, match="what was sent"), transaction.atomic():
            execute(actor, sql, [referral.pk])
