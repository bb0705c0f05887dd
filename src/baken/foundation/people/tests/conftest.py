"""Fixtures of this room: some invented work to hand over, and who did what."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from baken.foundation.access.lock import current_actor
from baken.foundation.audit.models import AuditEvent
from baken.foundation.people import handover


@dataclass
class Desk:
    """A stand-in for another room: pieces of work, by membership (None is the queue)."""

    work: dict = field(default_factory=dict)
    seen_as: set = field(default_factory=set)

    def count(self, membership_id):
        self.seen_as.add(current_actor().name)
        return self.work.get(membership_id, 0)

    def transfer(self, *, actor, from_membership_id, to_membership_id, reason):
        moved = self.work.pop(from_membership_id, 0)
        self.work[to_membership_id] = self.work.get(to_membership_id, 0) + moved
        return moved


@pytest.fixture
def desk(monkeypatch):
    """Return a desk that is the only room with work."""
    desk = Desk()
    monkeypatch.setattr(handover, "_holdings", {})
    handover.register_holdings("letter", label="Letters", count=desk.count, transfer=desk.transfer)
    return desk


@pytest.fixture
def events(db):
    """Return a function that lists the names of the events so far, oldest first."""

    def names():
        rows = AuditEvent.objects.unscoped(reason="test").order_by("at", "sequence")
        return list(rows.values_list("event", flat=True))

    return names
