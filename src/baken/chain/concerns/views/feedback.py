"""Feedback to the reporter, seen from the municipality."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.chain.concerns import actions
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.forms.finishing import FeedbackForm
from baken.chain.concerns.models import FeedbackMeans, ReporterChannel
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from .stepping import StepPage, attempt, concern_of, done, posted, press, step_page, to_concern

FEEDBACK = StepPage(
    slug="give-feedback",
    title=gettext_lazy("Give feedback"),
    lead=gettext_lazy("The reporter always hears back, also when there is nothing to tell."),
    submit=gettext_lazy("Give this feedback"),
    icon="mail",
    detect=("text",),
)


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def give_feedback(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Tell the reporter something: a set text, own words, or both."""
    concern = concern_of(request, concern_id)
    channels = ReporterChannel.objects.visible_to(request.actor).filter(concern=concern)
    has_channel = channels.exists()
    form = FeedbackForm(posted(request), has_channel=has_channel)

    def act(data: dict[str, Any]) -> object:
        return actions.give_feedback(
            actor=request.actor,
            concern_id=concern.pk,
            means=FeedbackMeans(data["means"]),
            standard=form.standard_text(),
            text=data["text"],
        )

    if attempt(form, act):
        done(request, _("The feedback was given."))
        return to_concern(concern.pk, "feedback")
    return step_page(request, concern, form, FEEDBACK, has_channel=has_channel)


@requires(Permission.CONCERN_ASSESS)
@require_POST
def open_channel(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Make a (new) code for the reporter and show it once, in the answer to this press."""
    concern = concern_of(request, concern_id)
    try:
        receipt = actions.open_channel(actor=request.actor, concern_id=concern.pk)
    except ConcernError as error:
        messages.error(request, str(error))
        return to_concern(concern.pk, "feedback")
    return render(request, "concerns/registered.html", {"concern": concern, "receipt": receipt})


@requires(Permission.CONCERN_READ)
@require_POST
def mark_reply_read(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Tick off the reporter's answer."""
    concern = concern_of(request, concern_id)
    press(
        request,
        lambda: actions.mark_reply_read(actor=request.actor, concern_id=concern.pk),
        _("Marked as read."),
    )
    return to_concern(concern.pk, "feedback")
