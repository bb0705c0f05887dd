"""Hand-over: nobody's open work is orphaned when a membership ends.

Other rooms register what a member can hold (``register_holdings``); this room only counts and
moves, and never learns what the work is about. Counting and moving run as the system actor
``hand-over``: the administrator who ends a membership sees a number and no content, also
behind the database's second lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as

SYSTEM = Actor.system("hand-over")


@dataclass(frozen=True)
class Holding:
    """One kind of work that a membership can hold.

    ``count(membership_id)`` returns how many pieces are open. ``transfer(*, actor,
    from_membership_id, to_membership_id, reason)`` moves all of them and returns how many;
    ``to_membership_id`` None means the unassigned queue of the same organisation, and
    ``actor`` is who decided, for the audit register. Both run in the caller's transaction,
    for the database as the system actor ``hand-over``.
    """

    kind: str
    label: str | Promise
    count: Callable[[UUID], int]
    transfer: Callable[..., int]


@dataclass(frozen=True)
class OpenWork:
    """How much work of one kind is open; a number and its name, nothing else."""

    kind: str
    label: str
    count: int


_holdings: dict[str, Holding] = {}


def register_holdings(
    kind: str,
    *,
    label: str | Promise,
    count: Callable[[UUID], int],
    transfer: Callable[..., int],
) -> None:
    """Make one kind of work known; call it from ``AppConfig.ready``. Once per kind."""
    if kind in _holdings:
        raise ValueError(f"holdings {kind!r} are registered twice")
    _holdings[kind] = Holding(kind, label, count, transfer)


def open_work(membership_id: UUID) -> list[OpenWork]:
    """Return the kinds of work that are open under a membership; empty when none is."""
    with acting_as(SYSTEM):
        counts = [(holding, holding.count(membership_id)) for holding in _holdings.values()]
    return [
        OpenWork(holding.kind, str(holding.label), number) for holding, number in counts if number
    ]


def transfer_work(
    *, actor: Actor, from_membership_id: UUID, to_membership_id: UUID | None, reason: str
) -> int:
    """Move all open work of a membership; return how many pieces moved.

    Belongs to ``actions.end_membership`` and ``actions.deactivate``, which decide whether the
    queue is allowed; nobody else calls it.
    """
    with acting_as(SYSTEM):
        return sum(
            holding.transfer(
                actor=actor,
                from_membership_id=from_membership_id,
                to_membership_id=to_membership_id,
                reason=reason,
            )
            for holding in _holdings.values()
        )
