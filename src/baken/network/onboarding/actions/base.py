"""What every action of this room does: one transaction, the second lock, who walks."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from baken.foundation.access.actor import Actor
from baken.network.onboarding.access import walks

SYSTEM = Actor.system("onboarding")


def walker(actor: Actor) -> UUID:
    """Return the membership of who walks; raise ``PermissionDenied`` for anybody else."""
    if not walks(actor) or actor.membership_id is None:
        raise PermissionDenied
    return actor.membership_id
