"""Who asks, when a program asks: the token in a request and the actor that follows from it.

A request with a token is judged by the token alone. The cookies that may come along are not
looked at, so a token needs no protection against forged requests, and a wrong token is never
mended by a session that happens to be open. Tokens count below ``/api/`` only.

The database keeps a SHA-256 digest: with 256 random bits a plain hash is enough.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from baken.foundation.access.actor import Actor

from .models import Membership
from .token_model import TokenScope

PLACES = ("/api/",)
"""Where a token counts. Pages work by the session, whatever header comes along."""
PREFIX = "baken_"
"""Starts every token, so that a program that searches for leaked secrets recognises it."""
LIMIT = 120
"""Requests of one token in one minute."""
_BEARER = re.compile(r"bearer +(\S+) *", re.IGNORECASE)


@dataclass(frozen=True)
class UsedToken:
    """The token of this request. ``is_first_today`` is true once a day, for the register."""

    id: UUID
    scope: TokenScope
    name: str
    expires_at: Any
    requests: int
    is_first_today: bool

    @property
    def may_write(self) -> bool:
        """True when the token may change something."""
        return self.scope == TokenScope.WRITE

    @property
    def is_over_limit(self) -> bool:
        """True when this minute's requests are used up."""
        return self.requests > LIMIT


def draw() -> str:
    """Return a new secret of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def has_token(request: HttpRequest) -> bool:
    """Say whether this request wants to be judged by a token, a good one or a bad one."""
    header = request.headers.get("Authorization", "")
    return request.path.startswith(PLACES) and header[:6].lower() == "bearer"


def actor_by_token(request: HttpRequest) -> Actor:
    """Return the actor of a request with a token: its owner under its role, or a stranger.

    Sets ``request.token`` (None when it does not work), ``request.membership`` and
    ``request.memberships``, and takes the session's account off the request. Counts the
    request and notes the moment. Two queries.
    """
    from .sessions import actor_of, may_sign_in

    target = cast("Any", request)
    target.user = AnonymousUser()
    target.token, target.membership, target.memberships = None, None, []
    found = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    used = _use(found[1]) if found else None
    if used is None:
        return Actor.stranger()
    token, membership_id = used
    membership = (
        Membership.objects.running(timezone.localdate())
        .select_related("account", "organisation")
        .filter(pk=membership_id)
        .first()
    )
    if membership is None or not may_sign_in(membership.account):
        return Actor.stranger()
    target.token, target.membership, target.memberships = token, membership, [membership]
    return actor_of(membership)


def note_first_use(request: HttpRequest, actor: Actor) -> None:
    """Write once a day that a program worked with a token, whatever it asked and whatever came.

    Apart from the request's own transaction and before its rules: the day's first request may
    be for something public, for nothing that exists, or fail.
    """
    token: UsedToken | None = getattr(request, "token", None)
    if token is not None and token.is_first_today:
        from .actions.tokens import note_use

        note_use(actor=actor, token=token, membership=cast("Any", request).membership)


def _use(secret: str) -> tuple[UsedToken, UUID] | None:
    """Return the working token with this secret and its membership, counted, or None.

    Nobody acts yet, so the table itself is shut; the database's function answers only who
    holds the secret. It commits at once: two requests of one token do not wait for each other.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_use_token(%s, %s)", [digest_of(secret), now])
        row = cursor.fetchone()
    if row is None:
        return None
    token_id, membership_id, scope, name, expires_at, requests, used_before = row
    today = timezone.localdate(now)
    is_first = used_before is None or timezone.localdate(used_before) < today
    used = UsedToken(token_id, TokenScope(scope), name, expires_at, requests, is_first)
    return used, membership_id
