"""The life cycles of this room, as data."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SessionStatus(TextChoices):
    """Where a session is."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class EnrolmentStatus(TextChoices):
    """Whether somebody has a place."""

    PLACED = "placed", _("Has a place")
    WAITING = "waiting", _("On the waiting list")
    CANCELLED = "cancelled", _("Cancelled")


SESSION_STEPS: Mapping[SessionStatus, frozenset[SessionStatus]] = {
    SessionStatus.PLANNED: frozenset({SessionStatus.HELD, SessionStatus.CANCELLED}),
    SessionStatus.HELD: frozenset(),
    SessionStatus.CANCELLED: frozenset(),
}
"""What a session may become. Who was there is corrected while it is held, never undone."""

ENROLMENT_STEPS: Mapping[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    EnrolmentStatus.WAITING: frozenset({EnrolmentStatus.PLACED, EnrolmentStatus.CANCELLED}),
    EnrolmentStatus.PLACED: frozenset({EnrolmentStatus.CANCELLED}),
    EnrolmentStatus.CANCELLED: frozenset(),
}
"""What an enrolment may become. Who comes back after cancelling enrols anew, at the end."""


def session_may_become(now: str, then: SessionStatus) -> bool:
    """Say whether a session may take this step."""
    return then in SESSION_STEPS[SessionStatus(now)]


def enrolment_may_become(now: str, then: EnrolmentStatus) -> bool:
    """Say whether an enrolment may take this step."""
    return then in ENROLMENT_STEPS[EnrolmentStatus(now)]
