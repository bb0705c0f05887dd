"""Concerns of the own municipality: list, read, enter; and their referrals."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Header, Query, Router
from pydantic import BaseModel, Field

from baken.api import shapes
from baken.api.paging import DEFAULT_LIMIT, MAXIMUM_LIMIT, after_cursor
from baken.api.purpose import Purpose, purpose_of
from baken.api.routing import operation
from baken.api.rules import actor_of, requires
from baken.api.schemas.base import Slug
from baken.api.schemas.concerns import (
    ConcernDetailOut,
    ConcernIn,
    ConcernsOut,
    ReceiptOut,
    RegisteredOut,
)
from baken.api.schemas.referrals import ReferralOut
from baken.chain.concerns import actions, queries
from baken.chain.concerns.drafts import ConcernDraft, LocationDraft, ReporterDraft
from baken.chain.concerns.models import Channel, ConcernStatus, Referral, YesNoUnknown
from baken.chain.concerns.reading import read_concern
from baken.foundation.access.permissions import Permission

router = Router(tags=["concerns"])

Cursor = Annotated[str, Field(max_length=500, description="“next_cursor” of the former answer.")]
Day = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2999, 12, 31))]
Limit = Annotated[int, Field(ge=1, le=MAXIMUM_LIMIT)]
IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=16,
        max_length=60,
        pattern=r"^[A-Za-z0-9_-]+$",
        description=(
            "A random value of yours for this one report. Sent again with the same body, it "
            "gives the same concern and stores nothing."
        ),
    ),
]


class ConcernsQuery(BaseModel):
    """Filters, order and place in the list."""

    state: Literal["open", "closed", "all"] = "open"
    status: ConcernStatus | None = None
    form: Slug | None = None
    holder: Annotated[
        str | None,
        Field(pattern=r"^(mine|nobody|[0-9a-f-]{36})$", description="Or the id of a colleague."),
    ] = None
    critical: bool = False
    minor: YesNoUnknown | None = None
    due: Literal["overdue", "soon"] | None = None
    channel: Channel | None = None
    reference: Annotated[str, Field(max_length=20)] = ""
    received_from: Day | None = None
    received_until: Day | None = None
    sort: Literal["newest", "oldest", "due"] = "newest"
    cursor: Cursor = ""
    limit: Limit = DEFAULT_LIMIT

    def wanted(self) -> queries.ConcernFilter:
        """Return the filter for the query."""
        return queries.ConcernFilter(
            state=self.state,
            status=self.status or "",
            form=self.form or "",
            holder=self.holder or "",
            critical=self.critical,
            minor=self.minor or "",
            due=self.due or "",
            channel=self.channel or "",
            reference=self.reference,
            received_from=self.received_from,
            received_until=self.received_until,
            sort=self.sort,
        )


@router.get(
    "/concerns",
    response=ConcernsOut,
    **operation(
        "concerns",
        requires(Permission.CONCERN_READ),
        gettext_noop("Concerns of your municipality"),
        gettext_noop("Without content. Follow “next_cursor” with the same filters for the rest."),
    ),
)
def concerns(request: HttpRequest, query: Query[ConcernsQuery]) -> ConcernsOut:
    """Return some concerns. One query, at most two."""
    rows, searched_from = queries.concern_rows(actor_of(request), query.wanted())
    found = after_cursor(rows, query.cursor, query.limit)
    today = timezone.localdate()
    return ConcernsOut(
        items=[shapes.concern(one, today) for one in found.rows],
        next_cursor=found.next_cursor,
        searched_from=searched_from,
    )


@router.post(
    "/concerns",
    response={201: RegisteredOut},
    **operation(
        "register-concern",
        requires(Permission.CONCERN_CREATE),
        gettext_noop("Enter a concern"),
        gettext_noop(
            "One that reached you in person, by phone, by mail or from a partner. With "
            "“with_channel” the answer holds a secret for the reporter, told only here."
        ),
    ),
)
def register(
    request: HttpRequest, response: HttpResponse, key: IdempotencyKey, report: ConcernIn
) -> RegisteredOut:
    """Store a concern by the same action as the form."""
    actor = actor_of(request)
    concern, receipt = actions.register(
        actor=actor,
        draft=_draft(report),
        token=key,
        with_channel=report.with_channel,
        take_it=report.take_it,
    )
    response["Location"] = reverse("api:concern", args=[concern.pk])
    stored = queries.get_concern(actor, concern.pk)
    return RegisteredOut(
        concern=shapes.concern(stored, timezone.localdate()),
        receipt=ReceiptOut(**asdict(receipt)) if receipt else None,
    )


def _draft(report: ConcernIn) -> ConcernDraft:
    answers: dict[str, object] = {}
    if report.indicators:
        answers["indicators"] = dict(report.indicators)
    if report.when:
        answers["when"] = report.when
    return ConcernDraft(
        channel=Channel(report.channel),
        forms=tuple(report.forms),
        minor=report.minor,
        subject=report.subject,
        critical=report.critical,
        reporter_function=report.reporter_function or "",
        anonymous=report.anonymous,
        story=report.story,
        answers=answers,
        reporter=ReporterDraft(**report.reporter.model_dump()),
        location=LocationDraft(**report.location.model_dump()),
    )


@router.get(
    "/concerns/{uuid:concern_id}",
    response=ConcernDetailOut,
    **operation(
        "concern",
        requires(Permission.CONCERN_READ),
        gettext_noop("One concern with its content"),
        gettext_noop("Opens what is sealed. Each time is an event in the register."),
    ),
)
def concern(request: HttpRequest, concern_id: UUID, purpose: Purpose) -> ConcernDetailOut:
    """Return everything of a concern, in one audited read."""
    actor, why = actor_of(request), purpose_of(purpose)
    found = queries.get_concern(actor, concern_id)
    read = read_concern(actor, found, purpose=why)
    return shapes.concern_in_full(read, actor, timezone.localdate())


@router.get(
    "/concerns/{uuid:concern_id}/referrals",
    response=list[ReferralOut],
    **operation(
        "concern-referrals",
        requires(Permission.CONCERN_READ),
        gettext_noop("Referrals of one concern"),
        gettext_noop("Without content: to whom, on which ground, and what became of it."),
    ),
)
def concern_referrals(request: HttpRequest, concern_id: UUID) -> list[ReferralOut]:
    """Return the referrals of a concern, the newest first. Two queries."""
    actor = actor_of(request)
    found = queries.get_concern(actor, concern_id)
    sent = Referral.objects.visible_to(actor).filter(concern=found)
    today = timezone.localdate()
    return [
        shapes.referral(one, actor, today)
        for one in sent.select_related("organisation", "receiver")
    ]
