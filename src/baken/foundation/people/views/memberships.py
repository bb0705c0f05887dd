"""Administration of roles: inviting somebody with a role, giving another, prolonging one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.actions import invitations
from baken.foundation.people.actions import memberships as actions
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.forms.administration import InviteForm, ProlongForm, RoleForm

from .accounts import account_of


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def invite(request: BakenRequest) -> HttpResponse:
    """Invite somebody with a first role."""
    form = InviteForm(request.POST or None)
    known = None
    if request.method == "POST" and form.is_valid():
        try:
            account = invitations.invite(
                actor=request.actor,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                draft=form.draft,
            )
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:account", account.pk)
        except invitations.AddressTaken as refusal:
            form.add_error(refusal.field, refusal.message)
            known = refusal.account
    return render(request, "people/accounts/invite.html", {"form": form, "known": known})


@requires(Permission.ACCOUNT_MANAGE)
@require_GET
def role_choice(request: BakenRequest) -> HttpResponse:
    """Return the roles that exist at the chosen organisation, for a form that is being filled."""
    form = RoleForm(initial=request.GET.dict())
    return render(request, "people/accounts/role_choice.html", {"form": form})


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def give(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Give an account another role."""
    account = account_of(request, account_id)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give(actor=request.actor, account=account, draft=form.draft)
            messages.success(request, _("The role has been given."))
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(refusal.field or None, refusal.message)
    return render(request, "people/accounts/give.html", {"form": form, "account": account})


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def prolong(request: BakenRequest, account_id: UUID, membership_id: UUID) -> HttpResponse:
    """Move the last day of a role to later, or take the last day away."""
    account = account_of(request, account_id)
    membership = get_object_or_404(account.memberships, pk=membership_id)
    form = ProlongForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.prolong(
                actor=request.actor, membership=membership, ends_on=form.cleaned_data["ends_on"]
            )
            messages.success(request, _("The last day has been changed."))
            return redirect("people:account", account_id)
        except PeopleError as refusal:
            form.add_error(refusal.field or None, refusal.message)
    context = {"form": form, "account": account, "membership": membership}
    return render(request, "people/accounts/prolong.html", context)
