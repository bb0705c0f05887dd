"""What who lends decides: approve with items, refuse, extend, assign another item."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.lending import mail, workflow
from baken.network.lending.availability import HOLDS, Store, store_for
from baken.network.lending.errors import LendingRefused
from baken.network.lending.judging import Wanted, refuse_when_taken
from baken.network.lending.models import (
    Item,
    Loan,
    LoanRequest,
    LoanState,
    RequestState,
)

from .base import check_version, friendly_race, locked, note, require_keeper, save


@transaction.atomic
def approve(*, actor: Actor, request_id: UUID, version: int, remark: str = "") -> LoanRequest:
    """Approve a request and promise the first free items of each kind.

    Raises ``LendingRefused`` when too little is free, or when another request was approved for
    the same items at this very moment: then the database refuses the second.
    """
    require_keeper(actor)
    request = locked(actor, request_id)
    workflow.require(request, RequestState.APPROVED)
    check_version(request, version)
    if request.ends_on < timezone.localdate():
        raise LendingRefused(_("The period is over."))
    store = store_for(actor)
    refuse_when_taken(_wanted(request), store)
    request.state, request.reason = RequestState.APPROVED, remark[:500]
    with friendly_race(_("Somebody else promised one of these items just now. Try again.")):
        _promise(request, store)
        save(request, "state", "reason")
    note(actor, request, "approved", remark)
    mail.to_requester("approved", request, reason=remark)
    return request


def _wanted(request: LoanRequest) -> Wanted:
    return Wanted(
        purpose=request.purpose,
        audience=request.audience,
        place=request.place,
        expected_reach=request.expected_reach,
        starts_on=request.starts_on,
        ends_on=request.ends_on,
        wishes=request.wishes,
        experiences=request.experiences,
        supervisor=request.supervisor,
    )


def _promise(request: LoanRequest, store: Store) -> None:
    """Make a loan for the first free items of each kind wished."""
    for slug, number in request.wishes.items():
        after = dt.timedelta(days=store.kinds[slug].cleaning_days)
        free = store.free(slug, (request.starts_on, request.ends_on))
        Loan.objects.bulk_create(
            Loan(
                request=request,
                item=item,
                item_number=item.number,
                starts_on=request.starts_on,
                ends_on=request.ends_on,
                blocked_until=request.ends_on + after,
            )
            for item in free[:number]
        )


@transaction.atomic
def refuse(*, actor: Actor, request_id: UUID, version: int, reason: str) -> LoanRequest:
    """Refuse a request, with a reason that the requester reads."""
    require_keeper(actor)
    request = locked(actor, request_id)
    workflow.require(request, RequestState.REFUSED)
    check_version(request, version)
    if not reason.strip():
        raise LendingRefused(_("Say why, so that the requester can do something with it."))
    request.state, request.reason = RequestState.REFUSED, reason[:500]
    save(request, "state", "reason")
    note(actor, request, "refused", reason)
    mail.to_requester("refused", request, reason=reason)
    return request


@transaction.atomic
def extend(*, actor: Actor, request_id: UUID, version: int) -> LoanRequest:
    """Grant the extension that was asked; refused when an item is promised to others then."""
    require_keeper(actor)
    request = locked(actor, request_id)
    check_version(request, version)
    if request.asked_until is None or request.state not in workflow.EXTENDABLE:
        raise LendingRefused(_("No extension is asked for."))
    loans = request.loans.filter(state__in=HOLDS).select_related("item__kind")
    with friendly_race(
        _("One of the items is promised to somebody else then. Assign another item or refuse.")
    ):
        for loan in loans:
            loan.ends_on = request.asked_until
            after = dt.timedelta(days=loan.item.kind.cleaning_days)
            loan.blocked_until = request.asked_until + after
            loan.save(update_fields=["ends_on", "blocked_until"])
        request.ends_on, request.asked_until = request.asked_until, None
        save(request, "ends_on", "asked_until")
    note(actor, request, "extended")
    mail.to_requester("extended", request)
    return request


@transaction.atomic
def refuse_extension(*, actor: Actor, request_id: UUID, version: int, reason: str) -> LoanRequest:
    """Refuse the extension that was asked; the last day stays."""
    require_keeper(actor)
    request = locked(actor, request_id)
    check_version(request, version)
    if request.asked_until is None:
        raise LendingRefused(_("No extension is asked for."))
    request.asked_until = None
    save(request, "asked_until")
    note(actor, request, "extension-refused", reason)
    mail.to_requester("extension-refused", request, reason=reason)
    return request


@transaction.atomic
def swap(*, actor: Actor, request_id: UUID, loan_id: UUID) -> Item:
    """Assign the first other free item of the same kind, such as when the first is broken."""
    require_keeper(actor)
    request = locked(actor, request_id)
    loans = request.loans.filter(state=LoanState.RESERVED).select_related("item__kind")
    loan = loans.filter(pk=loan_id).first()
    if loan is None:
        raise LendingRefused(_("Only an item that was not handed out yet can be exchanged."))
    store = store_for(actor)
    slug = loan.item.kind.slug
    used = set(request.loans.values_list("item_number", flat=True))
    free = [
        item for item in store.free(slug, (loan.starts_on, loan.ends_on)) if item.number not in used
    ]
    if not free:
        raise LendingRefused(_("No other item of this kind is free in this period."))
    before, loan.item, loan.item_number = loan.item, free[0], free[0].number
    with friendly_race(_("Somebody else promised one of these items just now. Try again.")):
        loan.save(update_fields=["item", "item_number"])
    note(actor, request, "swapped", f"{before} → {free[0]}")
    return free[0]
