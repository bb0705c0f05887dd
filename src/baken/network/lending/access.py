"""Who may know of what is lent, asked for, handed out and broken.

Everybody who may ask sees the items and when each is taken, never for whom or for what: that is
for the organisation that asked, and for who lends.
"""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission


def keeps_the_store(actor: Actor) -> bool:
    """Say whether the actor decides on requests and keeps the items."""
    return actor.may(Permission.LENDING_MANAGE)


def _sees_all(actor: Actor) -> bool:
    return actor.kind == ActorKind.SYSTEM or keeps_the_store(actor)


class StoreQuerySet(ScopedQuerySet):
    """Kinds, items, when they are taken and what is broken. The policies ``..._read`` in SQL."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all to everybody who may ask or lend, and to the system."""
        if _sees_all(actor) or actor.may(Permission.LENDING_REQUEST):
            return self.all()
        return self.none()


class RequestQuerySet(ScopedQuerySet):
    """Requests. The policy ``loanrequest_read`` says the same in SQL."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the requests of the own organisation; all to who lends and to the system."""
        if _sees_all(actor):
            return self.all()
        if actor.may(Permission.LENDING_REQUEST) and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()


class RequestChildQuerySet(ScopedQuerySet):
    """What hangs on a request by ``request``."""

    path = "request__organisation_id"

    def visible_to(self, actor: Actor) -> Self:
        """Return what belongs to requests that the actor may know of."""
        if _sees_all(actor):
            return self.all()
        if actor.may(Permission.LENDING_REQUEST) and actor.organisation_id is not None:
            return self.filter(Q(**{self.path: actor.organisation_id}))
        return self.none()


class CheckQuerySet(RequestChildQuerySet):
    """Checks at hand-out and return, which hang on a loan."""

    path = "loan__request__organisation_id"
