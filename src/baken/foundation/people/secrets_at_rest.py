"""Seals the secrets of authenticator apps and recovery codes before they reach the database.

They belong to accounts, not to concerns, so they do not use the vault's keys per concern: one
key is derived (HKDF, RFC 5869) from ``SECRET_KEY``, which lives outside the database. To change
that key, put the former one in ``SECRET_KEY_FALLBACKS`` and run ``people_reseal``.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"baken second step at rest, version 1"


@lru_cache(maxsize=4)
def _box(secret_keys: tuple[str, ...]) -> MultiFernet:
    keys = [
        HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
        for key in secret_keys
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _current() -> MultiFernet:
    return _box((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def seal(text: str) -> str:
    """Return ``text`` sealed, as text."""
    return _current().encrypt(text.encode()).decode()


def reseal(sealed: str) -> str:
    """Return the same text under the newest key."""
    return _current().rotate(sealed.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text; raises ``cryptography.fernet.InvalidToken`` when changed or foreign."""
    return _current().decrypt(sealed.encode()).decode()
