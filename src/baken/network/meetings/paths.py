"""Addresses of this room, for notices."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from baken.foundation.region.models import ConsultationBody


def body(body: ConsultationBody) -> str:
    """Return the address of a body."""
    return reverse("meetings:body", args=[body.slug])


def meeting(meeting_id: UUID) -> str:
    """Return the address of a meeting."""
    return reverse("meetings:meeting", args=[meeting_id])


def action(action_id: UUID) -> str:
    """Return the address of an action."""
    return reverse("meetings:action", args=[action_id])
