"""The nightly end of what is no longer needed.

For each record whose term has ended, in a transaction of its own: the room takes it apart,
its data keys are destroyed, its notices go, a tombstone is set and the register says so. Either
all of that happens or nothing. One record that fails does not keep the others.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit import register
from baken.foundation.notices.actions import forget_subject
from baken.foundation.vault import keys

from .errors import RetentionFailed
from .models import Hold, Tombstone
from .registry import Remains, Retained, all_retained, check_facts

SYSTEM = Actor.system("retention")
BATCH = 200
_log = structlog.get_logger(__name__)


@dataclass
class Outcome:
    """What one run did, by kind."""

    batch: UUID
    shredded: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)


def run(*, today: dt.date | None = None, dry_run: bool = False) -> Outcome:
    """Shred everything whose term has ended; with ``dry_run`` only count.

    Raises ``RetentionFailed`` afterwards when a record could not be shredded, so that the job
    shows as failed.
    """
    day = today or timezone.localdate()
    outcome = Outcome(uuid.uuid4())
    for entry in all_retained():
        outcome.held[entry.kind] = _count_held(entry, day)
        outcome.shredded[entry.kind] = 0
        for pk in _due(entry, day):
            outcome.shredded[entry.kind] += dry_run or _shred_safely(entry, pk, day, outcome)
    if outcome.failed:
        raise RetentionFailed(", ".join(outcome.failed))
    return outcome


def _held(entry: Retained, day: dt.date) -> Any:
    holds = Hold.objects.visible_to(SYSTEM).running(day).filter(subject_kind=entry.kind)
    return holds.values("subject_id")


def _count_held(entry: Retained, day: dt.date) -> int:
    with acting_as(SYSTEM):
        return entry.due(day).filter(pk__in=_held(entry, day)).count()


def _due(entry: Retained, day: dt.date) -> Iterator[UUID]:
    """Yield what is due and not held, in steps, so that a long list takes no memory."""
    last: UUID | None = None
    while True:
        with acting_as(SYSTEM):
            due = entry.due(day).exclude(pk__in=_held(entry, day)).order_by("pk")
            if last is not None:
                due = due.filter(pk__gt=last)
            found = list(due.values_list("pk", flat=True)[:BATCH])
        yield from found
        if len(found) < BATCH:
            return
        last = found[-1]


def _shred_safely(entry: Retained, pk: UUID, day: dt.date, outcome: Outcome) -> bool:
    try:
        return shred_one(entry, pk, today=day, batch=outcome.batch)
    except Exception:  # one record that fails may not keep the others
        _log.exception("retention.failed", kind=entry.kind, subject=str(pk))
        outcome.failed.append(f"{entry.kind} {pk}")
        return False


def shred_one(entry: Retained, pk: UUID, *, today: dt.date, batch: UUID) -> bool:
    """Shred one record if it is still due and not held; say whether it was."""
    with acting_as(SYSTEM):
        due = entry.due(today).exclude(pk__in=_held(entry, today))
        record = due.select_for_update(of=("self",)).filter(pk=pk).first()
        if record is None:
            return False
        remains = entry.shred(record, SYSTEM)
        for key in remains.data_keys:
            keys.destroy(key, actor=SYSTEM, reason="term-ended")
        forget_subject(subject=(entry.kind, pk))
        _set_tombstone(entry, remains, today=today, batch=batch)
        register.record(
            actor=SYSTEM,
            event="retention.shredded",
            organisation_id=remains.organisation_id,
            subject=(entry.kind, pk),
            reason="term-ended",
            details={"closing_reason": remains.reason},
        )
    return True


def _set_tombstone(entry: Retained, remains: Remains, *, today: dt.date, batch: UUID) -> None:
    check_facts({**remains.facts, "reason": remains.reason})
    Tombstone.objects.create(
        kind=entry.kind,
        organisation_id=remains.organisation_id,
        facts=dict(remains.facts),
        reason=remains.reason,
        opened_month=remains.opened_on.replace(day=1),
        closed_month=remains.closed_on.replace(day=1),
        shredded_on=today,
        batch=batch,
    )
