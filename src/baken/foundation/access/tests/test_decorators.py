"""Who is sent where before a view runs."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import own_account, public, requires, signed_in
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role

ADMINISTRATOR = Actor.person(
    account_id=uuid.uuid4(),
    membership_id=uuid.uuid4(),
    organisation_id=uuid.uuid4(),
    role=Role.ADMINISTRATOR,
)
UNDECIDED = Actor.without_membership(uuid.uuid4())


def page(request):
    return HttpResponse("in")


VIEWS = {
    "public": public(lambda request: HttpResponse("in")),
    "own-account": own_account(page),
    "signed-in": signed_in(page),
    "account:manage": requires(Permission.ACCOUNT_MANAGE)(page),
    "audit:read": requires(Permission.AUDIT_READ)(page),
}


def ask(rule, actor, *, method="get", missing=False, memberships=(), **headers):
    request = getattr(RequestFactory(headers=headers), method)("/beheer/?page=2")
    request.actor, request.second_factor_missing = actor, missing
    request.memberships = list(memberships)
    return VIEWS[rule](request)


def test_each_view_carries_its_rule():
    assert {name: view.access_rule for name, view in VIEWS.items()} == {
        name: name for name in VIEWS
    }


@pytest.mark.parametrize("rule", [rule for rule in VIEWS if rule != "public"])
def test_a_stranger_signs_in_first_and_comes_back(rule):
    answer = ask(rule, Actor.stranger())
    assert answer.url == f"{reverse('account_login')}?next=/beheer/%3Fpage%3D2"
    assert ask(rule, Actor.stranger(), method="post").url == reverse("account_login")


def test_the_public_is_let_in():
    assert ask("public", Actor.stranger()).content == b"in"


@pytest.mark.parametrize(
    ("rule", "goes"),
    [("own-account", None), ("signed-in", "mfa_index"), ("account:manage", "mfa_index")],
)
def test_a_missing_second_step_comes_first_except_on_the_own_account(rule, goes):
    answer = ask(rule, UNDECIDED, missing=True)
    assert answer.status_code == (302 if goes else 200)
    if goes:
        assert answer.url.startswith(reverse(goes))


def test_a_role_with_the_permission_is_let_in_and_another_refused():
    assert ask("account:manage", ADMINISTRATOR).content == b"in"
    with pytest.raises(PermissionDenied):
        ask("audit:read", ADMINISTRATOR)


def test_who_has_roles_but_chose_none_chooses_first():
    answer = ask("account:manage", UNDECIDED, memberships=["one", "two"])
    assert answer.url.startswith(reverse("people:switch"))
    with pytest.raises(PermissionDenied):
        ask("account:manage", UNDECIDED)
    assert ask("signed-in", UNDECIDED).content == b"in"


def test_a_step_in_a_page_takes_the_whole_page_along():
    answer = ask("signed-in", Actor.stranger(), **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, reverse("account_login"))


def test_an_unknown_permission_fails_where_it_is_written():
    with pytest.raises(ValueError, match="nonsense"):
        requires("nonsense")
