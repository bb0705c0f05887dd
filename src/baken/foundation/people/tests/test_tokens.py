"""Tokens for programs: made by their owner, shown once, ended where sessions end."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people import jobs, tokens
from baken.foundation.people.actions import accounts, endings, invitations
from baken.foundation.people.actions import tokens as actions
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.links import issue, make
from baken.foundation.people.models import ApiToken, LinkPurpose, TokenScope

from .door import PASSWORD, enter_password, sign_in, with_app, with_password

pytestmark = pytest.mark.django_db

FORM = {"name": "Zaaksysteem", "scope": "read", "days": "30"}


def make_token(player, **changes):
    values = {"name": "Zaaksysteem", "scope": TokenScope.READ, "days": 30, "second_factor": True}
    return actions.make(actor=player.actor, **{**values, **changes})


def test_a_token_is_made_after_confirming_shown_once_and_noted(cast, events):
    client = sign_in(with_app(cast.focal_care))
    address = reverse("people:make-token")
    asked = client.get(address)
    assert asked.url.startswith(reverse("account_reauthenticate"))
    client.post(asked.url, {"password": PASSWORD})
    check_page(client.get(address))
    check_page(client.post(address, {"name": ""}))
    made = client.post(address, FORM)
    check_page(made)
    secret = re.search(r"baken_[\w-]{43}", made.content.decode()).group()
    token = ApiToken.objects.get()
    assert bytes(token.digest) == tokens.digest_of(secret)
    assert token.membership == cast.focal_care.membership
    listed = client.get(reverse("people:tokens"))
    check_page(listed)
    assert "Zaaksysteem" in listed.content.decode()
    assert secret not in listed.content.decode()
    assert made["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert events()[-1] == "token.made"


def test_without_a_second_step_nobody_makes_a_token(cast):
    client, _answer = enter_password(with_password(cast.trainer))
    assert client.get(reverse("people:tokens")).url.startswith(reverse("mfa_index"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    sent = client.post(reverse("people:make-token"), FORM)
    assert sent.url.startswith(reverse("mfa_index"))
    with pytest.raises(PeopleError):
        make_token(cast.trainer, second_factor=False)
    assert not ApiToken.objects.exists()


def test_without_a_role_there_is_nothing_to_make_a_token_for(cast):
    actor = Actor.without_membership(cast.focal_care.account.pk)
    with pytest.raises(PermissionDenied):
        actions.make(actor=actor, name="x", scope=TokenScope.READ, days=7, second_factor=True)


@pytest.mark.parametrize("wrong", [{"name": "  "}, {"days": 365}, {"days": 0}])
def test_a_token_has_a_name_and_an_end(cast, wrong):
    with pytest.raises(PeopleError):
        make_token(cast.focal_care, **wrong)


def test_the_number_of_working_tokens_is_limited_and_the_page_says_so(cast):
    for _ in range(actions.MOST):
        make_token(cast.focal_care)
    client = sign_in(with_app(cast.focal_care))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    refused = client.post(reverse("people:make-token"), FORM)
    check_page(refused)
    assert ApiToken.objects.count() == actions.MOST
    actions.revoke(actor=cast.focal_care.actor, token_id=ApiToken.objects.first().pk)
    make_token(cast.focal_care)


def test_somebody_revokes_ones_own_token_and_not_that_of_another(cast, events):
    token, _secret = make_token(cast.focal_care)
    address = reverse("people:revoke-token", args=[token.pk])
    assert cast.focal_safety.client.post(address).status_code == 404
    token.refresh_from_db()
    assert token.state == "working"
    for _ in range(2):
        assert cast.focal_care.client.post(address).url == reverse("people:tokens")
    token.refresh_from_db()
    assert token.state == "revoked"
    assert events() == ["token.made", "token.revoked"]
    check_page(cast.focal_care.client.get(reverse("people:tokens")))


def test_somebody_is_mailed_that_a_token_was_made(cast, mailoutbox):
    make_token(cast.focal_care)
    jobs.mail_word(str(cast.focal_care.account.pk), "token-made")
    assert mailoutbox[0].to == [cast.focal_care.account.email]
    assert "Zaaksysteem" not in mailoutbox[0].body


def deactivate(cast):
    endings.deactivate(
        actor=cast.administrator.actor,
        account=cast.focal_care.account,
        reason="weg",
        successor_ids={},
    )


def reset_second_factor(cast):
    accounts.reset_second_factor(
        actor=cast.administrator.actor, account=cast.focal_care.account, reason="telefoon kwijt"
    )


def choose_password_by_link(cast):
    link = make(with_password(cast.focal_care), LinkPurpose.PASSWORD)
    invitations.use_link(secret=issue(link).split("=")[1], password="een-nieuw-lang-wachtwoord")


def change_password(cast):
    client = sign_in(with_app(cast.focal_care))
    new = "dertien-fietsen-in-de-regen"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )


@pytest.mark.parametrize(
    "ending", [deactivate, reset_second_factor, choose_password_by_link, change_password]
)
def test_tokens_end_where_sessions_end(cast, ending):
    token, _secret = make_token(cast.focal_care)
    kept, _secret = make_token(cast.focal_safety)
    ending(cast)
    for one in (token, kept):
        one.refresh_from_db()
    assert (token.state, kept.state) == ("revoked", "working")


def test_a_token_that_ended_long_ago_is_forgotten(cast, time_machine):
    make_token(cast.focal_care, days=7)
    revoked, _secret = make_token(cast.focal_care, days=90)
    actions.revoke(actor=cast.focal_care.actor, token_id=revoked.pk)
    time_machine.move_to(timezone.now() + dt.timedelta(days=10))
    assert ApiToken.objects.filter(revoked_at=None).get().state == "expired"
    jobs.forget_tokens(0)
    assert ApiToken.objects.count() == 2
    time_machine.move_to(timezone.now() + dt.timedelta(days=100))
    jobs.forget_tokens(0)
    assert not ApiToken.objects.exists()


# -- The database's own rules ------------------------------------------------------------------


def test_the_database_refuses_a_token_for_longer_than_ninety_days(cast):
    token, _secret = make_token(cast.focal_care, days=90)
    token.expires_at += dt.timedelta(seconds=1)
    with pytest.raises(IntegrityError, match="apitoken_ends_in_time"):
        token.save()


def test_tokens_are_out_of_reach_for_everybody_else(cast):
    token, _secret = make_token(cast.focal_care)
    for actor in (cast.focal_safety.actor, cast.privacy_officer.actor, Actor.stranger()):
        with acting_as(actor):
            assert not ApiToken.objects.exists()
            assert ApiToken.objects.update(revoked_at=None) == 0
    with acting_as(cast.focal_care.actor):
        assert ApiToken.objects.exists()
        assert ApiToken.objects.filter(pk=token.pk).delete()[0] == 0


def test_without_an_actor_the_table_is_shut_and_the_function_answers_the_holder(cast):
    _token, secret = make_token(cast.focal_care)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE baken_web")
        assert not ApiToken.objects.exists()
        used, membership_id = tokens._use(secret)
        assert tokens._use("baken_something-else") is None
        cursor.execute("SET LOCAL ROLE NONE")
    assert membership_id == cast.focal_care.membership.pk
    assert (used.scope, used.requests, used.is_first_today) == ("read", 1, True)


def test_nobody_makes_a_token_for_somebody_else_or_for_another_role(cast):
    other = cast.focal_safety

    def insert(account, membership):
        now = timezone.now()
        ApiToken.objects.create(
            account=account,
            membership=membership,
            name="x",
            digest=b"x",
            scope="read",
            expires_at=now + dt.timedelta(days=1),
        )

    for values in (
        (other.account, other.membership),
        (cast.focal_care.account, other.membership),
    ):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            acting_as(cast.focal_care.actor),
        ):
            insert(*values)
