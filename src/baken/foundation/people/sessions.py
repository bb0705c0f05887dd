"""Which membership is active in this session, and the actor that follows from it."""

from __future__ import annotations

from django.http import HttpRequest

from baken.foundation.access.actor import Actor


def actor_for(request: HttpRequest) -> tuple[Actor, bool]:
    """Return the request's actor and whether a second factor is still missing."""
    raise NotImplementedError
