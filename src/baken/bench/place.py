"""The bench's own databases, on the server that the environment names or on the embedded one.

A database of the product is never touched: the addresses are changed before Django reads them.
"""

from __future__ import annotations

import os
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from baken.config.environment import ConfigurationError, OperatorError, env_text

BIG, SMALL = "baken_bench", "baken_bench_small"


def addresses(name: str) -> dict[str, str]:
    """Return both roles' addresses of database ``name``, for the environment of a process."""
    found = {}
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        address = env_text(variable)
        if not address:
            raise ConfigurationError(f"{variable} is missing (docs/operations.md).")
        found[variable] = urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
    return found


def make(name: str, *, fresh: bool) -> None:
    """Make the database where it is missing; with ``fresh`` throw away what was there."""
    try:
        with psycopg.connect(env_text("DATABASE_OWNER_URL"), autocommit=True) as connection:
            if fresh:
                _run(connection, "DROP DATABASE IF EXISTS {}", name)
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if there.fetchone() is None:
                _run(connection, "CREATE DATABASE {}", name)
    except psycopg.errors.InsufficientPrivilege as error:
        raise OperatorError(
            f"The owner's role may not make databases. Make {name!r} yourself, owned by it, or "
            "give the role CREATEDB for as long as the bench runs."
        ) from error


def drop(name: str) -> None:
    """Throw the database away."""
    with psycopg.connect(env_text("DATABASE_OWNER_URL"), autocommit=True) as connection:
        _run(connection, "DROP DATABASE IF EXISTS {}", name)


def _run(connection: psycopg.Connection, statement: str, name: str) -> None:
    connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def environment(name: str, role: str) -> dict[str, str]:
    """Return the environment of a child that works in database ``name`` as ``role``."""
    own = {"BAKEN_DATABASE_ROLE": role, "BAKEN_LOG_LEVEL": "ERROR"}
    return {**os.environ, **addresses(name), **own}
