"""The heads of the audit register's chains, moved to behind the invented events."""

from __future__ import annotations

from typing import Any

from baken.foundation.audit import chain
from baken.foundation.audit.models import ChainHead


def begin(cursor: Any) -> None:
    """Note where each chain is now."""
    cursor.execute("DROP TABLE IF EXISTS bench_head")
    cursor.execute("CREATE TEMP TABLE bench_head (chain uuid PRIMARY KEY, last bigint DEFAULT 0)")
    cursor.execute("INSERT INTO bench_head SELECT chain, sequence FROM audit_chainhead")


def finish(cursor: Any) -> None:
    """Put each head behind the last event, so that the next real event fits.

    The trigger that lets a head move one step at a time is off meanwhile. The hashes of the
    invented events are no real ones: ``baken audit verify`` fails on this database, rightly.
    """
    cursor.execute("SELECT chain, last FROM bench_head WHERE last > 0")
    moved = cursor.fetchall()
    secret = chain.current_secret()
    cursor.execute("ALTER TABLE audit_chainhead DISABLE TRIGGER audit_head_moves")
    for chain_id, last in moved:
        mac = chain.head_mac(chain=chain_id, sequence=last, last_hash=chain.START, secret_id=secret)
        ChainHead.objects.update_or_create(
            chain=chain_id,
            defaults={"sequence": last, "hash": chain.START, "mac": mac, "secret_id": secret},
        )
    cursor.execute("ALTER TABLE audit_chainhead ENABLE TRIGGER audit_head_moves")
