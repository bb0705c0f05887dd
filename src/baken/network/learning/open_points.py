"""The trainings for which somebody who leaves has a place, or waits."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.open_points import OpenPoint, register_open_points

from .actions.base import session_path
from .models import Enrolment
from .workflow import EnrolmentStatus, SessionStatus


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_open_points("trainings", label=_("Trainings"), points=points, order=40)


def points(actor: Actor) -> Iterator[OpenPoint]:
    """Yield the sessions to come for which the actor enrolled. One query."""
    own = (
        Enrolment.objects.visible_to(actor)
        .filter(membership_id=actor.membership_id)
        .exclude(status=EnrolmentStatus.CANCELLED)
        .filter(session__status=SessionStatus.PLANNED, session__starts_at__gt=timezone.now())
    )
    for enrolment in own.select_related("session__training").order_by("session__starts_at"):
        session = enrolment.session
        day = timezone.localdate(session.starts_at)
        state = enrolment.get_status_display()
        yield OpenPoint(session.training.name, state, session_path(session), day)
