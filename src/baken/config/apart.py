"""Real work and practising never share a database or a key.

A database remembers what it is for, in one row that only its owner writes, and keys of practising
carry a name that says so. Whoever points a practice installation at the real database, or gives
it the real keys, or the other way round, is refused before anything starts.

E011 a database for the other purpose        E012 keys for the other purpose
E013 the secret of the tickets is missing, weak, or used for something else
E014 practising is on the host of real work, so that it is sent the cookies of real sessions
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from .environment import OperatorError
from .start import PRACTICE_LABEL

Configs = Sequence[AppConfig] | None
REAL, PRACTICE = "real", "practice"
SHORTEST_SECRET = 32
HINT = "See 'Practising' in docs/operations.md."


def purpose() -> str:
    """Return what this installation is for: ``real`` or ``practice``."""
    return PRACTICE if settings.IS_PRACTICE else REAL


def remembered(cursor: Any) -> str:
    """Return what the database is for, as it remembers; empty when nobody told it yet."""
    cursor.execute("SELECT to_regclass('public.practice_installation') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return ""
    cursor.execute("SELECT kind FROM practice_installation")
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def refuse_other_database() -> None:
    """Raise ``OperatorError`` before anything is changed in a database for the other purpose.

    A database of before this was remembered is real when anybody has an account in it.
    """
    with connections["default"].cursor() as cursor:
        found = remembered(cursor)
        if not found and settings.IS_PRACTICE and _has_accounts(cursor):
            found = REAL
    if found and found != purpose():
        raise OperatorError(_fault(found))


def remember() -> None:
    """Let the database remember what it is for, once; as its owner."""
    with connections["default"].cursor() as cursor:
        if not remembered(cursor):
            cursor.execute(
                "INSERT INTO practice_installation (id, kind, made_at) VALUES (1, %s, now())",
                [purpose()],
            )


def _has_accounts(cursor: Any) -> bool:
    cursor.execute("SELECT to_regclass('public.people_account') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return False
    cursor.execute("SELECT EXISTS (SELECT 1 FROM people_account)")
    return bool(cursor.fetchone()[0])


def _fault(found: str) -> str:
    if found == REAL:
        return f"This database is for real work and cannot be used to practise. {HINT}"
    return f"This database is for practising and cannot be used for real work. {HINT}"


@register(Tags.database)
def database_has_this_purpose(
    app_configs: Configs, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a database that is for the other purpose, and practising in one that never heard."""
    if "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        found = remembered(cursor)
    if found == purpose() or (not found and not settings.IS_PRACTICE):
        return []
    if found:
        return [Error(_fault(found), id="baken.E011")]
    fault = "This database was not prepared for practising. Run 'baken migrate' in this mode."
    return [Error(fault, hint=HINT, id="baken.E011")]


@register(Tags.security)
def keys_have_this_purpose(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Refuse keys that are for the other purpose."""
    wrong = [name for name, values in _keys().items() if _is_wrong(values)]
    if not wrong:
        return []
    one = "practising" if settings.IS_PRACTICE else "real work"
    return [
        Error(
            f"Keys that are not for {one}: {', '.join(wrong)}.",
            hint="'baken secrets --practice' prints keys for practising. " + HINT,
            id="baken.E012",
        )
    ]


def _keys() -> dict[str, list[str]]:
    def parts(text: str) -> list[str]:
        return [part.strip() for part in text.split(",") if part.strip()]

    return {
        "BAKEN_SECRET_KEY": [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS],
        "BAKEN_VAULT_KEYS": parts(settings.VAULT_KEYS),
        "BAKEN_VAULT_SECRETS": parts(settings.VAULT_SECRETS),
    }


def _is_wrong(values: list[str]) -> bool:
    """Say whether one of several keys is for the other purpose."""
    return any(value.startswith(PRACTICE_LABEL) != settings.IS_PRACTICE for value in values)


@register(Tags.security)
def tickets_have_a_secret_of_their_own(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Refuse tickets that anybody could sign, and a secret that also opens something else."""
    secret = settings.PRACTICE_SECRET
    is_needed = settings.IS_PRACTICE or settings.PRACTICE_ADDRESS or settings.PRACTICE_PORT
    if not secret and not is_needed:
        return []
    others = [key for values in _keys().values() for key in values]
    if len(secret) < SHORTEST_SECRET:
        fault = f"BAKEN_PRACTICE_SECRET needs at least {SHORTEST_SECRET} signs."
    elif any(secret in other for other in others):
        fault = "BAKEN_PRACTICE_SECRET is also one of the keys."
    else:
        return []
    return [Error(fault, hint=HINT, id="baken.E013")]


@register(Tags.security)
def practising_has_a_host_of_its_own(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Refuse another port of the same host: a browser keeps one jar of cookies for all of them."""
    if settings.BAKEN_MODE != "production" or not settings.PRACTICE_ADDRESS:
        return []
    addresses = (settings.PRACTICE_ADDRESS, settings.SITE_ADDRESS)
    practice, real = (urlsplit(address).hostname for address in addresses)
    if practice != real:
        return []
    fault = "BAKEN_PRACTICE_ADDRESS has the host of real work: it would get its cookies."
    return [Error(fault, hint=HINT, id="baken.E014")]
