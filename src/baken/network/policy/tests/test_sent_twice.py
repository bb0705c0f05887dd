"""A value or a note that is sent twice at the same moment is kept once, without an error."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from baken.network.policy.models import Measurement, ProgressNote

from .world import WHY, PolicyWorld

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


def test_two_presses_at_once_make_one(cast: Any) -> None:
    world = PolicyWorld(cast)
    measure = reverse("policy:measure", args=[world.planned.pk, world.indicator.pk])
    write = reverse("policy:add-note", args=[world.planned.pk])
    for day in range(1, 6):
        value = {"measured_on": f"{day}-2-2026", "value": "3"}
        assert both(cast.advice_desk, measure, value) == [302, 302]
        note = {"token": str(uuid4()), "text": "Het gaat goed."}
        assert both(cast.advice_desk, write, note) == [302, 302]
    assert Measurement.objects.unscoped(reason=WHY).count() == 5
    assert ProgressNote.objects.unscoped(reason=WHY).count() == 5
