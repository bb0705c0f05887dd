"""Handing out and taking back, item by item, with what was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.lending import mail, workflow
from baken.network.lending.errors import LendingRefused
from baken.network.lending.models import (
    Check,
    Condition,
    Defect,
    Direction,
    Loan,
    LoanRequest,
    LoanState,
    RequestState,
)

from .base import friendly_race, locked, member, note, require_keeper, save


@dataclass(frozen=True)
class ItemCheck:
    """What was seen of one item; ``present`` holds names of its accessories."""

    condition: str = Condition.GOOD
    present: list[str] = field(default_factory=list)
    remark: str = ""


@transaction.atomic
def hand_out(*, actor: Actor, request_id: UUID, checks: Mapping[UUID, ItemCheck]) -> LoanRequest:
    """Hand out everything that was promised; ``checks`` has one for each loan.

    Raises ``LendingRefused`` when an item is broken or dirty, the period is over, or, handing out
    early, somebody else still has it.
    """
    require_keeper(actor)
    request = locked(actor, request_id)
    workflow.require(request, RequestState.OUT)
    today = timezone.localdate()
    if request.ends_on < today:
        raise LendingRefused(_("The period is over."))
    loans = list(request.loans.filter(state=LoanState.RESERVED).select_related("item__kind"))
    for loan in loans:
        _refuse_unfit(loan)
        _write(actor, loan, Direction.OUT, checks.get(loan.pk))
    with friendly_race(_("Somebody else still has one of these items; wait for the first day.")):
        for loan in loans:
            loan.state, loan.handed_out_on = LoanState.OUT, today
            loan.starts_on = min(loan.starts_on, today)
            loan.save(update_fields=["state", "handed_out_on", "starts_on"])
    request.state = RequestState.OUT
    save(request, "state")
    note(actor, request, "handed-out")
    mail.to_requester("handed-out", request)
    return request


def _refuse_unfit(loan: Loan) -> None:
    if loan.item.loans.filter(state=LoanState.OUT).exists():
        raise LendingRefused(
            _("%(item)s is still with somebody else; assign another one.") % {"item": loan.item}
        )
    if loan.item.needs_cleaning:
        raise LendingRefused(_("%(item)s waits for cleaning.") % {"item": loan.item})
    if loan.item.defects.filter(mended_at__isnull=True).exists():
        raise LendingRefused(_("%(item)s is broken; assign another one.") % {"item": loan.item})


def _write(actor: Actor, loan: Loan, direction: Direction, check: ItemCheck | None) -> Check:
    """Store what was seen; what belongs to the item and is not there is written as missing."""
    if check is None:
        raise LendingRefused(_("Look at %(item)s first.") % {"item": loan.item})
    accessories = loan.item.kind.accessories
    stored: Check = Check.objects.create(
        loan=loan,
        direction=direction,
        condition=Condition(check.condition),
        present=[name for name in accessories if name in check.present],
        missing=[name for name in accessories if name not in check.present],
        remark=check.remark[:300],
        done_by_id=member(actor),
    )
    return stored


@transaction.atomic
def take_back(
    *,
    actor: Actor,
    request_id: UUID,
    checks: Mapping[UUID, ItemCheck],
) -> LoanRequest:
    """Take back the items of ``checks``; the request ends when everything is back.

    A broken item gets a defect, and an item that must be cleaned waits for that.
    """
    require_keeper(actor)
    request = locked(actor, request_id)
    if request.state != RequestState.OUT:
        workflow.require(request, RequestState.RETURNED)
    out = list(request.loans.filter(state=LoanState.OUT).select_related("item__kind"))
    back = [loan for loan in out if loan.pk in checks]
    if not back:
        raise LendingRefused(_("Tick at least one item that came back."))
    today = timezone.localdate()
    for loan in back:
        seen = _write(actor, loan, Direction.BACK, checks[loan.pk])
        _receive(actor, loan, seen, today)
    if len(back) < len(out):
        note(actor, request, "came-back", ", ".join(str(loan.item) for loan in back))
        return request
    request.state, request.asked_until = RequestState.RETURNED, None
    save(request, "state", "asked_until")
    note(actor, request, "returned")
    mail.to_requester("returned", request)
    return request


def _receive(actor: Actor, loan: Loan, seen: Check, today: dt.date) -> None:
    loan.state, loan.returned_on = LoanState.RETURNED, today
    loan.save(update_fields=["state", "returned_on"])
    if loan.item.kind.cleaning_days:
        loan.item.needs_cleaning = True
        loan.item.save(update_fields=["needs_cleaning"])
    if seen.condition == Condition.DEFECTIVE:
        Defect.objects.create(
            item=loan.item,
            description=seen.remark or _("Came back defective."),
            reported_by_id=member(actor),
        )
