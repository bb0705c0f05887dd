"""What a page asks: lists, counts, "my work". Constant numbers of queries.

Lists stay fast with a million concerns: each order follows an index that starts with the
organisation (or, for the region, with the date), open work has partial indexes, counting
stops at ``COUNT_LIMIT`` and paging ends at ``LAST_PAGE``. A filter that no index serves looks
through at most ``SEARCH_LIMIT`` concerns, the newest of the chosen period, and the page says
so. A list costs O(page + COUNT_LIMIT + SEARCH_LIMIT), whatever the size of the table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import Organisation

from . import receipts
from .models import Concern, ConcernOutline, Referral
from .models.referral import WAITING

PAGE_SIZE = 25
COUNT_LIMIT = 1_000
LAST_PAGE = COUNT_LIMIT // PAGE_SIZE
SEARCH_LIMIT = 20_000

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list. ``count`` is exact up to ``COUNT_LIMIT``; then ``more_than`` is True.

    ``searched_from`` is set when older concerns were not looked through.
    """

    rows: list[Row]
    number: int
    count: int
    more_than: bool
    searched_from: dt.datetime | None = None

    @property
    def pages(self) -> int:
        """Return how many pages can be opened; further on, a filter helps better."""
        return max(1, -(-self.count // PAGE_SIZE))

    @property
    def has_previous(self) -> bool:
        """True when there is a page before this one."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """True when there is a page after this one."""
        return self.number < self.pages

    @property
    def first(self) -> int:
        """Return the number of the first row shown, 0 on an empty page."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return (self.number - 1) * PAGE_SIZE + len(self.rows)


def paged(rows: QuerySet[Any], number: int) -> Page[Any]:
    """Return page ``number`` (from 1; out of range gives the nearest) of ordered rows."""
    counted = rows.order_by()[: COUNT_LIMIT + 1].count()
    count = min(counted, COUNT_LIMIT)
    last = max(1, -(-count // PAGE_SIZE))
    number = min(max(1, number), last)
    start = (number - 1) * PAGE_SIZE
    shown = list(rows[start : start + PAGE_SIZE]) if count else []
    return Page(shown, number, count, more_than=counted > COUNT_LIMIT)


# -- One record --------------------------------------------------------------------------------


def get_concern(actor: Actor, concern_id: UUID) -> Concern:
    """Return a concern with its key, holder and organisation; 404 when it is not visible."""
    concern: Concern | None = (
        Concern.objects.visible_to(actor)
        .select_related("data_key", "organisation", "holder__account")
        .filter(pk=concern_id)
        .first()
    )
    if concern is None:
        raise Http404
    return concern


def get_referral(actor: Actor, referral_id: UUID) -> Referral:
    """Return a referral with both organisations; 404 when it is not visible."""
    referral: Referral | None = (
        Referral.objects.visible_to(actor)
        .select_related("organisation", "receiver")
        .filter(pk=referral_id)
        .first()
    )
    if referral is None:
        raise Http404
    return referral


# -- Lists -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConcernFilter:
    """What a list of concerns is narrowed to; empty means everything.

    ``state``: open, closed or all · ``holder``: mine, nobody or a membership id · ``due``:
    overdue or soon (today or the two days after) · ``reference``: as somebody types it ·
    ``sort``: newest, oldest or due.
    """

    state: str = "open"
    status: str = ""
    form: str = ""
    holder: str = ""
    critical: bool = False
    minor: str = ""
    due: str = ""
    channel: str = ""
    reference: str = ""
    municipality: str = ""
    received_from: dt.date | None = None
    received_until: dt.date | None = None
    sort: str = "newest"


SORTS = {
    "newest": ("-received_at", "id"),
    "oldest": ("received_at", "-id"),
    "due": ("next_due_on", "id"),
}


def concern_list(actor: Actor, wanted: ConcernFilter, page: int = 1) -> Page[Concern]:
    """Return one page of the own organisation's concerns. Two queries, at most three."""
    rows, searched_from = concern_rows(actor, wanted)
    return replace(paged(rows, page), searched_from=searched_from)


def concern_rows(actor: Actor, wanted: ConcernFilter) -> tuple[QuerySet[Any], dt.datetime | None]:
    """Return the own organisation's concerns in order, and how far back was looked."""
    rows = _in_period(Concern.objects.visible_to(actor), wanted)
    searched_from = _searched_from(rows, wanted)
    rows = _narrowed(rows.select_related("holder__account"), wanted, searched_from)
    if wanted.critical:
        rows = rows.filter(critical=True)
    for name in ("channel", "minor"):
        if value := getattr(wanted, name):
            rows = rows.filter(**{name: value})
    if wanted.holder:
        rows = rows.filter(_held_by(wanted.holder, actor))
    return rows, searched_from


def outline_list(actor: Actor, wanted: ConcernFilter, page: int = 1) -> Page[ConcernOutline]:
    """Return one page of outlines: of the region, or of the own municipality.

    Two queries, at most four.
    """
    rows, searched_from = outline_rows(actor, wanted)
    return replace(paged(rows, page), searched_from=searched_from)


def outline_rows(actor: Actor, wanted: ConcernFilter) -> tuple[QuerySet[Any], dt.datetime | None]:
    """Return outlines in order, and how far back was looked."""
    rows = _in_period(ConcernOutline.objects.visible_to(actor), wanted)
    if wanted.municipality:
        # By id: a join would keep the database from using the index on organisation and date.
        place = Organisation.objects.filter(slug=wanted.municipality).first()
        rows = rows.filter(organisation_id=place.pk) if place else rows.none()
    searched_from = _searched_from(rows, wanted)
    return _narrowed(rows.select_related("organisation"), wanted, searched_from), searched_from


def _in_period(rows: QuerySet[Any], wanted: ConcernFilter) -> QuerySet[Any]:
    if wanted.received_from:
        rows = rows.filter(received_at__gte=_start_of(wanted.received_from))
    if wanted.received_until and wanted.received_until < dt.date.max:
        after = wanted.received_until + dt.timedelta(days=1)
        rows = rows.filter(received_at__lt=_start_of(after))
    return rows


def _searched_from(rows: QuerySet[Any], wanted: ConcernFilter) -> dt.datetime | None:
    """Return where the search ends, when a filter without an index meets many closed concerns."""
    unindexed = (wanted.form, wanted.holder, wanted.critical, wanted.minor, wanted.channel)
    if wanted.state == "open" or wanted.reference or not any(unindexed):
        return None
    newest = rows.order_by("-received_at").values_list("received_at", flat=True)
    oldest_searched: dt.datetime | None = newest[SEARCH_LIMIT : SEARCH_LIMIT + 1].first()
    return oldest_searched


def _narrowed(
    rows: QuerySet[Any], wanted: ConcernFilter, searched_from: dt.datetime | None
) -> QuerySet[Any]:
    if searched_from:
        rows = rows.filter(received_at__gte=searched_from)
    if wanted.state in ("open", "closed"):
        rows = rows.filter(closed_at__isnull=wanted.state == "open")
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.form:
        rows = rows.filter(forms__contains=[wanted.form])
    if wanted.reference:
        rows = rows.filter(reference=receipts.normalise_reference(wanted.reference))
    if wanted.due:
        rows = rows.filter(_due(wanted.due))
    return rows.order_by(*SORTS.get(wanted.sort, SORTS["newest"]))


def _held_by(holder: str, actor: Actor) -> Q:
    if holder == "mine":
        return Q(holder_id=actor.membership_id)
    if holder == "nobody":
        return Q(holder__isnull=True)
    try:
        return Q(holder_id=UUID(holder))
    except ValueError:
        return Q(pk__in=[])


def _due(which: str) -> Q:
    today = timezone.localdate()
    if which == "overdue":
        return Q(closed_at__isnull=True, next_due_on__lt=today)
    soon = today + dt.timedelta(days=2)
    return Q(closed_at__isnull=True, next_due_on__range=(today, soon))


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


@dataclass(frozen=True)
class ReferralFilter:
    """What a list of referrals is narrowed to.

    ``side``: received or sent · ``state``: open (waiting), ended or all · ``due``: overdue.
    """

    side: str = "received"
    state: str = "open"
    status: str = ""
    due: str = ""


def referral_list(actor: Actor, wanted: ReferralFilter, page: int = 1) -> Page[Referral]:
    """Return one page of referrals received (or sent), overdue first, then newest. Two queries."""
    return paged(referral_rows(actor, wanted), page)


def referral_rows(actor: Actor, wanted: ReferralFilter) -> QuerySet[Any]:
    """Return referrals received (or sent) in order."""
    rows: QuerySet[Any] = Referral.objects.visible_to(actor)
    rows = rows.select_related("organisation", "receiver")
    own = "receiver_id" if wanted.side == "received" else "organisation_id"
    rows = rows.filter(**{own: actor.organisation_id})
    order = ("-sent_at", "id")
    if wanted.state == "open":
        rows = rows.filter(WAITING)
        order = ("due_on", "id")
    elif wanted.state == "ended":
        rows = rows.exclude(WAITING)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.due == "overdue":
        rows = rows.filter(WAITING, due_on__lt=timezone.localdate())
    return rows.order_by(*order)
