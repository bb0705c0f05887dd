"""The year of a focal point: the six tasks by month, with her own ticks for each year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor

from .access import walks
from .kinds import Task
from .models import RhythmTick
from .packs import rhythm_key
from .pages import Page, page_of
from .path import document


@dataclass(frozen=True)
class Point:
    """One point of the year. ``state``: held, planned or unnoted, as ``c-year-grid`` draws it."""

    data: Mapping[str, Any]
    state: str
    done_on: dt.date | None

    @property
    def key(self) -> str:
        """Return what a tick hangs on."""
        return rhythm_key(dict(self.data))

    @property
    def task(self) -> Task:
        """Return which of the six tasks it is of."""
        return Task(self.data["task"])

    @property
    def month(self) -> int:
        """Return the month, 1 to 12."""
        return int(self.data["month"])

    @property
    def month_name(self) -> str:
        """Return the month in words."""
        return date_format(dt.date(2000, self.month, 1), "F")

    @property
    def page(self) -> Page | None:
        """Return where it leads."""
        return page_of(self.data.get("page", {}))


def points_of(actor: Actor, year: int, today: dt.date | None = None) -> list[Point]:
    """Return the points of a year in order of month, with the actor's ticks. Two queries."""
    content = document()
    if content is None:
        return []
    day = today or timezone.localdate()
    ticks: dict[str, dt.date] = {}
    if walks(actor):
        own = RhythmTick.objects.visible_to(actor)
        own = own.filter(year=year, membership_id=actor.membership_id)
        ticks = dict(own.values_list("point", "done_on"))
    found = sorted(content["rhythm"], key=lambda item: (int(item["month"]), item["title"]))
    return [_point(item, ticks.get(rhythm_key(item)), year, day) for item in found]


def _point(item: Mapping[str, Any], done_on: dt.date | None, year: int, day: dt.date) -> Point:
    if done_on is not None:
        return Point(item, "held", done_on)
    is_over = (year, int(item["month"])) < (day.year, day.month)
    return Point(item, "unnoted" if is_over else "planned", None)


def grid(points: list[Point]) -> list[dict[str, Any]]:
    """Return the rows of ``c-year-grid``: a task each, with a mark for each point."""
    words = {"held": _("done"), "planned": _("to come"), "unnoted": _("over, not ticked")}
    rows = []
    for task in Task:
        cells: list[list[dict[str, str]]] = [[] for _month in range(12)]
        for point in points:
            if point.task == task:
                cells[point.month - 1].append(
                    {
                        "kind": point.state,
                        "label": f"{point.data['title']}: {words[point.state]}",
                        "href": f"#{point.key}",
                    }
                )
        if any(cells):
            rows.append({"body": task.label, "cells": cells})
    return rows


def month_heads() -> list[str]:
    """Return the twelve months, shortened."""
    return [date_format(dt.date(2000, month, 1), "M").lower() for month in range(1, 13)]


def address(year: int) -> str:
    """Return the page of a year."""
    return f"{reverse('onboarding:year')}?year={year}"
