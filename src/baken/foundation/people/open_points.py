"""What is open under somebody, for the one document that a leaver hands to a successor.

Each room registers what it can list (``register_open_points``): a number or a reference, where
it stands and where it is found; never what it is about. ``handover.py`` moves the work itself;
this module only tells of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from baken.foundation.access.actor import Actor


@dataclass(frozen=True)
class OpenPoint:
    """One thing that is open: reference, state in words, page, and the day before which."""

    reference: str
    state: str
    path: str = ""
    due_on: dt.date | None = None


Points = Callable[[Actor], Iterable[OpenPoint]]


@dataclass(frozen=True)
class OpenKind:
    """One kind of open things with its name."""

    kind: str
    label: str | Promise
    points: Points
    order: int


_kinds: dict[str, OpenKind] = {}


def register_open_points(
    kind: str, *, label: str | Promise, points: Points, order: int = 50
) -> None:
    """Make one kind known; call it from ``AppConfig.ready``. Once per kind.

    ``points(actor)`` returns what is open under the actor, as the actor may see it.
    """
    if kind in _kinds:
        raise ValueError(f"open points {kind!r} are registered twice")
    _kinds[kind] = OpenKind(kind, label, points, order)


def open_points(actor: Actor) -> list[tuple[str, list[OpenPoint]]]:
    """Return every kind with what is open of it, in order; a kind without any has an empty list."""
    kinds = sorted(_kinds.values(), key=lambda kind: (kind.order, kind.kind))
    return [(str(kind.label), list(kind.points(actor))) for kind in kinds]
