"""Keeps the words of a question out of addresses.

A question is sent by POST and answered with an address that carries it sealed, so that going
back, another page and a filter work, and neither history, log nor proxy holds what was asked.
Nothing is kept on the server. The seal opens for the same account only, and for a few hours.
"""

from __future__ import annotations

import base64
import json
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from baken.foundation.access.actor import Actor

HOURS = 4
_SECONDS = HOURS * 3600
_PURPOSE = b"baken question to the knowledge base, version 1"
_LONGEST = 2000


@lru_cache(maxsize=2)
def _box(secret: str) -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def seal_question(actor: Actor, words: str) -> str:
    """Return a question as an address may carry it."""
    held = json.dumps([str(actor.account_id), words]).encode()
    return _box(settings.SECRET_KEY).encrypt(held).decode()


def open_question(actor: Actor, sealed: str) -> str:
    """Return the question, empty when it is too old, changed or of somebody else."""
    if not sealed or len(sealed) > _LONGEST:
        return ""
    try:
        held = _box(settings.SECRET_KEY).decrypt(sealed.encode(), ttl=_SECONDS)
    except InvalidToken:
        return ""
    owner, words = json.loads(held)
    return str(words) if owner == str(actor.account_id) else ""
