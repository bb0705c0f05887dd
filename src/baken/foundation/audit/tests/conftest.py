"""Set-up for the tests of the register."""

import uuid

import pytest
from django.db import connection

from baken.foundation.audit import register
from baken.foundation.audit.models import AuditEvent

CONCERN = ("concern", uuid.UUID(int=7))


@pytest.fixture
def here(cast):
    """Return the id of the organisation whose register is written in."""
    return cast.organisations["vlaardingen"].pk


@pytest.fixture
def write(cast, here):
    """Return a function that writes events about a concern of Vlaardingen."""

    def _write(times=1, **changed):
        values = {
            "actor": cast.focal_safety.actor,
            "event": "vault.read",
            "organisation_id": here,
            "subject": CONCERN,
            "fields": ["concerns.note.text"],
            "reason": "concern-page",
            "details": {"values": 2},
        }
        return [register.record(**{**values, **changed}) for _ in range(times)]

    return _write


@pytest.fixture
def events(db):
    """Return a function that gives all events in order, whoever asks."""
    return lambda: list(AuditEvent.objects.unscoped(reason="test").order_by("chain", "sequence"))


@pytest.fixture
def tamper(db):
    """Return a function that runs SQL as an owner who first takes the guards away."""

    def _guards(cursor, word):
        for table in ("audit_auditevent", "audit_chainhead"):
            cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")

    def _tamper(sql, values=()):
        with connection.cursor() as cursor:
            _guards(cursor, "DISABLE")
            cursor.execute(sql, values)
            _guards(cursor, "ENABLE")

    return _tamper
