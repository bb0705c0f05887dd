"""What every action of this room does: permission, one transaction, both locks, telling people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.people.models import Membership
from baken.network.learning.calendar_files import files_for
from baken.network.learning.models import Enrolment, Session
from baken.network.learning.workflow import EnrolmentStatus
from baken.network.letters import actions as letters

SYSTEM = Actor.system("learning")
"""Carries what a participant's step means for others: who moves up, what a letter says."""


def demand(actor: Actor, permission: Permission) -> None:
    """Raise ``PermissionDenied`` unless the actor's role carries the permission."""
    if not actor.may(permission):
        raise PermissionDenied


def person(actor: Actor) -> UUID:
    """Return the membership under which somebody acts; nobody else enrols or organises."""
    if actor.membership_id is None:
        raise PermissionDenied
    return actor.membership_id


def locked_session(session_id: UUID) -> Session:
    """Return a session, locked: whoever enrols or cancels at the same time waits here.

    Called as the system or as an organiser, who alone may change the row. Raises
    ``Session.DoesNotExist``.
    """
    with acting_as(SYSTEM):
        found = Session.objects.visible_to(SYSTEM).select_related("training")
        session: Session = found.select_for_update(of=("self",)).get(pk=session_id)
    return session


def session_path(session: Session) -> str:
    """Return the address of the page of a session."""
    return reverse("learning:session", args=[session.pk])


def place_of(session: Session) -> str:
    """Return where a session is, in words."""
    if not session.is_online:
        return session.place
    online = _("online")
    return f"{online}: {session.online_link}" if session.online_link else online


def letter_values(session: Session) -> dict[str, str]:
    """Return what every letter about a session may say, in the language of letters."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    with override("nl"):
        return {
            "training": session.training.name,
            "date": date_format(starts, "l j F Y"),
            "time": f"{starts:%H.%M} - {ends:%H.%M} uur",
            "place": place_of(session),
            "link": letters.page_address(session_path(session)),
        }


def tell(
    session: Session,
    kind: str,
    members: Iterable[Membership],
    *,
    once: str = "",
    on: Any = None,
    **more: str,
) -> None:
    """Put a notice before the members and a letter in the box, both about the session.

    Each gets an own letter, since the calendar file that may go with it names who it is for.
    """
    receivers = list(members)
    if not receivers:
        return
    about = ("training-session", session.pk)
    notify(
        kind=kind,
        subject=about,
        path=session_path(session),
        membership_ids=[member.pk for member in receivers],
        on=on,
    )
    values = {**letter_values(session), **more}
    for member in receivers:
        letters.send(
            key=kind,
            to=[member],
            values=values,
            about=about,
            once=once,
            attachments=files_for(session, kind, member),
        )


def enrolled(session: Session, *statuses: EnrolmentStatus) -> list[Enrolment]:
    """Return who is enrolled in these states, in order of arrival, with their accounts."""
    with acting_as(SYSTEM):
        found = (
            Enrolment.objects.visible_to(SYSTEM)
            .filter(session=session, status__in=statuses)
            .select_related("membership__account", "membership__organisation")
            .order_by("number")
        )
        return list(found)
