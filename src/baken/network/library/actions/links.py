"""What an editor does about links: ask for a round, and say that a changed page is right."""

from __future__ import annotations

from uuid import UUID

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.library.models import CheckedLink, LinkState

from .base import writer


@action
def ask_check(*, actor: Actor) -> bool:
    """Ask for a round now; False when one waits already."""
    from baken.network.library.jobs import ask_for_round

    writer(actor)
    return ask_for_round()


@action
def accept_link(*, actor: Actor, link_id: UUID) -> None:
    """Say that a changed page still is what the text means; the next round looks afresh."""
    writer(actor)
    found: CheckedLink = CheckedLink.objects.visible_to(actor).select_for_update().get(pk=link_id)
    if found.state == LinkState.CHANGED:
        found.state, found.digest = LinkState.FINE, ""
        found.save(update_fields=["state", "digest"])
