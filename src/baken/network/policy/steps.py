"""What every action of policy does: permission, lock, version, history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.vault.detect import points_at_a_person

from .errors import EditConflict, PeriodEnded, PolicyError
from .models import ActionEvent, Framework, PlannedAction


def demand(actor: Actor, permission: Permission) -> None:
    """Raise ``PermissionDenied`` unless the actor's role carries the permission."""
    if not actor.may(permission):
        raise PermissionDenied


def may_report(actor: Actor, planned: PlannedAction) -> bool:
    """Say whether the actor adds measurements and notes: the coordinator, and the owner's people.

    The policies of migration 0002 say the same.
    """
    if actor.may(Permission.POLICY_EDIT):
        return True
    owner = planned.owner_id
    return (
        actor.may(Permission.POLICY_READ) and owner is not None and owner == actor.organisation_id
    )


def refuse_personal_data(**texts: str) -> None:
    """Raise ``PolicyError`` at the first field that holds a number that points at a person."""
    for field, text in texts.items():
        if points_at_a_person(text):
            raise PolicyError(
                _("This looks like a number of a person or a vehicle. Leave it out."), field=field
            )


def hold(name: str) -> None:
    """Wait until nobody else holds the name; it is let go when the transaction ends.

    For who may add a row under another one that they may not lock themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def locked_framework(actor: Actor, framework_id: UUID) -> Framework:
    """Return a framework that may be changed, locked; raises ``PeriodEnded``."""
    found: Framework = (
        Framework.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=framework_id)
    )
    if not found.is_open:
        raise PeriodEnded
    return found


def open_framework(actor: Actor, framework_id: UUID) -> Framework:
    """Return a framework that may be changed, without a lock; for who may not change it itself."""
    found: Framework = Framework.objects.visible_to(actor).get(pk=framework_id)
    if not found.is_open:
        raise PeriodEnded
    return found


def locked_action(actor: Actor, action_id: UUID) -> PlannedAction:
    """Return an action of a period that still runs, locked; raises ``PolicyError``."""
    found: PlannedAction = (
        PlannedAction.objects.visible_to(actor)
        .select_related("framework")
        .select_for_update(of=("self",))
        .get(pk=action_id)
    )
    if not found.framework.is_open:
        raise PeriodEnded
    return found


def check_version(record: Any, version: int, theirs: Mapping[str, object]) -> None:
    """Raise ``EditConflict`` when the record is no longer the one that was seen."""
    if record.version != version:
        raise EditConflict(theirs=theirs, version=record.version)


def in_words(day: dt.date | None) -> str:
    """Return a day as people write it, for history that is kept as words."""
    return date_format(day, "j F Y") if day else ""


def note(planned: PlannedAction, kind: str, *, actor: Actor, **values: Any) -> ActionEvent:
    """Add a line to an action's history."""
    event: ActionEvent = ActionEvent.objects.create(
        framework_id=planned.framework_id,
        action=planned,
        kind=kind,
        membership_id=actor.membership_id,
        **values,
    )
    return event
