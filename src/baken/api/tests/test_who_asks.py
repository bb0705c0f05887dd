"""Token or session: who asks, what a token may, and that one never mends the other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baken.foundation.people import tokens
from baken.foundation.people.actions import tokens as token_actions
from baken.foundation.people.models import Account, ApiToken, Membership, TokenScope
from baken.foundation.people.sessions import METHODS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

ACCEPT = {"partner_reference": ""}


def test_a_token_says_who_asks_in_which_role(cast, program):
    told = program(cast.focal_care, TokenScope.READ).get("/me").json()
    assert told["name"] == cast.focal_care.account.name
    assert (told["role"], told["domain"], told["signed_in_by"]) == ("focal-point", "care", "token")
    assert told["organisation"]["slug"] == "vlaardingen"
    assert "concern:read" in told["permissions"]
    assert (told["token"]["name"], told["token"]["scope"]) == ("Zaaksysteem", "read")


def test_a_session_says_the_same(cast):
    told = cast.coordinator.client.get("/api/v1/me").json()
    assert (told["role"], told["signed_in_by"], told["token"]) == (
        "regional-coordinator", "session", None
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer baken_wrong", "bearer a b", "Bearer \xe9", "Bearer x" * 99],
)
def test_a_wrong_token_is_refused_also_with_an_open_session(cast, header):
    client = cast.focal_care.client
    assert client.get("/api/v1/me").status_code == 200
    answer = client.get("/api/v1/me", headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    assert answer["WWW-Authenticate"] == 'Bearer realm="baken", error="invalid_token"'


def test_without_token_and_session_somebody_is_told_to_sign_in(program):
    answer = program().get("/me")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="baken"')


def test_with_both_only_the_token_counts(cast, program):
    """Regression of a rule: a token is never mixed with a cookie."""
    asking = program(cast.advice_desk)
    asking.client = cast.focal_care.client
    assert asking.get("/me").json()["role"] == "advice-desk"
    assert asking.get("/concerns").status_code == 403
    assert asking.client.get("/api/v1/me").json()["role"] == "focal-point"


def test_a_token_opens_no_page(cast, program):
    asking = program(cast.focal_care)
    header = {"Authorization": f"Bearer {asking.secret}"}
    page = Client().get(reverse("concerns:list"), headers=header)
    assert page.url.startswith(reverse("account_login"))
    assert ApiToken.objects.get().last_used_at is None


def test_a_token_costs_two_queries_and_touches_no_session(cast, program):
    asking = program(cast.focal_care)
    asking.get("/me")
    with CaptureQueriesContext(connection) as queries:
        answer = asking.get("/me")
    asked = [one["sql"] for one in queries if "people_" in one["sql"]]
    assert len(asked) == 2
    assert not any("accountsession" in sql for sql in asked)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("path", ["/regions", "/is-er-niet", "/outlines", "/me"])
def test_the_first_use_of_a_day_is_noted_whatever_is_asked(cast, program, events, path):
    asking = program(cast.focal_care)
    asking.get(path)
    asking.get("/me")
    (noted,) = events("token.used")
    assert (noted.chain, noted.account_id) == (
        cast.focal_care.membership.organisation_id,
        cast.focal_care.account.pk,
    )


def test_a_token_that_may_only_read_changes_nothing(cast, world, program):
    _concern, referral = world.referred()
    asking = program(cast.advice_desk, TokenScope.READ)
    answer = asking.post(f"/referrals/{referral.pk}/accept", ACCEPT)
    assert (answer.status_code, answer.json()["code"]) == (403, "token-may-only-read")
    assert world.fresh(referral).status == "sent"
    assert asking.get("/referrals").status_code == 200


def revoke(player):
    token_actions.revoke(actor=player.actor, token_id=ApiToken.objects.get().pk)


def end_role(player):
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(pk=player.membership.pk).update(ends_on=yesterday)


def close_account(player):
    Account.objects.filter(pk=player.account.pk).update(is_active=False)


def expire(player):
    ApiToken.objects.update(
        created_at=timezone.now() - dt.timedelta(days=2),
        expires_at=timezone.now() - dt.timedelta(seconds=1),
    )


@pytest.mark.parametrize("ending", [revoke, end_role, close_account, expire])
def test_a_token_that_ended_is_refused(cast, program, ending):
    asking = program(cast.focal_care)
    assert asking.get("/me").status_code == 200
    ending(cast.focal_care)
    assert asking.get("/me").status_code == 401


def test_an_invented_person_has_no_token_in_production(cast, program, settings):
    Account.objects.filter(pk=cast.focal_care.account.pk).update(is_demonstration=True)
    asking = program(cast.focal_care)
    assert asking.get("/me").status_code == 200
    settings.BAKEN_MODE = "production"
    assert asking.get("/me").status_code == 401


def test_a_token_asks_so_often_in_a_minute_and_then_waits(cast, program, time_machine, monkeypatch):
    monkeypatch.setattr(tokens, "LIMIT", 3)
    time_machine.move_to(dt.datetime(2026, 11, 24, 10, 0, 48, tzinfo=dt.UTC), tick=False)
    asking, other = program(cast.focal_care), program(cast.focal_safety)
    answers = [asking.get("/me") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert (answers[3].json()["code"], answers[3]["Retry-After"]) == ("too-many-requests", "12")
    assert other.get("/me").status_code == 200
    time_machine.move_to(dt.datetime(2026, 11, 24, 10, 1, 0, tzinfo=dt.UTC), tick=False)
    assert asking.get("/me").status_code == 200


def test_the_first_use_of_a_day_is_in_the_register_and_the_last_on_the_page(
    cast, program, events, time_machine
):
    time_machine.move_to(dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC), tick=False)
    asking = program(cast.focal_care)
    for _ in range(2):
        asking.get("/me")
    assert len(events("token.used")) == 1
    # A minute before and after midnight in Amsterdam.
    for hour, minute in ((22, 59), (23, 1)):
        time_machine.move_to(dt.datetime(2026, 11, 24, hour, minute, tzinfo=dt.UTC), tick=False)
        asking.get("/me")
    found = events("token.used")
    assert len(found) == 2
    assert found[0].membership_id == cast.focal_care.membership.pk
    assert ApiToken.objects.get().last_used_at == timezone.now()


# -- Sessions ----------------------------------------------------------------------------------


def test_a_change_by_session_needs_the_form_token(cast, world):
    _concern, referral = world.referred()
    client = cast.advice_desk.client
    client.handler.enforce_csrf_checks = True
    address = f"/api/v1/referrals/{referral.pk}/accept"
    refused = client.post(address, ACCEPT, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "form-token-missing")
    page = client.get(reverse("concerns:accept", args=[referral.pk]))
    header = {"X-CSRFToken": str(page.context["csrf_token"])}
    done = client.post(address, ACCEPT, content_type="application/json", headers=header)
    assert (done.status_code, done.json()["status"]) == (200, "accepted")


def test_a_session_without_its_second_step_opens_nothing(cast):
    client = cast.focal_care.client
    session = client.session
    session[METHODS] = []
    session.save()
    answer = client.get("/api/v1/concerns")
    assert (answer.status_code, answer.json()["code"]) == (403, "second-step-missing")


def test_somebody_with_several_roles_chooses_first_or_uses_a_token(cast, program):
    Membership.objects.create(
        account=cast.focal_care.account,
        organisation=cast.organisations["var"],
        role="editor",
        starts_on=dt.date(2025, 1, 1),
    )
    client = cast.focal_care.client
    session = client.session
    del session["membership_id"]
    session.save()
    assert client.get("/api/v1/concerns").json()["code"] == "role-not-chosen"
    told = client.get("/api/v1/me").json()
    assert (told["role"], told["organisation"], told["permissions"]) == (None, None, [])
    assert program(cast.focal_care).get("/concerns").status_code == 200
