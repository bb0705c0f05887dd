"""Following themes: a reader chooses, and stops in one step."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.network.library.models import Subscription, Theme

EVERYTHING = ""
"""The theme of a subscription to everything."""


@transaction.atomic
def follow(*, actor: Actor, themes: Collection[str]) -> None:
    """Let the actor follow exactly these themes; ``EVERYTHING`` takes the place of the others.

    What was followed before keeps the moment until which its reader was told. Raises
    ``ValueError`` for a theme that does not exist.
    """
    if not actor.may(Permission.LIBRARY_READ) or actor.account_id is None:
        raise PermissionDenied
    wanted = {EVERYTHING} if EVERYTHING in themes else {Theme(theme).value for theme in themes}
    own = Subscription.objects.visible_to(actor)
    own.exclude(theme__in=wanted).delete()
    for theme in sorted(wanted):
        # Pressed twice at the same moment the second finds the first.
        own.get_or_create(account_id=actor.account_id, theme=theme)


@transaction.atomic
def stop_following(*, actor: Actor, account_id: UUID) -> int:
    """End all subscriptions of an account, by the system on behalf of who holds its mail.

    Returns how many there were.
    """
    own = Subscription.objects.visible_to(actor).filter(account_id=account_id)
    ended: int = own.delete()[0]
    return ended
