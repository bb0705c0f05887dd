"""Answering a one-time link, and asking for one to choose a new password."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import public
from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import needs_second_factor
from baken.foundation.people.actions import invitations
from baken.foundation.people.events import note
from baken.foundation.people.forms.entrance import ChoosePasswordForm, PasswordLinkForm
from baken.foundation.people.models import Account, LinkPurpose
from baken.foundation.people.sessions import running_memberships

from .entrance import START_STEPS


@public
@never_cache
@sensitive_post_parameters("sleutel", "password1", "password2")
@require_http_methods(["GET", "POST"])
def one_time_link(request: HttpRequest) -> HttpResponse:
    """Choose a password with the link from a mail: invitation, restart or forgotten password."""
    sent = request.POST if request.method == "POST" else request.GET
    secret = sent.get("sleutel", "")
    link = invitations.look_up(secret=secret)
    if link is None:
        return render(request, "people/entrance/link_unusable.html", status=410)
    assert link.account is not None  # ``look_up`` finds no other
    form = ChoosePasswordForm(link.account, request.POST or None, initial={"sleutel": secret})
    if request.method == "POST" and form.is_valid():
        try:
            account, purpose = invitations.use_link(
                secret=secret, password=form.cleaned_data["password1"]
            )
        except invitations.LinkUnusable:
            return render(request, "people/entrance/link_unusable.html", status=410)
        return after_link(request, account, purpose)
    context = {
        "form": form,
        "account": link.account,
        "purpose": link.purpose,
        "steps": START_STEPS,
    }
    return render(request, "people/entrance/choose_password.html", context)


def after_link(request: HttpRequest, account: Account, purpose: LinkPurpose) -> HttpResponse:
    """Continue: who starts (again) is signed in and sets up the second step now."""
    if purpose == LinkPurpose.PASSWORD:
        messages.success(request, _("Your password has been changed. You can sign in with it now."))
        return redirect("account_login")
    # Somebody else may be signed in here, and may not touch this account: the database refuses.
    logout(request)
    with acting_as(Actor.stranger()):
        get_adapter(request).login(request, account)
        # Choosing the password a moment ago counts as confirming it on the next page.
        record_authentication(request, account, "password", reauthenticated=True)
        note(Actor.stranger(), "session.signed-in", account, method="one-time-link")
    roles = [membership.role for membership in running_memberships(account)]
    needed = any(needs_second_factor(role) for role in roles)
    return redirect("mfa_index" if needed else get_adapter(request).get_login_redirect_url(request))


@public
@never_cache
@require_http_methods(["GET", "POST"])
def ask_password_link(request: HttpRequest) -> HttpResponse:
    """Ask for a mail to choose a new password; the answer never tells who has an account."""
    form = PasswordLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        allowed = ratelimit.consume(
            request, app="allauth.account", action="reset_password", key=email.lower()
        )
        if allowed:
            invitations.request_password_link(email=email)
            return render(request, "people/entrance/password_link_sent.html")
        form.add_error(None, get_adapter().error_messages["rate_limited"])
    return render(request, "people/entrance/ask_password_link.html", {"form": form})
