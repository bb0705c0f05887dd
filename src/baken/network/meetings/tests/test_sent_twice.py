"""A form that is sent twice at the same moment makes one thing, and both answers are good."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from baken.network.meetings.models import Action, AgendaItem, Attendance, Meeting

from .world import World, meeting

pytestmark = pytest.mark.django_db(transaction=True)


def both(player: Any, url: str, data: dict[str, Any]) -> list[int]:
    """Send the form twice at once; return the statuses."""
    statuses: list[int] = []
    together = threading.Barrier(2)

    def send(client: Any) -> None:
        client.raise_request_exception = False
        together.wait()
        try:
            statuses.append(client.post(url, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(player.client,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.mark.parametrize(
    ("model", "name", "data"),
    [
        (AgendaItem, "ask", {"title": "Routekaart"}),
        (AgendaItem, "agenda", {"title": "Opening", "kind": "own"}),
        (Action, "assign", {"text": "Regelen", "owner_function": "Beleid", "due_on": "1-3-2030"}),
        (
            Meeting,
            "plan",
            {"day": "6-3-2029", "begins": "10", "ends": "11", "repeat": "once"},
        ),
    ],
)
def test_two_presses_at_once_make_one(
    cast: Any, model: Any, name: str, data: dict[str, Any]
) -> None:
    world = World(cast)
    place = "platform" if name in {"ask", "plan"} else meeting(world.platform).pk
    url = reverse(f"meetings:{name}", args=[place])
    for number in range(1, 4):
        token = str(uuid4())
        assert both(cast.coordinator, url, {**data, "form_token": token}) == [302, 302]
        assert model.objects.unscoped(reason="test").filter(token=token).count() == 1
        if name == "plan":
            data = {**data, "day": f"{6 + number}-3-2029"}


def test_who_says_twice_at_once_not_to_come_is_noted_once(cast: Any) -> None:
    world = World(cast)
    for day in range(1, 4):
        planned = meeting(world.platform, timezone.localdate() + dt.timedelta(days=day))
        url = reverse("meetings:absent", args=[planned.pk])
        assert both(cast.police, url, {"absent": "yes"}) == [302, 302]
        assert Attendance.objects.unscoped(reason="test").filter(meeting=planned).count() == 1
