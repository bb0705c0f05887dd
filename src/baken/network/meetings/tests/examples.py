"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

_PLATFORM = {
    "coordinator",
    "focal_safety",
    "focal_care",
    "advice_desk",
    "care_coordinator",
    "police",
    "inspectorate",
    "riec",
    "child_protection",
}
"""Who has a seat in the platform of the Rotterdam region."""

SEES: dict[str, set[str]] = {
    "body_slug": _PLATFORM,
    "meeting_id": _PLATFORM,
    "item_id": _PLATFORM,
    "action_id": _PLATFORM,
    "talk_municipality": {"coordinator", "focal_safety", "focal_care"},
}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    from baken.foundation.region.models import ConsultationBody
    from baken.network.meetings import feeds
    from baken.network.meetings.models import (
        Assignment,
        BodySeat,
        Decision,
        NationalConsultation,
    )

    from .world import meeting, point, task

    today = timezone.localdate()
    platform = ConsultationBody.objects.get(slug="platform")
    table = ConsultationBody.objects.get(slug="regionale-tafel")
    gathering = meeting(platform)
    decision = Decision.objects.create(
        body=platform, meeting=gathering, year=today.year, number=1, made_on=today, text="Ja"
    )
    link = Assignment.objects.create(
        kind="prepares", by_body=platform, for_body=table, text="Notitie"
    )
    consultation = NationalConsultation.objects.create(
        name="Landelijk overleg", held_on=today - dt.timedelta(days=9), came_back="Nieuws"
    )
    seats = BodySeat.objects.unscoped(reason="an example").filter(body=platform)
    return {
        "body_slug": platform.slug,
        "meeting_id": str(gathering.pk),
        "item_id": str(point(gathering).pk),
        "action_id": str(task(platform, cast.police).pk),
        "decision_id": str(decision.pk),
        "assignment_id": str(link.pk),
        "consultation_id": str(consultation.pk),
        "seat_id": str(seats.values_list("pk", flat=True)[0]),
        "talk_municipality": "vlaardingen",
        "secret": feeds.renew(actor=cast.coordinator.actor),
    }
