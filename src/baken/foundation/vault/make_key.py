"""Prints a new key for BAKEN_VAULT_KEYS or BAKEN_VAULT_SECRETS: ``id:base64``.

``python -m baken.foundation.vault.make_key [id]``; without an id, today's date.
"""

import base64
import datetime as dt
import os
import sys


def new_pair(key_id: str) -> str:
    """Return ``id:base64`` with 32 fresh random bytes."""
    return f"{key_id}:{base64.b64encode(os.urandom(32)).decode()}"


if __name__ == "__main__":
    default_id = dt.datetime.now(tz=dt.UTC).date().isoformat()
    sys.stdout.write(new_pair(sys.argv[1] if len(sys.argv) > 1 else default_id) + "\n")
