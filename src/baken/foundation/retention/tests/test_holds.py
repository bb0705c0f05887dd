"""Keeping something longer: by whom, why, until when."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit.models import AuditEvent
from baken.foundation.retention import actions
from baken.foundation.retention.errors import HoldRefused
from baken.foundation.retention.models import Hold, Tombstone

from .conftest import TODAY

SUBJECT = ("concern", uuid.UUID(int=7))
NEXT_WEEK = TODAY + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)) as traveller:
        yield traveller


def place(player, **changed):
    values = {"subject": SUBJECT, "reason": "complaint", "until": NEXT_WEEK, **changed}
    with acting_as(player.actor) as actor:
        return actions.place_hold(actor=actor, **values)


def release(player, hold):
    with acting_as(player.actor) as actor:
        return actions.release_hold(actor=actor, hold_id=hold.pk)


def events():
    found = AuditEvent.objects.unscoped(reason="test").for_subject(*SUBJECT)
    return [(event.event, event.reason, event.details) for event in reversed(found)]


def test_a_focal_point_places_and_another_releases_and_both_are_written_down(cast):
    hold = place(cast.focal_safety)
    release(cast.focal_care, hold)
    hold.refresh_from_db()
    assert hold.placed_by == cast.focal_safety.membership
    assert hold.released_by == cast.focal_care.membership
    assert events() == [
        ("retention.hold-placed", "complaint", {"until": "2026-12-01"}),
        ("retention.hold-released", "complaint", {}),
    ]


def test_nobody_else_places_or_releases(cast):
    hold = place(cast.focal_safety)
    for player in (cast.privacy_officer, cast.coordinator, cast.police, cast.administrator):
        with pytest.raises(PermissionDenied):
            place(player)
        with pytest.raises(PermissionDenied):
            release(player, hold)
    with pytest.raises(Hold.DoesNotExist):
        release(cast.focal_schiedam, hold)
    assert len(events()) == 1


@pytest.mark.parametrize(
    ("until", "allowed"),
    [
        (TODAY - dt.timedelta(days=1), False),
        (TODAY, True),
        (dt.date(2027, 11, 24), True),
        (dt.date(2027, 11, 25), False),
    ],
)
def test_a_hold_ends_within_a_year(cast, until, allowed):
    if allowed:
        assert place(cast.focal_safety, until=until).until == until
    else:
        with pytest.raises(HoldRefused):
            place(cast.focal_safety, until=until)


def test_the_same_reason_holds_once_and_another_may_hold_as_well(cast):
    place(cast.focal_safety)
    with pytest.raises(HoldRefused):
        place(cast.focal_care)
    place(cast.focal_care, reason="legal-claim")


def test_a_hold_that_ran_out_can_be_placed_again(cast, clock):
    first = place(cast.focal_safety)
    clock.shift(dt.timedelta(days=8))
    second = place(cast.focal_care, until=dt.date(2027, 1, 1))
    first.refresh_from_db()
    assert first.released_at is not None
    assert second.until == dt.date(2027, 1, 1)


def test_a_hold_is_released_once(cast):
    hold = place(cast.focal_safety)
    release(cast.focal_safety, hold)
    with pytest.raises(HoldRefused):
        release(cast.focal_safety, hold)


def test_an_unknown_reason_is_a_programming_mistake(cast):
    with pytest.raises(ValueError, match="because"):
        place(cast.focal_safety, reason="because")


SEES_HOLDS = {"focal_safety", "focal_care", "privacy_officer"}
SEES_TOMBSTONES = SEES_HOLDS | {"mayor", "coordinator", "portfolio_holder"}


def test_who_sees_holds_and_tombstones_and_both_locks_agree(cast, here):
    place(cast.focal_safety)
    with acting_as(Actor.system("retention")):
        Tombstone.objects.create(
            kind="concern",
            organisation_id=here,
            reason="duplicate",
            opened_month=dt.date(2025, 1, 1),
            closed_month=dt.date(2025, 2, 1),
            shredded_on=TODAY,
            batch=uuid.uuid4(),
        )
    for model, seers in ((Hold, SEES_HOLDS), (Tombstone, SEES_TOMBSTONES)):
        for name, player in cast.players.items():
            first = model.objects.visible_to(player.actor).count()
            with acting_as(player.actor):
                second = model.objects.unscoped(reason="the second lock alone").count()
            assert (name, first, second) == (name, *[int(name in seers)] * 2)
        for actor in (Actor.stranger(), Actor.reporter("a" * 64), Actor.intake(here)):
            assert not model.objects.visible_to(actor).exists()


def test_a_tombstone_is_set_by_the_job_alone_and_never_moved(cast, here):
    values = {
        "kind": "concern",
        "organisation_id": here,
        "reason": "duplicate",
        "opened_month": dt.date(2025, 1, 1),
        "closed_month": dt.date(2025, 2, 1),
        "shredded_on": TODAY,
        "batch": uuid.uuid4(),
    }
    with acting_as(cast.focal_safety.actor), pytest.raises(DatabaseError), transaction.atomic():
        Tombstone.objects.create(**values)
    with acting_as(Actor.system("retention")) as system:
        Tombstone.objects.create(**values)
        assert Tombstone.objects.visible_to(system).update(reason="x") == 0
        assert Tombstone.objects.visible_to(system).delete()[0] == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        Tombstone.objects.create(**{**values, "closed_month": dt.date(2025, 2, 2)})
