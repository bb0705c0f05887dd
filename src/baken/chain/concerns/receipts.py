"""References for people, and the secret with which a reporter comes back.

A reference is random: it tells neither order nor number. Its alphabet has no look-alikes
(no 0/O, 1/I/L, 2/Z, 5/S, 8/B, G, U), so it survives a phone line and a scribbled note.

The secret is shown once. The database keeps an HMAC of reference and secret under a key that
is not in the database, so a copy of the database opens no channel. 23**12 secrets (54 bits)
behind a rate limit cannot be guessed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict
from typing import Any

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.vault.keyring import derived_key, root_secrets

ALPHABET = "34679ACDEFHJKMNPQRTVWXY"
CONCERN_PREFIX = "BK"
REFERRAL_PREFIX = "DZ"
MINIMUM_TOKEN = 16
_MISREAD = str.maketrans("0OGU", "QQ6V")
_GROUP = 4


def new_reference(prefix: str) -> str:
    """Return a random reference such as ``BK-7K4Q-X2M9``."""
    return f"{prefix}-{_grouped(''.join(secrets.choice(ALPHABET) for _ in range(8)))}"


def normalise(text: str) -> str:
    """Return what somebody typed in one spelling: capitals, no separators, look-alikes mended."""
    return "".join(c for c in text.upper().translate(_MISREAD) if c in ALPHABET)


def normalise_reference(text: str, prefix: str = CONCERN_PREFIX) -> str:
    """Return a typed reference as it is stored; any other text gives one that does not exist."""
    typed = text.strip().upper()
    return f"{prefix}-{_grouped(normalise(typed.removeprefix(prefix)))}"


def submission_key(token: str, payload: Any) -> bytes:
    """Return the key under which one submission is stored once.

    ``token`` is a random value of the page; the same token with another payload (somebody went
    back and changed an answer) is another submission. Raises ``ValueError`` for a short token.
    """
    if len(token) < MINIMUM_TOKEN:
        raise ValueError(f"a submission token has at least {MINIMUM_TOKEN} characters")
    text = json.dumps([token, asdict(payload)], sort_keys=True, default=str)
    return _hmac("submission", text.encode("utf-8", "surrogatepass"))


def secret_of(submission: bytes) -> str:
    """Return the reporter's secret that belongs to a submission, the same each time."""
    digest = int.from_bytes(_hmac("reporter secret", submission))
    letters = []
    for _ in range(12):
        digest, rest = divmod(digest, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return _grouped("".join(letters))


def new_secret() -> str:
    """Return a random secret for a channel that is opened later."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(12)))


def reporter_key(reference: str, secret: str, *, root: str | None = None) -> str:
    """Return the keyed hash (64 hex characters) that the database knows a reporter by."""
    text = f"{normalise_reference(reference)}|{normalise(secret)}"
    return _hmac("reporter channel", text.encode(), root=root).hex()


def reporter_actor(reference: str, secret: str) -> Actor | None:
    """Return the reporter who showed reference and secret, or None when no channel is open.

    Tries each root secret, the newest first, so that adding one locks nobody out.
    """
    from .models import ReporterChannel

    if not normalise(secret):
        return None
    for root in root_secrets().keys:
        actor = Actor.reporter(reporter_key(reference, secret, root=root))
        with acting_as(actor):
            if ReporterChannel.objects.visible_to(actor).exists():
                return actor
    return None


def _hmac(purpose: str, message: bytes, *, root: str | None = None) -> bytes:
    key = derived_key(f"concerns {purpose}", secret_id=root or root_secrets().newest)
    return hmac.new(key, message, hashlib.sha256).digest()


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
