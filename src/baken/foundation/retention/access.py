"""Who may know of holds and of tombstones."""

from __future__ import annotations

import datetime as dt
from typing import Self
from uuid import UUID

from django.db.models import Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission as P


class HoldQuerySet(ScopedQuerySet):
    """Holds: known to the focal points and the privacy officer of the organisation."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the holds of the own organisation; all of them for the nightly job."""
        if actor.kind == ActorKind.SYSTEM:
            return self
        if actor.organisation_id and (actor.may(P.CONCERN_READ) or actor.may(P.AUDIT_READ)):
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def running(self, on: dt.date) -> Self:
        """Return the holds that keep something from being shredded on a day."""
        return self.filter(released_at__isnull=True, until__gte=on)

    def on_subject(self, kind: str, subject_id: UUID) -> Self:
        """Return the holds on one subject."""
        return self.filter(subject_kind=kind, subject_id=subject_id)


class TombstoneQuerySet(ScopedQuerySet):
    """Tombstones: figures, so for those who see the outlines, and for the owner."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the region's, the own organisation's, or none."""
        if actor.kind == ActorKind.SYSTEM or actor.may(P.OUTLINE_READ_REGION):
            return self
        own = (P.OUTLINE_READ_MUNICIPALITY, P.CONCERN_READ, P.AUDIT_READ)
        if actor.organisation_id and any(actor.may(permission) for permission in own):
            return self.filter(Q(organisation_id=actor.organisation_id))
        return self.none()
