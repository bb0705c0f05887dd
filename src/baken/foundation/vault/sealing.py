"""Seals one value: AES-256-GCM (NIST SP 800-38D) under the data key of its concern.

Layout: one version byte, a random 96-bit nonce, ciphertext with its 128-bit tag. The
associated data name the data key, table, row and column; bytes that were copied to another
place do not open there. The text is padded to a multiple of 32 bytes, so that the length of
a name does not show. One key seals far fewer than the 2**32 values that random nonces allow.
"""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from . import keys
from .errors import NotSealable, Tampered
from .models import DataKey

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
BLOCK = 32
_PAD = b"\x80"


def _binding(key: DataKey, table: str, row_id: UUID, column: str) -> bytes:
    # Identifiers and UUIDs hold no zero byte, so the parts cannot run into each other.
    parts = ("baken", str(VERSION), str(key.pk), table, str(row_id), column)
    return "\0".join(parts).encode()


def seal(key: DataKey, text: str, *, table: str, row_id: UUID, column: str) -> bytes:
    """Return ``text`` sealed for one place.

    Raises ``NotSealable`` for a lone surrogate, ``KeyDestroyed`` for a destroyed key.
    """
    try:
        plain = text.encode("utf-8") + _PAD
    except UnicodeEncodeError:
        # The original error carries the text; it must not reach a log or error report.
        raise NotSealable("the text is not valid Unicode") from None
    plain += bytes(-len(plain) % BLOCK)
    nonce = os.urandom(NONCE_BYTES)
    cipher = AESGCM(keys.opened(key))
    binding = _binding(key, table, row_id, column)
    return bytes([VERSION]) + nonce + cipher.encrypt(nonce, plain, binding)


def unseal(
    key: DataKey, sealed: bytes | memoryview, *, table: str, row_id: UUID, column: str
) -> str:
    """Return the text that was sealed for this place.

    Raises ``Tampered`` when the bytes, the place or the key differ in anything, and
    ``KeyDestroyed`` for a destroyed key.
    """
    data = bytes(sealed)
    if len(data) < 1 + NONCE_BYTES + BLOCK + TAG_BYTES or data[0] != VERSION:
        raise Tampered(f"{table}.{column} holds no sealed value of a known version")
    nonce, body = data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :]
    cipher = AESGCM(keys.opened(key))
    try:
        plain = cipher.decrypt(nonce, body, _binding(key, table, row_id, column))
    except InvalidTag:
        raise Tampered(f"{table}.{column} of row {row_id} does not open") from None
    return plain.rstrip(b"\0")[: -len(_PAD)].decode("utf-8")
