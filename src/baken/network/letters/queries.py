"""Questions about letters for the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as

from .jobs import SYSTEM
from .models import Letter, LetterState


def waiting_count() -> int:
    """Return how many letters wait; a number is no secret, so every room may show it."""
    with acting_as(SYSTEM):
        count: int = Letter.objects.visible_to(SYSTEM).filter(state=LetterState.QUEUED).count()
    return count


def waiting_without_server() -> int | None:
    """Return how many letters wait for a mail server to be set up; None when there is one."""
    return None if settings.MAIL_CONFIGURED else waiting_count()


def box(actor: Actor, *, state: str = "", key: str = "") -> Any:
    """Return the letters the actor may know of, newest first, without their words."""
    found = Letter.objects.visible_to(actor).select_related("membership__account")
    found = found.filter(state=state) if state else found
    found = found.filter(key=key) if key else found
    return found.defer("body").order_by("-created_at", "pk")


def state_counts(actor: Actor) -> dict[str, int]:
    """Return the number of letters per state. One query."""
    rows = Letter.objects.visible_to(actor).order_by().values("state").annotate(n=Count("pk"))
    return {row["state"]: row["n"] for row in rows}


def about(actor: Actor, kind: str, subject_id: object) -> Any:
    """Return the letters about one record that the actor may know of, newest first."""
    return (
        Letter.objects.visible_to(actor)
        .about(kind, subject_id)
        .select_related("membership__account")
        .order_by("-created_at", "pk")
    )
