"""Who may know of a practiser: she herself, and the parts of the system that play and tidy."""

from __future__ import annotations

from typing import Self

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet


class PractiserQuerySet(ScopedQuerySet):
    """Practisers: each sees her own municipality and nobody sees another's."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own practice; all of them for the system."""
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        if actor.membership_id is None:
            return self.none()
        return self.filter(membership_id=actor.membership_id)


class UsedTicketQuerySet(ScopedQuerySet):
    """Tickets that were used: for the door alone."""

    def visible_to(self, actor: Actor) -> Self:
        """Return them for the system; nobody else has anything to do with them."""
        return self.all() if actor.kind == ActorKind.SYSTEM else self.none()
