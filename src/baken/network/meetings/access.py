"""Who may know of what of the consultation bodies; the first of the two locks.

==================  =========================================================================
Coordinator         Everything.
Members             What belongs to the bodies in which they have a seat; an action they own;
                    what one of their bodies prepares for or commissions from another.
Focal points        Also the yearly talk of their own municipality.
Everybody who       The seats (who belongs to what) and what came back from national
takes part          consultations.
System              Everything: reminders, invitations, minutes.
==================  =========================================================================

Migration ``0002_row_security`` says the same in SQL.
"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role


def sees_all(actor: Actor) -> bool:
    """Say whether the actor sees all bodies: who plans them, and the system."""
    return actor.kind == ActorKind.SYSTEM or actor.may(Permission.BODY_PLAN)


def takes_part(actor: Actor) -> bool:
    """Say whether the actor's role takes part in the region's consultation at all."""
    return actor.may(Permission.BODY_READ) and actor.membership_id is not None


def seats_of(actor: Actor) -> Q:
    """Return the condition on ``BodySeat`` under which a seat is the actor's."""
    return (
        Q(is_current=True, function="")
        & (Q(role="") | Q(role=actor.role or "-"))
        & (Q(organisation__isnull=True) | Q(organisation=actor.organisation_id))
        & (Q(membership__isnull=True) | Q(membership=actor.membership_id))
    )


def own_bodies(actor: Actor) -> Any:
    """Return the ids of the bodies in which the actor has a seat, as a subquery."""
    from .models import BodySeat

    return BodySeat.objects.visible_to(actor).filter(seats_of(actor)).values("body_id")


class TakingPartQuerySet(ScopedQuerySet):
    """Rows for everybody who takes part."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all rows to who takes part, none to others."""
        return self.all() if sees_all(actor) or takes_part(actor) else self.none()


class BodySeatQuerySet(TakingPartQuerySet):
    """Who belongs to which body; no secret among who take part."""

    def current(self) -> Self:
        """Return the seats that hold."""
        return self.filter(is_current=True)


class BodyArrangementQuerySet(TakingPartQuerySet):
    """How bodies are run."""


class NationalConsultationQuerySet(TakingPartQuerySet):
    """What came back from national consultations."""


class OfBodyQuerySet(ScopedQuerySet):
    """Rows with a ``body``, for its members."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of the bodies in which the actor has a seat."""
        if sees_all(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(body_id__in=own_bodies(actor))


class MeetingQuerySet(OfBodyQuerySet):
    """Meetings."""

    def standing(self) -> Self:
        """Return those that were not cancelled."""
        return self.exclude(state="cancelled")


class AgendaItemQuerySet(OfBodyQuerySet):
    """Points: those on the agenda for all members, those asked for who asked."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the accepted points of the actor's bodies, and their own whatever its state."""
        rows = super().visible_to(actor)
        if sees_all(actor):
            return rows
        return rows.filter(Q(state="accepted") | Q(asked_by=actor.membership_id))

    def on_the_agenda(self) -> Self:
        """Return the accepted points."""
        return self.filter(state="accepted")

    def waiting(self) -> Self:
        """Return what members asked and nobody answered."""
        return self.filter(state="asked")


class AttendanceQuerySet(ScopedQuerySet):
    """Who was expected and came, for the members of the body."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of meetings that the actor may know of."""
        if sees_all(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(meeting__body_id__in=own_bodies(actor))


class ActionQuerySet(ScopedQuerySet):
    """Actions: of the actor's bodies, and the actor's own wherever they come from."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actions of the actor's bodies and those the actor owns."""
        if sees_all(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        return self.filter(Q(body_id__in=own_bodies(actor)) | Q(owner=actor.membership_id))

    def still_open(self) -> Self:
        """Return those that are neither done nor dropped."""
        return self.filter(state="open")


class AssignmentQuerySet(ScopedQuerySet):
    """What bodies do for each other, for the members of both."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those in which one of the actor's bodies takes part."""
        if sees_all(actor):
            return self.all()
        if not takes_part(actor):
            return self.none()
        bodies = own_bodies(actor)
        return self.filter(Q(by_body_id__in=bodies) | Q(for_body_id__in=bodies))


class YearTalkQuerySet(ScopedQuerySet):
    """Yearly talks: all for the coordinator, the own municipality's for its focal points."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the talks that the actor may know of."""
        if sees_all(actor):
            return self.all()
        if takes_part(actor) and actor.role == Role.FOCAL_POINT:
            return self.filter(municipality_id=actor.organisation_id)
        return self.none()


class CalendarFeedQuerySet(ScopedQuerySet):
    """Addresses of calendars, each for its owner."""

    def visible_to(self, actor: Actor) -> Self:
        """Return one's own; nobody looks after that of somebody else."""
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()
