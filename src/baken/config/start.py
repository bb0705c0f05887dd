"""From an empty environment to one in which Django can start: database, secrets, mode.

Settings come from the environment only, so this module fills what nobody set. It must not
import Django or the settings at its top.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .embedded import EmbeddedServer
from .environment import (
    ConfigurationError,
    OperatorError,
    database_from_url,
    env_choice,
    env_text,
)
from .folder import DataFolder

MODES = ("production", "demonstration", "practice", "test")
PRACTICE_LABEL = "practice-"
"""How keys of practising begin: the secret key itself, and the names of the vault's keys."""
DEMONSTRATION_SECRETS = {
    "BAKEN_SECRET_KEY": ("secret-key", lambda: secrets.token_urlsafe(64)),
    "BAKEN_VAULT_KEYS": ("vault-keys", lambda: fresh_key("demonstration-1")),
    "BAKEN_VAULT_SECRETS": ("vault-secrets", lambda: fresh_key("demonstration-1")),
}


@dataclass(frozen=True)
class Ground:
    """What a command stands on: the data folder, and the embedded server if that is used."""

    folder: DataFolder
    server: EmbeddedServer | None = None


def fresh_key(name: str) -> str:
    """Return a new 256-bit key as ``name:base64``, the form of the vault's settings."""
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode('ascii')}"


def set_up_django() -> None:
    """Start Django in this process, with the settings of the product unless others are named.

    Not earlier than needed: a program run by ``with-database`` chooses its own settings.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baken.config.settings")
    import django

    django.setup()


def refuse_unsafe() -> None:
    """Raise ``OperatorError`` when a system check finds what must not start.

    Every process that answers people or takes jobs asks this first: a demonstration on a public
    address, or a database role that passes row-level security, works without a single error.
    A database that does not answer is refused too, since nobody can say how it is locked.
    """
    set_up_django()
    from django.conf import settings
    from django.core import checks
    from django.db import DatabaseError

    if settings.BAKEN_MODE == "test":
        raise OperatorError("BAKEN_MODE=test is for tests: its keys stand in the source.")
    try:
        messages = checks.run_checks(databases=["default"])
    except DatabaseError as error:
        raise OperatorError(f"The database does not answer ({type(error).__name__}).") from error
    found = [
        f"{message.id}: {message.msg} {message.hint or ''}".rstrip()
        for message in messages
        if message.is_serious() and not message.is_silenced()
    ]
    if found:
        raise OperatorError("Not safe to start.\n" + "\n".join(f"  {line}" for line in found))


def has_server() -> bool:
    """Say whether the environment names a database server."""
    return bool(env_text("DATABASE_URL") or env_text("DATABASE_OWNER_URL"))


def chosen_mode(wanted: str = "") -> str:
    """Return the mode that ``wanted`` or ``BAKEN_MODE`` chose, or an empty text.

    Raises ``ConfigurationError`` when the two differ.
    """
    from_environment = env_choice("BAKEN_MODE", MODES) if "BAKEN_MODE" in os.environ else ""
    if wanted and from_environment and wanted != from_environment:
        raise ConfigurationError(f"BAKEN_MODE is {from_environment}, but {wanted} was asked for.")
    return wanted or from_environment


PRACTICE_SECRETS = {
    "BAKEN_SECRET_KEY": ("secret-key", lambda: PRACTICE_LABEL + secrets.token_urlsafe(64)),
    "BAKEN_VAULT_KEYS": ("vault-keys", lambda: fresh_key(f"{PRACTICE_LABEL}1")),
    "BAKEN_VAULT_SECRETS": ("vault-secrets", lambda: fresh_key(f"{PRACTICE_LABEL}1")),
    "BAKEN_PRACTICE_SECRET": ("practice-secret", lambda: secrets.token_urlsafe(48)),
}
OWN_SECRETS = {"demonstration": DEMONSTRATION_SECRETS, "practice": PRACTICE_SECRETS}
"""Modes in which nothing is lost with the keys, so that the folder may make its own."""


def set_own_secrets(folder: DataFolder, mode: str) -> None:
    """Point the settings to secrets of this folder's own, made the first time."""
    for variable, (name, make) in OWN_SECRETS.get(mode, {}).items():
        if variable not in os.environ and f"{variable}_FILE" not in os.environ:
            folder.secret(name, make)
            os.environ[f"{variable}_FILE"] = str(folder.secret_path(name))


def set_passing_secret() -> None:
    """Give a command without a database a secret key that protects nothing and is forgotten."""
    os.environ.setdefault("BAKEN_MODE", "test")
    if not env_text("BAKEN_SECRET_KEY"):
        os.environ["BAKEN_SECRET_KEY"] = secrets.token_urlsafe(48)


def set_addresses(server: EmbeddedServer) -> None:
    """Tell this process and its children where the embedded server and its programs are."""
    os.environ["PATH"] = os.pathsep.join([str(server.programs), os.environ.get("PATH", "")])
    os.environ["DATABASE_URL"] = server.url("web")
    os.environ["DATABASE_OWNER_URL"] = server.url("owner")


@contextmanager
def database(
    *, mode: str = "", alone: bool = False, say: Callable[[str], None] = lambda line: None
) -> Iterator[Ground]:
    """Run the block with a database and secrets in the environment.

    A server named by ``DATABASE_URL`` is used as it is. Otherwise the embedded one of the data
    folder runs for the length of the block; ``alone`` as in ``EmbeddedServer.used``.
    """
    folder = DataFolder.of_environment()
    os.environ["BAKEN_DATA"] = str(folder.path)
    if has_server():
        if alone:
            _need_both_addresses()
        os.environ["BAKEN_MODE"] = chosen_mode(mode) or "production"
        if os.environ["BAKEN_MODE"] in OWN_SECRETS:
            folder.prepare()
            set_own_secrets(folder, os.environ["BAKEN_MODE"])
        yield Ground(folder)
        return
    folder.prepare()
    os.environ["BAKEN_MODE"] = folder.settle_mode(chosen_mode(mode))
    set_own_secrets(folder, os.environ["BAKEN_MODE"])
    if os.environ["BAKEN_MODE"] == "production" and not env_text("BAKEN_SECRET_KEY"):
        raise OperatorError(
            "BAKEN_SECRET_KEY is missing. 'baken run --demo' shows Baken with invented people "
            "and needs nothing; for real work see docs/operations.md ('baken secrets' makes keys)."
        )
    with EmbeddedServer(folder, say=say).used(alone=alone) as server:
        set_addresses(server)
        yield Ground(folder, server)


def _need_both_addresses() -> None:
    """Refuse to run everything with the address of one role only."""
    for name, use in (
        ("DATABASE_URL", "the web process and the worker sign in with"),
        ("DATABASE_OWNER_URL", "tables are made and the region is loaded with"),
    ):
        url = env_text(name)
        if not url:
            raise ConfigurationError(f"{name} is missing: {use} it (docs/operations.md).")
        database_from_url(url)


@contextmanager
def throwaway_database(say: Callable[[str], None]) -> Iterator[None]:
    """Run the block with a fast embedded server for tests (nothing is written safely)."""
    folder = DataFolder.of_environment()
    with EmbeddedServer(folder, throwaway=True, say=say).used() as server:
        set_addresses(server)
        yield


def use_running_database() -> None:
    """Fill in the address of the embedded server when it happens to run; start nothing."""
    if has_server():
        return
    folder = DataFolder.of_environment()
    server = EmbeddedServer(folder)
    if server.running_pid() is not None:
        set_addresses(server)
