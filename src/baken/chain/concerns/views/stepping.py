"""What the pages of single steps share: fetch, form, action, and the same page for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from baken.chain.concerns import next_steps, queries
from baken.chain.concerns.errors import ConcernError, EditConflict
from baken.chain.concerns.forms.base import ConcernForm
from baken.chain.concerns.models import Concern, Referral
from baken.foundation.access.decorators import BakenRequest

Words = str | Promise


@dataclass(frozen=True)
class StepPage:
    """The words of a step's page; ``slug`` names the step whose turn it must be."""

    title: Words
    submit: Words
    lead: Words = ""
    variant: str = "primary"
    icon: str = ""
    detect: tuple[str, ...] = ()
    slug: str = ""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: ConcernForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Run the action with what was filled in; say whether it succeeded.

    What the action refuses is shown in the filled form. A child that is not part of this
    parent is 404, as everything that is not visible.
    """
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act(form.cleaned_data)
    except EditConflict:
        raise
    except ConcernError as error:
        form.blame(error)
        return False
    except ObjectDoesNotExist:
        raise Http404 from None
    return True


def press(request: HttpRequest, act: Callable[[], object], done: Words) -> None:
    """Run an action of one press; tell the outcome on the next page."""
    try:
        act()
    except ConcernError as error:
        messages.error(request, str(error))
    except ObjectDoesNotExist:
        raise Http404 from None
    else:
        messages.success(request, str(done))


def done(request: HttpRequest, words: Words) -> None:
    """Say on the next page what was done."""
    messages.success(request, str(words))


def to_concern(concern_id: UUID, anchor: str = "") -> HttpResponse:
    """Go back to the concern, at a section of it."""
    response = redirect("concerns:detail", concern_id)
    response["Location"] += f"#{anchor}" if anchor else ""
    return response


def to_referral(referral: Referral, anchor: str = "") -> HttpResponse:
    """Go back to the receiver's page of a referral."""
    response = redirect("concerns:referral", referral.pk)
    response["Location"] += f"#{anchor}" if anchor else ""
    return response


def step_page(
    request: BakenRequest, concern: Concern, form: ConcernForm, page: StepPage, **more: Any
) -> HttpResponse:
    """Draw the page of one step in a concern, or say that it is not this step's turn."""
    is_open = not page.slug or next_steps.is_possible(page.slug, concern, request.actor)
    context = {"concern": concern, "form": form, "page": page, "is_open": is_open, **more}
    is_part = bool(getattr(request, "htmx", False))
    template = "concerns/parts/step.html" if is_part else "concerns/step.html"
    return render(request, template, context)


def concern_of(request: BakenRequest, concern_id: UUID) -> Concern:
    """Return the concern, or 404 when it is not visible to who asks."""
    return queries.get_concern(request.actor, concern_id)
