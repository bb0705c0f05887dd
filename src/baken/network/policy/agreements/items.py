"""The agreements as the region pack gives them, and how long a self-check of one holds."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from baken.foundation.region.documents import DocumentMissing, current_document

from .packs import SECTION

FOCAL_POINTS = "focal-points"
"""The one thing that the product can measure itself: running memberships of focal points."""


@dataclass(frozen=True)
class Item:
    """One agreement. Texts are Dutch and come from the pack."""

    slug: str
    title: str
    short: str
    group: str
    agreed: str
    question: str
    evidence: str
    points: tuple[str, ...]
    note: str
    points_source: str
    source: str
    verification: str
    valid_months: int
    may_not_apply: bool
    is_measured: bool


@dataclass(frozen=True)
class Agreements:
    """All agreements that hold on a day."""

    version: str
    items: tuple[Item, ...]
    remind_before: dt.timedelta
    minimum: int
    """Focal points that were agreed on."""
    asked: tuple[str, ...]
    """Domains in which the region asks for a focal point each."""

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)

    def find(self, slug: str) -> Item | None:
        """Return the item, or None for one that the pack does not have (any more)."""
        return next((item for item in self.items if item.slug == slug), None)


NONE = Agreements("", (), dt.timedelta(0), 1, ())
"""What holds in a region whose pack has no agreements."""


def current_agreements(on: dt.date | None = None) -> Agreements:
    """Return what holds on a day, today when left out; empty without a pack. One query."""
    try:
        return read_agreements(current_document(SECTION, on=on))
    except DocumentMissing:
        return NONE


def read_agreements(content: Mapping[str, Any]) -> Agreements:
    """Return the agreements of a document that fits the schema."""
    months = content["valid_months"]
    focal_points = content["focal_points"]
    return Agreements(
        version=content["version"],
        items=tuple(_item(entry, months) for entry in content["items"]),
        remind_before=dt.timedelta(days=content["remind_before_days"]),
        minimum=focal_points["minimum"],
        asked=tuple(focal_points["region_asks"]),
    )


def _item(entry: Mapping[str, Any], months: int) -> Item:
    names = ("slug", "title", "group", "agreed", "question", "evidence", "source", "verification")
    return Item(
        **{name: entry[name] for name in names},
        short=entry.get("short", entry["title"]),
        points=tuple(entry["points"]),
        note=entry.get("note", ""),
        points_source=entry.get("points_source", ""),
        valid_months=entry.get("valid_months", months),
        may_not_apply=entry.get("may_not_apply", False),
        is_measured=entry.get("measured_by", "") == FOCAL_POINTS,
    )


def valid_until(checked_on: dt.date, months: int) -> dt.date:
    """Return the last day on which a check holds: the same day ``months`` later.

    A day that the month does not have becomes its last day (31 August and six months is the
    last of February), as article 3(2)(c) of Regulation (EEC, Euratom) 1182/71 counts months.
    """
    count = checked_on.year * 12 + checked_on.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(checked_on.day, last))
