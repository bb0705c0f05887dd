"""What the pages, the map, the spreadsheet and the account read of agreements."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.policy.models.agreements import AgreementCheck

from .items import Agreements, Item
from .standing import BEHIND, FocalPoints, Standing, count_focal_points, standing_of
from .standing import expires_soon as ends_soon

SYSTEM = Actor.system("agreements")
"""Counts over all municipalities for who may see no other one."""


@dataclass(frozen=True)
class Cell:
    """One municipality on one agreement, today."""

    item: Item
    check: AgreementCheck | None
    standing: Standing
    expires_soon: bool
    measured: FocalPoints | None

    @property
    def is_behind(self) -> bool:
        """True when something is left to do."""
        return self.standing in BEHIND

    @property
    def holds(self) -> bool:
        """True while a check says something, whatever it says."""
        return self.standing not in (Standing.NEVER, Standing.EXPIRED)

    @property
    def differs(self) -> bool:
        """True when what the municipality says and what the memberships show cannot both hold."""
        return self.measured is not None and self.measured.differs_from(self.standing)


@dataclass(frozen=True)
class Line:
    """One municipality with a cell for each agreement, in the order of the pack."""

    organisation: Organisation
    cells: Sequence[Cell]

    @property
    def name(self) -> str:
        """Return the name as people call the place."""
        return self.organisation.short_name or self.organisation.name

    @property
    def behind(self) -> list[Cell]:
        """Return the cells in which something is left to do."""
        return [cell for cell in self.cells if cell.is_behind]

    @property
    def in_order(self) -> int:
        """Count the agreements in which nothing is left to do."""
        return len(self.cells) - len(self.behind)


def municipalities(on: dt.date) -> list[Organisation]:
    """Return the municipalities that exist on a day, by name. One query."""
    found = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
    found = found.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    return sorted(found, key=lambda place: (place.short_name or place.name).casefold())


def lines(
    actor: Actor, agreements: Agreements, places: Collection[Organisation], on: dt.date
) -> list[Line]:
    """Return how these municipalities stand on a day, as far as the actor may see. Two queries.

    A check of later than ``on`` does not count, so that a year that is over keeps its figures.
    """
    checks: dict[tuple[UUID, str], AgreementCheck] = {
        (check.organisation_id, check.item): check
        for check in AgreementCheck.objects.visible_to(actor)
        .filter(organisation__in=[place.pk for place in places], checked_on__lte=on)
        .newest()
    }
    measured = focal_points([place.pk for place in places], agreements, on)
    return [_line(place, agreements, checks, measured, on) for place in places]


def _line(
    place: Organisation,
    agreements: Agreements,
    checks: Mapping[tuple[UUID, str], AgreementCheck],
    measured: Mapping[UUID, FocalPoints],
    on: dt.date,
) -> Line:
    cells = [
        _cell(
            item,
            checks.get((place.pk, item.slug)),
            measured[place.pk] if item.is_measured else None,
            agreements.remind_before,
            on,
        )
        for item in agreements
    ]
    return Line(place, cells)


def _cell(
    item: Item,
    check: AgreementCheck | None,
    measured: FocalPoints | None,
    remind_before: dt.timedelta,
    on: dt.date,
) -> Cell:
    standing = standing_of(check.state if check else None, check.valid_until if check else None, on)
    soon = check is not None and ends_soon(check.valid_until, on, remind_before)
    return Cell(item, check, standing, soon, measured)


def focal_points(
    places: Collection[UUID], agreements: Agreements, on: dt.date
) -> dict[UUID, FocalPoints]:
    """Return the focal points of municipalities by their memberships that run on ``on``.

    Only accounts that can sign in count: an invitation that nobody answered is no focal point.
    One query.
    """
    rows: dict[UUID, list[tuple[Any, str]]] = defaultdict(list)
    running = Membership.objects.running(on).filter(
        organisation_id__in=places, role=Role.FOCAL_POINT, account__is_active=True
    )
    for place, account, domain in running.values_list("organisation_id", "account_id", "domain"):
        rows[place].append((account, domain))
    return {
        place: count_focal_points(rows[place], minimum=agreements.minimum, asked=agreements.asked)
        for place in places
    }


@dataclass(frozen=True)
class RegionCount:
    """How many municipalities stand where on one agreement, without saying which."""

    item: Item
    counts: Mapping[Standing, int]
    total: int

    @property
    def met(self) -> int:
        """Count the municipalities that meet it today."""
        return self.counts.get(Standing.MET, 0)

    @property
    def behind(self) -> int:
        """Count the municipalities in which something is left to do."""
        return sum(self.counts.get(standing, 0) for standing in BEHIND)


def count_region(agreements: Agreements, on: dt.date) -> list[RegionCount]:
    """Return the counts of all municipalities for each agreement. Three queries.

    Runs as the system, since a municipality may see the count and no row of another one.
    """
    with acting_as(SYSTEM):
        return counts_of(lines(SYSTEM, agreements, municipalities(on), on), agreements)


def counts_of(board: Sequence[Line], agreements: Agreements) -> list[RegionCount]:
    """Return the counts of lines that were read already."""
    return [
        RegionCount(item, Counter(line.cells[place].standing for line in board), len(board))
        for place, item in enumerate(agreements)
    ]


def history(actor: Actor, organisation: Organisation, item: str) -> list[AgreementCheck]:
    """Return all checks of a municipality on an agreement, the latest first. One query."""
    return list(
        AgreementCheck.objects.visible_to(actor).filter(organisation=organisation, item=item)
    )


def visible_places(actor: Actor, on: dt.date | None = None) -> list[Organisation]:
    """Return the municipalities whose checks the actor may see. One query."""
    from baken.network.policy.access_agreements import sees_region

    places = municipalities(on or timezone.localdate())
    if sees_region(actor):
        return places
    return [place for place in places if place.pk == actor.organisation_id]
