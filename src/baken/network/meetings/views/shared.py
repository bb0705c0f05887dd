"""What the pages share: fetch through the parent, run an action, the page of one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from baken.foundation.access.decorators import BakenRequest
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import ConsultationBody
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.forms.base import MeetingForm
from baken.network.meetings.models import Meeting
from baken.network.meetings.steps import bodies_of

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """The words of a page with one form."""

    title: Words
    submit: Words
    lead: Words = ""
    kicker: Words = ""
    variant: str = "primary"
    back: str = ""


def plans(request: BakenRequest) -> bool:
    """Say whether who asks plans the bodies."""
    return request.actor.may(Permission.BODY_PLAN)


def body_or_404(request: BakenRequest, slug: str) -> ConsultationBody:
    """Return one of the bodies of who asks."""
    found: ConsultationBody = get_object_or_404(bodies_of(request.actor), slug=slug)
    return found


def meeting_or_404(request: BakenRequest, meeting_id: UUID) -> Meeting:
    """Return a meeting that who asks may know of, with its body."""
    rows = Meeting.objects.visible_to(request.actor).select_related("body", "noted_by__account")
    found: Meeting = get_object_or_404(rows, pk=meeting_id)
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, or None when the page is only asked for."""
    return request.POST if request.method == "POST" else None


def token_of(request: HttpRequest) -> UUID:
    """Return the token of the form; without a sound one a new one, which protects nothing."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid4()


def attempt(form: MeetingForm, act: Callable[[], object]) -> bool:
    """Run the action when the form is sound; what it refuses is shown in the filled form."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except MeetingError as error:
        form.blame(error)
        return False
    except ObjectDoesNotExist:
        raise Http404 from None
    return True


def press(request: HttpRequest, act: Callable[[], object], done: Words = "") -> bool:
    """Run an action of one press; tell the outcome on the next page."""
    try:
        act()
    except MeetingError as error:
        messages.error(request, str(error))
        return False
    except (ObjectDoesNotExist, PermissionDenied):
        raise Http404 from None
    if done:
        messages.success(request, str(done))
    return True


def step_page(request: BakenRequest, form: MeetingForm, step: Step, **more: Any) -> HttpResponse:
    """Draw the page of one form."""
    context = {"form": form, "step": step, **more}
    return render(request, "meetings/step.html", context)


def to_meeting(meeting_id: UUID) -> HttpResponse:
    """Go to the page of a meeting."""
    return redirect("meetings:meeting", meeting_id)


def to_body(body: ConsultationBody) -> HttpResponse:
    """Go to the page of a body."""
    return redirect("meetings:body", body.slug)
