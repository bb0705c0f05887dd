"""The database's second lock: tells PostgreSQL who acts, for one transaction.

Row-level security policies on the chain floor read these settings through the SQL functions
of migration ``access.0001``. Outside ``acting_as`` nothing is set, and the policies show
nothing: forgetting is loud, not leaky.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import connection, transaction

from .actor import Actor

P = ParamSpec("P")
R = TypeVar("R")

_current: ContextVar[Actor | None] = ContextVar("baken_actor", default=None)

_memo: ContextVar[dict[str, Any] | None] = ContextVar("baken_memo", default=None)

_SETTINGS = (
    "actor_kind",
    "account",
    "membership",
    "organisation",
    "role",
    "permissions",
    "reporter_key",
)


def current_actor() -> Actor | None:
    """Return the actor of the running ``acting_as`` block, or None outside one."""
    return _current.get()


def block_memo() -> dict[str, Any] | None:
    """Return what may be remembered until the outermost ``acting_as`` block ends, or None.

    For public reference data that a request asks for again and again, such as which version of
    a region's document holds. Never for what depends on the actor: inner blocks share it.
    """
    return _memo.get()


def _values(actor: Actor | None) -> list[str]:
    if actor is None:
        return [""] * len(_SETTINGS)
    return [
        actor.kind.value,
        str(actor.account_id or ""),
        str(actor.membership_id or ""),
        str(actor.organisation_id or ""),
        actor.role.value if actor.role else "",
        ",".join(sorted(actor.permissions)),
        actor.reporter_key,
    ]


def _tell_database(actor: Actor | None) -> None:
    calls = ", ".join(f"set_config('baken.{name}', %s, true)" for name in _SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", _values(actor))
        if settings.BAKEN_ASSUME_ROLE:
            role = settings.BAKEN_ASSUME_ROLE if actor else "NONE"
            cursor.execute(f"SET LOCAL ROLE {role}")


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Run the block in one transaction as ``actor``, for both locks.

    Nesting is allowed; the inner actor holds for the inner block and the outer one returns.
    One round trip to the database on entry and one on leaving a nested block.
    """
    outer = _current.get()
    token = _current.set(actor)
    memo = _memo.set({} if outer is None else _memo.get())
    try:
        nested = connection.in_atomic_block
        with transaction.atomic():
            _tell_database(actor)
            yield actor
            if nested and not connection.needs_rollback:
                _tell_database(outer)
    finally:
        _memo.reset(memo)
        _current.reset(token)


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run an action in one transaction, behind the second lock, as its keyword ``actor``.

    A request already runs as its actor; a command, a job or the public form does not.
    """

    @wraps(function)
    def acting(*args: P.args, **kwargs: P.kwargs) -> R:
        actor = cast("Actor", kwargs["actor"])
        if current_actor() == actor:
            with transaction.atomic():
                return function(*args, **kwargs)
        with acting_as(actor):
            return function(*args, **kwargs)

    return acting
