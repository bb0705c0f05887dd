"""The pages of who lends, about one request: decide, hand out, take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.lending import actions
from baken.network.lending.forms.asking import ReasonForm, RemarkForm
from baken.network.lending.forms.keeping import ChecksForm
from baken.network.lending.models import LoanRequest, LoanState

from .base import Step, do, find, take_step, version_of


def _page(found: LoanRequest) -> str:
    return reverse("lending:request", args=[found.pk])


def _versioned(found: LoanRequest) -> dict[str, Any]:
    return {"version": found.version}


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Approve a request; free items are assigned."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Approve the request"),
        submit=_("Approve"),
        done=_("Approved. The items are reserved and the requester gets a mail."),
        lead=_("The first free items are assigned. You can exchange them afterwards."),
        kicker=found.reference,
    )

    def act(data: dict[str, Any]) -> object:
        return actions.approve(
            actor=request.actor,
            request_id=found.pk,
            version=data["version"] or 0,
            remark=data["reason"],
        )

    form = RemarkForm(request.POST or None, initial=_versioned(found))
    return take_step(request, form, step, act, _page(found))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Refuse a request."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Refuse the request"),
        submit=_("Refuse"),
        done=_("Refused. The requester gets a mail with the reason."),
        kicker=found.reference,
        variant="danger",
    )

    def act(data: dict[str, Any]) -> object:
        return actions.refuse(
            actor=request.actor,
            request_id=found.pk,
            version=data["version"] or 0,
            reason=data["reason"],
        )

    form = ReasonForm(request.POST or None, initial=_versioned(found))
    return take_step(request, form, step, act, _page(found))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Hand out all items of a request, after looking at each."""
    found = find(request, loan_request_id)
    loans = found.loans.filter(state=LoanState.RESERVED).select_related("item__kind")
    step = Step(
        title=_("Hand out"),
        submit=_("Hand out"),
        done=_("Handed out. The requester gets a mail with the last day."),
        lead=_("Look at each item and tick what goes with it."),
        kicker=found.reference,
    )

    form = ChecksForm(request.POST or None, loans=loans)

    def act(_data: dict[str, Any]) -> object:
        return actions.hand_out(actor=request.actor, request_id=found.pk, checks=form.checks())

    return take_step(request, form, step, act, _page(found), template="lending/checks.html")


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Take back items of a request, all or some, after looking at each."""
    found = find(request, loan_request_id)
    loans = found.loans.filter(state=LoanState.OUT).select_related("item__kind")
    step = Step(
        title=_("Take back"),
        submit=_("Take back"),
        done=_("Saved. What came back waits for cleaning."),
        lead=_("Untick what did not come back yet. A defective item is lent to nobody."),
        kicker=found.reference,
    )

    form = ChecksForm(request.POST or None, loans=loans, coming_back=True)

    def act(_data: dict[str, Any]) -> object:
        return actions.take_back(actor=request.actor, request_id=found.pk, checks=form.checks())

    return take_step(request, form, step, act, _page(found), template="lending/checks.html")


@requires(Permission.LENDING_MANAGE)
@require_POST
def extend(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Grant the extension that was asked."""
    found = find(request, loan_request_id)

    def act() -> object:
        return actions.extend(actor=request.actor, request_id=found.pk, version=version_of(request))

    return do(request, act, _("Extended. The requester gets a mail."), _page(found))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_extension(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Refuse the extension that was asked."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Refuse the extension"),
        submit=_("Refuse"),
        done=_("Refused. The requester gets a mail with the reason."),
        kicker=found.reference,
        variant="danger",
    )

    def act(data: dict[str, Any]) -> object:
        return actions.refuse_extension(
            actor=request.actor,
            request_id=found.pk,
            version=data["version"] or 0,
            reason=data["reason"],
        )

    form = ReasonForm(request.POST or None, initial=_versioned(found))
    return take_step(request, form, step, act, _page(found))


@requires(Permission.LENDING_MANAGE)
@require_POST
def swap(request: BakenRequest, loan_request_id: UUID, loan_id: UUID) -> HttpResponse:
    """Assign another free item of the same kind."""
    found = find(request, loan_request_id)

    def act() -> object:
        return actions.swap(actor=request.actor, request_id=found.pk, loan_id=loan_id)

    return do(request, act, _("Another item was assigned."), _page(found))
