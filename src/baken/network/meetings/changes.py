"""Tells others of this room when a meeting that people were invited to changes.

Who sends invitations registers a listener; planning does not know how they are sent. Listeners
run inside the transaction of the change, so that what is queued and the change stand or fall
together.
"""

from __future__ import annotations

from collections.abc import Callable

from baken.foundation.access.actor import Actor

from .models import Meeting

Listener = Callable[[Actor, Meeting], None]
"""Takes who acts and the meeting as it is now; ``meeting.state`` tells what happened."""

_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Hear of changes (time, place, link) and cancellations of meetings with invitations."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(actor: Actor, meeting: Meeting) -> None:
    """Tell all listeners."""
    for listener in _listeners:
        listener(actor, meeting)
