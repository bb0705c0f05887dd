"""The code on a certificate: easy to read aloud, impossible to guess.

Twelve signs of Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O and U,
and case does not matter. Sixty random bits.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "\u00a0": ""})


def new_code() -> str:
    """Return a new code without its hyphens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def normalise(typed: str) -> str | None:
    """Return the code that somebody typed, or None when it cannot be one."""
    code = typed.strip().upper().translate(_MISREAD)
    is_code = len(code) == LENGTH and all(sign in ALPHABET for sign in code)
    return code if is_code else None


def display(code: str) -> str:
    """Return the code in groups of four, as it stands on paper."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
