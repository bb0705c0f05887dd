"""What who asks does: ask, change, cancel, ask for longer, report a problem, tell the reach."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import asdict
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.lending import mail, workflow
from baken.network.lending.access import keeps_the_store
from baken.network.lending.availability import store_for
from baken.network.lending.errors import LendingRefused
from baken.network.lending.judging import Wanted, judge
from baken.network.lending.models import (
    Defect,
    Loan,
    LoanRequest,
    LoanState,
    RequestState,
)
from baken.network.lending.packs import rules

from .base import check_version, hold, locked, member, note, require_asker, save

_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def _new_reference() -> str:
    """Return a reference that can be read out over the phone; 33 million of them."""
    return "UL-" + "".join(secrets.choice(_SIGNS) for _sign in range(5))


@transaction.atomic
def ask(
    *,
    actor: Actor,
    wanted: Wanted,
    form_token: UUID,
    organisation_id: UUID | None = None,
) -> LoanRequest:
    """Store a request and tell both sides; the same form sent twice gives the same request.

    ``organisation_id`` is the own organisation, unless who lends enters a request by phone for
    another. Raises ``LendingRefused`` at the field it is about.
    """
    require_asker(actor)
    own = organisation_id or actor.organisation_id
    assert own is not None
    if own != actor.organisation_id and not keeps_the_store(actor):
        raise PermissionDenied
    hold(f"lending.form {form_token}")
    there = LoanRequest.objects.visible_to(actor).filter(form_token=form_token).first()
    if there is not None:
        request: LoanRequest = there
        return request
    judge(wanted, actor=actor, store=store_for(actor))
    request = LoanRequest(
        reference=_new_reference(),
        organisation_id=own,
        membership_id=member(actor),
        form_token=form_token,
        **asdict(wanted),
    )
    request.save(force_insert=True)
    note(actor, request, "asked")
    mail.to_requester("asked", request)
    mail.to_store("new", request)
    return request


@transaction.atomic
def change(*, actor: Actor, request_id: UUID, wanted: Wanted, version: int) -> LoanRequest:
    """Change a request that nobody decided on yet; raises ``LendingRefused``, ``EditConflict``."""
    require_asker(actor)
    request = locked(actor, request_id)
    check_version(request, version)
    if request.state != RequestState.ASKED:
        raise LendingRefused(
            _("The request was decided on. Withdraw it to ask for something else.")
        )
    judge(wanted, actor=actor, store=store_for(actor))
    values = asdict(wanted)
    for name, value in values.items():
        setattr(request, name, value)
    save(request, *values)
    note(actor, request, "changed")
    return request


@transaction.atomic
def cancel(*, actor: Actor, request_id: UUID, reason: str) -> LoanRequest:
    """Withdraw a request; what was reserved is free again. The other side is told."""
    require_asker(actor)
    request = locked(actor, request_id)
    workflow.require(request, RequestState.CANCELLED)
    request.state, request.reason, request.asked_until = RequestState.CANCELLED, reason[:500], None
    save(request, "state", "reason", "asked_until")
    Loan.objects.visible_to(actor).filter(request=request, state=LoanState.RESERVED).update(
        state=LoanState.RELEASED
    )
    note(actor, request, "cancelled", reason)
    if request.membership_id == actor.membership_id or not keeps_the_store(actor):
        mail.to_store("cancelled", request, reason=reason)
    else:
        mail.to_requester("cancelled", request, reason=reason)
    return request


@transaction.atomic
def ask_extension(*, actor: Actor, request_id: UUID, until: dt.date, reason: str) -> LoanRequest:
    """Ask to keep everything longer; who lends decides."""
    require_asker(actor)
    request = locked(actor, request_id)
    if request.state not in workflow.EXTENDABLE:
        raise LendingRefused(_("Only a loan that was approved can be extended."))
    if until <= request.ends_on:
        raise LendingRefused(_("Choose a day after the present last day."), field="until")
    longest = rules().longest_days
    if (until - request.ends_on).days > longest:
        message = _("At most %(days)d days longer.") % {"days": longest}
        raise LendingRefused(message, field="until")
    if (request.asked_until, request.asked_because) == (until, reason[:500]):
        return request  # the same form, sent twice
    request.asked_until, request.asked_because = until, reason[:500]
    save(request, "asked_until", "asked_because")
    note(actor, request, "extension-asked", reason)
    mail.to_store("extension-asked", request, reason=reason)
    return request


@transaction.atomic
def set_reach(*, actor: Actor, request_id: UUID, number: int) -> LoanRequest:
    """Tell how many people were reached, once the period has begun."""
    require_asker(actor)
    request = locked(actor, request_id)
    if request.state not in {RequestState.OUT, RequestState.RETURNED}:
        raise LendingRefused(_("This can be filled in once the items were handed out."))
    request.actual_reach = number
    save(request, "actual_reach")
    note(actor, request, "reach", str(number))
    return request


@transaction.atomic
def report_problem(*, actor: Actor, request_id: UUID, loan_id: UUID, description: str) -> Defect:
    """Report that a borrowed item is broken; it is lent to nobody else until it is mended.

    The same words about the same item, sent twice, are one report.
    """
    require_asker(actor)
    request = locked(actor, request_id)
    loan = request.loans.filter(pk=loan_id, state=LoanState.OUT).select_related("item").first()
    if loan is None:
        raise LendingRefused(_("Choose an item that you have borrowed now."), field="loan")
    words = description[:500]
    known: Defect | None = loan.item.defects.filter(
        description=words, reported_by_id=member(actor), mended_at__isnull=True
    ).first()
    if known is not None:
        return known
    defect = Defect.objects.create(item=loan.item, description=words, reported_by_id=member(actor))
    note(actor, request, "defect", description)
    mail.to_store("problem", request, reason=description)
    return defect
