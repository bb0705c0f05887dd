"""The administrator's pages: what they show, what they find, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.people import queries
from baken.foundation.people.models import Account, LinkPurpose, OneTimeLink
from baken.foundation.people.queries import AccountState

from .door import with_app

pytestmark = pytest.mark.django_db


def states(cast):
    return {account.email: account.state for account in queries.accounts(cast.administrator.actor)}


def account_in(state, cast):
    """Bring the focal point for care into a state and return the account."""
    account = with_app(cast.focal_care)
    account.last_login = timezone.now()
    if state == AccountState.DEACTIVATED:
        account.is_active, account.deactivated_at = False, timezone.now()
    elif state in {AccountState.INVITED, AccountState.LAPSED}:
        days = 7 if state == AccountState.INVITED else -1
        account.is_active = False
        OneTimeLink.objects.create(
            account=account,
            purpose=LinkPurpose.JOIN,
            expires_at=timezone.now() + dt.timedelta(days=days),
        )
    elif state == AccountState.NO_ROLE:
        account.memberships.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    elif state == AccountState.NO_SECOND_STEP:
        account.authenticator_set.all().delete()
    elif state == AccountState.NEVER_SEEN:
        account.last_login = None
    account.save()
    return account


@pytest.mark.parametrize("state", AccountState.values)
def test_each_state_is_found_and_shown(cast, state):
    account = account_in(state, cast)
    assert states(cast)[account.email] == state
    client = cast.administrator.client
    page = client.get(reverse("people:accounts"), {"state": state})
    check_page(page)
    assert account.email in page.content.decode()
    other = next(one for one in AccountState.values if one != state)
    page = client.get(reverse("people:accounts"), {"state": other})
    assert account.email not in page.content.decode()
    check_page(client.get(reverse("people:account", args=[account.pk])))


def test_the_list_searches_and_filters(cast):
    client = cast.administrator.client

    def found(**filters):
        page = client.get(reverse("people:accounts"), filters)
        check_page(page)
        return {account.email for account in page.context["page"]}

    assert len(found()) == len(cast.players)
    assert found(search="FOCAL_CARE@") == {"focal_care@voorbeeld.test"}
    assert found(search="Mayor") == {"mayor@voorbeeld.test"}
    assert found(role="riec") == {"riec@voorbeeld.test"}
    schiedam = str(cast.organisations["schiedam"].pk)
    assert found(organisation=schiedam) == {"focal_schiedam@voorbeeld.test"}
    assert found(organisation=schiedam, role="mayor") == set()
    assert found(role="nonsense") != set()


def test_the_list_costs_the_same_with_more_accounts(cast):
    client = cast.administrator.client

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("people:accounts")).status_code == 200
        return len([one for one in queries if one["sql"].startswith(("SELECT", "DECLARE"))])

    cost()
    before = cost()
    for number in range(60):
        account = Account.objects.create(email=f"meer{number}@voorbeeld.test", name="Meer")
        account.memberships.create(
            organisation=cast.organisations["essm"],
            role="advice-desk",
            starts_on=dt.date(2025, 1, 1),
        )
    assert cost() == before <= 10


def test_an_account_shows_no_work(cast, desk):
    desk.work[cast.focal_care.membership.pk] = 7
    page = cast.administrator.client.get(
        reverse("people:account", args=[cast.focal_care.account.pk])
    )
    assert "letters" not in page.content.decode()


def test_the_own_account_cannot_be_changed_from_here(cast):
    page = cast.administrator.client.get(
        reverse("people:account", args=[cast.administrator.account.pk])
    )
    check_page(page)
    text = page.content.decode()
    assert reverse("people:deactivate", args=[cast.administrator.account.pk]) not in text


def test_the_roles_page_shows_the_one_table(cast):
    check_page(cast.administrator.client.get(reverse("people:roles")))


@pytest.mark.parametrize("action", ["repeat-invitation", "withdraw-invitation"])
def test_who_has_joined_has_no_invitation(cast, action):
    answer = cast.administrator.client.post(
        reverse(f"people:{action}", args=[cast.trainer.account.pk]), follow=True
    )
    check_page(answer)
    assert "notice-danger" in answer.content.decode()


def test_an_unknown_account_is_not_found(cast):
    unknown = "00000000-0000-4000-8000-000000000000"
    for name in ("account", "give-role", "deactivate", "activate", "reset-second-factor"):
        address = reverse(f"people:{name}", args=[unknown])
        assert cast.administrator.client.get(address).status_code == 404, name


def test_nobody_but_an_administrator_sees_accounts(cast):
    account = cast.focal_care.account
    addresses = [reverse(f"people:{name}") for name in ("accounts", "invite", "roles")]
    addresses += [reverse("people:account", args=[account.pk])]
    for name, player in cast.players.items():
        if name == "administrator":
            continue
        client = player.client
        assert {client.get(address).status_code for address in addresses} == {403}, name
    assert {cast.stranger.get(address).status_code for address in addresses} == {302}


def test_others_know_of_their_own_account_only(cast):
    own = Account.objects.visible_to(cast.focal_care.actor)
    assert list(own) == [cast.focal_care.account]
    assert not Account.objects.visible_to(type(cast.focal_care.actor).stranger()).exists()


def test_members_of_are_those_who_can_work_there_today(cast):
    vlaardingen = cast.organisations["vlaardingen"].pk
    found = queries.members_of(vlaardingen, role="focal-point")
    assert {one.account for one in found} == {cast.focal_care.account, cast.focal_safety.account}
    from baken.foundation.access.permissions import Permission

    deciders = queries.members_of(vlaardingen, permission=Permission.CONCERN_DECIDE)
    assert set(deciders) == set(found)
    cast.focal_care.account.is_active = False
    cast.focal_care.account.save()
    assert len(queries.members_of(vlaardingen, role="focal-point")) == 1
    assert not queries.members_of(vlaardingen, on=dt.date(2024, 12, 31))
