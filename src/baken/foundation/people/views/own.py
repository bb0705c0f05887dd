"""Pages about one's own account: name, roles, second step, sessions."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access import decorators
from baken.foundation.access.decorators import BakenRequest
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people import queries
from baken.foundation.people.actions import own
from baken.foundation.people.forms.administration import NameForm
from baken.foundation.people.landing import start_page
from baken.foundation.people.models import Account, Membership
from baken.foundation.people.session_store import digest_of
from baken.foundation.people.sessions import work_under


def _me(request: BakenRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


@decorators.own_account
@require_GET
def own_account(request: BakenRequest) -> HttpResponse:
    """Show one's own account."""
    account = _me(request)
    memberships = queries.memberships_of(account)
    context = {
        "account": account,
        "memberships": memberships,
        "works": request.actor.may(Permission.WORK_READ),
        "has_read": bool(memberships)
        and all(one.role == Role.READER and one.phase == "ended" for one in memberships),
        "factors": queries.factors_of(account),
        "sessions": queries.sessions_of(account),
        "this_session": digest_of(request.session.session_key or ""),
        "active_id": request.actor.membership_id,
    }
    return render(request, "people/own/account.html", context)


@decorators.own_account
@require_http_methods(["GET", "POST"])
def rename(request: BakenRequest) -> HttpResponse:
    """Change the name that colleagues see."""
    form = NameForm(request.POST or None, initial={"name": _me(request).name})
    if request.method == "POST" and form.is_valid():
        own.rename(actor=request.actor, name=form.cleaned_data["name"])
        messages.success(request, _("Your name has been changed."))
        return redirect("people:own-account")
    return render(request, "people/own/rename.html", {"form": form})


@decorators.requires(Permission.WORK_READ)
@require_GET
def colleagues(request: BakenRequest) -> HttpResponse:
    """Show who works for the own organisation, so that somebody who does not is noticed."""
    membership: Membership = request.membership  # type: ignore[attr-defined]
    context = {
        "organisation": membership.organisation,
        "colleagues": queries.colleagues(membership.organisation_id),
    }
    return render(request, "people/own/colleagues.html", context)


@decorators.own_account
@require_http_methods(["GET", "POST"])
def switch(request: BakenRequest) -> HttpResponse:
    """Choose the role to work in; the whole site follows it from then on."""
    if request.method == "POST":
        try:
            membership = own.switch(
                actor=request.actor, membership_id=UUID(request.POST.get("membership", ""))
            )
        except (ValueError, Membership.DoesNotExist):
            raise Http404 from None
        work_under(request, membership)
        return redirect(_way_back(request, membership))
    running = request.memberships  # type: ignore[attr-defined]
    context = {"memberships": running, "next": request.GET.get("next", "")}
    return render(request, "people/own/switch.html", context)


@decorators.own_account
@require_POST
def end_sessions(request: BakenRequest) -> HttpResponse:
    """End one other session of one's own, or all others."""
    here = digest_of(request.session.session_key or "")
    others = [one.session_key for one in queries.sessions_of(_me(request))]
    wanted = request.POST.get("session")
    digests = [one for one in others if one != here and wanted in {None, "", one}]
    count = own.end_sessions(actor=request.actor, digests=digests)
    text = ngettext(
        "%(count)d session has been ended.", "%(count)d sessions have been ended.", count
    )
    messages.success(request, text % {"count": count})
    return redirect(reverse("people:own-account") + "#sessies")


def _way_back(request: HttpRequest, membership: Membership) -> str:
    """Return the page that asked for the choice, or the start page of the chosen role."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return start_page(membership)
