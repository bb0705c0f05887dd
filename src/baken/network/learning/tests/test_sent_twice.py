"""A training that is added twice at the same moment is there once, and the page says so."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from baken.network.learning.models import Training

from .world import all_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_presses_at_once_make_one(cast):
    statuses: list[int] = []
    together = threading.Barrier(2)

    def send(client: Any, name: str) -> None:
        client.raise_request_exception = False
        data = {
            "name": name, "summary": "Een training", "audiences": ["municipality"],
            "form": "meeting", "place": "both", "provider": "FairWork", "source": "Verzonnen",
        }  # fmt: skip
        together.wait()
        try:
            statuses.append(client.post(reverse("learning:add-training"), data).status_code)
        finally:
            connection.close()

    for name in ("Eerste", "Tweede", "Derde"):
        clients = [cast.trainer.client, cast.trainer.client]
        threads = [threading.Thread(target=send, args=(client, name)) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all_of(Training).filter(name=name).count() == 1
    assert sorted(statuses) == [200, 200, 200, 302, 302, 302]
