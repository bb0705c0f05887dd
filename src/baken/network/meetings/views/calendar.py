"""A calendar to subscribe to: the page that gives its address, and the file behind it.

The file is public as a one-time link is: the secret in the path is what opens it, and neither
cookie nor session is looked at. The path is kept out of the log (``config/logs.py``).
"""

from __future__ import annotations

import hashlib
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, public, requires
from baken.foundation.access.permissions import Permission
from baken.network.letters.actions import page_address
from baken.network.meetings import feeds


@requires(Permission.BODY_READ)
@require_GET
def calendar(request: BakenRequest) -> HttpResponse:
    """Say whether one's own calendar has an address, and since when."""
    return render(request, "meetings/calendar.html", {"feed": feeds.feed_of(request.actor)})


@requires(Permission.BODY_READ)
@never_cache
@require_POST
def make_calendar(request: BakenRequest) -> HttpResponse:
    """Make an address or a new one, and show it this once."""
    was_there = feeds.feed_of(request.actor) is not None
    secret = feeds.renew(actor=request.actor)
    address = page_address(reverse("meetings:feed", kwargs={"secret": secret}))
    context = {
        "address": address,
        # The programs that know "webcals" ask over TLS at once; "webcal" may first ask without.
        "subscribe": address.replace("https://", "webcals://").replace("http://", "webcal://"),
        "was_there": was_there,
    }
    return render(request, "meetings/calendar_made.html", context)


@requires(Permission.BODY_READ)
@require_POST
def revoke_calendar(request: BakenRequest) -> HttpResponse:
    """Take the address back; programs that use it get nothing any more."""
    if feeds.revoke(actor=request.actor):
        messages.success(request, _("The address of your calendar no longer works."))
    return redirect("meetings:calendar")


@public
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar program its file; a secret that opens nothing is not there.

    A program that already has this very file gets 304.
    """
    used = feeds.use(secret)
    if used is None:
        raise Http404
    if used.is_over_limit:
        return HttpResponse(status=429, headers={"Retry-After": "60"}, content_type="text/plain")
    content = feeds.calendar_of(used.account)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="baken.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    etag = quote_etag(hashlib.sha256(content).hexdigest())
    response["ETag"] = etag
    return cast("HttpResponse", get_conditional_response(request, etag, response=response))
