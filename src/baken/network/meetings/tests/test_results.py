"""Decisions and their numbers, actions and their owners, links between bodies, reminders."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from baken.foundation.notices.models import Notice
from baken.network.meetings import actions, reminders
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import Action, Decision, Meeting

from .world import World, meeting, task

TODAY = timezone.localdate


def decide(world: World, row: Meeting, text: str = "Ja", **more: Any) -> Decision:
    return actions.decide(actor=world.cast.coordinator.actor, meeting_id=row.pk, text=text, **more)


def kinds(player: Any) -> list[str]:
    notices = Notice.objects.visible_to(player.actor)
    return sorted(notices.values_list("kind", flat=True))


def test_numbers_run_by_body_and_year(world: World) -> None:
    first = meeting(world.platform, dt.date(2026, 3, 3))
    second = meeting(world.platform, dt.date(2027, 3, 3))
    other = meeting(world.table, dt.date(2026, 3, 3))
    made = [decide(world, row) for row in (first, first, second, other, first)]
    assert [one.reference for one in made] == ["2026-1", "2026-2", "2027-1", "2026-1", "2026-3"]


def test_a_decision_takes_the_place_of_an_older_one(world: World) -> None:
    row = meeting(world.platform)
    old = decide(world, row)
    new = decide(world, row, replaces_id=old.pk)
    old.refresh_from_db()
    assert (old.state, new.replaces) == ("replaced", old)
    with pytest.raises(MeetingError):
        decide(world, row, replaces_id=old.pk)


def test_a_withdrawn_decision_keeps_its_number_and_says_why(world: World) -> None:
    row = meeting(world.platform)
    decision = decide(world, row)
    actor = world.cast.coordinator.actor
    with pytest.raises(MeetingError):
        actions.withdraw_decision(actor=actor, decision_id=decision.pk, reason="")
    actions.withdraw_decision(actor=actor, decision_id=decision.pk, reason="Dubbel")
    assert decide(world, row).number == 2
    page = world.cast.police.client.get(reverse("meetings:decisions")).content.decode()
    assert "Dubbel" in page


@pytest.mark.django_db(transaction=True)
def test_decisions_made_at_once_get_different_numbers_without_gaps(cast: Any) -> None:
    world = World(cast)
    row, other = (
        meeting(world.platform, dt.date(2026, 3, 3)),
        meeting(world.platform, dt.date(2026, 6, 3)),
    )
    numbers: list[int] = []
    start = threading.Barrier(6)

    def work(which: Meeting) -> None:
        try:
            start.wait(timeout=20)
            numbers.append(decide(world, which).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(one,)) for one in (row, other) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_the_owner_hears_of_an_action_and_reports_on_it(world: World) -> None:
    cast = world.cast
    row = actions.add_action(
        actor=cast.coordinator.actor,
        meeting_id=meeting(world.platform).pk,
        values={"text": "Bellen", "due_on": TODAY(), "owner": cast.riec.membership},
    )
    assert kinds(cast.riec) == ["action.assigned"]
    with pytest.raises(PermissionDenied):
        actions.close_action(actor=cast.police.actor, action_id=row.pk, version=1, state="done")
    actions.close_action(actor=cast.riec.actor, action_id=row.pk, version=1, state="done")
    row.refresh_from_db()
    assert (row.state, row.closed_on) == ("done", TODAY())
    actions.reopen_action(actor=cast.riec.actor, action_id=row.pk)
    with pytest.raises(EditConflict):
        actions.close_action(
            actor=cast.riec.actor, action_id=row.pk, version=1, state="dropped", reason="Te duur"
        )


def test_an_action_has_an_owner_or_a_function(world: World) -> None:
    values = {"text": "Bellen", "due_on": TODAY()}
    row = meeting(world.platform)
    actor = world.cast.coordinator.actor
    with pytest.raises(MeetingError):
        actions.add_action(actor=actor, meeting_id=row.pk, values=values)
    made = actions.add_action(
        actor=actor, meeting_id=row.pk, values=values | {"owner_function": "Politiechef"}
    )
    assert made.owner is None


def test_an_action_is_not_due_before_it_was_given(world: World) -> None:
    values = {"text": "Bellen", "owner_function": "Politiechef"}
    actor = world.cast.coordinator.actor
    coming, past = meeting(world.platform), meeting(world.platform, TODAY() - dt.timedelta(days=9))
    for row, days in ((coming, 1), (past, 10)):
        due = TODAY() - dt.timedelta(days=days)
        with pytest.raises(MeetingError) as refused:
            actions.add_action(actor=actor, meeting_id=row.pk, values=values | {"due_on": due})
        assert refused.value.field == "due_on"
    late = values | {"due_on": TODAY() - dt.timedelta(days=2)}
    assert actions.add_action(actor=actor, meeting_id=past.pk, values=late).pk


def test_a_new_owner_hears_of_it(world: World) -> None:
    row = task(world.platform, world.cast.riec)
    values = {"text": row.text, "due_on": row.due_on, "owner": world.cast.police.membership}
    actions.change_action(
        actor=world.cast.coordinator.actor, action_id=row.pk, version=1, values=values
    )
    assert kinds(world.cast.police) == ["action.assigned"]


@pytest.mark.parametrize(
    ("days", "owner", "coordinator"),
    [
        (8, [], []),
        (7, ["action.due-soon"], []),
        (0, ["action.due-soon"], []),
        (-1, ["action.overdue"], []),
        (-13, ["action.overdue"], []),
        (-14, ["action.long-overdue"], ["action.long-overdue"]),
        (-120, [], []),
    ],
)
def test_owners_are_reminded_before_and_after_the_date_once(
    world: World, days: int, owner: list[str], coordinator: list[str]
) -> None:
    task(world.platform, world.cast.police, due_on=TODAY() + dt.timedelta(days))
    for _hour in range(2):
        reminders.remind_of_actions(timezone.now())
    assert kinds(world.cast.police) == owner
    assert kinds(world.cast.coordinator) == coordinator


def test_nobody_is_reminded_of_what_is_done(world: World) -> None:
    task(world.platform, world.cast.police, due_on=TODAY(), state="done", closed_on=TODAY())
    assert reminders.remind_of_actions(timezone.now()) == 0


def test_the_coordinator_is_warned_of_bodies_short_of_meetings_once_a_month(
    world: World, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC), tick=False)
    for day in (dt.date(2026, 3, 3), dt.date(2026, 6, 2)):
        meeting(world.table, day, state="held")
    for _hour in range(2):
        reminders.remind_of_minimum(timezone.now())
    warned = Notice.objects.visible_to(world.cast.coordinator.actor)
    assert set(warned.values_list("subject_id", flat=True)) == {world.platform.pk, world.network.pk}
    assert warned.count() == 2
    time_machine.move_to(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False)
    reminders.remind_of_minimum(timezone.now())
    assert warned.count() == 4


def test_a_meeting_that_nobody_noted_is_asked_about(world: World) -> None:
    meeting(world.table, TODAY() - dt.timedelta(5))
    meeting(world.table, TODAY() - dt.timedelta(6), state="held")
    assert reminders.remind_of_unnoted(timezone.now()) == 1
    assert kinds(world.cast.coordinator) == ["meeting.not-noted"]


def test_bodies_are_linked_and_the_members_of_both_read_it(world: World) -> None:
    client = world.cast.coordinator.client
    row = meeting(world.table)
    client.post(
        reverse("meetings:assignment", args=["platform"]),
        {
            "kind": "prepares",
            "other": str(world.table.pk),
            "text": "Notitie over doorlooptijden",
            "target": str(row.pk),
        },
    )
    for player, body in (("police", "platform"), ("prosecutor", "regionale-tafel")):
        address = reverse("meetings:body", args=[body])
        text = getattr(world.cast, player).client.get(address).content.decode()
        assert "Notitie over doorlooptijden" in text


def test_a_national_consultation_is_noted_once_and_changed(world: World) -> None:
    client = world.cast.coordinator.client
    sent = {
        "name": "Landelijk ketenregisseursoverleg",
        "held_on": "3-3-2026",
        "came_back": "Nieuws",
        "form_token": "7f1c1f0e-6f7c-4d7e-9d0c-3f1f2a6b1c55",
    }
    for _again in range(2):
        client.post(reverse("meetings:add-national"), sent)
    page = world.cast.police.client.get(reverse("meetings:national")).content.decode()
    assert page.count("Landelijk ketenregisseursoverleg") == 1
    assert Action.objects.visible_to(world.cast.coordinator.actor).count() == 0
