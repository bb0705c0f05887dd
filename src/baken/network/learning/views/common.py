"""What the pages of this room share: tabs, forms that come back filled, exports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.learning import access
from baken.network.learning.errors import EditConflict, LearningRefused
from baken.network.learning.forms.base import LearningForm

PAGE_SIZE = 25
MOST_ROWS = 10_000


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the parts of this room that concern the reader."""
    pages = [
        ("catalogue", _("Trainings"), "learning:catalogue"),
        ("sessions", _("Sessions"), "learning:sessions"),
        ("mine", _("My trainings"), "learning:mine"),
        ("status", _("Standing"), "learning:status"),
    ]
    if access.sees_region(actor) or access.keeps_own(actor):
        pages.append(("businesses", _("Businesses"), "learning:businesses"))
    pages.append(("outreach", _("Outreach"), "learning:outreach"))
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in pages
    ]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: LearningForm, act: Callable[[], Any]) -> Any:
    """Run the action when the form is sound; None when the page must be shown again.

    After an edit conflict the form comes back as it was filled; sending it again is on top of
    the other person's change, which the message says.
    """
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act() or True
    except EditConflict as conflict:
        form.has_conflict = True
        form.add_error(None, f"{conflict} {_('Look what changed, then save again.')}")
        return None
    except LearningRefused as refused:
        form.blame(refused)
        return None
    except ObjectDoesNotExist:
        raise Http404 from None


def newest_version(form: LearningForm, version: int) -> None:
    """After a conflict, let the next save be on top of the newest version; not before."""
    if not form.has_conflict:
        return
    data: Any = form.data
    data = data.copy()
    data["version"] = str(version)
    form.data = data


def press(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    """Run an action of one press; tell the outcome on the next page."""
    try:
        act()
    except LearningRefused as refused:
        messages.error(request, str(refused))
    except ObjectDoesNotExist:
        raise Http404 from None
    else:
        messages.success(request, done)


def wants_spreadsheet(request: HttpRequest) -> bool:
    """Say whether the list is asked for as a spreadsheet."""
    return request.GET.get("as") == "spreadsheet"


def query_of(request: HttpRequest, **more: str) -> str:
    """Return the filters of the address without the page, encoded."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in more.items():
        query[name] = value
    return query.urlencode()
