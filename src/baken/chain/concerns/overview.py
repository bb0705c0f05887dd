"""The region's overview of open work: where concerns wait, for what, since when.

Counts of outlines: processes, not statistics, and no content. Two queries, O(open concerns)
by a partial index on open work that holds all columns counted here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import Organisation, OrganisationKind

from .models import ConcernOutline

AGES = (7, 14, 30, 90)
"""Limits of the age groups, in days; the last group is older than all of them."""


@dataclass
class MunicipalityCount:
    """Open work of one municipality."""

    organisation_id: UUID
    name: str
    slug: str
    open: int = 0
    overdue: int = 0
    received: int = 0


@dataclass
class Overview:
    """Open outlines, counted in several ways. Keys are slugs; ``by_age`` has group numbers."""

    open: int = 0
    overdue: int = 0
    by_status: Counter[str] = field(default_factory=Counter)
    by_form: Counter[str] = field(default_factory=Counter)
    by_age: Counter[int] = field(default_factory=Counter)
    waiting_for: Counter[str] = field(default_factory=Counter)
    stuck: Counter[str] = field(default_factory=Counter)
    municipalities: list[MunicipalityCount] = field(default_factory=list)


def overview(actor: Actor, *, municipality: str = "") -> Overview:
    """Return the counts of what the actor may see, of one municipality or of all.

    ``waiting_for`` counts by kind of next step, ``stuck`` only those that are overdue; a
    concern of two forms counts once under each.
    """
    outlines = ConcernOutline.objects.visible_to(actor).still_open()
    known = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY)
    if municipality:
        known = known.filter(slug=municipality)
        outlines = outlines.filter(organisation_id__in=known)
    found = Overview()
    places = {place.pk: MunicipalityCount(place.pk, place.name, place.slug) for place in known}
    for cell in _cells(outlines):
        _add(found, places[cell["organisation_id"]], cell)
    counted = [place for place in places.values() if place.open]
    found.municipalities = sorted(counted, key=lambda place: place.name)
    return found


def _cells(outlines: Any) -> list[dict[str, Any]]:
    today = timezone.localdate()
    late = Case(When(next_due_on__lt=today, then=Value(1)), default=Value(0))
    groups = [
        When(received_at__gte=timezone.now() - dt.timedelta(days=days), then=Value(number))
        for number, days in enumerate(AGES)
    ]
    age = Case(*groups, default=Value(len(AGES)), output_field=IntegerField())
    return list(
        outlines.annotate(late=late, age=age)
        .values(
            "organisation_id", "status", "forms", "due_kind", "late", "age",
        )
        .annotate(number=Count("id"))
        .order_by()
    )  # fmt: skip


def _add(found: Overview, place: MunicipalityCount, cell: dict[str, Any]) -> None:
    number = cell["number"]
    for form in cell["forms"]:
        found.by_form[form] += number
    found.open += number
    place.open += number
    found.by_status[cell["status"]] += number
    found.by_age[cell["age"]] += number
    found.waiting_for[cell["due_kind"]] += number
    if cell["status"] == "received":
        place.received += number
    if cell["late"]:
        found.overdue += number
        place.overdue += number
        found.stuck[cell["due_kind"]] += number
