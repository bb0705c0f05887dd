"""Planning, changing and cancelling a session."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.access.permissions import Permission
from baken.network.learning.errors import EditConflict, LearningRefused
from baken.network.learning.models import Cancelled, Enrolment, Session, Training
from baken.network.learning.workflow import (
    EnrolmentStatus,
    SessionStatus,
    session_may_become,
)

from .base import SYSTEM, demand, enrolled, locked_session, person, tell
from .enrolling import move_up

TOLD_OF = ("starts_at", "ends_at", "is_online", "place", "online_link")
"""What participants hear of when it changes."""


@dataclass(frozen=True)
class SessionDraft:
    """What an organiser fills in about a session; moments are aware."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    maximum: int
    closes_on: dt.date
    minimum: int = 0
    is_online: bool = False
    place: str = ""
    online_link: str = ""
    provider: str = ""
    note: str = ""

    def check(self) -> None:
        """Raise ``LearningRefused`` for what cannot be."""
        if self.ends_at <= self.starts_at:
            raise LearningRefused(_("Choose an end that lies after the beginning."), "ends")
        if self.maximum < 1:
            raise LearningRefused(_("There is at least one place."), "maximum")
        if self.minimum > self.maximum:
            raise LearningRefused(
                _("The least number of participants is not more than the places."), "minimum"
            )
        if self.closes_on > timezone.localdate(self.starts_at):
            raise LearningRefused(_("Enrolling closes on the day itself or before."), "closes_on")
        if not self.is_online and not self.place.strip():
            raise LearningRefused(_("Fill in where people must be."), "place")


@action
def plan_session(*, actor: Actor, training_id: UUID, draft: SessionDraft, token: UUID) -> Session:
    """Plan a session; the same ``token`` twice is the same session.

    Raises ``PermissionDenied``, ``Training.DoesNotExist`` and ``LearningRefused``.
    """
    demand(actor, Permission.LEARNING_MANAGE)
    draft.check()
    if draft.starts_at <= timezone.now():
        raise LearningRefused(_("Choose a moment that is still to come."), "day")
    training: Training = Training.objects.visible_to(actor).offered().get(pk=training_id)
    session: Session
    session, _is_new = Session.objects.visible_to(actor).get_or_create(
        token=token,
        defaults={"training": training, "organiser_id": person(actor), **asdict(draft)},
    )
    return session


@action
def change_session(*, actor: Actor, session_id: UUID, draft: SessionDraft, version: int) -> Session:
    """Change a planned session; participants hear of another time or place.

    More places let the waiting list move up. Raises ``EditConflict`` when it is not the
    version the organiser saw.
    """
    demand(actor, Permission.LEARNING_MANAGE)
    session = locked_session(session_id)
    if not session.is_planned:
        raise LearningRefused(_("This session was held or cancelled."))
    if session.version != version:
        raise EditConflict(_("Somebody else changed this session in the meantime."))
    draft.check()
    if draft.maximum < session.taken:
        raise LearningRefused(
            _("%(number)d people have a place already.") % {"number": session.taken}, "maximum"
        )
    wanted = asdict(draft)
    changed = [name for name, value in wanted.items() if getattr(session, name) != value]
    if not changed:
        return session
    if "starts_at" in changed and draft.starts_at <= timezone.now():
        raise LearningRefused(_("Choose a moment that is still to come."), "day")
    for name in changed:
        setattr(session, name, wanted[name])
    session.version += 1
    session.save(update_fields=[*changed, "version"])
    if set(changed) & set(TOLD_OF):
        placed = enrolled(session, EnrolmentStatus.PLACED)
        tell(session, "learning.changed", [one.membership for one in placed])
        waiting = enrolled(session, EnrolmentStatus.WAITING)
        tell(session, "learning.changed-waiting", [one.membership for one in waiting])
    move_up(session)
    return session


@action
def cancel_session(*, actor: Actor, session_id: UUID, reason: str) -> Session:
    """Cancel a planned session; everybody who enrolled hears why."""
    demand(actor, Permission.LEARNING_MANAGE)
    session = locked_session(session_id)
    if not session_may_become(session.status, SessionStatus.CANCELLED):
        raise LearningRefused(_("This session was held or cancelled."))
    if not reason.strip():
        raise LearningRefused(_("Say why, so that people know."), "reason")
    known = enrolled(session, EnrolmentStatus.PLACED, EnrolmentStatus.WAITING)
    session.status, session.reason = SessionStatus.CANCELLED, reason.strip()
    session.version += 1
    session.save(update_fields=["status", "reason", "version"])
    with acting_as(SYSTEM):
        Enrolment.objects.visible_to(SYSTEM).filter(pk__in=[one.pk for one in known]).update(
            status=EnrolmentStatus.CANCELLED,
            cancelled_at=timezone.now(),
            cancelled_by=Cancelled.SESSION,
        )
    tell(session, "learning.session-cancelled", [one.membership for one in known], reason=reason)
    return session
