"""What the actions of agreements and account share beside ``policy.steps``."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from baken.foundation.access.actor import Actor


class EditConflict(Exception):
    """Somebody else saved meanwhile; what was sent is to be shown again."""


def person(actor: Actor) -> UUID:
    """Return the membership of the person who acts; the system takes none of these steps."""
    if actor.membership_id is None:
        raise PermissionDenied
    return actor.membership_id
