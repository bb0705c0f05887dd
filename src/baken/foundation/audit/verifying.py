"""Proves that the register is what was written: nothing changed, removed, added or moved.

One pass over all events in order of chain and number, with a server-side cursor: time O(n),
memory constant (one head per organisation). A chain is judged up to its first fault, since
after that its hashes say nothing more.

What the pass finds: a changed column, a missing event, an event that was not written by
``record``, two events that changed places, a tail that was cut off, a head that was changed.
What it cannot find by itself: the whole register and its heads set back together to an
earlier state (an old backup). For that, keep the list of heads elsewhere (``Witness``).
"""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from baken.foundation.access.actor import Actor
from baken.foundation.vault.errors import KeyMissing
from baken.foundation.vault.keyring import root_secrets

from . import chain
from .models import AuditEvent, ChainHead

SYSTEM = Actor.system("audit")
CHUNK = 2_000
_COLUMNS = (*chain.HASHED, "hash")


class FaultKind(StrEnum):
    """What is wrong at the first wrong event."""

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT = "cut"
    HEAD = "head"
    SECRET = "secret"  # noqa: S105 - the name of a fault
    SET_BACK = "set-back"


EXPLANATIONS = {
    FaultKind.CHANGED: "was changed after it was written",
    FaultKind.REMOVED: "is missing",
    FaultKind.INSERTED: "was not written by Baken",
    FaultKind.REORDERED: "is genuine but stands in another place",
    FaultKind.CUT: "and everything after it was cut off",
    FaultKind.HEAD: "does not fit the protected end of the register",
    FaultKind.SECRET: "was protected with a secret that is not configured",
    FaultKind.SET_BACK: "is not in the state that was witnessed earlier",
}


@dataclass(frozen=True)
class Fault:
    """The first wrong place of a chain: what, and the number of the event."""

    kind: FaultKind
    sequence: int

    def __str__(self) -> str:
        return f"event {self.sequence} {EXPLANATIONS[self.kind]}"


@dataclass(frozen=True)
class Report:
    """The outcome for one chain: how many events held, the hash of the last of them, and the
    first fault if any."""

    chain: UUID
    events: int
    last_hash: bytes
    fault: Fault | None = None

    @property
    def holds(self) -> bool:
        """True when the chain is whole."""
        return self.fault is None


Row = dict[str, Any]


@dataclass(frozen=True)
class _Head:
    sequence: int
    hash: bytes
    genuine: bool


def verify() -> Iterator[Report]:
    """Yield one report for each chain, in order of chain.

    Sees what the database shows: run it as the owner or, in a job, ``acting_as`` the system.
    Events may be written meanwhile: they follow the head that was read before the pass, and
    are held against the head as it is after it.
    """
    with transaction.atomic():
        heads = {head.chain: _judged(head) for head in ChainHead.objects.all()}
        rows = _events().order_by("chain", "sequence").values(*_COLUMNS).iterator(chunk_size=CHUNK)
        for chain_id, events in groupby(rows, key=lambda row: UUID(str(row["chain"]))):
            yield _verify_chain(chain_id, events, heads.pop(chain_id, None))
        for chain_id in sorted(heads):
            yield _verify_chain(chain_id, iter(()), heads[chain_id])


def _events() -> Any:
    return AuditEvent.objects.visible_to(SYSTEM)


def _judged(head: ChainHead) -> _Head:
    try:
        mac = chain.head_mac(
            chain=head.chain,
            sequence=head.sequence,
            last_hash=bytes(head.hash),
            secret_id=head.secret_id,
        )
    except KeyMissing:
        mac = b""
    return _Head(head.sequence, bytes(head.hash), bytes(head.mac) == mac)


def _verify_chain(chain_id: UUID, events: Iterator[Row], head: _Head | None) -> Report:
    last, count = chain.START, 0
    for event in events:
        fault = _judge(event, expected=count + 1, last=last)
        if fault is None and head is not None and head.sequence == count + 1:
            fault = None if bytes(event["hash"]) == head.hash else Fault(FaultKind.HEAD, count + 1)
        if fault is not None:
            # The rest of the chain must be passed over, so that the next begins at its first.
            deque(events, maxlen=0)
            return Report(chain_id, count, last, fault)
        last, count = bytes(event["hash"]), count + 1
    return Report(chain_id, count, last, _judge_end(chain_id, head, count))


def _judge_end(chain_id: UUID, head: _Head | None, count: int) -> Fault | None:
    if head is not None and not head.genuine:
        return Fault(FaultKind.HEAD, count)
    if head is not None and count < head.sequence:
        return Fault(FaultKind.CUT, count + 1)
    if head is not None and count == head.sequence:
        return None
    stored = ChainHead.objects.filter(pk=chain_id).first()
    after = _judged(stored) if stored else None
    if after is None or not after.genuine:
        return Fault(FaultKind.HEAD, count)
    if after.sequence < count:
        return Fault(FaultKind.INSERTED, after.sequence + 1)
    return None


def _judge(event: Row, *, expected: int, last: bytes) -> Fault | None:
    """Judge one event: is it whole, and is it the one that follows ``last``?"""
    if event["secret_id"] not in root_secrets().keys:
        return Fault(FaultKind.SECRET, expected)
    if not _is_genuine(event):
        return Fault(_why(event, last, expected), expected)
    if event["sequence"] != expected:
        return Fault(FaultKind.REMOVED, expected)
    # Genuine and in its place, yet another past: two registers were mixed.
    return None if bytes(event["previous_hash"]) == last else Fault(FaultKind.INSERTED, expected)


def _is_genuine(event: Row, **changed: object) -> bool:
    try:
        return bytes(event["hash"]) == chain.event_hash({**event, **changed} if changed else event)
    except KeyMissing:
        return False


def _why(event: Row, last: bytes, expected: int) -> FaultKind:
    """Tell what was done to an event whose hash does not fit. Once for each broken chain.

    Genuine under another number: it was moved. Else, when the genuine event of this place
    stands further on, this one was put in before it; and otherwise it was changed.
    """
    chain_events = _events().filter(chain=event["chain"])
    total = chain_events.count()
    if any(_is_genuine(event, sequence=number) for number in range(1, total + 2)):
        return FaultKind.REORDERED
    others = chain_events.filter(previous_hash=last).exclude(pk=event["id"]).values(*_COLUMNS)
    if any(_is_genuine(other, sequence=expected) for other in others.iterator(chunk_size=CHUNK)):
        return FaultKind.INSERTED
    return FaultKind.CHANGED


@dataclass(frozen=True)
class Witness:
    """The heads of all chains at one moment, to be kept outside the database's reach."""

    at: str
    heads: dict[str, tuple[int, str]]

    @classmethod
    def now(cls, moment: dt.datetime) -> Witness:
        """Take down the heads as they are."""
        heads = ChainHead.objects.order_by("chain")
        return cls(
            moment.isoformat(timespec="seconds"),
            {str(head.chain): (head.sequence, bytes(head.hash).hex()) for head in heads},
        )

    def write(self, path: Path) -> None:
        """Write as JSON."""
        content = {"at": self.at, "heads": self.heads}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Witness:
        """Read what ``write`` wrote; raises ``ValueError`` when it is something else."""
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            heads = {str(UUID(name)): (int(n), str(h)) for name, (n, h) in content["heads"].items()}
            return cls(str(content["at"]), heads)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is no list of heads") from error

    def faults(self) -> Iterator[tuple[UUID, Fault]]:
        """Yield chains in which a witnessed event is gone or another. One query per chain."""
        for name, (sequence, digest) in self.heads.items():
            stored = (
                _events()
                .filter(chain=name, sequence=sequence)
                .values_list("hash", flat=True)
                .first()
            )
            if stored is None or bytes(stored).hex() != digest:
                yield UUID(name), Fault(FaultKind.SET_BACK, sequence)
