"""What every action of this room does: one transaction, the second lock, who walks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, current_actor
from baken.network.onboarding.access import walks

P = ParamSpec("P")
R = TypeVar("R")

SYSTEM = Actor.system("onboarding")


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


def walker(actor: Actor) -> UUID:
    """Return the membership of who walks; raise ``PermissionDenied`` for anybody else."""
    if not walks(actor) or actor.membership_id is None:
        raise PermissionDenied
    return actor.membership_id
