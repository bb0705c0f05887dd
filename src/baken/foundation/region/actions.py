"""Every change of the region's data on screen: one function each, for pages, API and jobs.

Each function checks that the actor may change the record, compares the version the editor saw,
saves only what changed, and writes history and audit register in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission

from . import events
from .access import contacts_editable_by, organisations_editable_by
from .history import note_changes
from .merge import as_plain, column_of, plain_value
from .models import REACH_FIELDS, ContactPoint, Organisation, PackRecord

OWN_FIELDS = frozenset({"name", "phone", "email", "website", "hours", "hours_note"})
"""What a focal point may change of the own contact point; the rest is the editor's."""


class EditConflict(Exception):
    """Somebody else changed the record after the editor opened it; ``record`` is the newest."""

    def __init__(self, record: PackRecord) -> None:
        super().__init__("changed by somebody else")
        self.record = record


class RegionProblem(Exception):
    """A change that cannot be made; the text is for the screen."""


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, actor: Actor, values: Mapping[str, Any], version: int
) -> list[str]:
    """Change an organisation and return the names of the fields that changed.

    Raises:
        PermissionDenied: when the actor may not change it.
        EditConflict: when it is no longer the version the editor saw.
    """
    editable = organisations_editable_by(actor)
    current = _lock(editable.filter(pk=organisation.pk).select_for_update().first(), version)
    changed = _apply(current, values, actor)
    if changed:
        events.note_organisation(actor, "edited", current, changed)
    return changed


@transaction.atomic
def add_organisation(*, actor: Actor, slug: str, values: Mapping[str, Any]) -> Organisation:
    """Add an organisation that no pack has, for example a local shelter.

    Raises:
        PermissionDenied: when the actor may not.
        RegionProblem: when the slug is taken.
    """
    if not actor.may(Permission.REGION_EDIT):
        raise PermissionDenied
    organisation = Organisation(slug=slug, **values)
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        raise RegionProblem(_("There is already an organisation with this name.")) from error
    events.note_organisation(actor, "added", organisation)
    return organisation


@transaction.atomic
def edit_contact(
    contact: ContactPoint,
    *,
    actor: Actor,
    values: Mapping[str, Any],
    version: int,
    checked: bool = False,
) -> list[str]:
    """Change a contact point and return the names of the fields that changed.

    ``values`` are stored forms (``phones.normalise``, ``OpeningHours.to_data``). With
    ``checked`` it is also marked as checked today.

    Raises:
        PermissionDenied: when the actor may not change it, or not these fields of it.
        EditConflict: when it is no longer the version the editor saw.
    """
    if not actor.may(Permission.REGION_EDIT) and set(values) - OWN_FIELDS:
        raise PermissionDenied
    current: ContactPoint = _lock(_locked_contact(contact, actor), version)
    changed = _apply(current, _without_stale_check(current, values), actor)
    if changed:
        events.note_contact(actor, "edited", current, changed)
    if checked:
        _check(current, actor)
    return changed


@transaction.atomic
def add_contact(
    organisation: Organisation, *, actor: Actor, slug: str, values: Mapping[str, Any]
) -> ContactPoint:
    """Add a contact point to an organisation.

    Raises:
        PermissionDenied: when the actor may not.
        RegionProblem: when the organisation already has one by this slug.
    """
    if not organisations_editable_by(actor).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    contact = ContactPoint(organisation=organisation, slug=slug, **values)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError as error:
        raise RegionProblem(_("This organisation already has a contact by this name.")) from error
    events.note_contact(actor, "added", contact)
    return contact


@transaction.atomic
def mark_checked(contact: ContactPoint, *, actor: Actor) -> None:
    """Say that number, address and hours were checked today.

    Raises:
        PermissionDenied: when the actor may not change the contact point.
    """
    _check(_lock(_locked_contact(contact, actor)), actor)


@transaction.atomic
def take_pack_value(record: Organisation | ContactPoint, *, actor: Actor, field: str) -> None:
    """Undo an edit: give one field the value the region pack has.

    Raises:
        PermissionDenied: when the actor may not change the record, or the field was not edited.
    """
    if not actor.may(Permission.REGION_EDIT):
        raise PermissionDenied
    current = _lock(type(record)._default_manager.select_for_update().get(pk=record.pk))
    if field not in current.edited_fields():
        raise PermissionDenied
    value = current._meta.get_field(field).to_python(current.pack_values[field])
    _apply(current, {field: value}, actor)
    if isinstance(current, ContactPoint):
        events.note_contact(actor, "edited", current, [field])
    else:
        events.note_organisation(actor, "edited", current, [field])


def author_of(actor: Actor) -> str:
    """Return role and organisation in the house language, which is how a history names a person."""
    with override("nl"):
        role = str(actor.role.label) if actor.role else actor.name
    known = Organisation.objects.filter(pk=actor.organisation_id or uuid.UUID(int=0)).first()
    name = (known.short_name or known.name) if known else ""
    return ", ".join(part for part in (role, name) if part)


def _locked_contact(contact: ContactPoint, actor: Actor) -> ContactPoint | None:
    editable = contacts_editable_by(actor).filter(pk=contact.pk)
    return editable.select_for_update(of=("self",)).first()


def _lock(record: Any, version: int | None = None) -> Any:
    """Refuse what was not found or is no longer the version that the editor saw."""
    if record is None:
        raise PermissionDenied
    if version is not None and record.version != version:
        raise EditConflict(record)
    return record


def _without_stale_check(contact: ContactPoint, values: Mapping[str, Any]) -> dict[str, Any]:
    """Take back an older check when what it was about changes."""
    moved = any(
        name in values and plain_value(contact, name) != as_plain(values[name])
        for name in REACH_FIELDS
    )
    return {**values, **({"last_checked_on": None, "checked_by": ""} if moved else {})}


def _apply(record: Any, values: Mapping[str, Any], actor: Actor) -> list[str]:
    """Set and save what differs, with its history; return the names of those fields."""
    changes = {}
    for name, value in values.items():
        old, new = plain_value(record, name), as_plain(getattr(value, "pk", value))
        if old != new:
            changes[name] = (old, new)
            setattr(record, name if hasattr(value, "pk") else column_of(record, name), value)
    if not changes:
        return []
    record.version += 1
    record.save(update_fields=[*changes, "version"])
    note_changes(record, changes, author=author_of(actor), membership_id=actor.membership_id)
    return list(changes)


def _check(contact: ContactPoint, actor: Actor) -> None:
    contact.last_checked_on = timezone.localdate()
    contact.checked_by = author_of(actor)[:200]
    contact.save(update_fields=["last_checked_on", "checked_by"])
    events.note_contact(actor, "checked", contact)
