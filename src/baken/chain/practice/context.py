"""What every page of a practice installation knows: how far this practiser is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from baken.foundation.access.actor import Actor

from .models import Practiser
from .scenarios import current_book
from .steps import Progress, progress


def practice(request: HttpRequest) -> dict[str, Any]:
    """Return ``practice_progress``: the steps, or None without a story. Lazy; some queries."""
    actor: Actor = getattr(request, "actor", None) or Actor.stranger()
    return {"practice_progress": SimpleLazyObject(lambda: _progress(actor))}


def _progress(actor: Actor) -> Progress | None:
    if not actor.is_person:
        return None
    practiser = Practiser.objects.visible_to(actor).exclude(concern_id=None).first()
    scenario = current_book().get(practiser.scenario) if practiser else None
    if practiser is None or scenario is None:
        return None
    return progress(practiser, scenario, actor)
