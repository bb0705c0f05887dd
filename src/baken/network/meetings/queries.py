"""Questions of this room: who belongs to a body today, how bodies stand, what waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.models import ConsultationBody

from .models import BodyArrangement, BodySeat, Meeting, MeetingState
from .recurrence import local
from .standing import Standing, stand
from .steps import bodies_of

_SEATS = "the seats of a body that was fetched through its own rule"


def planners(on: dt.date | None = None) -> list[UUID]:
    """Return the memberships of who plans the bodies today. One query."""
    found = Membership.objects.running(on or timezone.localdate()).filter(
        account__is_active=True, role__in=roles_with(Permission.BODY_PLAN)
    )
    return list(found.values_list("pk", flat=True))


def seats(body: ConsultationBody) -> list[BodySeat]:
    """Return the seats of a body that hold, the chair first. One query."""
    return list(
        BodySeat.objects.unscoped(reason=_SEATS)
        .filter(body=body, is_current=True)
        .select_related("organisation", "membership__account", "membership__organisation")
    )


def _admits(seat: BodySeat) -> Q:
    condition = Q()
    if seat.role:
        condition &= Q(role=seat.role)
    if seat.organisation_id:
        condition &= Q(organisation=seat.organisation_id)
    if seat.membership_id:
        condition &= Q(pk=seat.membership_id)
    return condition


def members(
    body: ConsultationBody,
    on: dt.date | None = None,
    *,
    held: Iterable[BodySeat] | None = None,
) -> list[Membership]:
    """Return who belongs to a body on a day, as its seats say, by organisation and name.

    Only roles that take part and accounts that can sign in count. Two queries; one when the
    seats (``held``) were fetched before.
    """
    admitting = [seat for seat in (seats(body) if held is None else held) if seat.admits]
    if not admitting:
        return []
    condition = Q(pk__in=[])
    for seat in admitting:
        condition |= _admits(seat)
    found = (
        Membership.objects.running(on or timezone.localdate())
        .filter(condition, account__is_active=True, role__in=roles_with(Permission.BODY_READ))
        .select_related("account", "organisation")
        .order_by("organisation__position", "organisation__name", "account__name")
    )
    return list(found)


@dataclass
class BodyYear:
    """One body in one year: its meetings and how it stands; ``standing`` None without minimum."""

    body: ConsultationBody
    meetings: list[Meeting] = field(default_factory=list)
    standing: Standing | None = None

    @property
    def held(self) -> list[Meeting]:
        """Return the meetings that were held."""
        return [one for one in self.meetings if one.is_held]


def meeting_bodies(actor: Actor) -> list[ConsultationBody]:
    """Return the actor's bodies that hold meetings, in order; rounds of talks left out."""
    talks = BodyArrangement.objects.visible_to(actor).filter(is_round_of_talks=True)
    return list(bodies_of(actor).exclude(pk__in=talks.values("body_id")))


def year_of(actor: Actor, year: int, today: dt.date | None = None) -> list[BodyYear]:
    """Return each of the actor's bodies in a year. Two queries, whatever the number."""
    today = today or timezone.localdate()
    bodies = meeting_bodies(actor)
    start, end = local(dt.date(year, 1, 1), dt.time()), local(dt.date(year + 1, 1, 1), dt.time())
    by_body: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in (
        Meeting.objects.visible_to(actor)
        .standing()
        .filter(starts_at__gte=start, starts_at__lt=end)
        .order_by("starts_at")
    ):
        by_body[meeting.body_id].append(meeting)
    return [
        BodyYear(body, by_body[body.pk], standing_of(body, by_body[body.pk], year, today))
        for body in bodies
    ]


def standing_of(
    body: ConsultationBody, meetings: Iterable[Meeting], year: int, today: dt.date
) -> Standing | None:
    """Judge a body by its meetings of a year; None for a body without a minimum."""
    if not body.minimum_per_year:
        return None
    held = unnoted = planned = 0
    for meeting in meetings:
        if meeting.state == MeetingState.HELD:
            held += 1
        elif meeting.counts and meeting.day < today:
            unnoted += 1
        elif meeting.counts:
            planned += 1
    return stand(
        minimum=body.minimum_per_year,
        held=held,
        unnoted=unnoted,
        planned=planned,
        year=year,
        today=today,
    )


def next_meetings(actor: Actor, limit: int = 6) -> Any:
    """Return the coming meetings of the actor's bodies, the first first."""
    since = timezone.now() - dt.timedelta(hours=12)
    coming = Meeting.objects.visible_to(actor).filter(
        starts_at__gte=since, state__in=[MeetingState.PLANNED, MeetingState.INVITED]
    )
    return coming.select_related("body").order_by("starts_at")[:limit]
