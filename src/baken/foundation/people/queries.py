"""Questions about people: who works where, and who may do what."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import ROLE_PERMISSIONS, Role

from .models import Membership


def members_of(
    organisation_id: UUID,
    *,
    role: Role | str | None = None,
    permission: Permission | None = None,
    on: dt.date | None = None,
) -> QuerySet[Membership]:
    """Return the running memberships of an organisation with their accounts, by name.

    Only accounts that can sign in count: an invited colleague who has not answered yet, or a
    deactivated one, can take over nothing. ``role`` and ``permission`` narrow; ``on`` is a
    day, today when left out. One query.
    """
    members = (
        Membership.objects.filter(organisation_id=organisation_id, account__is_active=True)
        .running(on or timezone.localdate())
        .select_related("account", "organisation")
        .order_by("account__name", "role", "domain")
    )
    if role is not None:
        members = members.filter(role=Role(role))
    if permission is not None:
        members = members.filter(role__in=roles_with(permission))
    return members


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that carry a permission."""
    return [role for role, carried in ROLE_PERMISSIONS.items() if permission in carried]
