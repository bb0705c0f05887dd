"""The one table of roles and permissions."""

from __future__ import annotations

import pytest

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import (
    ONE_STEP_ROLES,
    ROLE_PERMISSIONS,
    Role,
    needs_second_factor,
    permissions_of,
)

CONTENT = {one for one in Permission if one.split(":")[0] in {"concern", "referral"}}


def test_every_role_is_in_the_table_and_every_permission_is_held():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


def test_permissions_are_listed_in_order():
    assert list(Permission) == sorted(Permission)


@pytest.mark.parametrize(
    "role",
    [
        Role.ADMINISTRATOR,
        Role.PRIVACY_OFFICER,
        Role.REGIONAL_COORDINATOR,
        Role.PORTFOLIO_HOLDER,
        Role.MAYOR,
        Role.TRAINER,
        Role.EDITOR,
        Role.SHELTER_WORKER,
        Role.PROSECUTOR,
    ],
)
def test_who_has_no_task_with_a_concern_reaches_no_content(role):
    assert not permissions_of(role) & CONTENT


def test_nobody_combines_accounts_or_the_register_with_content():
    for role, permissions in ROLE_PERMISSIONS.items():
        powers = {Permission.ACCOUNT_MANAGE, Permission.AUDIT_READ} & permissions
        assert not (powers and permissions & CONTENT), role
        assert len(powers) <= 1, role


def test_one_step_is_enough_only_where_nothing_is_to_be_had():
    for role in ONE_STEP_ROLES:
        assert permissions_of(role) == {Permission.LIBRARY_READ}, role
    assert all(needs_second_factor(role) is (role not in ONE_STEP_ROLES) for role in Role)


def test_an_unknown_role_raises():
    with pytest.raises(ValueError, match="superuser"):
        permissions_of("superuser")
