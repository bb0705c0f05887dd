"""Pages with which somebody looks after the tokens of their own programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.actions import tokens as actions
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.forms.tokens import TokenForm
from baken.foundation.people.models import ApiToken
from baken.foundation.people.sessions import has_second_factor

View = Callable[..., HttpResponse]
_confirmed = cast("Callable[[View], View]", reauthentication_required)
"""Ask who it is once more, unless that was shown in the last ten minutes."""


def _may_make(request: HttpRequest) -> bool:
    """Say whether this session may make a token: under a role, with a second step."""
    membership = getattr(request, "membership", None)
    return membership is not None and has_second_factor(request)


@requires(Permission.WORK_READ)
@require_GET
def token_list(request: BakenRequest) -> HttpResponse:
    """Show one's own tokens, never their secrets."""
    found = ApiToken.objects.visible_to(request.actor).select_related("membership__organisation")
    context = {"tokens": list(found), "may_make": _may_make(request)}
    return render(request, "people/own/tokens.html", context)


@requires(Permission.WORK_READ)
@never_cache
@_confirmed
@require_http_methods(["GET", "POST"])
def make_token(request: BakenRequest) -> HttpResponse:
    """Make a token, after confirming who one is, and show its secret this once."""
    if not _may_make(request):
        return redirect("people:tokens")
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = actions.make(
                actor=request.actor, second_factor=_may_make(request), **form.cleaned_data
            )
        except PeopleError as error:
            form.add_error(error.field or None, error.message)
        else:
            context = {"token": token, "secret": secret}
            return render(request, "people/own/token_made.html", context)
    context = {"form": form, "membership": request.membership}  # type: ignore[attr-defined]
    return render(request, "people/own/make_token.html", context)


@requires(Permission.WORK_READ)
@require_POST
def revoke_token(request: BakenRequest, token_id: UUID) -> HttpResponse:
    """Take a token back; the program that uses it stops at once."""
    try:
        token = actions.revoke(actor=request.actor, token_id=token_id)
    except ApiToken.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("The token “%(name)s” no longer works.") % {"name": token.name})
    return redirect("people:tokens")
