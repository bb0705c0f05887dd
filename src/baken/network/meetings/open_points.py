"""The actions that somebody who leaves has promised: of which body, and before when."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.open_points import OpenPoint, register_open_points

from . import paths
from .models import Action, ActionState


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_open_points("body-actions", label=_("Open actions"), points=points, order=20)


def points(actor: Actor) -> Iterator[OpenPoint]:
    """Yield the open actions that the actor owns, the first due first. One query."""
    own = Action.objects.visible_to(actor).filter(
        owner_id=actor.membership_id, state=ActionState.OPEN
    )
    for action in own.select_related("body").order_by("due_on"):
        state = action.get_state_display()
        yield OpenPoint(action.body.name, state, paths.action(action.pk), action.due_on)
