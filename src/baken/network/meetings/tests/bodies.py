"""Invented bodies, seats and meetings for the tests of calendars and letters."""

from __future__ import annotations

import datetime as dt
from typing import Any

from baken.foundation.region.models import ConsultationBody
from baken.network.meetings.models import AgendaItem, BodySeat, Meeting, MeetingState


def body(slug: str = "platform", name: str = "Platform mensenhandel") -> ConsultationBody:
    found, _made = ConsultationBody.objects.get_or_create(
        slug=slug, defaults={"name": name, "level": "tactical"}
    )
    return found


def seat(of: ConsultationBody, **rule: Any) -> BodySeat:
    made: BodySeat = BodySeat.objects.create(body=of, **rule)
    return made


def meeting(of: ConsultationBody, starts_at: dt.datetime, **values: Any) -> Meeting:
    made: Meeting = Meeting.objects.create(
        body=of,
        starts_at=starts_at,
        ends_at=values.pop("ends_at", starts_at + dt.timedelta(hours=2)),
        **{"state": MeetingState.INVITED, "place": "Stadhuis, kamer 3", **values},
    )
    return made


def point(of: Meeting, title: str, position: int = 1, **values: Any) -> AgendaItem:
    made: AgendaItem = AgendaItem.objects.create(
        body=of.body, meeting=of, title=title, position=position, **values
    )
    return made
