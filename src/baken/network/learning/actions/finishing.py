"""After a session: who was there, what they thought, and the certificate.

A certificate can be checked by anybody who holds its code. The answer is the training, the day
and whether it counts: no name, and nothing that a wrong code would tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.access.permissions import Permission
from baken.network.learning import codes, terms
from baken.network.learning.errors import LearningRefused
from baken.network.learning.models import Certificate, Enrolment, Evaluation, Session
from baken.network.learning.workflow import EnrolmentStatus, SessionStatus

from .base import SYSTEM, demand, enrolled, locked_session, person, tell


@action
def record_attendance(
    *, actor: Actor, session_id: UUID, present: Collection[UUID], others: int = 0
) -> Session:
    """Note who was there (ids of enrolments with a place) and how many others.

    The session is held from then on; who was there gets a certificate. May be corrected: who
    turns out to have been absent loses it, unless that person gave an opinion about it.
    """
    demand(actor, Permission.LEARNING_MANAGE)
    session = locked_session(session_id)
    if not session.has_begun():
        raise LearningRefused(_("This session has not begun yet."))
    if session.status == SessionStatus.CANCELLED:
        raise LearningRefused(_("This session was cancelled."))
    placed = enrolled(session, EnrolmentStatus.PLACED)
    if not set(present) <= {one.pk for one in placed}:
        raise LearningRefused(_("Somebody you ticked has no place in this session."))
    new = [one for one in placed if one.pk in set(present) and not one.attended]
    for enrolment in placed:
        _attend(enrolment, enrolment.pk in set(present))
    session.status, session.others_attended = SessionStatus.HELD, others
    session.save(update_fields=["status", "others_attended"])
    _certify(session, placed)
    with acting_as(SYSTEM):
        tell(session, "learning.after", [one.membership for one in new], once="after")
    return session


def _attend(enrolment: Enrolment, was_there: bool) -> None:
    if enrolment.attended == was_there:
        return
    if not was_there and enrolment.evaluated_on is not None:
        raise LearningRefused(
            _("%(name)s gave an opinion about the session, so must have been there.")
            % {"name": enrolment.membership.account.name}
        )
    enrolment.attended = was_there
    enrolment.save(update_fields=["attended"])


def _certify(session: Session, enrolments: Collection[Enrolment]) -> None:
    """Give certificates to who was there, and withdraw those of who was not."""
    known = {
        one.enrolment_id: one
        for one in Certificate.objects.visible_to(SYSTEM).filter(enrolment__in=enrolments)
    }
    day = timezone.localdate(session.starts_at)
    for enrolment in enrolments:
        certificate = known.get(enrolment.pk)
        if certificate is None and enrolment.attended:
            Certificate.objects.create(
                enrolment=enrolment,
                code=codes.new_code(),
                training_name=session.training.name,
                held_on=day,
                valid_until=terms.ends_on(day, session.training.renewal_months),
            )
        elif certificate is not None and (certificate.withdrawn_at is None) != enrolment.attended:
            certificate.withdrawn_at = None if enrolment.attended else timezone.now()
            certificate.save(update_fields=["withdrawn_at"])


@dataclass(frozen=True)
class Opinion:
    """What somebody thinks of a session: three answers from 1 to 5, and words if they like."""

    usable: int
    confident: int
    recommend: int
    words: str = ""


@action
def evaluate(*, actor: Actor, session_id: UUID, opinion: Opinion) -> None:
    """Keep the opinion of somebody who was there, once, apart from who it is.

    Raises ``LearningRefused`` when the actor was not there or gave one already.
    """
    demand(actor, Permission.LEARNING_READ)
    member_id = person(actor)
    with acting_as(SYSTEM):
        own = Enrolment.objects.visible_to(SYSTEM).filter(
            session_id=session_id, membership_id=member_id, attended=True
        )
        enrolment = own.select_for_update().first()
        if enrolment is None:
            raise LearningRefused(_("Only who was there gives an opinion."))
        if enrolment.evaluated_on is not None:
            raise LearningRefused(_("You gave your opinion already. Thank you."))
        enrolment.evaluated_on = timezone.localdate()
        enrolment.save(update_fields=["evaluated_on"])
        Evaluation.objects.create(
            session_id=session_id,
            usable=opinion.usable,
            confident=opinion.confident,
            recommend=opinion.recommend,
            words=opinion.words.strip(),
        )


@dataclass(frozen=True)
class Checked:
    """What a stranger may know of a certificate."""

    training: str
    held_on: dt.date
    is_valid: bool
    valid_until: dt.date | None


def check_certificate(code: str) -> Checked | None:
    """Return what the certificate with this code says, or None when there is none.

    A withdrawn certificate is as good as none. One query by a unique index.
    """
    wanted = codes.normalise(code)
    if wanted is None:
        return None
    with acting_as(SYSTEM):
        found = Certificate.objects.visible_to(SYSTEM).filter(
            code=wanted, withdrawn_at__isnull=True
        )
        certificate = found.first()
    if certificate is None:
        return None
    return Checked(
        training=certificate.training_name,
        held_on=certificate.held_on,
        is_valid=certificate.is_valid_on(timezone.localdate()),
        valid_until=certificate.valid_until,
    )
