"""What every action does: run as its actor, ask the permission, lock the row, judge the version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import ConsultationBody

from .access import own_bodies, sees_all, takes_part
from .errors import EditConflict


def demand(actor: Actor, permission: Permission = Permission.BODY_PLAN) -> None:
    """Raise ``PermissionDenied`` unless the actor's role carries the permission."""
    if not actor.may(permission):
        raise PermissionDenied


def locked(model: Any, actor: Actor, row_id: UUID) -> Any:
    """Return a row the actor may know of, locked; raises ``DoesNotExist``."""
    return model.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=row_id)


def hold(name: str) -> None:
    """Wait until nobody else holds the name; it is let go when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def made_before(model: Any, actor: Actor, token: UUID | None) -> Any:
    """Return what the same form made already, or None: a form sent twice makes one thing.

    Also when it is sent twice at once: the second waits here until the first is stored.
    """
    if token is None:
        return None
    hold(f"meetings.form {token}")
    return model.objects.visible_to(actor).filter(token=token).first()


def change(row: Any, version: int, values: Mapping[str, Any], *also: str) -> bool:
    """Save ``values`` in ``row`` when it still is as the writer saw it; say whether it changed.

    ``also`` are fields the caller set. Raises ``EditConflict`` when somebody else was first and
    left something different from ``values``.
    """
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed and not also:
        return False
    if row.version != version:
        raise EditConflict(row.version, {name: getattr(row, name) for name in values})
    for name in changed:
        setattr(row, name, values[name])
    row.version += 1
    row.save(update_fields=[*changed, *also, "version"])
    return True


def bodies_of(actor: Actor) -> Any:
    """Return the bodies whose work the actor may see."""
    current = ConsultationBody.objects.filter(is_current=True)
    if sees_all(actor):
        return current
    if not takes_part(actor):
        return current.none()
    return current.filter(pk__in=own_bodies(actor))


def body_of(actor: Actor, body_id: UUID) -> ConsultationBody:
    """Return one of the actor's bodies; raises ``ConsultationBody.DoesNotExist``."""
    body: ConsultationBody = bodies_of(actor).get(pk=body_id)
    return body
