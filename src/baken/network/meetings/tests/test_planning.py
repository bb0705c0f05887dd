"""Planning, changing and cancelling meetings."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from baken.network.meetings import actions, changes
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import Meeting, MeetingSeries
from baken.network.meetings.recurrence import Frequency, Rule, local

from .world import World, meeting, point

DAY = dt.date(2027, 3, 23)


def at(day: dt.date, **more: Any) -> dict[str, Any]:
    values = {"place": "Zaal 1", "online_link": "", "note": ""} | more
    return {"starts_at": local(day, dt.time(9)), "ends_at": local(day, dt.time(11)), **values}


def plan(world: World, day: dt.date = DAY, token: uuid.UUID | None = None) -> Meeting:
    return actions.plan(
        actor=world.cast.coordinator.actor,
        body_id=world.platform.pk,
        values=at(day),
        token=token or uuid.uuid4(),
    )


def test_the_coordinator_plans_and_the_same_form_plans_once(world: World) -> None:
    token = uuid.uuid4()
    assert plan(world, token=token).pk == plan(world, token=token).pk


def test_two_meetings_of_a_body_at_one_moment_are_refused(world: World) -> None:
    plan(world)
    with pytest.raises(MeetingError, match="al op"):
        plan(world)


def test_a_public_holiday_is_refused(world: World) -> None:
    with pytest.raises(MeetingError, match="feestdag") as refused:
        plan(world, dt.date(2027, 3, 29))  # Easter Monday
    assert refused.value.field == "day"


def test_a_member_plans_nothing(world: World) -> None:
    with pytest.raises(PermissionDenied):
        actions.plan(
            actor=world.cast.police.actor,
            body_id=world.platform.pk,
            values=at(DAY),
            token=uuid.uuid4(),
        )


def test_a_series_keeps_its_local_time_across_the_clock(world: World) -> None:
    rule = Rule(Frequency.WEEKLY, 1, 3)
    days = [day for day in rule.days(DAY) if day != dt.date(2027, 3, 30)]
    token = uuid.uuid4()
    for _again in range(2):
        actions.plan_series(
            actor=world.cast.coordinator.actor,
            body_id=world.platform.pk,
            rule=rule,
            first=DAY,
            days=days,
            hours=(dt.time(9, 30), dt.time(11)),
            values={"place": "", "online_link": "https://overleg.test/1", "note": ""},
            token=token,
        )
    series = MeetingSeries.objects.visible_to(world.cast.coordinator.actor).get()
    assert series.rule == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU;COUNT=3"
    found = list(series.meetings.order_by("starts_at"))
    assert [timezone.localtime(one.starts_at).time() for one in found] == [dt.time(9, 30)] * 2
    assert [one.starts_at.astimezone(dt.UTC).hour for one in found] == [8, 7]
    assert len({one.uid for one in found}) == 2


def test_dates_that_are_not_of_the_series_are_refused(world: World) -> None:
    with pytest.raises(MeetingError, match="reeks"):
        actions.plan_series(
            actor=world.cast.coordinator.actor,
            body_id=world.platform.pk,
            rule=Rule(Frequency.WEEKLY, 1, 3),
            first=DAY,
            days=[DAY + dt.timedelta(1)],
            hours=(dt.time(9), dt.time(10)),
            values={},
            token=uuid.uuid4(),
        )


@pytest.fixture
def heard(monkeypatch: Any) -> list[tuple[str, int]]:
    """Collect what listeners are told."""
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(
        changes, "_listeners", [lambda _actor, row: told.append((row.state, row.sequence))]
    )
    return told


def test_a_change_of_time_counts_and_is_told_to_who_was_invited(
    world: World, heard: list[tuple[str, int]]
) -> None:
    row = plan(world)
    actor = world.cast.coordinator.actor

    def change(version: int, **more: Any) -> Meeting:
        return actions.change_meeting(
            actor=actor, meeting_id=row.pk, version=version, values=at(DAY, **more)
        )

    change(1, place="Zaal 2")
    assert heard == []
    actions.mark_invited(actor=actor, meeting_id=row.pk)
    change(2, place="Zaal 2", note="Neem koffie mee")
    assert heard == []
    changed = change(3, place="Zaal 3", note="Neem koffie mee")
    assert (changed.sequence, changed.version) == (2, 4)
    assert heard == [("invited", 2)]


def test_two_windows_do_not_overwrite_each_other(world: World) -> None:
    row = plan(world)
    actor = world.cast.coordinator.actor
    actions.change_meeting(
        actor=actor, meeting_id=row.pk, version=1, values=at(DAY, place="Zaal A")
    )
    with pytest.raises(EditConflict) as conflict:
        actions.change_meeting(
            actor=actor, meeting_id=row.pk, version=1, values=at(DAY, place="Zaal B")
        )
    assert conflict.value.theirs["place"] == "Zaal A"
    client = world.cast.coordinator.client
    address = reverse("meetings:change-meeting", args=[row.pk])
    sent = {"version": "1", "day": "23-03-2027", "begins": "9:00", "ends": "11:00"}
    page = client.post(address, sent | {"place": "Zaal B"}).content.decode()
    assert "Zaal A" in page
    assert 'name="version" value="2"' in page
    assert client.post(address, sent | {"place": "Zaal B", "version": "2"}).status_code == 302


def test_cancelling_needs_a_reason_tells_and_gives_requests_back(
    world: World, heard: list[tuple[str, int]]
) -> None:
    row = plan(world)
    actor = world.cast.coordinator.actor
    asked = point(row, "Vraag", kind="asked", asked_by=world.cast.police.membership)
    actions.mark_invited(actor=actor, meeting_id=row.pk)
    with pytest.raises(MeetingError, match="waarom"):
        actions.cancel(actor=actor, meeting_id=row.pk, version=1, reason=" ")
    for _again in range(2):
        actions.cancel(actor=actor, meeting_id=row.pk, version=1, reason="Storm")
    assert heard == [("cancelled", 1)]
    asked.refresh_from_db()
    assert (asked.state, asked.meeting) == ("asked", None)


def test_what_was_held_is_not_cancelled_or_changed(world: World) -> None:
    row = meeting(world.platform, timezone.localdate() - dt.timedelta(5), state="held")
    actor = world.cast.coordinator.actor
    with pytest.raises(MeetingError):
        actions.cancel(actor=actor, meeting_id=row.pk, version=1, reason="Toch niet")
    with pytest.raises(MeetingError):
        actions.change_meeting(actor=actor, meeting_id=row.pk, version=1, values=at(DAY))


def test_the_pages_plan_a_series_after_showing_its_dates(world: World) -> None:
    client = world.cast.coordinator.client
    address = reverse("meetings:plan", args=["platform"])
    sent = {
        "day": "22-03-2027",
        "begins": "9.30",
        "ends": "11",
        "repeat": "WEEKLY",
        "every": "1",
        "count": "3",
        "form_token": str(uuid.uuid4()),
    }
    page = client.post(address, sent).content.decode()
    assert page.count('name="dates"') == 2
    assert "maandag 29 maart 2027" in page
    chosen = {"confirmed": "yes", "dates": ["2027-03-22", "2027-04-05"]}
    assert client.post(address, sent | chosen).status_code == 302
    assert client.post(address, sent | chosen).status_code == 302
    planned = Meeting.objects.visible_to(world.cast.coordinator.actor)
    assert planned.count() == 2
    holiday = {"confirmed": "yes", "dates": ["2027-03-29"], "form_token": str(uuid.uuid4())}
    assert "feestdag" in client.post(address, sent | holiday).content.decode()
    assert planned.count() == 2


def test_the_form_comes_back_filled_with_what_is_wrong(world: World) -> None:
    client = world.cast.coordinator.client
    sent = {
        "day": "22-03-2027",
        "begins": "11:00",
        "ends": "9:00",
        "repeat": "once",
        "place": "Hal",
    }
    page = client.post(reverse("meetings:plan", args=["platform"]), sent).content.decode()
    assert "eindigt voordat" in page
    assert 'value="Hal"' in page


def test_seats_given_and_ended_on_screen_decide_who_belongs(world: World) -> None:
    actor = world.cast.coordinator.actor
    riec = world.cast.riec
    seat = actions.give_seat(actor=actor, body_id=world.table.pk, membership=riec.membership)
    row = meeting(world.table)
    assert Meeting.objects.visible_to(riec.actor).get() == row
    with pytest.raises(MeetingError, match="bestaat al"):
        actions.give_seat(actor=actor, body_id=world.table.pk, membership=riec.membership)
    actions.end_seat(actor=actor, seat_id=seat.pk)
    assert not Meeting.objects.visible_to(riec.actor).exists()
