"""What is free when: the items that can be lent, with the days on which each is taken.

Three queries, whatever the number of items; the arithmetic is in ``periods.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.calendar import is_working_day

from .models import Defect, Item, ItemKind, Loan, LoanState
from .periods import Period, Wish, free_items, next_free

HOLDS = (LoanState.RESERVED, LoanState.OUT)
"""States in which a loan keeps its item from others."""


@dataclass
class Store:
    """The store at a moment. ``busy`` maps a kind's slug to its usable items and their periods."""

    kinds: dict[str, ItemKind]
    items: dict[int, Item]
    busy: dict[str, dict[int, list[Period]]] = field(default_factory=dict)

    def free(self, slug: str, period: Period) -> list[Item]:
        """Return the items of a kind that are free in a period, cleaning after it included."""
        start, end = period
        until = end + dt.timedelta(days=self.kinds[slug].cleaning_days)
        return [self.items[number] for number in free_items(self.busy[slug], (start, until))]

    def wishes(self, wanted: Mapping[str, int]) -> list[Wish]:
        """Return what is wished, for the arithmetic; unknown kinds can never be had."""
        return [
            Wish(
                number,
                self.busy.get(slug, {}),
                self.kinds[slug].cleaning_days if slug in self.kinds else 0,
            )
            for slug, number in wanted.items()
        ]

    def short(self, wanted: Mapping[str, int], period: Period) -> list[tuple[ItemKind, int]]:
        """Return the kinds of which too few are free, with the number that is free."""
        free = {slug: len(self.free(slug, period)) for slug in wanted}
        return [(self.kinds[slug], free[slug]) for slug in wanted if free[slug] < wanted[slug]]

    def next_start(self, wanted: Mapping[str, int], days: int, start: dt.date) -> dt.date | None:
        """Return the first day from ``start`` on which all of it is free for ``days`` days.

        The first and the last day are working days: then somebody is there to hand it out and
        to take it back.
        """

        def allowed(day: dt.date) -> bool:
            return is_working_day(day) and is_working_day(day + dt.timedelta(days=days - 1))

        return next_free(self.wishes(wanted), days, start, allowed=allowed)


def usable_items(actor: Actor) -> Any:
    """Return the items that can be lent: there, and not broken. For a query set of items."""
    broken = Defect.objects.visible_to(actor).filter(item=OuterRef("pk"), mended_at__isnull=True)
    return (
        Item.objects.visible_to(actor)
        .filter(retired_on__isnull=True, kind__is_current=True)
        .exclude(Exists(broken))
        .select_related("kind")
    )


def store_for(actor: Actor, *, without: UUID | None = None) -> Store:
    """Return the store as it is now; ``without`` leaves out what one request itself holds.

    What is still out after its last day counts as taken today too: nobody can hand it out.
    """
    kinds = {kind.slug: kind for kind in ItemKind.objects.visible_to(actor).filter(is_current=True)}
    items = {item.number: item for item in usable_items(actor).order_by("number")}
    store = Store(kinds, items, {slug: {} for slug in kinds})
    for item in items.values():
        store.busy[item.kind.slug][item.number] = []
    today = timezone.localdate()
    loans = Loan.objects.visible_to(actor).filter(state__in=HOLDS)
    for loan in loans.exclude(request_id=without) if without else loans:
        if loan.item_number in items:
            is_late = loan.state == LoanState.OUT and loan.blocked_until < today
            period = (loan.starts_on, today if is_late else loan.blocked_until)
            store.busy[items[loan.item_number].kind.slug][loan.item_number].append(period)
    return store
