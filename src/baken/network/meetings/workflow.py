"""The life cycles of this room, as data."""

from __future__ import annotations

from collections.abc import Mapping

from .models import ActionState, ItemState, MeetingState

MEETING: Mapping[str, frozenset[str]] = {
    MeetingState.PLANNED: frozenset(
        {MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED}
    ),
    MeetingState.INVITED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset(),
    MeetingState.CANCELLED: frozenset(),
}

ITEM: Mapping[str, frozenset[str]] = {
    ItemState.ASKED: frozenset({ItemState.ACCEPTED, ItemState.DECLINED, ItemState.WITHDRAWN}),
    ItemState.ACCEPTED: frozenset(),
    ItemState.DECLINED: frozenset({ItemState.ACCEPTED}),
    ItemState.WITHDRAWN: frozenset(),
}

ACTION: Mapping[str, frozenset[str]] = {
    ActionState.OPEN: frozenset({ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.OPEN}),
    ActionState.DROPPED: frozenset({ActionState.OPEN}),
}


def may_move(table: Mapping[str, frozenset[str]], here: str, there: str) -> bool:
    """Say whether a step is allowed."""
    return there in table[here]
