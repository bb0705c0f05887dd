"""Who may know of which policy; the first of the two locks (migration 0002 is the second).

==================  ==========================================================================
Coordinator         Everything: frameworks in preparation and the plan of every municipality.
Who takes part      Frameworks in force and ended with goals, tasks, actions, measurements and
                    notes (the region's own plan), and the plan of the own municipality.
System              Everything, to remind.
All others          Nothing.
==================  ==========================================================================
"""

from __future__ import annotations

from typing import Self

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission

SHOWN = ("in-force", "ended")
"""States of a framework that everybody who takes part may read."""


def sees_all(actor: Actor) -> bool:
    """Say whether the actor keeps the region's policy, or is a named part of the system."""
    return actor.kind == ActorKind.SYSTEM or actor.may(Permission.POLICY_EDIT)


class FrameworkQuerySet(ScopedQuerySet):
    """Periods of policy."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all to the coordinator, and to who takes part those that were adopted."""
        if sees_all(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ):
            return self.filter(state__in=SHOWN)
        return self.none()


class OfFrameworkQuerySet(ScopedQuerySet):
    """What belongs to a framework and is as visible as that."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of frameworks that the actor may know of."""
        if sees_all(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ):
            return self.filter(framework__state__in=SHOWN)
        return self.none()


class PlannedActionQuerySet(OfFrameworkQuerySet):
    """Actions of the region."""

    def in_use(self) -> Self:
        """Return those that the region's pack still has, or that were added on screen."""
        return self.filter(is_current=True)


class OfMunicipalityQuerySet(ScopedQuerySet):
    """What one municipality keeps for itself: seen by its own people and the coordinator."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all to the coordinator, and to who takes part the own organisation's."""
        if sees_all(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ) and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()
