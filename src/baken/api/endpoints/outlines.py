"""Outlines: that concerns exist, where and how long; nothing of who or what."""

from __future__ import annotations

from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import BaseModel

from baken.api import shapes
from baken.api.paging import DEFAULT_LIMIT, after_cursor
from baken.api.routing import operation
from baken.api.rules import actor_of, requires
from baken.api.schemas.base import Slug
from baken.api.schemas.concerns import MunicipalityCountOut, OutlinesOut, OverviewOut
from baken.chain.concerns import queries
from baken.chain.concerns.models import ConcernStatus
from baken.chain.concerns.overview import overview
from baken.foundation.access.permissions import Permission

from .concerns import Cursor, Limit

router = Router(tags=["outlines"])


class OutlinesQuery(BaseModel):
    """Filters, order and place in the list."""

    state: Literal["open", "closed", "all"] = "open"
    status: ConcernStatus | None = None
    form: Slug | None = None
    due: Literal["overdue", "soon"] | None = None
    sort: Literal["newest", "oldest", "due"] = "newest"
    cursor: Cursor = ""
    limit: Limit = DEFAULT_LIMIT

    def wanted(self, municipality: str = "") -> queries.ConcernFilter:
        """Return the filter for the query."""
        return queries.ConcernFilter(
            state=self.state,
            status=self.status or "",
            form=self.form or "",
            due=self.due or "",
            sort=self.sort,
            municipality=municipality,
        )


class RegionOutlinesQuery(OutlinesQuery):
    """The same for the region, where one municipality may be chosen."""

    municipality: Slug | None = None


@router.get(
    "/outlines",
    response=OutlinesOut,
    **operation(
        "outlines",
        requires(Permission.OUTLINE_READ_REGION),
        gettext_noop("Outlines of the region"),
        gettext_noop("For the regional coordinator: processes, without content or people."),
    ),
)
def outlines(request: HttpRequest, query: Query[RegionOutlinesQuery]) -> OutlinesOut:
    """Return some outlines of the region. At most three queries."""
    return _outlines(request, query, query.municipality or "")


@router.get(
    "/outlines/municipality",
    response=OutlinesOut,
    **operation(
        "municipality-outlines",
        requires(Permission.OUTLINE_READ_MUNICIPALITY),
        gettext_noop("Outlines of your municipality"),
        gettext_noop("For the mayor: processes, without content or people."),
    ),
)
def municipality_outlines(request: HttpRequest, query: Query[OutlinesQuery]) -> OutlinesOut:
    """Return some outlines of the own municipality. At most two queries."""
    return _outlines(request, query, "")


def _outlines(request: HttpRequest, query: OutlinesQuery, municipality: str) -> OutlinesOut:
    rows, searched_from = queries.outline_rows(actor_of(request), query.wanted(municipality))
    found = after_cursor(rows, query.cursor, query.limit)
    today = timezone.localdate()
    return OutlinesOut(
        items=[shapes.outline(one, today) for one in found.rows],
        next_cursor=found.next_cursor,
        searched_from=searched_from,
    )


@router.get(
    "/outlines/overview",
    response=OverviewOut,
    **operation(
        "outlines-overview",
        requires(Permission.OUTLINE_READ_REGION),
        gettext_noop("Open work of the region in numbers"),
        gettext_noop("How many are open and late, by status, form, next step and municipality."),
    ),
)
def outlines_overview(request: HttpRequest) -> OverviewOut:
    """Return the counts of the page “Overview”. Two queries."""
    found = overview(actor_of(request))
    return OverviewOut(
        open=found.open,
        overdue=found.overdue,
        by_status=dict(found.by_status),
        by_form=dict(found.by_form),
        waiting_for=dict(found.waiting_for),
        stuck=dict(found.stuck),
        municipalities=[
            MunicipalityCountOut(
                slug=one.slug,
                name=one.name,
                open=one.open,
                overdue=one.overdue,
                received=one.received,
            )
            for one in found.municipalities
        ],
    )
