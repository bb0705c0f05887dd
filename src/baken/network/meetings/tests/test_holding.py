"""During a meeting: attendance, outcomes, decisions and actions, also by two people at once."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from baken.network.meetings import actions
from baken.network.meetings.actions.holding import Noted
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import Action, Attendance, Decision, Meeting

from .world import World, meeting, point


@pytest.fixture
def now(world: World) -> Meeting:
    """A meeting of the platform of today that has begun."""
    row = meeting(world.platform)
    row.starts_at = timezone.now() - dt.timedelta(hours=1)
    row.ends_at = timezone.now() + dt.timedelta(hours=1)
    row.save()
    return row


def presences(row: Meeting) -> dict[str, str]:
    found = row.attendances.select_related("membership__account")
    return {
        one.membership.account.name if one.membership else one.function: one.presence
        for one in found
    }


def note(world: World, row: Meeting, player: Any, was: str, to: str) -> list[str]:
    return actions.note_attendance(
        actor=world.cast.coordinator.actor,
        meeting_id=row.pk,
        by_membership={player.membership.pk: Noted(was, to)},
    )


def test_two_windows_note_different_people_and_both_hold(world: World, now: Meeting) -> None:
    assert note(world, now, world.cast.police, "invited", "present") == []
    assert note(world, now, world.cast.care_coordinator, "invited", "excused") == []
    assert presences(now) == {"Police": "present", "Care Coordinator": "excused"}


def test_the_second_of_two_different_notes_is_shown_and_not_written(
    world: World, now: Meeting
) -> None:
    note(world, now, world.cast.police, "invited", "present")
    assert note(world, now, world.cast.police, "invited", "absent") == ["Police"]
    assert presences(now) == {"Police": "present"}
    assert note(world, now, world.cast.police, "invited", "present") == []


def test_who_has_no_seat_is_no_member_but_may_be_a_guest(world: World, now: Meeting) -> None:
    assert note(world, now, world.cast.trainer, "invited", "present") == []
    assert presences(now) == {}
    actor = world.cast.coordinator.actor
    essm = world.cast.organisations["essm"]
    actions.add_guest(actor=actor, meeting_id=now.pk, organisation=essm, function="Stagiair")
    with pytest.raises(MeetingError):
        actions.add_guest(actor=actor, meeting_id=now.pk, organisation=essm, function="Stagiair")
    assert presences(now) == {"Stagiair": "present"}


def test_a_member_reports_absence_and_comes_after_all(world: World) -> None:
    row = meeting(world.platform)
    address = reverse("meetings:absent", args=[row.pk])
    client = world.cast.police.client
    client.post(address, {"absent": "yes"})
    assert presences(row) == {"Police": "excused"}
    client.post(address, {"absent": "no"})
    assert presences(row) == {"Police": "invited"}
    Attendance.objects.unscoped(reason="test").update(presence="present")
    with pytest.raises(MeetingError, match="al genoteerd"):
        actions.report_absence(actor=world.cast.police.actor, meeting_id=row.pk, absent=True)


def test_an_outcome_of_two_windows_is_shown_to_the_second(world: World, now: Meeting) -> None:
    item = point(now)
    client = world.cast.coordinator.client
    address = reverse("meetings:note-outcome", args=[now.pk, item.pk])
    first = {"version": "1", "outcome": "Akkoord"}
    assert client.post(address, first).status_code == 302
    page = client.post(address, {"version": "1", "outcome": "Niet akkoord"}).content.decode()
    assert "Akkoord" in page
    assert "Niet akkoord" in page
    item.refresh_from_db()
    assert item.outcome == "Akkoord"
    client.post(address, {"version": "2", "outcome": "Niet akkoord"})
    item.refresh_from_db()
    assert item.outcome == "Niet akkoord"
    with pytest.raises(EditConflict):
        actions.note_outcome(
            actor=world.cast.coordinator.actor, item_id=item.pk, version=1, outcome="Derde"
        )


def test_a_meeting_is_held_once_it_has_begun(world: World, now: Meeting) -> None:
    actor = world.cast.coordinator.actor
    assert actions.mark_held(actor=actor, meeting_id=now.pk).is_held
    assert actions.mark_held(actor=actor, meeting_id=now.pk).version == 2
    with pytest.raises(MeetingError):
        actions.mark_held(actor=actor, meeting_id=meeting(world.table).pk)


def test_the_page_saves_each_block(world: World, now: Meeting) -> None:
    item = point(now, "Voortgang")
    client = world.cast.coordinator.client
    police = world.cast.police.membership
    client.post(
        reverse("meetings:note-attendance", args=[now.pk]),
        {f"member-{police.pk}": "present", f"was-{police.pk}": "invited", "member-x": "present"},
    )
    assert presences(now) == {"Police": "present"}
    care = world.cast.care_coordinator.membership
    everybody = {f"member-{care.pk}": "invited", f"was-{care.pk}": "invited", "all": "present"}
    client.post(reverse("meetings:note-attendance", args=[now.pk]), everybody)
    assert presences(now) == {"Police": "present", "Care Coordinator": "present"}
    token = str(uuid.uuid4())
    for _again in range(2):
        client.post(
            reverse("meetings:decide", args=[now.pk]),
            {"text": "Wij doen het", "item": str(item.pk), "replaces": "", "form_token": token},
        )
    decision = Decision.objects.visible_to(world.cast.coordinator.actor).get()
    assert (decision.number, decision.item) == (1, item)
    wrong = client.post(
        reverse("meetings:assign", args=[now.pk]), {"text": "Bellen", "due_on": "1-13-2026"}
    )
    assert "Bellen" in wrong.content.decode()
    client.post(
        reverse("meetings:assign", args=[now.pk]),
        {
            "text": "Bellen",
            "due_on": "1-12-2030",
            "owner": str(police.pk),
            "decision": str(decision.pk),
        },
    )
    action = Action.objects.visible_to(world.cast.police.actor).get()
    assert (action.owner, action.decision) == (police, decision)
    page = client.get(reverse("meetings:notes", args=[now.pk])).content.decode()
    assert "Wij doen het" in page
    client.post(reverse("meetings:held", args=[now.pk]))
    now.refresh_from_db()
    assert now.is_held
    assert now.noted_by == world.cast.coordinator.membership
