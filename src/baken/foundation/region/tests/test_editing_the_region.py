"""Only who may, changes; nothing of another person is lost; every change is on record."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, connection
from tests.cast import Cast

from baken.foundation.access.lock import acting_as
from baken.foundation.audit.models import AuditEvent
from baken.foundation.region import actions
from baken.foundation.region.hours import OpeningHours
from baken.foundation.region.loading import load_pack
from baken.foundation.region.models import ContactPoint, Organisation, RegionChange

from .conftest import own_pack

pytestmark = pytest.mark.django_db
DAY = {"around_the_clock": True}


@pytest.fixture
def region(db):
    """Load the real region and gather the cast in it."""
    load_pack(own_pack("rotterdam"))
    return Cast.gather()


def point(slug: str, contact: str = "focal-point") -> ContactPoint:
    return ContactPoint.objects.select_related("organisation").get(
        organisation__slug=slug, slug=contact
    )


def edit(contact: ContactPoint, player, *, version: int | None = None, checked=False, **values):
    return actions.edit_contact(
        contact,
        actor=player.actor,
        values=values,
        version=contact.version if version is None else version,
        checked=checked,
    )


def events() -> list[tuple[str, list[str]]]:
    found = AuditEvent.objects.unscoped(reason="test").order_by("at")
    return [(event.event, event.fields) for event in found if event.event != "region-pack.loaded"]


def test_an_editor_changes_a_contact_and_it_is_on_record(region):
    contact = point("essm", "advice")
    changed = edit(contact, region.editor, phone="+31102365212", email=contact.email)
    assert changed == ["phone"]
    contact.refresh_from_db()
    assert (contact.phone, contact.version) == ("+31102365212", 2)
    change = RegionChange.objects.get(field="phone")
    assert (change.old, change.new) == ("+31102365256", "+31102365212")
    assert change.changed_by == "Redacteur, VAR"
    assert ("contact-point.edited", ["phone"]) in events()


def test_nothing_changed_leaves_no_trace(region):
    contact = point("essm", "advice")
    assert edit(contact, region.editor, phone=contact.phone) == []
    assert (RegionChange.objects.count(), events()) == (0, [])


def test_a_focal_point_fills_in_the_own_municipality_only(region):
    contact = point("vlaardingen")
    edit(contact, region.focal_safety, phone="+31102484000", hours=DAY)
    assert point("vlaardingen").phone == "+31102484000"
    for other in (point("schiedam"), point("essm", "advice")):
        with pytest.raises(PermissionDenied):
            edit(other, region.focal_safety, phone="+31102484000")


def test_a_focal_point_cannot_change_what_is_the_editors(region):
    contact = point("vlaardingen")
    for values in ({"purpose": "x"}, {"is_current": False}, {"fallback": None}):
        with pytest.raises(PermissionDenied):
            edit(contact, region.focal_safety, **values)


@pytest.mark.parametrize(
    "name", ["focal_safety", "advice_desk", "coordinator", "administrator", "mayor", "police"]
)
def test_who_is_no_editor_changes_nothing_else(region, name):
    player = region.players[name]
    organisation, contact = Organisation.objects.get(slug="essm"), point("essm", "advice")
    attempts = [
        lambda: actions.edit_organisation(
            organisation, actor=player.actor, values={"name": "x"}, version=1
        ),
        lambda: actions.add_organisation(actor=player.actor, slug="x", values={"name": "x"}),
        lambda: actions.add_contact(organisation, actor=player.actor, slug="x", values={}),
        lambda: actions.mark_checked(contact, actor=player.actor),
        lambda: actions.take_pack_value(contact, actor=player.actor, field="phone"),
        lambda: edit(contact, player, phone="112"),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    assert events() == []


def test_the_second_of_two_editors_is_warned(region):
    contact = point("essm", "advice")
    edit(contact, region.editor, hours_note="Eerst")
    with pytest.raises(actions.EditConflict) as conflict:
        edit(contact, region.editor, version=1, hours_note="Ook")
    assert conflict.value.record.hours_note == "Eerst"
    organisation = Organisation.objects.get(slug="essm")
    with pytest.raises(actions.EditConflict):
        actions.edit_organisation(
            organisation, actor=region.editor.actor, values={"name": "x"}, version=9
        )


@time_machine.travel(dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC), tick=False)
def test_checking_sets_today_and_role_but_no_name(region):
    contact = point("comensha", "helpdesk")
    actions.mark_checked(contact, actor=region.editor.actor)
    contact.refresh_from_db()
    assert contact.last_checked_on == dt.date(2026, 12, 1)
    assert contact.checked_by == "Redacteur, VAR"
    assert events() == [("contact-point.checked", [])]


def test_a_check_goes_stale_when_the_number_changes_without_one(region):
    contact = point("comensha", "helpdesk")
    edit(contact, region.editor, phone="+31334481187")
    assert point("comensha", "helpdesk").last_checked_on is None
    contact.refresh_from_db()
    edit(contact, region.editor, checked=True, phone="+31334481188")
    assert point("comensha", "helpdesk").last_checked_on is not None


def test_a_check_on_screen_is_no_edit_and_survives_a_load(region):
    contact = point("comensha", "helpdesk")
    actions.mark_checked(contact, actor=region.editor.actor)
    checked = point("comensha", "helpdesk").last_checked_on
    assert point("comensha", "helpdesk").edited_fields() == {}
    assert load_pack(own_pack("rotterdam")).lines() == ["nothing changed"]
    assert point("comensha", "helpdesk").last_checked_on == checked


def test_a_newer_check_of_the_pack_is_taken(region):
    ContactPoint.objects.filter(pk=point("comensha", "helpdesk").pk).update(
        last_checked_on=dt.date(2020, 1, 1)
    )
    load_pack(own_pack("rotterdam"))
    assert point("comensha", "helpdesk").last_checked_on == dt.date(2026, 11, 23)


def test_the_packs_value_can_be_taken_back(region):
    contact = point("essm", "advice")
    edit(contact, region.editor, phone="+31102365212")
    assert point("essm", "advice").edited_fields() == {"phone": ("+31102365212", "+31102365256")}
    actions.take_pack_value(contact, actor=region.editor.actor, field="phone")
    assert point("essm", "advice").edited_fields() == {}
    with pytest.raises(PermissionDenied):
        actions.take_pack_value(contact, actor=region.editor.actor, field="phone")
    organisation = Organisation.objects.get(slug="essm")
    actions.edit_organisation(
        organisation, actor=region.editor.actor, values={"short_name": "X"}, version=1
    )
    actions.take_pack_value(organisation, actor=region.editor.actor, field="short_name")
    assert Organisation.objects.get(slug="essm").short_name == "ESSM"


def test_organisations_and_contacts_are_added_once(region):
    values = {"name": "Huis", "kind": "care", "chain_role": "care"}
    added = actions.add_organisation(actor=region.editor.actor, slug="huis", values=values)
    actions.add_contact(added, actor=region.editor.actor, slug="bel", values={"name": "Bel"})
    with pytest.raises(actions.RegionProblem):
        actions.add_organisation(actor=region.editor.actor, slug="huis", values=values)
    with pytest.raises(actions.RegionProblem):
        actions.add_contact(added, actor=region.editor.actor, slug="bel", values={"name": "Bel"})
    assert [name for name, _fields in events()] == ["organisation.added", "contact-point.added"]
    assert load_pack(own_pack("rotterdam")).lines() == ["nothing changed"]


def test_hours_are_stored_in_one_spelling(region):
    contact = point("vlaardingen")
    hours = OpeningHours.from_data(
        {"week": [{"days": "daily", "from": "08:00", "until": "16:00"}], "holidays": "closed"}
    ).to_data()
    edit(contact, region.editor, hours=hours)
    contact.refresh_from_db()
    assert contact.opening_hours.to_data() == hours
    assert not contact.around_the_clock
    assert edit(contact, region.editor, hours=hours) == []


def test_loading_is_in_the_register(region):
    event = AuditEvent.objects.unscoped(reason="test").get(event="region-pack.loaded")
    assert event.details["pack"] == "rotterdam"
    assert event.actor_name == "region-pack"


@pytest.mark.parametrize(
    "sql", ["UPDATE region_regionchange SET old = NULL", "DELETE FROM region_regionchange"]
)
def test_the_web_process_cannot_rewrite_the_history(region, sql):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        acting_as(region.editor.actor),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
