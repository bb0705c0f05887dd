"""Administration of accounts: list, one account, and what happens to it as a whole.

An administrator sees accounts and roles here, and nothing of the work of any of them.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people import queries, role_table
from baken.foundation.people.actions import accounts as actions
from baken.foundation.people.actions import invitations
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.forms.administration import FilterForm, ReasonForm
from baken.foundation.people.models import Account

PER_PAGE = 50


def account_of(request: BakenRequest, account_id: UUID) -> Account:
    """Return the account, or 404 when the actor may not know of it."""
    account: Account = get_object_or_404(Account.objects.visible_to(request.actor), pk=account_id)
    return account


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def account_list(request: BakenRequest) -> HttpResponse:
    """List accounts with their roles and state; filter and search."""
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = queries.accounts(request.actor, **chosen)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "query": kept.urlencode(),
        "is_filtered": any(chosen.values()),
    }
    return render(request, "people/accounts/list.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def account(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Show one account: roles, state, what can be done."""
    found = get_object_or_404(queries.accounts(request.actor), pk=account_id)
    context = {
        "account": found,
        "memberships": queries.memberships_of(found),
        "factors": queries.factors_of(found),
        "link": found.links.open().first(),
        "is_own": found.pk == request.actor.account_id,
    }
    return render(request, "people/accounts/account.html", context)


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def roles(request: BakenRequest) -> HttpResponse:
    """Show which role may do what, from the one table that decides it."""
    return render(request, "people/accounts/roles.html", {"table": role_table.role_table()})


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def repeat_invitation(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Mail a fresh invitation."""
    found = account_of(request, account_id)
    try:
        invitations.repeat_invitation(actor=request.actor, account=found)
        messages.success(request, _("A new invitation is on its way; the earlier one has ended."))
    except PeopleError as refusal:
        messages.error(request, refusal.message)
    return redirect("people:account", account_id)


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def withdraw_invitation(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Make the invitation worthless."""
    found = account_of(request, account_id)
    try:
        invitations.withdraw_invitation(actor=request.actor, account=found)
        messages.success(request, _("The invitation has been withdrawn."))
    except PeopleError as refusal:
        messages.error(request, refusal.message)
    return redirect("people:account", account_id)


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def activate(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Open a deactivated account again."""
    found = account_of(request, account_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.activate(actor=request.actor, account=found, reason=form.cleaned_data["reason"])
            messages.success(request, _("The account is active again."))
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return render(request, "people/accounts/activate.html", {"form": form, "account": found})


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def reset_second_factor(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Take a lost second step away; the person starts again with a link by mail."""
    found = account_of(request, account_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reset_second_factor(
                actor=request.actor, account=found, reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("The second step has been reset and a link is on its way."))
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return render(request, "people/accounts/reset.html", {"form": form, "account": found})
