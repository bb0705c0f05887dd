"""Whom people are told to call: what the database refuses, whatever a page would try."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import ContactPoint, Organisation, RegionChange

pytestmark = pytest.mark.django_db

TABLES = ("organisation", "contactpoint", "consultationbody", "regionrole", "packdocument")


def execute(actor: Actor, sql: str) -> int:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.fixture
def contacts(cast: Any) -> dict[str, ContactPoint]:
    """Give three organisations a contact point."""
    return {
        slug: ContactPoint.objects.create(
            organisation=cast.organisations[slug], slug="focal-point", name=slug, phone="0102365256"
        )
        for slug in ("vlaardingen", "schiedam", "essm")
    }


def changed_by(actor: Actor) -> set[str]:
    """Change every number as this actor, and say which changed."""
    execute(actor, "UPDATE region_contactpoint SET phone = '0600000000'")
    return set(ContactPoint.objects.filter(phone="0600000000").values_list("name", flat=True))


@pytest.mark.parametrize(
    "name", ["trainer", "administrator", "coordinator", "advice_desk", "mayor"]
)
def test_no_page_of_theirs_changes_a_number(cast: Any, contacts: Any, name: str) -> None:
    assert changed_by(cast.players[name].actor) == set()


def test_no_stranger_report_or_job_changes_a_number(cast: Any, contacts: Any) -> None:
    for actor in (
        Actor.stranger(),
        Actor.intake(cast.organisations["vlaardingen"].pk),
        Actor.reporter("x"),
        Actor.system("reminders"),
    ):
        assert changed_by(actor) == set()


def test_a_focal_point_changes_the_own_contact_point_only(cast: Any, contacts: Any) -> None:
    other = contacts["vlaardingen"]
    ContactPoint.objects.create(organisation=other.organisation, slug="loket", name="loket")
    assert changed_by(cast.focal_safety.actor) == {"vlaardingen"}


def test_an_editor_changes_all(cast: Any, contacts: Any) -> None:
    assert changed_by(cast.editor.actor) == set(contacts)


def test_a_contact_point_is_not_moved_to_another_organisation(cast: Any, contacts: Any) -> None:
    sql = f"UPDATE region_contactpoint SET organisation_id = '{cast.organisations['essm'].pk}'"  # noqa: S608
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        execute(cast.focal_safety.actor, sql)


def test_nobody_of_the_web_process_deletes(cast: Any, contacts: Any) -> None:
    for table in TABLES:
        for actor in (cast.editor.actor, cast.administrator.actor, Actor.system("x")):
            assert execute(actor, f"DELETE FROM region_{table}") == 0  # noqa: S608


def test_the_route_is_changed_by_loading_a_pack_and_by_no_page(cast: Any) -> None:
    from baken.foundation.region.models import PackDocument

    PackDocument.objects.create(
        section="route",
        version="1",
        valid_from="2026-01-01",
        content={},
        digest="x",
        loaded_at=timezone.now(),
    )
    sql = "UPDATE region_packdocument SET content = '{\"rows\": []}'"
    assert execute(cast.editor.actor, sql) == 0


def test_only_an_editor_adds_an_organisation(cast: Any) -> None:
    with acting_as(cast.editor.actor):
        Organisation.objects.create(slug="opvang", name="Opvang", kind="care")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(cast.focal_safety.actor),
    ):
        Organisation.objects.create(slug="opvang-2", name="Opvang", kind="care")


def test_the_history_is_written_in_the_own_name(cast: Any, contacts: Any) -> None:
    values = {
        "at": timezone.now(),
        "record_kind": "contactpoint",
        "record_id": contacts["vlaardingen"].pk,
        "field": "phone",
        "changed_by": "Aandachtsfunctionaris, Vlaardingen",
    }
    own = cast.focal_safety
    with acting_as(own.actor):
        RegionChange.objects.bulk_create([RegionChange(membership_id=own.membership.pk, **values)])
    someone = cast.editor.membership.pk
    for actor in (own.actor, cast.trainer.actor):
        with pytest.raises(ProgrammingError, match="row-level security"), acting_as(actor):
            RegionChange.objects.bulk_create([RegionChange(membership_id=someone, **values)])


@pytest.mark.parametrize("table", ["django_migrations", "django_content_type", "auth_permission"])
def test_what_only_a_migration_writes_is_closed(cast: Any, table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        execute(cast.administrator.actor, f"DELETE FROM {table}")  # noqa: S608
