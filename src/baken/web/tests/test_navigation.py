"""The navigation shows what is there and what the role opens, and marks where one is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.web import navigation
from baken.web.navigation import NavItem


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_staff", {})
    navigation.register_staff(
        NavItem("Over", "web:about", order=20),
        NavItem("Stijl", "web:style", Permission.AUDIT_READ, order=10, count=lambda actor: 4),
        NavItem("Weg", "web:bestaat-niet", order=1),
        NavItem(
            "Privacy", "web:privacy", (Permission.REGION_EDIT, Permission.AUDIT_READ), order=30
        ),
    )


def person(role: Role) -> Actor:
    return Actor.person(
        account_id=uuid4(), membership_id=uuid4(), organisation_id=uuid4(), role=role
    )


@pytest.mark.usefixtures("items")
def test_entries_are_in_order_and_only_those_the_role_opens() -> None:
    def labels(role: Role) -> list[str]:
        return [str(entry.label) for entry in navigation.staff_entries(person(role), "/")]

    assert labels(Role.PRIVACY_OFFICER) == ["Stijl", "Over", "Privacy"]
    assert labels(Role.EDITOR) == ["Over", "Privacy"]
    assert labels(Role.MAYOR) == ["Over"]


@pytest.mark.usefixtures("items")
def test_the_present_page_and_the_present_part_are_marked() -> None:
    def current(path: str) -> list[str]:
        entries = navigation.staff_entries(person(Role.PRIVACY_OFFICER), path)
        return [entry.current for entry in entries]

    assert current("/stijl/") == ["page", "", ""]
    assert current("/stijl/onderdeel/") == ["true", "", ""]


@pytest.mark.usefixtures("items")
def test_an_entry_shows_how_much_waits() -> None:
    entries = navigation.staff_entries(person(Role.PRIVACY_OFFICER), "/")
    assert [entry.count for entry in entries] == [4, 0, 0]
