"""Reminds editors of texts that are to be checked again. The same one is stored once per date."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.notices.actions import notify
from baken.foundation.notices.reminders import register_reminder

from .actions.base import editors
from .models import Article

SYSTEM = Actor.system("reminders")
SOON_DAYS = 14
LATE_DAYS = 60
"""Who did not look for so long is not helped by one more mail; the list still shows it."""


def register() -> None:
    """Make the reminder known; from ``AppConfig.ready``."""
    register_reminder("library.checks", remind_of_checks)


def remind_of_checks(now: dt.datetime) -> int:
    """Remind all editors of published texts whose day is near or past; return how many."""
    today = timezone.localdate(now)
    days = (today - dt.timedelta(days=LATE_DAYS), today + dt.timedelta(days=SOON_DAYS))
    due = list(Article.objects.visible_to(SYSTEM).published().filter(review_on__range=days))
    receivers = editors() if due else []
    if not receivers:
        return 0
    for article in due:
        late = article.review_on is not None and article.review_on < today
        notify(
            kind="library.check-late" if late else "library.check-soon",
            subject=("library-article", article.pk),
            path=reverse("library:text", args=[article.slug]),
            membership_ids=receivers,
            on=article.review_on,
        )
    return len(due)
