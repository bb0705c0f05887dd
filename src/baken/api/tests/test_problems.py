"""Every error is a problem detail, whoever noticed it."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from baken.api import shapes
from baken.api.problems import BY_STATUS, KINDS, MEDIA_TYPE, for_status
from baken.chain.concerns import actions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]


def told(answer, status, code):
    assert (answer.status_code, answer["Content-Type"]) == (status, MEDIA_TYPE), answer.content
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"/api/v1/docs/#{code}"
    assert body["title"]
    assert body["detail"]
    assert answer["Cache-Control"] == "no-store"
    assert answer.has_header("Content-Security-Policy")
    assert answer["X-Content-Type-Options"] == "nosniff"
    return body


@pytest.mark.parametrize(
    "path", ["/nowhere", "/concerns/7", "/concerns/", "/organisations/a/b", "/../v2"]
)
def test_an_unknown_address_is_told_without_repeating_it(program, path):
    assert "nowhere" not in told(program().get(path), 404, "not-found")["detail"]


def test_a_wrong_method_names_the_right_ones(program):
    answer = Client().delete("/api/v1/concerns")
    told(answer, 405, "wrong-method")
    assert {one.strip() for one in answer["Allow"].split(",")} == {"GET", "POST"}
    told(Client().post("/api/v1/"), 405, "wrong-method")


def test_a_body_that_is_too_large_is_told(program):
    told(program().post("/route", b" " * 1_000_001), 413, "too-large")


def test_a_page_keeps_its_own_errors(program):
    assert Client().get("/nowhere/")["Content-Type"].startswith("text/html")


def test_what_fails_on_our_side_is_told_without_detail_and_undone(
    cast, world, program, events, monkeypatch
):
    def fail(*arguments):
        raise RuntimeError("Noor Verbeek")

    _concern, referral = world.referred()
    asking = program(cast.advice_desk)
    asking.client.raise_request_exception = False
    monkeypatch.setattr(shapes, "referral", fail)
    answer = asking.post(f"/referrals/{referral.pk}/accept", {})
    assert "Verbeek" not in str(told(answer, 500, "server-error"))
    assert world.fresh(referral).status == "sent"
    assert events("referral.accepted") == []


def test_a_database_that_is_gone_is_told_as_passing(program, monkeypatch):
    def gone(*arguments, **named):
        raise OperationalError

    monkeypatch.setattr("baken.api.endpoints.region.current_region", gone)
    asking = program()
    asking.client.raise_request_exception = False
    answer = asking.get("/regions")
    told(answer, 503, "unavailable")
    assert answer["Retry-After"] == "30"


def test_a_database_that_is_gone_before_anybody_is_known_is_told_too(program, monkeypatch):
    def gone(*arguments, **named):
        raise OperationalError

    monkeypatch.setattr("baken.foundation.people.tokens._use", gone)
    asking = program()
    asking.secret = "baken_x"
    asking.client.raise_request_exception = False
    told(asking.get("/me"), 503, "unavailable")


@override_settings(ALLOWED_HOSTS=["baken.example"])
def test_a_wrong_host_is_told(program):
    told(Client().get("/api/v1/regions"), 400, "bad-request")


def test_a_record_that_disappears_between_two_looks_is_not_there(cast, world, program, monkeypatch):
    _concern, referral = world.referred()

    def gone(**named):
        raise type(referral).DoesNotExist

    monkeypatch.setattr(actions, "accept", gone)
    answer = program(cast.advice_desk).post(f"/referrals/{referral.pk}/accept", {})
    told(answer, 404, "not-found")


def test_every_status_has_a_problem():
    assert set(BY_STATUS.values()) <= set(KINDS)
    assert for_status(418).code == "bad-request"
    assert for_status(502).code == "server-error"
    for code, kind in KINDS.items():
        assert 400 <= kind.status < 600, code
