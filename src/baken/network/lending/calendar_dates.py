"""When somebody collects and brings back what they borrow, in the calendar they subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from uuid import uuid5

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.letters.actions import page_address
from baken.network.meetings.feeds import register_feed
from baken.network.meetings.icalendar_files import Item

from .models import ItemKind, LoanRequest, RequestState
from .words import wish_words

DAY = dt.timedelta(days=1)


def register() -> None:
    """Add the dates of this room; called once, when the app is ready."""
    register_feed("lending", dates)


def dates(actor: Actor, since: dt.datetime) -> list[Item]:
    """Return first and last day of what the actor asked for and gets. Two queries."""
    own = LoanRequest.objects.visible_to(actor).filter(
        membership_id=actor.membership_id,
        state__in=[RequestState.APPROVED, RequestState.OUT],
        ends_on__gte=timezone.localdate(since),
    )
    requests = list(own)
    if not requests:
        return []
    kinds = {kind.slug: kind for kind in ItemKind.objects.visible_to(actor)}
    return [item for request in requests for item in _days(request, kinds)]


def _days(request: LoanRequest, kinds: Mapping[str, ItemKind]) -> list[Item]:
    what = {"what": wish_words(request.wishes, kinds)}
    return [
        _item(request, "collect", _("Collect: %(what)s") % what, request.starts_on),
        _item(request, "bring-back", _("Bring back: %(what)s") % what, request.ends_on),
    ]


def _item(request: LoanRequest, name: str, title: str, day: dt.date) -> Item:
    return Item(
        uid=str(uuid5(request.pk, name)),
        title=title,
        starts_at=day,
        ends_at=day + DAY,
        changed_at=request.created_at,
        sequence=request.version,
        page_url=page_address(reverse("lending:request", args=[request.pk])),
    )
