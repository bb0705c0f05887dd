"""What the actions of agreements and account share: transaction, second lock, permission."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, current_actor

P = ParamSpec("P")
R = TypeVar("R")


class EditConflict(Exception):
    """Somebody else saved meanwhile; what was sent is to be shown again."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction, behind the second lock, as its ``actor``."""

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = cast("Actor", kwargs["actor"])
        if current_actor() == actor:
            with transaction.atomic():
                return function(*args, **kwargs)
        with acting_as(actor):
            return function(*args, **kwargs)

    return acting


def person(actor: Actor) -> UUID:
    """Return the membership of the person who acts; the system takes none of these steps."""
    if actor.membership_id is None:
        raise PermissionDenied
    return actor.membership_id
