"""Enrolling, the waiting list, and cancelling.

Whoever enrols or cancels locks the session first, so that there is one order. A free place goes
to who waits longest, at once and in the same transaction.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.network.learning.errors import LearningRefused
from baken.network.learning.models import Cancelled, Enrolment, Session
from baken.network.learning.workflow import EnrolmentStatus, enrolment_may_become

from .base import SYSTEM, demand, locked_session, person, tell


@action
def enrol(*, actor: Actor, session_id: UUID) -> Enrolment:
    """Enrol the actor: with a place while there is one, else at the end of the waiting list.

    Enrolling twice gives the enrolment that is there. Raises ``Session.DoesNotExist`` and
    ``LearningRefused`` after the closing date.
    """
    demand(actor, Permission.LEARNING_READ)
    member_id = person(actor)
    session = locked_session(session_id)
    with acting_as(SYSTEM):
        known = _running(session).filter(membership_id=member_id).first()
        if known is not None:
            return cast("Enrolment", known)
        if not session.is_open_on(timezone.localdate()) or session.has_begun():
            raise LearningRefused(_("Enrolling for this session is closed."))
        enrolment = _add(session, member_id)
        member = Membership.objects.select_related("account").get(pk=member_id)
        is_placed = enrolment.status == EnrolmentStatus.PLACED
        tell(session, "learning.enrolled" if is_placed else "learning.waiting", [member])
    return enrolment


def _running(session: Session) -> Any:
    found = Enrolment.objects.visible_to(SYSTEM).filter(session=session)
    return found.exclude(status=EnrolmentStatus.CANCELLED)


def _add(session: Session, member_id: UUID) -> Enrolment:
    """Add at the end; nobody passes who waits."""
    all_of_it = Enrolment.objects.visible_to(SYSTEM).filter(session=session)
    last = all_of_it.aggregate(last=Max("number"))["last"] or 0
    waits = all_of_it.filter(status=EnrolmentStatus.WAITING).exists()
    has_place = session.free > 0 and not waits
    enrolment: Enrolment = Enrolment.objects.create(
        session=session,
        membership_id=member_id,
        number=last + 1,
        status=EnrolmentStatus.PLACED if has_place else EnrolmentStatus.WAITING,
    )
    return enrolment


def move_up(session: Session) -> list[Enrolment]:
    """Give free places to who waits longest and tell them; the caller holds the lock.

    Nobody moves up once a session has begun. O(free places) rows are read and written.
    """
    session.refresh_from_db(fields=["taken", "maximum", "status"])
    if not session.is_planned or session.has_begun() or session.free < 1:
        return []
    with acting_as(SYSTEM):
        waiting = (
            Enrolment.objects.visible_to(SYSTEM)
            .filter(session=session, status=EnrolmentStatus.WAITING)
            .select_related("membership__account")
            .order_by("number")
        )
        lucky = list(waiting[: session.free])
        for enrolment in lucky:
            enrolment.status = EnrolmentStatus.PLACED
            enrolment.moved_up_at = timezone.now()
            enrolment.save(update_fields=["status", "moved_up_at"])
        tell(session, "learning.moved-up", [one.membership for one in lucky])
    return lucky


@action
def cancel_own(*, actor: Actor, session_id: UUID) -> None:
    """Cancel the actor's own enrolment, until the session begins; the next one moves up."""
    demand(actor, Permission.LEARNING_READ)
    member_id = person(actor)
    session = locked_session(session_id)
    with acting_as(SYSTEM):
        enrolment = _running(session).filter(membership_id=member_id).first()
        if enrolment is None:
            raise LearningRefused(_("You are not enrolled for this session."))
        _cancel(session, enrolment, Cancelled.SELF)


@action
def remove(*, actor: Actor, session_id: UUID, enrolment_id: UUID) -> None:
    """Cancel somebody's enrolment as the organiser; that person hears of it."""
    demand(actor, Permission.LEARNING_MANAGE)
    session = locked_session(session_id)
    with acting_as(SYSTEM):
        enrolment: Enrolment = (
            Enrolment.objects.visible_to(SYSTEM)
            .select_related("membership__account")
            .get(pk=enrolment_id, session=session)
        )
        _cancel(session, enrolment, Cancelled.ORGANISER)
        tell(session, "learning.removed", [enrolment.membership])


def _cancel(session: Session, enrolment: Enrolment, by: Cancelled) -> None:
    if not session.is_planned or session.has_begun():
        raise LearningRefused(_("This session has begun; cancelling is too late."))
    if not enrolment_may_become(enrolment.status, EnrolmentStatus.CANCELLED):
        raise LearningRefused(_("This enrolment was cancelled already."))
    enrolment.status = EnrolmentStatus.CANCELLED
    enrolment.cancelled_at, enrolment.cancelled_by = timezone.now(), by
    enrolment.save(update_fields=["status", "cancelled_at", "cancelled_by"])
    move_up(session)
