"""Who may know of what in this room; the policies of migration 0002 say the same in SQL.

The offer and the sessions are for everybody who takes part. Who enrolled is for that person and
for who organises. Numbers of a municipality are for that municipality and for the region.
Opinions are read by the system alone, which gives them out from five on.
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


def takes_part(actor: Actor) -> bool:
    """Say whether the actor takes part in learning at all."""
    return is_system(actor) or actor.may(Permission.LEARNING_READ)


def manages(actor: Actor) -> bool:
    """Say whether the actor organises for the region."""
    return actor.may(Permission.LEARNING_MANAGE)


def sees_region(actor: Actor) -> bool:
    """Say whether the actor sees the numbers of all municipalities."""
    return is_system(actor) or manages(actor) or actor.may(Permission.OUTLINE_READ_REGION)


def keeps_own(actor: Actor) -> bool:
    """Say whether the actor keeps the numbers of the own municipality: its focal point."""
    return actor.may(Permission.POLICY_EDIT_OWN)


class TrainingQuerySet(ScopedQuerySet):
    """The catalogue."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all trainings to who takes part; what is no longer offered stays known."""
        return self.all() if takes_part(actor) else self.none()

    def offered(self) -> Self:
        """Return what is offered now."""
        return self.filter(is_current=True)


class SessionQuerySet(ScopedQuerySet):
    """Sessions."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all sessions to who takes part."""
        return self.all() if takes_part(actor) else self.none()


class EnrolmentQuerySet(ScopedQuerySet):
    """Who enrolled."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the own enrolments, and all to who organises."""
        if is_system(actor) or manages(actor):
            return self.all()
        if actor.membership_id is None:
            return self.none()
        return self.filter(membership_id=actor.membership_id)


class EvaluationQuerySet(ScopedQuerySet):
    """Opinions."""

    def visible_to(self, actor: Actor) -> Self:
        """Return opinions to the system only."""
        return self.all() if is_system(actor) else self.none()


class CertificateQuerySet(ScopedQuerySet):
    """Certificates."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the own certificates, and all to who organises."""
        if is_system(actor) or manages(actor):
            return self.all()
        if actor.membership_id is None:
            return self.none()
        return self.filter(enrolment__membership_id=actor.membership_id)


class FunctionCountQuerySet(ScopedQuerySet):
    """Numbers of trained staff."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the numbers of the own organisation, and all to who sees the region."""
        if sees_region(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def newest(self) -> Self:
        """Return the newest count of each municipality, training and function."""
        key = ("organisation_id", "training_id", "function")
        return self.order_by(*key, "-counted_at").distinct(*key)


class TakingPartQuerySet(ScopedQuerySet):
    """Businesses that take part."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those in the own municipality, and all to who sees the region."""
        if sees_region(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(municipality_id=actor.organisation_id)

    def editable_by(self, actor: Actor) -> Self:
        """Return those whose numbers the actor may enter."""
        if manages(actor):
            return self.all()
        if not keeps_own(actor):
            return self.none()
        return self.filter(municipality_id=actor.organisation_id)


class StaffFinishedQuerySet(ScopedQuerySet):
    """Numbers of businesses; they follow the business."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the numbers of businesses that the actor may know of."""
        if sees_region(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(taking_part__municipality_id=actor.organisation_id)


class OutreachQuerySet(ScopedQuerySet):
    """What was done to inform people."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all of it to who takes part: regions learn from each other."""
        return self.all() if takes_part(actor) else self.none()

    def editable_by(self, actor: Actor) -> Self:
        """Return what the own organisation did, and all to who organises."""
        if manages(actor):
            return self.all()
        if not takes_part(actor) or actor.organisation_id is None:
            return self.none()
        return self.filter(Q(organisation_id=actor.organisation_id))
