"""How many were trained: per municipality and function by numbers, per role by who was there.

A training counts until its term ends. Municipalities stand in the order of the alphabet; it is
no contest. For people with an account only counts leave this module, never who.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.models import Organisation

from . import access, terms
from .actions.base import SYSTEM
from .models import Certificate, FunctionCount, StaffFinished, StaffFunction, TakingPart, Training

SOON_DAYS = 60
"""So many days before a term ends people are reminded, and the page says "soon"."""


@dataclass(frozen=True)
class Cell:
    """One function of one municipality. ``state``: unknown, none, some, all, soon or ended."""

    function: StaffFunction
    count: FunctionCount | None
    today: dt.date

    @property
    def staff(self) -> int:
        """Return how many there are; 0 when unknown."""
        return self.count.staff if self.count else 0

    @property
    def ends_on(self) -> dt.date | None:
        """Return the last day on which the training counts."""
        return self.count.ends_on if self.count else None

    @property
    def has_ended(self) -> bool:
        """True when the term is over."""
        return self.ends_on is not None and self.ends_on < self.today

    @property
    def trained(self) -> int:
        """Return how many are trained and still count."""
        return self.count.trained if self.count and not self.has_ended else 0

    @property
    def gap(self) -> int:
        """Return how many are yet to be trained, or trained again."""
        return self.staff - self.trained

    @property
    def ends_soon(self) -> bool:
        """True when the term ends within the time of the reminder."""
        end = self.ends_on
        return end is not None and self.today <= end <= self.today + dt.timedelta(SOON_DAYS)

    @property
    def state(self) -> str:
        """Return the one word that says how it stands; the most urgent first."""
        if self.count is None:
            return "unknown"
        if self.has_ended:
            return "ended"
        if self.ends_soon:
            return "soon"
        if self.staff and self.trained == 0:
            return "none"
        return "all" if self.gap == 0 else "some"


@dataclass(frozen=True)
class Place:
    """One municipality with its functions."""

    organisation: Organisation
    cells: Sequence[Cell]

    @property
    def name(self) -> str:
        """Return its short name."""
        return self.organisation.short_name or self.organisation.name

    @property
    def staff(self) -> int:
        """Return how many there are in the functions that were counted."""
        return sum(cell.staff for cell in self.cells)

    @property
    def trained(self) -> int:
        """Return how many of them are trained and still count."""
        return sum(cell.trained for cell in self.cells)

    @property
    def percentage(self) -> int | None:
        """Return the share that is trained, rounded down; None without numbers."""
        return self.trained * terms.PERCENT // self.staff if self.staff else None

    @property
    def is_uncounted(self) -> bool:
        """True when there is no number of any function."""
        return all(cell.count is None for cell in self.cells)

    @property
    def gaps(self) -> list[Cell]:
        """Return what lacks: not counted, nobody trained, or a term that ended or soon will."""
        return [cell for cell in self.cells if cell.state not in {"all", "some"}]


def places(actor: Actor, training: Training, municipalities: Iterable[Organisation]) -> list[Place]:
    """Return how the municipalities stand for one training. One query."""
    counts = (
        FunctionCount.objects.visible_to(actor)
        .filter(training=training)
        .newest()
        .select_related("training")
    )
    found = {(count.organisation_id, count.function): count for count in counts}
    today = timezone.localdate()
    return [
        Place(
            organisation,
            [
                Cell(function, found.get((organisation.pk, function.value)), today)
                for function in StaffFunction
            ],
        )
        for organisation in municipalities
    ]


def lacking(places: Iterable[Place]) -> list[tuple[str, int]]:
    """Return how many functions lack something, by state; the most urgent first."""
    counted = Counter(cell.state for place in places for cell in place.gaps)
    return [(state, counted[state]) for state in ("ended", "soon", "none", "unknown")]


@dataclass
class RoleRow:
    """How many with one role in one organisation have an account, and how many were trained."""

    organisation: Organisation
    role: Role
    members: int = 0
    trained: int = 0


def by_role(actor: Actor, training: Training) -> list[RoleRow]:
    """Return organisations and roles with how many were trained. Two queries.

    The reader sees the own organisation, or all of them who sees the region. Somebody with two
    roles counts under both.
    """
    today = timezone.localdate()
    members = (
        Membership.objects.filter(
            account__is_active=True, role__in=roles_with(Permission.LEARNING_READ)
        )
        .running(today)
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )
    if not access.sees_region(actor):
        members = members.filter(organisation=actor.organisation_id)
    trained = trained_accounts(training, today)
    rows: dict[tuple[UUID, str], RoleRow] = {}
    for member in members:
        key = (member.organisation_id, member.role)
        row = rows.setdefault(key, RoleRow(member.organisation, Role(member.role)))
        row.members += 1
        row.trained += member.account_id in trained
    return list(rows.values())


def trained_accounts(training: Training, on: dt.date) -> set[UUID]:
    """Return the accounts with a certificate of this training that counts on a day."""
    with acting_as(SYSTEM):
        valid = Certificate.objects.visible_to(SYSTEM).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=on),
            enrolment__session__training=training,
            withdrawn_at__isnull=True,
        )
        return set(valid.values_list("enrolment__membership__account_id", flat=True))


@dataclass(frozen=True)
class Progress:
    """One business with its counts, the newest first."""

    business: TakingPart
    counts: Sequence[StaffFinished] = field(default_factory=tuple)

    @property
    def newest(self) -> StaffFinished | None:
        """Return the newest count."""
        return self.counts[0] if self.counts else None

    @property
    def is_reached(self) -> bool:
        """True when the newest count is at least the share that is needed."""
        newest = self.newest
        return newest is not None and terms.has_reached(
            newest.finished, newest.staff, self.business.share
        )

    @property
    def reached_on(self) -> dt.date | None:
        """Return the first day on which a count reached the share."""
        days = [
            count.counted_on
            for count in self.counts
            if terms.has_reached(count.finished, count.staff, self.business.share)
        ]
        return min(days, default=None)

    @property
    def needed(self) -> int:
        """Return how many of the present staff must have finished."""
        return terms.needed(self.newest.staff, self.business.share) if self.newest else 0

    @property
    def missing(self) -> int:
        """Return how many more must finish."""
        return max(0, self.needed - self.newest.finished) if self.newest else 0

    @property
    def percentage(self) -> str:
        """Return the share in words, rounded down: 59.99 is 59,9 and never 60."""
        return percentage_of(self.newest) if self.newest else "–"


def percentage_of(count: StaffFinished) -> str:
    """Return the share of one count, rounded down to a tenth, as the Dutch write it."""
    whole, tenth = divmod(terms.per_mille(count.finished, count.staff), 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"


def progress(businesses: Any) -> list[Progress]:
    """Return businesses with their counts. Two queries, whatever the number."""
    found = businesses.select_related("municipality", "training").prefetch_related("counts")
    return [Progress(one, list(one.counts.all())) for one in found]


def ending_counts(on: dt.date) -> list[FunctionCount]:
    """Return the newest counts whose term ends within the time of the reminder, for the system.

    O(municipalities x trainings x functions), some hundreds.
    """
    newest = FunctionCount.objects.visible_to(SYSTEM).newest().select_related("training")
    last = on + dt.timedelta(SOON_DAYS)
    return [one for one in newest if one.ends_on is not None and on <= one.ends_on <= last]
