"""The number of unread notices for the header: one query, and only if a layout shows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Notice

COUNT_UP_TO = 99


def unread_notices(request: HttpRequest) -> dict[str, Any]:
    """Return ``unread_notices`` (0 to 99), counted when a template first looks at it."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    actor = getattr(request, "actor", None)
    if actor is None or not actor.is_person:
        return 0
    count: int = Notice.objects.visible_to(actor).unread()[:COUNT_UP_TO].count()
    return count
