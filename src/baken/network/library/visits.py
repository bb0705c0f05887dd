"""When somebody was last here: the moment, and nothing of what they read."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from baken.foundation.access.actor import Actor

from .models import Visit

PAUSE = dt.timedelta(minutes=30)
"""After so long without a page a next page begins a new visit."""
COARSE = dt.timedelta(minutes=1)
"""The moment is noted at most so often: a page need not cost a write."""


def note_visit(actor: Actor) -> dt.datetime | None:
    """Note that the actor reads now; return the end of the visit before this one.

    None: this is the first visit. One query, and one more at most once a minute.
    """
    now = timezone.now()
    visits = Visit.objects.visible_to(actor)
    visit = visits.filter(account_id=actor.account_id).first()
    if visit is None:
        if actor.account_id is not None:
            visits.get_or_create(account_id=actor.account_id, defaults={"seen_at": now})
        return None
    since: dt.datetime | None = visit.since
    if now - visit.seen_at > PAUSE:
        since = visit.seen_at
    elif now - visit.seen_at < COARSE:
        return since
    # Two windows at once begin one visit: who comes second finds the moment moved already.
    visits.filter(pk=visit.pk, seen_at=visit.seen_at).update(seen_at=now, since=since)
    return since
