"""Words and drawings of this room: what a page shows, ready to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.region.models import ConsultationBody

from .access import sees_all
from .models import AgendaItem, Assignment, BodyArrangement, Meeting
from .queries import BodyYear
from .standing import Level, Standing

KINDS = {
    Level.MET: "success",
    Level.ON_COURSE: "success",
    Level.TO_PLAN: "neutral",
    Level.AT_RISK: "warning",
    Level.LOST: "danger",
}
EARLIEST, LATEST = 2000, 2100


def verdict(standing: Standing | None) -> str:
    """Say in a few words how a body stands."""
    if standing is None:
        return _("No minimum")
    missing = standing.missing
    words = {
        Level.MET: _("Minimum reached"),
        Level.ON_COURSE: _("Will be reached"),
        Level.TO_PLAN: ngettext("%d to plan", "%d to plan", missing) % missing,
        Level.AT_RISK: ngettext("Plan %d now", "Plan %d now", missing) % missing,
        Level.LOST: _("Will not be reached any more"),
    }
    return words[standing.level]


def verdict_kind(standing: Standing | None) -> str:
    """Return the kind of tag for a verdict."""
    return "neutral" if standing is None else KINDS[standing.level]


def year_in(wanted: str | None, today: int) -> int:
    """Return the year asked for, this one when it makes no sense."""
    if wanted and wanted.isdecimal() and EARLIEST <= int(wanted[:5]) <= LATEST:
        return int(wanted[:5])
    return today


def months() -> list[str]:
    """Return the short names of the months."""
    return [date_format(dt.date(2026, number, 1), "b") for number in range(1, 13)]


@dataclass(frozen=True)
class Mark:
    """One meeting in the picture of a year; ``kind`` is held, planned or unnoted."""

    kind: str
    label: str
    href: str


def grid(rows: Sequence[BodyYear], today: dt.date) -> list[dict[str, Any]]:
    """Return the picture of a year: for each body twelve lists of marks. O(meetings)."""
    drawn = []
    for row in rows:
        cells: list[list[Mark]] = [[] for _month in range(12)]
        for meeting in row.meetings:
            cells[meeting.day.month - 1].append(_mark(meeting, today))
        drawn.append({"body": row.body, "cells": cells})
    return drawn


def _mark(meeting: Meeting, today: dt.date) -> Mark:
    day = date_format(meeting.day, "j F")
    if meeting.is_held:
        kind, words = "held", _("%(day)s, held")
    elif meeting.day < today:
        kind, words = "unnoted", _("%(day)s, not noted yet")
    else:
        kind, words = "planned", _("%(day)s, planned")
    return Mark(kind, words % {"day": day}, reverse("meetings:meeting", args=[meeting.pk]))


def arrangement_of(actor: Actor, body: ConsultationBody) -> BodyArrangement | None:
    """Return how a body is run, with the body it prepares."""
    found: BodyArrangement | None = (
        BodyArrangement.objects.visible_to(actor)
        .select_related("prepares")
        .filter(body=body)
        .first()
    )
    return found


def assignments_of(actor: Actor, body: ConsultationBody) -> list[Assignment]:
    """Return what a body does for others and others for it, open ones first."""
    return list(
        Assignment.objects.visible_to(actor)
        .filter(Q(by_body=body) | Q(for_body=body))
        .select_related("by_body", "for_body", "target_meeting")
        .order_by("-state", "-created_at")
    )


def has_talk(actor: Actor) -> bool:
    """Say whether the yearly talk concerns this person."""
    return sees_all(actor) or actor.role == Role.FOCAL_POINT


@dataclass(frozen=True)
class Minutes:
    """The time of an agenda against that of the meeting."""

    allotted: int
    available: int

    @property
    def is_too_long(self) -> bool:
        """True when the points need more time than there is."""
        return self.allotted > self.available


def minutes_of(meeting: Meeting, items: Iterable[AgendaItem]) -> Minutes:
    """Add up the minutes of the points."""
    available = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    return Minutes(sum(item.minutes_allotted or 0 for item in items), available)
