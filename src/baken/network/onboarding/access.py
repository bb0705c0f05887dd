"""Who may know of what in this room; the policies of migration 0002 say the same in SQL.

Ticks are hers alone. Of a path that is shared the coordinator sees numbers by kind, never which
step. A hand-over is for who makes it and, once given, for the successor, and for nobody else.
"""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission


def is_system(actor: Actor) -> bool:
    """Say whether a named part of the system asks."""
    return actor.kind == ActorKind.SYSTEM


def walks(actor: Actor) -> bool:
    """Say whether the actor walks a path of the own: a focal point."""
    return actor.may(Permission.ONBOARDING_WALK)


class OwnQuerySet(ScopedQuerySet):
    """Ticks on the path and in the year: of one membership, for that membership."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own."""
        if is_system(actor):
            return self.all()
        if not walks(actor):
            return self.none()
        return self.filter(membership_id=actor.membership_id)


class JourneyQuerySet(ScopedQuerySet):
    """Paths: the own, and for who follows those that are shared."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the own path, and to who follows what is shared."""
        if is_system(actor):
            return self.all()
        if actor.may(Permission.ONBOARDING_FOLLOW):
            return self.filter(shared_at__isnull=False)
        if not walks(actor):
            return self.none()
        return self.filter(membership_id=actor.membership_id)


class HandoverQuerySet(ScopedQuerySet):
    """Hand-overs."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what the actor makes, and what was given to the actor."""
        if is_system(actor):
            return self.all()
        if not walks(actor):
            return self.none()
        given = Q(successor_id=actor.membership_id, given_at__isnull=False)
        mine = Q(author_id=actor.membership_id)
        return self.filter(mine | given, organisation_id=actor.organisation_id)
