"""The second lock on people: reading is needed to sign in, giving roles is not."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from tests.cast import Player

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people import links
from baken.foundation.people.actions import tokens
from baken.foundation.people.models import (
    Account,
    ApiToken,
    LinkPurpose,
    Membership,
    OneTimeLink,
    ReaderRequest,
    TokenScope,
)

from .door import with_app

pytestmark = pytest.mark.django_db

NOT_ALLOWED = ["focal_safety", "coordinator", "privacy_officer", "editor", "mayor"]


def give_role(account, cast):
    Membership.objects.create(
        account=account,
        organisation=cast.organisations["var"],
        role="administrator",
        starts_on=dt.date(2026, 1, 1),
    )


def refused(actor, action, *arguments):
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(actor):
        action(*arguments)


@pytest.mark.parametrize("name", NOT_ALLOWED)
def test_no_page_of_theirs_can_give_a_role(cast, name):
    player = cast.players[name]
    refused(player.actor, give_role, player.account, cast)


def test_a_stranger_can_give_no_role_and_make_no_account(cast):
    refused(Actor.stranger(), give_role, cast.trainer.account, cast)
    refused(
        Actor.stranger(),
        Account.objects.create,
    )
    refused(cast.mayor.actor, Account.objects.create)


def test_nobody_changes_the_role_of_somebody_else_unseen(cast):
    for actor in (cast.focal_safety.actor, Actor.stranger(), Actor.reporter("x")):
        with acting_as(actor):
            assert Membership.objects.update(role="administrator") == 0
            assert Membership.objects.all().delete()[0] == 0
    assert Membership.objects.filter(role="administrator").count() == 1


def test_who_manages_accounts_can(cast):
    with acting_as(cast.administrator.actor):
        give_role(cast.trainer.account, cast)
        assert Membership.objects.filter(role="mayor").update(ends_on=dt.date(2026, 1, 1)) == 1


def test_everybody_changes_only_the_own_account(cast):
    with acting_as(cast.mayor.actor):
        assert Account.objects.filter(pk=cast.mayor.account.pk).update(name="Anders") == 1
        assert Account.objects.exclude(pk=cast.mayor.account.pk).update(is_active=False) == 0


def test_one_time_links_are_out_of_reach(cast):
    links.make(cast.trainer.account, LinkPurpose.PASSWORD)
    for actor in (cast.trainer.actor, cast.focal_care.actor, Actor.stranger()):
        with acting_as(actor):
            assert not OneTimeLink.objects.exists()
    with acting_as(cast.administrator.actor):
        assert OneTimeLink.objects.exists()


def test_second_steps_are_read_by_their_owner_and_at_the_door(cast):
    with_app(cast.focal_care)
    seen = {}
    for name in ("focal_care", "focal_safety", "administrator"):
        with acting_as(cast.players[name].actor):
            seen[name] = Authenticator.objects.count()
    with acting_as(Actor.stranger()):
        seen["stranger"] = Authenticator.objects.count()
        assert Authenticator.objects.all().delete()[0] == 0
    assert seen == {"focal_care": 1, "focal_safety": 0, "administrator": 1, "stranger": 1}


def test_without_an_actor_people_can_be_found_and_nothing_changed(cast):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE baken_web")
        assert Membership.objects.exists()
        assert Account.objects.update(is_active=False) == 0
        cursor.execute("SET LOCAL ROLE NONE")


@pytest.mark.parametrize("column", ["role", "organisation", "account", "starts_on"])
def test_a_role_is_never_turned_into_another(cast, column):
    values = {
        "role": "focal-point",
        "organisation": cast.organisations["schiedam"],
        "account": cast.administrator.account,
        "starts_on": dt.date(2024, 1, 1),
    }
    for actor in (cast.administrator.actor, Actor.system("hand-over")):
        with pytest.raises(IntegrityError, match="never changed"), acting_as(actor):
            Membership.objects.filter(role="mayor").update(**{column: values[column]})


@pytest.mark.parametrize(
    "values", [{"email": "iemand@elders.test"}, {"is_active": False}, {"is_demonstration": True}]
)
def test_only_who_manages_accounts_opens_closes_or_readdresses_one(cast, values):
    account = Account.objects.filter(pk=cast.mayor.account.pk)
    for actor in (cast.mayor.actor, Actor.stranger()):
        with pytest.raises(IntegrityError, match="by an administrator"), acting_as(actor):
            account.update(**values)
    with acting_as(cast.administrator.actor):
        assert account.update(**values) == 1


def a_token(player):
    token, _secret = tokens.make(
        actor=player.actor, name="x", scope=TokenScope.READ, days=7, second_factor=True
    )
    return token


@pytest.mark.parametrize("name", ["focal_care", "administrator"])
def test_a_token_does_not_change_hands_or_work_longer(cast, name):
    """Not by its owner, who may revoke it, nor by an administrator, who may revoke all."""
    token = ApiToken.objects.filter(pk=a_token(cast.focal_care).pk)
    changes = {
        "membership": cast.focal_schiedam.membership,
        "digest": b"known",
        "scope": TokenScope.WRITE,
        "expires_at": timezone.now() + dt.timedelta(days=89),
    }
    for column, value in changes.items():
        with (
            pytest.raises(IntegrityError, match="never changed"),
            acting_as(cast.players[name].actor),
        ):
            token.update(**{column: value})
    with acting_as(cast.players[name].actor):
        assert token.update(revoked_at=timezone.now()) == 1
    with pytest.raises(IntegrityError, match="never changed"), acting_as(cast.players[name].actor):
        token.update(revoked_at=None)


def test_a_token_works_under_a_role_of_its_owner(cast):
    other, own = cast.focal_schiedam, cast.focal_care
    lying = dataclasses.replace(own.actor, membership_id=other.membership.pk)
    with pytest.raises(IntegrityError, match="role of its owner"), acting_as(lying):
        a_token(Player(own.account, own.membership, lying))


def test_a_request_to_read_is_seen_by_who_admits_and_written_by_nobody(cast):
    """Both locks agree; an address that was not confirmed is seen by nobody."""
    made = [
        ReaderRequest.objects.create(email=f"{state}@x.test", name="Jo", state=state)
        for state in ("unconfirmed", "waiting")
    ]
    sees = {"editor": 1, "coordinator": 1}
    for name, player in cast.players.items():
        with acting_as(player.actor):
            seen = ReaderRequest.objects.unscoped(reason="the second lock")
            assert seen.count() == sees.get(name, 0), name
            assert ReaderRequest.objects.visible_to(player.actor).count() == sees.get(name, 0)
            assert seen.update(state="admitted") == 0
            assert seen.delete()[0] == 0
        refused(player.actor, ReaderRequest.objects.create)
    with acting_as(Actor.stranger()):
        assert not ReaderRequest.objects.unscoped(reason="the second lock").exists()
    refused(Actor.stranger(), ReaderRequest.objects.create)
    with acting_as(Actor.system("reader-door")):
        assert ReaderRequest.objects.unscoped(reason="the second lock").count() == len(made)
