"""The page of the demonstration: the cast, and a button to be one of them."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, public, requires
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people import demonstration, links
from baken.foundation.people.events import note
from baken.foundation.people.landing import start_page
from baken.foundation.people.models import Account, Membership
from baken.foundation.people.sessions import record_second_factor, work_under


def _only_here() -> None:
    """Answer 404 outside demonstration mode, even if somebody routed this page there."""
    if not settings.IS_DEMONSTRATION:
        raise Http404


@public
@never_cache
@require_GET
def cast_page(request: HttpRequest) -> HttpResponse:
    """Show the cast in three groups, with what each of them can show."""
    _only_here()
    return render(request, "people/demonstration.html", {"groups": demonstration.groups()})


@public
@require_POST
def play(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast. The second step counts as shown: there is none to protect."""
    _only_here()
    try:
        wanted = UUID(request.POST.get("membership", ""))
    except ValueError:
        raise Http404 from None
    membership = get_object_or_404(
        Membership.objects.running(timezone.localdate()).select_related("account"),
        pk=wanted,
        account__is_demonstration=True,
        account__is_active=True,
    )
    logout(request)
    # Who was signed in until now may not touch the account of the next one: the database refuses.
    with acting_as(Actor.stranger()):
        get_adapter(request).login(request, membership.account)
        work_under(request, membership)
        record_second_factor(request, "demonstration")
        note(Actor.stranger(), "session.signed-in", membership.account, method="demonstration")
    return redirect(start_page(membership))


@requires(Permission.ACCOUNT_MANAGE)
@require_POST
def show_link(request: BakenRequest, account_id: UUID) -> HttpResponse:
    """Show an invited account's link on screen, since a demonstration sends no mail."""
    _only_here()
    account = get_object_or_404(Account.objects.visible_to(request.actor), pk=account_id)
    link = account.links.open().first()
    if link is None:
        raise Http404
    context = {"account": account, "address": links.issue(link)}
    return render(request, "people/accounts/demonstration_link.html", context)
