"""Following themes, and stopping from the mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import BakenRequest, public, requires
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.network.library.actions.following import follow, stop_following
from baken.network.library.digest import SYSTEM, account_of_key
from baken.network.library.forms.following import FollowForm
from baken.network.library.models import Subscription, Theme


@requires(Permission.LIBRARY_READ)
@require_http_methods(["GET", "POST"])
def following(request: BakenRequest) -> HttpResponse:
    """Choose the themes of the weekly mail; a theme page sends its own theme along."""
    followed = list(Subscription.objects.visible_to(request.actor).values_list("theme", flat=True))
    if request.method == "GET":
        asked = request.GET.get("thema", "")
        more = [asked] if asked in Theme.values else []
        return _page(request, FollowForm(followed=[*followed, *more]), followed)
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _page(request, form, followed)
    chosen = form.chosen()
    follow(actor=request.actor, themes=chosen)
    words = _("Saved: you get a mail when something is new.") if chosen else _("Saved: no mail.")
    messages.success(request, words)
    return redirect("library:following")


def _page(request: BakenRequest, form: FollowForm, followed: list[str]) -> HttpResponse:
    return render(request, "library/following.html", {"form": form, "followed": followed})


# Without CSRF protection on purpose: the link in the mail works without signing in, so there is
# no session that a foreign page could abuse; what counts is the signed key. It asks for a press,
# since programs that look at mail follow links.
@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest) -> HttpResponse:
    """End the weekly mail of who holds the link."""
    given = request.POST if request.method == "POST" else request.GET
    key = given.get("sleutel", "")
    account_id = account_of_key(key)
    is_done = request.method == "POST" and account_id is not None
    if is_done and account_id is not None:
        with acting_as(SYSTEM):
            stop_following(actor=SYSTEM, account_id=account_id)
    context = {"key": key if account_id else "", "is_done": is_done}
    return render(request, "library/stop.html", context)
