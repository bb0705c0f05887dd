"""Composing the agenda, and what members ask."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from baken.foundation.notices.models import Notice
from baken.foundation.region.models import ConsultationBody
from baken.network.meetings import actions
from baken.network.meetings.errors import EditConflict, MeetingError
from baken.network.meetings.models import AgendaItem, Meeting

from .world import World, meeting, point, task


@pytest.fixture
def coming(world: World) -> Meeting:
    """A coming meeting of the platform."""
    return meeting(world.platform)


def titles(world: World, row: Meeting) -> list[str]:
    items = AgendaItem.objects.visible_to(world.cast.coordinator.actor).on_the_agenda()
    return [item.title for item in items.filter(meeting=row).order_by("position")]


def add(world: World, row: Meeting, title: str, **values: Any) -> AgendaItem:
    return actions.add_point(
        actor=world.cast.coordinator.actor,
        meeting_id=row.pk,
        values={"title": title, **values},
        token=uuid.uuid4(),
    )


def ask(world: World, title: str = "Nachtopvang") -> AgendaItem:
    return actions.ask_point(
        actor=world.cast.police.actor,
        body_id=world.platform.pk,
        values={"title": title, "text": "Graag een afspraak"},
        token=uuid.uuid4(),
    )


def kinds(player: Any) -> set[str]:
    return set(Notice.objects.visible_to(player.actor).values_list("kind", flat=True))


def test_points_come_at_the_end_and_move_one_place(world: World, coming: Meeting) -> None:
    items = [add(world, coming, title) for title in ("A", "B", "C")]
    actor = world.cast.coordinator.actor
    actions.move_point(actor=actor, item_id=items[2].pk, up=True)
    assert titles(world, coming) == ["A", "C", "B"]
    actions.move_point(actor=actor, item_id=items[0].pk, up=True)
    assert titles(world, coming) == ["A", "C", "B"]
    actions.move_point(actor=actor, item_id=items[0].pk, up=False)
    assert titles(world, coming) == ["C", "A", "B"]


def test_a_bottleneck_needs_a_reference_and_nothing_else(world: World, coming: Meeting) -> None:
    with pytest.raises(MeetingError) as refused:
        add(world, coming, "Vastgelopen", kind="bottleneck")
    assert refused.value.field == "reference"
    assert add(world, coming, "Vastgelopen", kind="bottleneck", reference="VLA-7").reference


def test_one_button_takes_over_minutes_actions_and_requests_once(
    world: World, coming: Meeting
) -> None:
    today = timezone.localdate()
    meeting(world.platform, today - dt.timedelta(90), state="held")
    previous = meeting(world.platform, today - dt.timedelta(30), state="held")
    task(world.platform, world.cast.police, text="Bellen")
    task(world.platform, world.cast.police, text="Klaar", state="done", closed_on=today)
    task(world.network, world.cast.police, text="Van een ander overleg")
    add(world, coming, "Opening")
    ask(world)
    actor = world.cast.coordinator.actor
    assert actions.take_over(actor=actor, meeting_id=coming.pk) == 3
    found = titles(world, coming)
    assert found[1:] == ["Opening", "Bellen", "Nachtopvang"]
    assert coming.items.get(kind="minutes").about_meeting == previous
    assert "meeting.point-answered" in kinds(world.cast.police)
    assert actions.take_over(actor=actor, meeting_id=coming.pk) == 0


def test_a_member_asks_the_coordinator_hears_and_answers(world: World, coming: Meeting) -> None:
    item = ask(world)
    assert "meeting.point-asked" in kinds(world.cast.coordinator)
    assert not AgendaItem.objects.visible_to(world.cast.riec.actor).filter(pk=item.pk).exists()
    actions.answer_point(actor=world.cast.coordinator.actor, item_id=item.pk, meeting_id=coming.pk)
    assert titles(world, coming) == ["Nachtopvang"]
    assert "meeting.point-answered" in kinds(world.cast.police)


def test_a_refusal_says_why(world: World, coming: Meeting) -> None:
    item = ask(world)
    actor = world.cast.coordinator.actor
    with pytest.raises(MeetingError) as refused:
        actions.answer_point(actor=actor, item_id=item.pk, meeting_id=None)
    assert refused.value.field == "answer"
    actions.answer_point(actor=actor, item_id=item.pk, meeting_id=None, answer="Volgende keer")
    address = reverse("meetings:body", args=["platform"])
    assert "Volgende keer" in world.cast.police.client.get(address).content.decode()
    with pytest.raises(MeetingError):
        actions.take_back_point(actor=world.cast.police.actor, item_id=item.pk)


def test_a_member_takes_a_request_back_until_it_is_answered(world: World) -> None:
    item = ask(world)
    actions.take_back_point(actor=world.cast.police.actor, item_id=item.pk)
    item.refresh_from_db()
    assert item.state == "withdrawn"


def test_who_has_no_seat_asks_nothing(world: World) -> None:
    with pytest.raises(ConsultationBody.DoesNotExist):
        actions.ask_point(
            actor=world.cast.trainer.actor, body_id=world.platform.pk, values={"title": "Ik"}
        )
    with pytest.raises(PermissionDenied):
        actions.ask_point(
            actor=world.cast.administrator.actor, body_id=world.platform.pk, values={"title": "Ik"}
        )


def test_what_a_member_asked_goes_back_when_taken_off(world: World, coming: Meeting) -> None:
    item = ask(world)
    actor = world.cast.coordinator.actor
    actions.answer_point(actor=actor, item_id=item.pk, meeting_id=coming.pk)
    actions.remove_point(actor=actor, item_id=item.pk)
    item.refresh_from_db()
    assert (item.state, item.meeting_id) == ("asked", None)
    own = add(world, coming, "Eigen")
    actions.remove_point(actor=actor, item_id=own.pk)
    assert not coming.items.exists()


def test_what_led_to_something_stays(world: World, coming: Meeting) -> None:
    item = add(world, coming, "Besproken", outcome="Akkoord")
    with pytest.raises(MeetingError):
        actions.remove_point(actor=world.cast.coordinator.actor, item_id=item.pk)


def test_two_windows_on_one_point(world: World, coming: Meeting) -> None:
    item = add(world, coming, "Punt")
    actor = world.cast.coordinator.actor
    actions.edit_point(actor=actor, item_id=item.pk, version=1, values={"title": "Nieuw"})
    with pytest.raises(EditConflict):
        actions.edit_point(actor=actor, item_id=item.pk, version=1, values={"title": "Anders"})


def test_the_buttons_of_the_page_move_and_remove(world: World, coming: Meeting) -> None:
    first, second = point(coming, "Een", position=1), point(coming, "Twee", position=2)
    client = world.cast.coordinator.client
    where = {"meeting_id": coming.pk, "item_id": second.pk}
    client.post(reverse("meetings:move-point", kwargs=where), {"to": "up"})
    assert titles(world, coming) == ["Twee", "Een"]
    client.post(reverse("meetings:remove-point", kwargs=where))
    assert titles(world, coming) == ["Een"]
    other = meeting(world.platform, timezone.localdate() + dt.timedelta(50))
    strange = {"meeting_id": other.pk, "item_id": first.pk}
    assert client.post(reverse("meetings:move-point", kwargs=strange)).status_code == 404
