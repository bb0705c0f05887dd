"""The second lock on people: reading is needed to sign in, giving roles is not."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.db import ProgrammingError, connection, transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people import links
from baken.foundation.people.models import Account, LinkPurpose, Membership, OneTimeLink

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
