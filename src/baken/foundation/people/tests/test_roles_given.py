"""Giving and prolonging roles: what fits, what does not, and who may."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain, Role
from baken.foundation.people.actions import memberships
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.fitting import ROLE_KINDS, Draft, roles_of
from baken.foundation.people.models import Membership
from baken.foundation.people.role_table import WORDS, role_table
from baken.foundation.region.models import OrganisationKind

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()  # noqa: DTZ011 - the tests run within one day


def draft(cast, organisation="essm", role=Role.ADVICE_DESK, domain=Domain.NONE, **period):
    period = {"starts_on": TODAY} | period
    return Draft(organisation=cast.organisations[organisation], role=role, domain=domain, **period)


def test_every_role_exists_somewhere_and_every_kind_has_a_role():
    assert set(ROLE_KINDS) == set(Role)
    assert all(ROLE_KINDS.values())
    assert Role.FOCAL_POINT in roles_of("municipality")
    assert Role.FOCAL_POINT not in roles_of("riec")
    assert set(roles_of(OrganisationKind.EMERGENCY)) == {Role.PRIVACY_OFFICER, Role.READER}


def test_the_cast_plays_roles_that_exist(cast):
    for player in cast.players.values():
        kind = player.membership.organisation.kind
        assert kind in ROLE_KINDS[Role(player.membership.role)], player.account


def test_the_table_on_screen_has_words_for_every_permission():
    assert set(WORDS) == {permission.value for permission in Permission}
    lines = {line.role: line for line in role_table().lines}
    assert lines[Role.PRIVACY_OFFICER].everywhere
    assert Permission.ACCOUNT_MANAGE in lines[Role.ADMINISTRATOR].permissions


@pytest.mark.parametrize(
    ("organisation", "role", "domain", "field"),
    [
        ("riec", Role.FOCAL_POINT, Domain.CARE, "role"),
        ("vlaardingen", Role.RIEC, Domain.NONE, "role"),
        ("vlaardingen", Role.FOCAL_POINT, Domain.NONE, "domain"),
        ("essm", Role.ADVICE_DESK, Domain.CARE, "domain"),
    ],
)
def test_a_role_that_does_not_fit_is_refused(cast, organisation, role, domain, field):
    with pytest.raises(PeopleError) as refusal:
        memberships.give(
            actor=cast.administrator.actor,
            account=cast.trainer.account,
            draft=draft(cast, organisation, role, domain),
        )
    assert refusal.value.field == field


def test_a_period_ends_after_it_begins(cast):
    with pytest.raises(PeopleError):
        draft(cast, ends_on=TODAY - dt.timedelta(days=1)).check()


def test_a_given_role_is_written_in_the_register(cast, events):
    given = memberships.give(
        actor=cast.administrator.actor, account=cast.trainer.account, draft=draft(cast)
    )
    assert given.organisation == cast.organisations["essm"]
    assert events() == ["membership.given"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fits"),
    [
        (TODAY, None, False),
        (TODAY - dt.timedelta(days=30), TODAY, False),
        (TODAY - dt.timedelta(days=30), TODAY - dt.timedelta(days=1), True),
    ],
)
def test_the_same_role_is_held_once_at_a_time(cast, starts_on, ends_on, fits):
    actor, account = cast.administrator.actor, cast.trainer.account
    memberships.give(actor=actor, account=account, draft=draft(cast))
    second = draft(cast, starts_on=starts_on, ends_on=ends_on)
    if fits:
        memberships.give(actor=actor, account=account, draft=second)
    else:
        with pytest.raises(PeopleError):
            memberships.give(actor=actor, account=account, draft=second)


def test_nobody_gives_a_role_to_oneself(cast):
    with pytest.raises(PeopleError):
        memberships.give(
            actor=cast.administrator.actor, account=cast.administrator.account, draft=draft(cast)
        )


def test_a_last_day_moves_to_later_or_disappears(cast, events):
    actor, membership = cast.administrator.actor, cast.trainer.membership
    membership.ends_on = TODAY + dt.timedelta(days=10)
    membership.save()
    with pytest.raises(PeopleError):
        memberships.prolong(actor=actor, membership=membership, ends_on=TODAY)
    memberships.prolong(actor=actor, membership=membership, ends_on=TODAY + dt.timedelta(days=20))
    memberships.prolong(actor=actor, membership=membership, ends_on=None)
    membership.refresh_from_db()
    assert membership.ends_on is None
    assert events() == ["membership.changed", "membership.changed"]


def test_what_has_ended_stays_ended(cast):
    membership = cast.trainer.membership
    membership.ends_on = TODAY - dt.timedelta(days=1)
    membership.save()
    with pytest.raises(PeopleError):
        memberships.prolong(actor=cast.administrator.actor, membership=membership, ends_on=None)


def test_the_page_gives_a_role_or_says_why_not(cast):
    account = cast.trainer.account
    address = reverse("people:give-role", args=[account.pk])
    client = cast.administrator.client
    check_page(client.get(address))
    sent = {"organisation": str(cast.organisations["riec"].pk), "role": "focal-point"}
    page = client.post(address, sent | {"starts_on": TODAY.isoformat()})
    check_page(page)
    assert page.context["form"].errors.get("role")
    answer = client.post(address, sent | {"role": "riec", "starts_on": TODAY.isoformat()})
    assert answer.url == reverse("people:account", args=[account.pk])
    page = client.post(address, sent | {"role": "riec", "starts_on": TODAY.isoformat()})
    assert page.context["form"].non_field_errors()


def test_the_page_prolongs_a_role_or_says_why_not(cast):
    membership = cast.trainer.membership
    membership.ends_on = TODAY + dt.timedelta(days=1)
    membership.save()
    address = reverse("people:prolong-role", args=[cast.trainer.account.pk, membership.pk])
    client = cast.administrator.client
    check_page(client.get(address))
    page = client.post(address, {"ends_on": TODAY.isoformat()})
    assert page.context["form"].errors.get("ends_on")
    assert client.post(address, {"ends_on": ""}).status_code == 302
    membership.refresh_from_db()
    assert membership.ends_on is None


def test_roles_follow_the_chosen_organisation_while_filling_in(cast):
    client = cast.administrator.client
    answer = client.get(
        reverse("people:role-choice"),
        {"organisation": str(cast.organisations["riec"].pk)},
        headers={"HX-Request": "true"},
    )
    page = check_page(answer, fragment=True)
    offered = [e.attrs["value"] for e in page.all("option") if e.attrs["value"]]
    assert set(offered) == {"riec", "privacy-officer", "reader"} | set(offered) & {"care", "safety"}
    assert "focal-point" not in offered
    anything = client.get(reverse("people:role-choice"), {"organisation": "no-uuid"})
    assert "focal-point" in anything.content.decode()


def test_a_role_of_somebody_else_is_not_found_under_an_account(cast):
    foreign = cast.focal_care.membership
    for name in ("people:prolong-role", "people:end-role"):
        address = reverse(name, args=[cast.trainer.account.pk, foreign.pk])
        assert cast.administrator.client.get(address).status_code == 404


def test_a_membership_reads_as_role_and_place(cast):
    assert "Vlaardingen" in str(cast.focal_care.membership)
    assert Membership(starts_on=TODAY + dt.timedelta(days=1)).phase == "coming"
