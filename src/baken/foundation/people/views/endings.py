"""Ending a role and closing an account, with the hand-over of open work on the same page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.actions import endings as actions
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.forms.endings import DeactivateForm, EndRoleForm

from .accounts import account_of


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def end_role(request: BakenRequest, account_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a role: when, why, and who takes the open work over."""
    account = account_of(request, account_id)
    membership = get_object_or_404(
        account.memberships.select_related("organisation"), pk=membership_id
    )
    plan = actions.leaving(membership)
    form = EndRoleForm(plan, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.end_membership(
                actor=request.actor,
                membership=membership,
                ends_on=form.cleaned_data["ends_on"],
                reason=form.cleaned_data["reason"],
                successor_id=form.cleaned_data.get("successor"),
            )
            _tell(request, _("The role has been ended."), moved)
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(refusal.field or None, refusal.message)
    context = {"form": form, "account": account, "membership": membership, "plan": plan}
    return render(request, "people/accounts/end_role.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def deactivate(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Close an account at once; for each role with open work, who takes it over."""
    account = account_of(request, account_id)
    running = account.memberships.running(timezone.localdate()).select_related("organisation")
    plans = [plan for plan in map(actions.leaving, running) if plan.work]
    form = DeactivateForm(plans, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.deactivate(
                actor=request.actor,
                account=account,
                reason=form.cleaned_data["reason"],
                successor_ids=form.successor_ids,
            )
            _tell(request, _("The account is closed and its sessions have ended."), moved)
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "account": account, "plans": plans}
    return render(request, "people/accounts/deactivate.html", context)


def _tell(request: HttpRequest, what: str, moved: int) -> None:
    messages.success(request, what)
    if moved:
        text = ngettext(
            "%(count)d piece of work has been handed over.",
            "%(count)d pieces of work have been handed over.",
            moved,
        )
        messages.info(request, text % {"count": moved})
