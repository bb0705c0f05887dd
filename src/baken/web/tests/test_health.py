"""Health for machines, and what people see when the database is not there."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from baken.foundation.region.models import Organisation
from baken.web import health, views


def gone(*words: Any, **more: Any) -> Any:
    raise OperationalError("connection refused at jansje's house")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_live_asks_the_database_nothing(client: Client) -> None:
    # Without the mark django_db, any query would fail this test.
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_there_is_somebody_to_call(client: Client) -> None:
    assert client.get("/health/ready").json() == {
        "status": "down",
        "database": "ok",
        "migrations": "ok",
        "region": "down",
    }
    Organisation.objects.create(slug="politie", name="Politie", kind="police")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "no-store" in answer["Cache-Control"]


def test_ready_says_that_the_database_is_down(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PARTS", dict.fromkeys(("database", "region"), gone))
    monkeypatch.setattr(health.connection, "close", lambda: None)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "down", "database": "down", "region": "down"}


@pytest.mark.django_db
def test_health_sets_no_cookie_and_takes_no_post(client: Client) -> None:
    for path in ("/health/live", "/health/ready"):
        assert not client.get(path).cookies
        assert client.head(path).status_code in {200, 503}
        assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_a_database_that_goes_away_is_a_page_with_a_phone_number(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "render", gone)
    answer = client.get("/over/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    text = answer.content.decode()
    assert "112" in text
    assert "jansje" not in text
    assert "Traceback" not in text


@pytest.mark.django_db
def test_a_database_that_is_gone_before_the_page_begins_is_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from baken.foundation.access import middleware

    monkeypatch.setattr(middleware, "acting_as", gone)
    assert client.get("/over/").status_code == 503


@pytest.mark.django_db
def test_another_fault_stays_a_fault_of_ours(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "render", lambda *words: 1 / 0)
    assert client.get("/over/").status_code == 500
