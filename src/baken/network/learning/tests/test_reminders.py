"""Reminders: sessions, too few participants, certificates and counts; each once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice
from baken.network.learning import actions, reminders
from baken.network.learning.actions.base import SYSTEM
from baken.network.letters.models import Letter

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def run(function, *, times: int = 2) -> None:
    for _ in range(times):
        with acting_as(SYSTEM):
            function(timezone.now())


def notices(kind: str) -> list[str]:
    found = Notice.objects.unscoped(reason="a test looks").filter(kind=kind)
    return sorted(found.values_list("account__email", flat=True))


def letters(key: str) -> int:
    return Letter.objects.unscoped(reason="a test looks").filter(key=key).count()


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def test_who_has_a_place_is_reminded_once_three_working_days_before(world, monday):
    cast = world.cast
    session = world.session(days=7, maximum=1)  # on Monday the ninth
    for player in (cast.police, cast.mayor):
        actions.enrol(actor=player.actor, session_id=session.pk)
    monday.move_to(MONDAY + dt.timedelta(days=1))  # Tuesday: four working days
    run(reminders.remind_of_sessions)
    assert letters("learning.reminder") == 0
    monday.move_to(MONDAY + dt.timedelta(days=2))
    run(reminders.remind_of_sessions)
    assert notices("learning.reminder") == ["police@voorbeeld.test"]
    assert letters("learning.reminder") == 1


def test_the_organiser_hears_of_too_few_participants_after_closing(world, monday):
    world.session(days=9, minimum=2, closes_on=MONDAY.date() + dt.timedelta(days=4))
    run(reminders.remind_of_few)
    assert notices("learning.below-minimum") == []
    monday.move_to(MONDAY + dt.timedelta(days=4))
    run(reminders.remind_of_few)
    assert notices("learning.below-minimum") == ["trainer@voorbeeld.test"]


def test_whose_certificate_ends_soon_is_told_unless_it_was_renewed(world, monday):
    cast = world.cast
    world.held(cast.police, cast.mayor)
    monday.move_to(MONDAY + dt.timedelta(days=3 * 365 - 30))
    renewed = world.session(maximum=5)
    actions.enrol(actor=cast.mayor.actor, session_id=renewed.pk)
    world.move_to_past(renewed)
    actions.record_attendance(
        actor=world.trainer, session_id=renewed.pk, present=world.ids(renewed)
    )
    run(reminders.remind_of_certificates)
    assert notices("learning.certificate-ends") == ["police@voorbeeld.test"]


def test_focal_points_hear_that_a_term_ends_and_not_of_an_older_count(world, monday):
    cast = world.cast

    def enter(trained_on: dt.date) -> None:
        actions.enter_counts(
            actor=cast.focal_safety.actor,
            organisation_id=cast.organisations["vlaardingen"].pk,
            training_id=world.training.pk,
            drafts=[actions.CountDraft("youth", 4, 4, trained_on)],
        )

    enter(dt.date(2023, 4, 1))
    run(reminders.remind_of_counts)
    told = ["focal_care@voorbeeld.test", "focal_safety@voorbeeld.test"]
    assert notices("learning.count-ends") == told
    Notice.objects.unscoped(reason="a test starts anew").all().delete()
    monday.shift(60)
    enter(dt.date(2026, 2, 1))
    run(reminders.remind_of_counts)
    assert notices("learning.count-ends") == []
