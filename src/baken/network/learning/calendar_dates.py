"""Sessions somebody enrolled for, in the calendar they subscribe to."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from baken.foundation.access.actor import Actor
from baken.network.letters.actions import page_address
from baken.network.meetings.feeds import register_feed
from baken.network.meetings.icalendar_files import Item

from .models import Enrolment
from .workflow import EnrolmentStatus, SessionStatus


def register() -> None:
    """Add the dates of this room; called once, when the app is ready."""
    register_feed("learning", dates)


def dates(actor: Actor, since: dt.datetime) -> list[Item]:
    """Return the actor's own sessions; on the waiting list they are tentative. One query."""
    own = (
        Enrolment.objects.visible_to(actor)
        .filter(membership_id=actor.membership_id, session__ends_at__gte=since)
        .exclude(status=EnrolmentStatus.CANCELLED)
        .exclude(session__status=SessionStatus.CANCELLED)
        .select_related("session__training")
    )
    return [_item(enrolment) for enrolment in own]


def _item(enrolment: Enrolment) -> Item:
    session = enrolment.session
    return Item(
        uid=str(session.pk),
        title=session.training.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=enrolment.moved_up_at or enrolment.enrolled_at,
        sequence=session.version,
        place=session.place,
        online_url=session.online_link,
        page_url=page_address(reverse("learning:session", args=[session.pk])),
        is_tentative=enrolment.status == EnrolmentStatus.WAITING,
    )
