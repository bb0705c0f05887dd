"""System checks: what must not start, and what an operator should know.

E001 demonstration on a public address     E002 demonstration with secrets from outside
E003 DEBUG on                              E004 secret key too weak
E005 vault keys missing or unreadable      E006 address of the site and hosts do not fit
E007 PostgreSQL too old                    E008 the web role can pass the second lock
E009 a table of the chain floor has no lock  E010 callers cannot be told apart, or can lie
W001 no mail server                        W002 web role and DATABASE_URL differ
E011 to E014: see ``apart.py``

E007 to W002 ask the database; they run with ``--database`` (``baken check``, ``baken run``).
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

from baken.foundation.access.closed import ClosedManager

from .binaries import OLDEST_MAJOR

Configs = Sequence[AppConfig] | None
LOCAL_SUFFIXES = (".localhost", ".test", ".local")
SHORTEST_SECRET = 50


def is_local(host: str) -> bool:
    """Say whether a host name can only be this machine, this house or a test."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(LOCAL_SUFFIXES):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_private


@register(Tags.security)
def demonstration_stays_apart(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Refuse one-click sign-in where real people could reach it, or with real secrets."""
    if not settings.IS_DEMONSTRATION:
        return []
    found: list[CheckMessage] = []
    hosts = [urlsplit(settings.SITE_ADDRESS).hostname or "", *settings.ALLOWED_HOSTS]
    public = sorted({host for host in hosts if not is_local(host)})
    if public:
        found.append(
            Error(
                f"Demonstration mode on a public address: {', '.join(public)}.",
                hint="Anybody could sign in as anybody. Use BAKEN_MODE=production, or keep "
                "BAKEN_SITE_ADDRESS and BAKEN_HOSTS to this machine or a private network.",
                id="baken.E001",
            )
        )
    outside = [name for name in _secret_names() if not _is_of_data_folder(name)]
    if outside:
        found.append(
            Error(
                f"Demonstration mode with secrets from outside its data folder: "
                f"{', '.join(outside)}.",
                hint="Secrets of real work do not belong in a demonstration. Leave them out; "
                "'baken run --demo' makes its own.",
                id="baken.E002",
            )
        )
    return found


def _secret_names() -> list[str]:
    return ["BAKEN_SECRET_KEY", "BAKEN_VAULT_KEYS", "BAKEN_VAULT_SECRETS"]


def _is_of_data_folder(name: str) -> bool:
    if os.environ.get(name):
        return False
    path = os.environ.get(f"{name}_FILE")
    return path is None or Path(path).resolve().is_relative_to(settings.DATA_FOLDER)


@register(Tags.security)
def production_is_closed(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Refuse settings with which production would be open."""
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(Error("DEBUG is on: errors would show what people typed.", id="baken.E003"))
    if settings.BAKEN_MODE not in {"production", "practice"}:
        return found
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 20:
        found.append(
            Error(
                "BAKEN_SECRET_KEY is too weak.",
                hint="'baken secrets' prints a new one. Changing it ends all sessions.",
                id="baken.E004",
            )
        )
    if settings.IS_PRACTICE and all(is_local(host) for host in settings.ALLOWED_HOSTS):
        return found + _vault_keys()
    return found + _vault_keys() + _addresses() + _callers()


def _vault_keys() -> list[CheckMessage]:
    from baken.foundation.vault import errors, keyring

    found: list[CheckMessage] = []
    for keys in (keyring.wrapping_keys, keyring.root_secrets):
        try:
            keys()
        except errors.KeyMissing as error:
            found.append(
                Error(str(error), hint="See 'Keys' in docs/operations.md.", id="baken.E005")
            )
    return found


def _addresses() -> list[CheckMessage]:
    site = urlsplit(settings.SITE_ADDRESS)
    hosts = settings.ALLOWED_HOSTS
    faults = []
    if site.scheme != "https":
        faults.append("BAKEN_SITE_ADDRESS must start with https://")
    if "*" in hosts:
        faults.append("BAKEN_HOSTS must not be '*'")
    elif site.hostname not in hosts and not any(
        host.startswith(".") and f".{site.hostname}".endswith(host) for host in hosts
    ):
        faults.append("the host of BAKEN_SITE_ADDRESS is not in BAKEN_HOSTS")
    return [Error(f"{fault}.", id="baken.E006") for fault in faults]


def _callers() -> list[CheckMessage]:
    """Judge how the address of a caller is found, by which attempts are counted."""
    counted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if settings.BEHIND_PROXY and counted < 1:
        fault = "behind a proxy all callers count as one: a few wrong passwords lock everybody out"
    elif counted > 0 and not settings.BEHIND_PROXY:
        fault = "without a proxy a caller writes X-Forwarded-For, and so counts as anybody"
    else:
        return []
    hint = "BAKEN_TRUSTED_PROXIES is the number of our own proxies; 0 without BAKEN_BEHIND_PROXY."
    return [Error(f"BAKEN_TRUSTED_PROXIES is {counted}: {fault}.", hint=hint, id="baken.E010")]


@register(Tags.security)
def mail_reaches_people(app_configs: Configs, **kwargs: Any) -> list[CheckMessage]:
    """Say that no mail goes out."""
    if settings.MAIL_CONFIGURED or settings.BAKEN_MODE == "test":
        return []
    return [
        Warning(
            "No mail server: notices stay in the product and their mail waits in the queue; "
            f"other letters lie in {settings.EMAIL_FILE_PATH}.",
            hint="Set BAKEN_MAIL_SERVER=smtp://user:password@host:port.",
            id="baken.W001",
        )
    ]


@register(Tags.database)
def second_lock_holds(
    app_configs: Configs, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a web role that can pass row-level security, and unprotected tables."""
    if "default" not in (databases or []):
        return []
    with connections["default"].cursor() as cursor:
        return _version(cursor) + _role(cursor) + _tables(cursor)


def _version(cursor: Any) -> list[CheckMessage]:
    cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
    major = cursor.fetchone()[0]
    if major >= OLDEST_MAJOR:
        return []
    return [Error(f"PostgreSQL {major} is too old; {OLDEST_MAJOR} is needed.", id="baken.E007")]


ROLE_FACTS = """
SELECT rolname, rolsuper, rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class WHERE relowner = r.oid AND relkind IN ('r', 'p')
               AND relnamespace = 'public'::regnamespace),
       EXISTS (SELECT 1 FROM pg_roles other
               WHERE pg_has_role(r.oid, other.oid, 'MEMBER') AND other.oid <> r.oid
               AND (other.rolsuper OR other.rolbypassrls OR EXISTS (
                    SELECT 1 FROM pg_class WHERE relowner = other.oid
                    AND relnamespace = 'public'::regnamespace))),
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relkind = 'r'
               AND c.relnamespace = 'public'::regnamespace
               AND has_table_privilege(r.oid, c.oid, 'TRUNCATE'))
FROM pg_roles r WHERE rolname = %s
"""


def _role(cursor: Any) -> list[CheckMessage]:
    """Judge the role of the web process by what PostgreSQL itself says of it."""
    cursor.execute("SELECT current_user")
    user = cursor.fetchone()[0] if settings.DATABASE_ROLE == "web" else settings.WEB_ROLE
    cursor.execute(ROLE_FACTS, [user])
    row = cursor.fetchone()
    hint = "See 'Roles' in docs/operations.md."
    if row is None:
        return [Error(f"There is no role {user}.", hint=hint, id="baken.E008")]
    words = (
        "is a superuser",
        "has BYPASSRLS",
        "owns tables",
        "is a member of a role that owns tables or passes row-level security",
        "may TRUNCATE",
    )
    found: list[CheckMessage] = [
        Error(f"The role {row[0]} {word}.", hint=hint, id="baken.E008")
        for word, is_so in zip(words, row[1:], strict=True)
        if is_so
    ]
    if user != settings.WEB_ROLE:
        found.append(
            Warning(
                f"DATABASE_URL signs in as {user}, but rights are given to {settings.WEB_ROLE}.",
                hint="Set BAKEN_WEB_ROLE to the role of DATABASE_URL.",
                id="baken.W002",
            )
        )
    return found


def _tables(cursor: Any) -> list[CheckMessage]:
    """Find tables of closed models that have no row-level security."""
    closed = [
        model._meta.db_table
        for model in apps.get_models()
        if isinstance(model._default_manager, ClosedManager) and model._meta.managed
    ]
    cursor.execute(
        "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind IN ('r', 'p') "
        "AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity",
        [closed],
    )
    return [
        Error(f"The table {name} has no row-level security.", id="baken.E009")
        for (name,) in cursor.fetchall()
    ]
