"""Who may read the register."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db.models import Exists, Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation, OrganisationKind

REGION_CHAIN = UUID(int=0)
"""The chain of events that belong to no organisation."""

OWNER_SUBJECTS = ("concern", "referral")
"""Subjects whose events the owner of a concern may read; migration 0002 has the same list."""


def _chains_of(organisation_id: UUID) -> Q:
    alliance = Organisation.objects.filter(pk=organisation_id, kind=OrganisationKind.REGION)
    return Q(chain=organisation_id) | (Q(chain=REGION_CHAIN) & Q(Exists(alliance)))


class AuditEventQuerySet(ScopedQuerySet):
    """The events, by reader and by subject."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what the actor may read.

        A privacy officer: the chain of the own organisation (and, for the regional alliance,
        the chain of the region). A focal point: who did what with the concerns of the own
        organisation. A system actor: all, to verify. Nobody else: nothing.
        """
        if actor.kind == ActorKind.SYSTEM:
            return self
        if actor.organisation_id is None:
            return self.none()
        if actor.may(Permission.AUDIT_READ):
            return self.filter(_chains_of(actor.organisation_id))
        if actor.may(Permission.CONCERN_READ):
            return self.filter(chain=actor.organisation_id, subject_kind__in=OWNER_SUBJECTS)
        return self.none()

    def for_subject(self, kind: str, subject_id: UUID) -> Self:
        """Return the events about one subject, newest first."""
        return self.filter(subject_kind=kind, subject_id=subject_id).order_by("-at", "-sequence")


class VerificationQuerySet(ScopedQuerySet):
    """The outcomes of verification, by reader."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the chains that a privacy officer may read."""
        if actor.kind == ActorKind.SYSTEM:
            return self
        if actor.organisation_id is None or not actor.may(Permission.AUDIT_READ):
            return self.none()
        return self.filter(_chains_of(actor.organisation_id))
