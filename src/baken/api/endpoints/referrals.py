"""Referrals: what was received or sent, and the answer of the receiver."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query, Router
from pydantic import BaseModel

from baken.api import shapes
from baken.api.paging import DEFAULT_LIMIT, after_cursor
from baken.api.purpose import Purpose, purpose_of
from baken.api.routing import operation
from baken.api.rules import actor_of, requires
from baken.api.schemas.referrals import (
    AcceptIn,
    DoneIn,
    ReferralDetailOut,
    ReferralOut,
    ReferralsOut,
    RefuseIn,
)
from baken.chain.concerns import actions, queries
from baken.chain.concerns.models import ReferralStatus
from baken.chain.concerns.reading import read_referral
from baken.foundation.access.permissions import Permission

from .concerns import Cursor, Limit

router = Router(tags=["referrals"])


class ReferralsQuery(BaseModel):
    """Filters and place in the list."""

    side: Literal["received", "sent"] = "received"
    state: Literal["open", "ended", "all"] = "open"
    status: ReferralStatus | None = None
    due: Literal["overdue"] | None = None
    cursor: Cursor = ""
    limit: Limit = DEFAULT_LIMIT

    def wanted(self) -> queries.ReferralFilter:
        """Return the filter for the query."""
        return queries.ReferralFilter(
            side=self.side, state=self.state, status=self.status or "", due=self.due or ""
        )


@router.get(
    "/referrals",
    response=ReferralsOut,
    **operation(
        "referrals",
        requires(Permission.REFERRAL_READ),
        gettext_noop("Referrals that your organisation received or sent"),
        gettext_noop("Without content. Open ones by deadline, others the newest first."),
    ),
)
def referrals(request: HttpRequest, query: Query[ReferralsQuery]) -> ReferralsOut:
    """Return some referrals. One query."""
    actor, today = actor_of(request), timezone.localdate()
    rows = queries.referral_rows(actor, query.wanted())
    found = after_cursor(rows, query.cursor, query.limit)
    items = [shapes.referral(one, actor, today) for one in found.rows]
    return ReferralsOut(items=items, next_cursor=found.next_cursor)


@router.get(
    "/referrals/{uuid:referral_id}",
    response=ReferralDetailOut,
    **operation(
        "referral",
        requires(Permission.REFERRAL_READ),
        gettext_noop("One referral with what was shared"),
        gettext_noop("Opens what is sealed. Each time is an event in the registers of both sides."),
    ),
)
def referral(request: HttpRequest, referral_id: UUID, purpose: Purpose) -> ReferralDetailOut:
    """Return a referral as the actor's side may read it, in one audited read."""
    actor, why = actor_of(request), purpose_of(purpose)
    found = queries.get_referral(actor, referral_id)
    read = read_referral(actor, found, purpose=why)
    return shapes.referral_in_full(read, actor, timezone.localdate())


ANSWER = requires(Permission.CONCERN_ANSWER_REFERRAL)


def _answered(request: HttpRequest, referral_id: UUID) -> ReferralOut:
    actor = actor_of(request)
    found = queries.get_referral(actor, referral_id)
    return shapes.referral(found, actor, timezone.localdate())


@router.post(
    "/referrals/{uuid:referral_id}/accept",
    response=ReferralOut,
    **operation(
        "accept-referral",
        ANSWER,
        gettext_noop("Accept a referral"),
        gettext_noop("From now the term for the result runs."),
    ),
)
def accept(request: HttpRequest, referral_id: UUID, answer: AcceptIn) -> ReferralOut:
    """Accept, by the same action as the page."""
    actions.accept(
        actor=actor_of(request),
        referral_id=referral_id,
        partner_reference=answer.partner_reference,
    )
    return _answered(request, referral_id)


@router.post(
    "/referrals/{uuid:referral_id}/refuse",
    response=ReferralOut,
    **operation(
        "refuse-referral",
        ANSWER,
        gettext_noop("Refuse a referral"),
        gettext_noop("After this your organisation no longer sees what was shared."),
    ),
)
def refuse(request: HttpRequest, referral_id: UUID, answer: RefuseIn) -> ReferralOut:
    """Refuse with a reason, by the same action as the page."""
    actions.refuse(
        actor=actor_of(request),
        referral_id=referral_id,
        reason=answer.reason,
        text=answer.text,
    )
    return _answered(request, referral_id)


@router.post(
    "/referrals/{uuid:referral_id}/done",
    response=ReferralOut,
    **operation(
        "complete-referral",
        ANSWER,
        gettext_noop("Report the result of a referral"),
        gettext_noop("The municipality reads it and tells the reporter what may be told."),
    ),
)
def done(request: HttpRequest, referral_id: UUID, answer: DoneIn) -> ReferralOut:
    """Report the result, by the same action as the page."""
    actions.complete(
        actor=actor_of(request),
        referral_id=referral_id,
        outcome=answer.outcome,
        text=answer.text,
        partner_reference=answer.partner_reference,
    )
    return _answered(request, referral_id)
