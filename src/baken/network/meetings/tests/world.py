"""A small region for the tests of consultation: three bodies with seats."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from baken.foundation.region.models import ConsultationBody
from baken.network.meetings.models import (
    Action,
    AgendaItem,
    BodyArrangement,
    BodySeat,
    Meeting,
)

NOON = dt.time(12)


class World:
    """Table (strategic), platform (tactical, prepares the table) and network (focal points)."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.table = body("regionale-tafel", "Regionale Tafel", "strategic", 2, 1)
        self.platform = body("platform", "Platform", "tactical", 3, 2)
        self.network = body("netwerk", "Netwerk", "operational", 2, 3)
        self.talks = body("jaargesprek", "Jaargesprek", "operational", 1, 4)
        arrange(self.platform, prepares=self.table)
        arrange(self.talks, is_round_of_talks=True)
        var = cast.organisations["var"]
        seat(self.table, role="portfolio-holder", is_chair=True)
        seat(self.table, role="prosecutor", organisation=cast.organisations["om"])
        seat(self.table, organisation=var, role="regional-coordinator")
        seat(self.platform, role="regional-coordinator", is_chair=True)
        seat(self.platform, role="care-coordinator")
        seat(self.platform, organisation=cast.organisations["police"])
        seat(self.platform, membership=cast.focal_safety.membership)
        seat(self.network, role="regional-coordinator", is_chair=True)
        seat(self.network, role="focal-point")


def body(slug: str, name: str, level: str, minimum: int, position: int) -> ConsultationBody:
    """Make a body, or return the one of that name."""
    values = {"name": name, "level": level, "minimum_per_year": minimum, "position": position}
    return ConsultationBody.objects.get_or_create(slug=slug, defaults=values)[0]


def arrange(of: ConsultationBody, **values: Any) -> BodyArrangement:
    """Say how a body is run."""
    made: BodyArrangement = BodyArrangement.objects.create(body=of, **values)
    return made


def seat(of: ConsultationBody, **values: Any) -> BodySeat:
    """Give a seat."""
    made: BodySeat = BodySeat.objects.create(body=of, **values)
    return made


def meeting(of: ConsultationBody, day: dt.date | None = None, **values: Any) -> Meeting:
    """Make a meeting of two hours at noon, by default in two weeks."""
    day = day or timezone.localdate() + dt.timedelta(days=14)
    starts_at = timezone.make_aware(dt.datetime.combine(day, NOON))
    values.setdefault("ends_at", starts_at + dt.timedelta(hours=2))
    made: Meeting = Meeting.objects.create(body=of, starts_at=starts_at, **values)
    return made


def point(on: Meeting, title: str = "Opening", **values: Any) -> AgendaItem:
    """Put a point on the agenda."""
    made: AgendaItem = AgendaItem.objects.create(body=on.body, meeting=on, title=title, **values)
    return made


def task(of: ConsultationBody, owner: Any, **values: Any) -> Action:
    """Give somebody an action, by default due in two weeks."""
    values.setdefault("due_on", timezone.localdate() + dt.timedelta(days=14))
    values.setdefault("text", "Een overzicht maken")
    made: Action = Action.objects.create(body=of, owner=owner.membership, **values)
    return made
