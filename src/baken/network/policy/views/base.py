"""What the pages of policy share: tabs, forms, actions, and the page of one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.decorators import BakenRequest
from baken.foundation.access.permissions import Permission
from baken.network.policy.errors import EditConflict, PolicyError
from baken.network.policy.forms.base import PolicyForm

Words = str | Promise

TABS: tuple[tuple[Words, str, Permission], ...] = (
    (_("Goals and actions"), "start", Permission.POLICY_READ),
    (_("Expected of us"), "expected", Permission.POLICY_READ),
    (_("Progress"), "progress", Permission.POLICY_READ),
    (_("Municipal plans"), "plans", Permission.POLICY_READ),
    (_("Agreements"), "agreements", Permission.POLICY_READ),
    (_("Periods"), "periods", Permission.POLICY_EDIT),
    (_("Account to the board"), "accounts", Permission.POLICY_EDIT),
)


def tabs(request: BakenRequest, current: str) -> list[dict[str, Any]]:
    """Return the parts of policy that the actor may open; what is not there is left out."""
    found = []
    for label, name, permission in TABS:
        try:
            url = reverse(f"policy:{name}")
        except NoReverseMatch:
            continue
        if request.actor.may(permission):
            found.append({"label": label, "url": url, "current": name == current})
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: PolicyForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Run the action with what was filled in; a refusal is shown in the filled form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act(form.cleaned_data)
    except EditConflict as conflict:
        form.show_conflict(conflict)
        return False
    except PolicyError as error:
        form.blame(error)
        return False
    except ObjectDoesNotExist:
        raise Http404 from None
    return True


def press(request: HttpRequest, act: Callable[[], object], done: Words) -> None:
    """Run an action of one press; tell the outcome on the next page."""
    try:
        act()
    except PolicyError as error:
        messages.error(request, str(error))
    except ObjectDoesNotExist:
        raise Http404 from None
    else:
        messages.success(request, str(done))


def say(request: HttpRequest, words: Words) -> None:
    """Say on the next page what was done."""
    messages.success(request, str(words))


SAVE = _("Save")


@dataclass(frozen=True)
class FormPage:
    """The words of a page with one form."""

    title: Words
    cancel: str
    submit: Words = SAVE
    kicker: Words = ""
    lead: Words = ""


def form_page(request: BakenRequest, form: PolicyForm, page: FormPage) -> HttpResponse:
    """Draw a page with one form; after a conflict also what somebody else saved."""
    status = 409 if form.theirs else 200
    return render(request, "policy/form.html", {"form": form, "page": page}, status=status)
