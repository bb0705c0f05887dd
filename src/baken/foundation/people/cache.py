"""Keys of the shared cache."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


def digested_key(key: str, prefix: str, version: int) -> str:
    """Return the stored form of a cache key; ``KEY_FUNCTION`` of the default cache.

    Counters of attempts are kept per IP address. The address is enough to count with, and
    nobody's to read, so the table holds a keyed digest.
    """
    message = f"{prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()
