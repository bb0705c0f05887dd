"""Use and reach: how often, how long and for how many people things were lent.

Counts only what was handed out. A request with two kinds counts for both kinds, and once in the
total, so kinds do not add up to the total; the page says so.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor

from .models import Loan, LoanRequest, LoanState, RequestState

USED = (RequestState.OUT, RequestState.RETURNED)


@dataclass
class Use:
    """One line of figures. ``reached`` counts the requests that told how many people came."""

    label: str
    requests: int = 0
    item_days: int = 0
    expected: int = 0
    reached: int = 0
    told: int = 0

    def add(self, request: LoanRequest, days: int) -> None:
        """Count one request, with the days its items were away."""
        self.requests += 1
        self.item_days += days
        self.expected += request.expected_reach
        if request.actual_reach is not None:
            self.reached += request.actual_reach
            self.told += 1


@dataclass(frozen=True)
class Figures:
    """The figures of one year, in parts."""

    total: Use
    by_kind: list[Use]
    by_organisation: list[Use]
    by_municipality: list[Use]


def years(actor: Actor) -> list[int]:
    """Return the years in which something was lent, newest first."""
    used = LoanRequest.objects.visible_to(actor).filter(state__in=USED)
    return [day.year for day in used.dates("starts_on", "year", order="DESC")]


def of_year(actor: Actor, year: int, today: dt.date) -> Figures:
    """Return the figures of the requests that began in a year. Two queries; O(loans)."""
    requests = list(
        LoanRequest.objects.visible_to(actor)
        .filter(state__in=USED, starts_on__year=year)
        .select_related("organisation", "municipality")
    )
    days = _days_by_kind(actor, [request.pk for request in requests], today)
    total = Use(_("Total"))
    kinds: dict[str, Use] = {}
    organisations: dict[str, Use] = {}
    municipalities: dict[str, Use] = {}
    for request in requests:
        of_request = days.get(request.pk, {})
        away = sum(of_request.values())
        total.add(request, away)
        for name, number in of_request.items():
            kinds.setdefault(name, Use(name)).add(request, number)
        name = request.organisation.name
        organisations.setdefault(name, Use(name)).add(request, away)
        place = (
            request.municipality.short_name if request.municipality else _("Several or elsewhere")
        )
        municipalities.setdefault(place, Use(place)).add(request, away)
    parts = (_sorted(part.values()) for part in (kinds, organisations, municipalities))
    return Figures(total, *parts)


def _days_by_kind(actor: Actor, ids: list[Any], today: dt.date) -> dict[Any, dict[str, int]]:
    """Return per request and kind the days items were away, up to today."""
    loans = (
        Loan.objects.visible_to(actor)
        .filter(request_id__in=ids, state__in=(LoanState.OUT, LoanState.RETURNED))
        .select_related("item__kind")
    )
    found: dict[Any, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for loan in loans:
        start = loan.handed_out_on or loan.starts_on
        end = loan.returned_on or today
        found[loan.request_id][loan.item.kind.name] += max((end - start).days + 1, 1)
    return found


def _sorted(uses: Iterable[Use]) -> list[Use]:
    return sorted(uses, key=lambda use: (-use.requests, use.label))
