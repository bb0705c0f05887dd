"""The arithmetic of the chain: what is hashed, and with which key. Knows no database.

HMAC-SHA256 (RFC 2104) over canonical JSON: the columns in a fixed order, keys sorted, no blanks,
ASCII, times in UTC with microseconds, bytes and UUIDs as hexadecimal. The key is derived from
the vault's root secrets, so that somebody with the database alone can neither forge an event nor
mend the chain.
"""

import datetime as dt
import hmac
import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from baken.foundation.vault.keyring import derived_key, root_secrets

START = bytes(32)
"""The hash before the first event."""

HASHED = (
    "id",
    "chain",
    "sequence",
    "at",
    "actor_kind",
    "actor_name",
    "account_id",
    "membership_id",
    "organisation_id",
    "role",
    "event",
    "subject_kind",
    "subject_id",
    "fields",
    "reason",
    "details",
    "secret_id",
    "previous_hash",
)
"""Every column of an event but the hash itself; a test compares with the model."""


def current_secret() -> str:
    """Return the id of the secret for new events."""
    return root_secrets().newest


FORMAT = 1
"""Raised when what is hashed changes; the first item of every canonical text."""

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value


def canonical(values: Iterable[object]) -> bytes:
    """Return the bytes that stand for these values, in this order, the same on every machine.

    Raises ``TypeError`` for a value that has no place in an event.
    """
    return _encode([FORMAT, *map(_plain, values)]).encode("ascii")


def event_hash(values: Mapping[str, Any]) -> bytes:
    """Return the hash of an event from its columns (those of ``HASHED``).

    Raises ``vault.errors.KeyMissing`` when the secret it names is not configured.
    """
    key = derived_key("audit event", secret_id=values["secret_id"])
    return hmac.digest(key, canonical(values[name] for name in HASHED), "sha256")


def head_mac(*, chain: UUID, sequence: int, last_hash: bytes, secret_id: str) -> bytes:
    """Return the code that protects the head of a chain."""
    key = derived_key("audit head", secret_id=secret_id)
    return hmac.digest(key, canonical((chain, sequence, last_hash, secret_id)), "sha256")
