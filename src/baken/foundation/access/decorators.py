"""One access decorator for each view; a test walks all routes and fails where one lacks it.

Order of the answers: not signed in → sign-in page; no second factor where the role needs
one → set-up page; signed in without the permission → 403 (a route is no secret, the source
is public). A record that is not visible is 404, by ``visible_to``, in the view.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .actor import Actor
from .permissions import Permission

View = TypeVar("View", bound=Callable[..., HttpResponse])


class BakenRequest(HttpRequest):
    """A request after the middleware: ``actor`` says who asks."""

    actor: Actor


def _mark(view: Callable[..., HttpResponse], rule: str) -> None:
    view.access_rule = rule  # type: ignore[attr-defined]


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    _mark(view, "public")
    return view


def _guard(view: View, rule: str, permission: Permission | None) -> View:
    @wraps(view)
    def guarded(request: BakenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_person:
            return redirect_to_login(request.get_full_path())
        if getattr(request, "second_factor_missing", False):
            return redirect("mfa_index")
        if permission is not None and not request.actor.may(permission):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    _mark(guarded, rule)
    return cast("View", guarded)


def signed_in(view: View) -> View:
    """Open to everybody with an account (and, where the role needs it, a second factor)."""
    return _guard(view, "signed-in", None)


def requires(permission: Permission) -> Callable[[View], View]:
    """Open to roles that carry ``permission``."""
    permission = Permission(permission)

    def decorate(view: View) -> View:
        return _guard(view, permission.value, permission)

    return decorate
