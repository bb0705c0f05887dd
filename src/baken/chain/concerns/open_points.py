"""The open concerns of somebody who leaves: reference and state, nothing of what they hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.open_points import OpenPoint, register_open_points

from .models import Concern
from .steps import concern_path


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_open_points("concerns", label=_("Open concerns"), points=points, order=10)


def points(actor: Actor) -> Iterator[OpenPoint]:
    """Yield the open concerns that the actor holds, the oldest first. One query."""
    held = (
        Concern.objects.visible_to(actor)
        .still_open()
        .filter(holder_id=actor.membership_id)
        .order_by("received_at")
    )
    for concern in held:
        state = concern.get_status_display()
        yield OpenPoint(concern.reference, state, concern_path(concern.pk), concern.next_due_on)
