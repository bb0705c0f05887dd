"""Reminders: both sides hear of a deadline, once, without content."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from baken.chain.concerns.models import Concern, Referral
from baken.foundation.notices.models import Notice
from baken.foundation.notices.reminders import run_reminders


def kinds():
    return sorted(
        Notice._base_manager.filter(kind__regex="(due-soon|overdue)").values_list(
            "kind", "membership_id"
        )
    )


def set_due(day):
    Concern._base_manager.update(next_due_on=day)
    Referral._base_manager.update(due_on=day)


def test_overdue_work_is_told_to_both_sides(world):
    world.referred()
    set_due(timezone.localdate() - dt.timedelta(days=1))
    run_reminders()
    assert kinds() == sorted(
        [
            ("concern.overdue", world.focal.membership_id),
            ("referral.overdue", world.desk.membership_id),
            ("referral.overdue", world.cast.care_coordinator.membership.pk),
        ]
    )


def test_the_same_reminder_is_not_sent_twice(world):
    world.referred()
    set_due(timezone.localdate())
    run_reminders()
    first = kinds()
    run_reminders()
    assert kinds() == first
    assert {kind for kind, _who in first} == {"concern.due-soon", "referral.due-soon"}


def test_the_queue_is_everybodys(world):
    world.received()
    set_due(timezone.localdate() - dt.timedelta(days=1))
    run_reminders()
    assert {who for _kind, who in kinds()} == {
        world.focal.membership_id,
        world.colleague.membership_id,
    }


def test_far_deadlines_and_very_old_ones_are_left_alone(world):
    world.referred()
    for days in (20, -100):
        set_due(timezone.localdate() + dt.timedelta(days=days))
        run_reminders()
    assert kinds() == []
