"""The secrets that live outside the database.

Two settings hold them, each as comma-separated ``id:base64`` pairs of 32 bytes, newest first:

``VAULT_KEYS``
    Key-encryption keys. They wrap data keys and nothing else, so they can be replaced at will
    (``keys.rewrap_all``) and thrown away afterwards.
``VAULT_SECRETS``
    Root secrets for what must stay comparable over the years: the blind index and the chain
    of the audit register. Each use derives its own key from them (HKDF-SHA256, RFC 5869).

Outside production both may be absent; then fixed keys are used that protect nothing.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .errors import KeyMissing

KEY_BYTES = 32
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, repr=False)
class Ring:
    """Named keys in order of age; the first is the one in use for new work."""

    keys: dict[str, bytes]

    @property
    def newest(self) -> str:
        """Return the id of the key for new work."""
        return next(iter(self.keys))

    def get(self, key_id: str) -> bytes:
        """Return a key; an id that is not configured raises ``KeyMissing``."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise KeyMissing(f"no key with id {key_id!r} is configured") from None


def parse(setting: str, text: str) -> Ring:
    """Read ``id:base64,id:base64``. Raises ``KeyMissing`` naming the setting, never the key."""
    keys: dict[str, bytes] = {}
    for number, pair in enumerate(filter(None, (part.strip() for part in text.split(","))), 1):
        key_id, _, encoded = pair.partition(":")
        if not _ID.fullmatch(key_id) or key_id in keys:
            raise KeyMissing(f"{setting}: pair {number} has no id of its own (a-z, 0-9, -)")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise KeyMissing(f"{setting}: the key {key_id!r} is not base64") from None
        if len(key) != KEY_BYTES:
            raise KeyMissing(f"{setting}: the key {key_id!r} has not {KEY_BYTES} bytes")
        keys[key_id] = key
    return Ring(keys)


@lru_cache(maxsize=8)
def _ring(setting: str, text: str, mode: str) -> Ring:
    ring = parse(setting, text)
    if ring.keys:
        return ring
    if mode in {"production", "practice"}:
        raise KeyMissing(f"BAKEN_{setting} (or BAKEN_{setting}_FILE) is missing")
    return Ring({"demonstration": hashlib.sha256(f"baken {setting}".encode()).digest()})


def wrapping_keys() -> Ring:
    """Return the key-encryption keys."""
    return _ring("VAULT_KEYS", settings.VAULT_KEYS, settings.BAKEN_MODE)


def root_secrets() -> Ring:
    """Return the root secrets of the blind index and the audit chain."""
    return _ring("VAULT_SECRETS", settings.VAULT_SECRETS, settings.BAKEN_MODE)


@lru_cache(maxsize=4096)
def _derive(secret: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(
        secret
    )


def derived_key(purpose: str, *, secret_id: str) -> bytes:
    """Return the 32-byte key for one purpose; purposes do not reveal each other's keys."""
    return _derive(root_secrets().get(secret_id), f"baken 1 {purpose}")
