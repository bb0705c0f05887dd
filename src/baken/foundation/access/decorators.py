"""One access decorator for each view; a test walks all routes and fails where one lacks it.

Order of the answers: not signed in → sign-in page; no second factor where the role needs
one → set-up page; several roles and none chosen → the choice; signed in without the
permission → 403 (a route is no secret, the source is public). A record that is not visible is
404, by ``visible_to``, in the view.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

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


def own_account(view: View) -> View:
    """Open to everybody with an account, also before the second factor is there.

    For the pages on which somebody sets up or looks after their own access, and no others.
    """

    @wraps(view)
    def guarded(request: BakenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_person:
            return _send(request, settings.LOGIN_URL)
        return view(request, *args, **kwargs)

    _mark(guarded, "own-account")
    return cast("View", guarded)


def _guard(view: View, rule: str, permission: Permission | None) -> View:
    @wraps(view)
    def guarded(request: BakenRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.is_person:
            return _send(request, settings.LOGIN_URL)
        if getattr(request, "second_factor_missing", False):
            return _send(request, "mfa_index")
        if permission is not None and not request.actor.may(permission):
            if request.actor.membership_id is None and getattr(request, "memberships", []):
                return _send(request, "people:switch")
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


def _send(request: HttpRequest, place: str) -> HttpResponse:
    """Send the browser to a page that comes first, and back here afterwards.

    A page that was asked for comes back; a form that was sent does not, since its answers
    are gone. In an htmx step the whole page goes, not the fragment.
    """
    address = resolve_url(place)
    is_step = request.headers.get("HX-Request") == "true"
    if request.method in {"GET", "HEAD"} and not is_step:
        address = f"{address}?{urlencode({'next': request.get_full_path()}, safe='/')}"
    if is_step:
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
