"""What rooms put on top of the first page of somebody who signed in.

``web`` knows no room, and the room that draws the first page knows no other; a room registers
in ``AppConfig.ready`` a function that returns a card for an actor, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from baken.foundation.access.actor import Actor


@dataclass(frozen=True)
class FirstPageCard:
    """One card: where it leads, and a sentence on what is there."""

    title: str
    text: str
    address: str


CardFunction = Callable[[Actor], FirstPageCard | None]
_cards: dict[str, CardFunction] = {}


def register_card(name: str, function: CardFunction) -> None:
    """Make a card known; the same name by another function raises ``ValueError``."""
    if _cards.get(name, function) is not function:
        raise ValueError(f"the card {name!r} is registered twice")
    _cards[name] = function


def cards_for(actor: Actor) -> list[FirstPageCard]:
    """Return the cards for an actor, by name of the card."""
    made = [_cards[name](actor) for name in sorted(_cards)]
    return [card for card in made if card is not None]
