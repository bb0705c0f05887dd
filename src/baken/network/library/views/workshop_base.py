"""What the pages of the workshop share: tabs, and actions with their answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.decorators import BakenRequest
from baken.network.library.errors import LibraryError
from baken.network.library.forms.base import WorkshopForm
from baken.network.library.models import Article, Revision

Words = str | Promise
TABS: tuple[tuple[Words, str], ...] = (
    (_("In progress"), "workshop"),
    (_("Texts"), "texts"),
    (_("Terms"), "terms-edit"),
    (_("Links"), "links"),
)


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the parts of the workshop."""
    return [
        {"label": label, "url": reverse(f"library:{name}"), "current": name == current}
        for label, name in TABS
    ]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def the_text(request: BakenRequest, slug: str) -> Article:
    """Return a text, or 404."""
    found: Article = get_object_or_404(Article.objects.visible_to(request.actor), slug=slug)
    return found


def the_revision(request: BakenRequest, revision_id: UUID) -> Revision:
    """Return a version with its text and people, or 404."""
    versions = Revision.objects.visible_to(request.actor).select_related(
        "article",
        "written_by__account",
        "written_by__organisation",
        "approved_by__account",
        "approved_by__organisation",
    )
    found: Revision = get_object_or_404(versions, pk=revision_id)
    return found


def attempt(form: WorkshopForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Run the action with what was filled in; a refusal is shown in the filled form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act(form.cleaned_data)
    except LibraryError as error:
        form.blame(error)
        return False
    except ObjectDoesNotExist:
        raise Http404 from None
    return True


def press(request: HttpRequest, act: Callable[[], object], done: Words) -> bool:
    """Run an action of one press; tell the outcome on the next page."""
    try:
        act()
    except LibraryError as error:
        messages.error(request, str(error))
        return False
    except ObjectDoesNotExist:
        raise Http404 from None
    messages.success(request, str(done))
    return True


def say(request: HttpRequest, words: Words) -> None:
    """Say on the next page what was done."""
    messages.success(request, str(words))
