"""One access rule for each operation, checked before anything of the request is read.

The same words as on the pages (``foundation.access.decorators``), other answers: a program is
not sent to a page but told what is missing. Order: who asks (401), how often (429), second step
and form token (403), scope of the token (403), permission of the role (403). What is not visible
is 404, by ``visible_to``, in the endpoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.utils import check_csrf

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.people.tokens import UsedToken, has_token

from .problems import Problem

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Rule:
    """Who may use an operation. ``name`` is what the walk over all routes reads."""

    name: str
    permission: Permission | None = None

    def __call__(self, request: HttpRequest) -> bool:
        """Return True, or raise ``Problem``."""
        if self.name != "public":
            _require_person(request)
            _require_role(actor_of(request), self.permission, request)
        return True


PUBLIC = Rule("public")
SIGNED_IN = Rule("signed-in")


def requires(permission: Permission) -> Rule:
    """Open to roles that carry ``permission``."""
    return Rule(permission.value, permission)


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks, as the middleware found it."""
    return cast("Actor", cast("Any", request).actor)


def token_of(request: HttpRequest) -> UsedToken | None:
    """Return the token of this request, if it came with one that works."""
    token: UsedToken | None = getattr(request, "token", None)
    return token


def _require_person(request: HttpRequest) -> None:
    if not actor_of(request).is_person:
        error = ', error="invalid_token"' if has_token(request) else ""
        headers = {"WWW-Authenticate": f'Bearer realm="baken"{error}'}
        raise Problem("not-signed-in", headers=headers)
    token = token_of(request)
    if token is None:
        _require_own_session(request)
    else:
        _require_token(request, token)


def _require_own_session(request: HttpRequest) -> None:
    """Refuse a session without its second step, and a change that another site may have sent."""
    if getattr(request, "second_factor_missing", False):
        raise Problem("second-step-missing")
    if request.method not in SAFE and check_csrf(request) is not None:
        raise Problem("form-token-missing")


def _require_token(request: HttpRequest, token: UsedToken) -> None:
    if token.is_over_limit:
        wait = 60 - timezone.now().second
        raise Problem("too-many-requests", headers={"Retry-After": str(wait)})
    if request.method not in SAFE and not token.may_write:
        raise Problem("token-may-only-read")


def _require_role(actor: Actor, permission: Permission | None, request: HttpRequest) -> None:
    if actor.membership_id is not None and not actor.may(Permission.WORK_READ):
        raise Problem("not-allowed", _("Readers of the knowledge base use its pages."))
    if permission is None or actor.may(permission):
        return
    if actor.membership_id is None and getattr(request, "memberships", []):
        raise Problem("role-not-chosen")
    raise Problem(
        "not-allowed",
        _("This needs the permission “%(permission)s”.") % {"permission": permission.value},
    )
