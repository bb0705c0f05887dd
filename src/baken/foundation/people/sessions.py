"""Which membership is active in this session, and the actor that follows from it.

The database is asked on every request, so that an ended membership or a deactivated account
loses its rights at the next click: session and account (two look-ups by Django), then all
running memberships with their organisations in one query.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import needs_second_factor

from . import tokens
from .devices import device_name
from .models import Account, Membership
from .session_store import DEVICE, SEEN, STARTED

MEMBERSHIP = "membership_id"
"""Session key: the membership somebody chose to work under."""
METHODS = "account_authentication_methods"
"""Session key of django-allauth: how this session was signed in."""
METHODS_OWNER = "account_authentication_methods_user"
_MINUTE = 60


def actor_for(request: HttpRequest) -> tuple[Actor, bool]:
    """Return the request's actor and whether a second factor is still missing.

    While it is missing the actor has no permission and, for the database, no membership: both
    locks stay shut. Sets ``request.membership`` (or None) and ``request.memberships`` (all
    running ones) for the layouts. A request without a session cookie touches neither session
    nor database; one with a token (``tokens.py``) is judged by that alone.
    """
    if tokens.has_token(request):
        return tokens.actor_by_token(request), False
    target = cast("Any", request)
    target.membership, target.memberships = None, []
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Actor.stranger(), False
    account = request.user
    if not isinstance(account, Account) or not may_sign_in(account):
        return Actor.stranger(), False
    if _has_run_out(request):
        logout(request)
        return Actor.stranger(), False
    running = running_memberships(account)
    membership = _chosen(running, str(request.session.get(MEMBERSHIP, "")))
    target.membership, target.memberships = membership, running
    needed = any(needs_second_factor(one.role) for one in ([membership] if membership else running))
    missing = needed and not has_second_factor(request)
    if membership is None or missing:
        return Actor.without_membership(account.pk), missing
    return actor_of(membership), False


def begin_session(request: HttpRequest) -> None:
    """Note when and on which device somebody signed in; called at every sign-in."""
    now = time.time()
    request.session[STARTED], request.session[SEEN] = now, now
    request.session[DEVICE] = device_name(request.headers.get("User-Agent", ""))


def record_second_factor(request: HttpRequest, kind: str) -> None:
    """Note that this session has shown a second factor, and give it a new key.

    ``kind`` is ``totp``, ``webauthn`` or ``demonstration``. A session that gains rights must
    not keep a key that somebody may have planted before.
    """
    record_authentication(request, request.user, "mfa", type=kind)
    request.session.cycle_key()


def work_under(request: HttpRequest, membership: Membership) -> None:
    """Make a membership the active one of this session, under a new session key."""
    request.session[MEMBERSHIP] = str(membership.pk)
    request.session.cycle_key()


def _has_run_out(request: HttpRequest) -> bool:
    """Say whether the session is older than ``SESSION_LIFETIME``; else keep it alive.

    Kept alive once a minute and not at every request, which would cost a write each time. A
    session without a start is not one of ours.
    """
    now = time.time()
    if now - request.session.get(STARTED, 0) > settings.SESSION_LIFETIME:
        return True
    if now - request.session.get(SEEN, 0) > _MINUTE:
        request.session[SEEN] = now
    return False


def may_sign_in(account: Account) -> bool:
    """Say whether an account counts at all; an invented person does not in production."""
    return account.is_active and not (
        account.is_demonstration and settings.BAKEN_MODE == "production"
    )


def running_memberships(account: Account, on: dt.date | None = None) -> list[Membership]:
    """Return the account's memberships that run on a day (today), with organisations."""
    return list(
        Membership.objects.filter(account=account)
        .running(on or timezone.localdate())
        .select_related("organisation")
    )


def actor_of(membership: Membership) -> Actor:
    """Return the actor who works under a membership."""
    return Actor.person(
        account_id=membership.account_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=membership.role,
        domain=membership.domain,
    )


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was signed in with a second factor, by this very account."""
    owner = request.session.get(METHODS_OWNER)
    if owner is not None and owner != str(request.user.pk):
        return False
    records = request.session.get(METHODS) or []
    return any(record.get("method") == "mfa" for record in records)


def _chosen(running: Sequence[Membership], wanted: str) -> Membership | None:
    """Return the wanted membership if it runs, the only one if there is no choice, or None."""
    for membership in running:
        if str(membership.pk) == wanted:
            return membership
    return running[0] if len(running) == 1 else None
