"""Entering and holding a concern: register, take, details, hand over, close, reopen."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.chain.concerns import actions, codes
from baken.chain.concerns.errors import EditConflict
from baken.chain.concerns.forms.finishing import QUEUE, CloseForm, HandOverForm, ReopenForm
from baken.chain.concerns.forms.intake import DetailsForm, RegisterForm
from baken.chain.concerns.models import Concern, ConcernStatus
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.queries import members_of

from .conflicts import details_conflict
from .stepping import (
    StepPage,
    attempt,
    concern_of,
    done,
    posted,
    press,
    step_page,
    to_concern,
)

UNDECIDED = (ConcernStatus.RECEIVED, ConcernStatus.IN_ASSESSMENT)


@requires(Permission.CONCERN_CREATE)
@require_http_methods(["GET", "POST"])
def register(request: BakenRequest) -> HttpResponse:
    """Enter a concern; with a code for the reporter, show it once in the answer."""
    form = RegisterForm(posted(request), initial={"token": uuid4().hex})
    stored: list[object] = []
    if attempt(
        form,
        lambda data: stored.extend(
            actions.register(
                actor=request.actor,
                draft=form.draft(),
                token=data["token"],
                with_channel=data["with_channel"],
                take_it=data["take_it"],
            )
        ),
    ):
        concern, receipt = stored
        assert isinstance(concern, Concern)
        if receipt is not None:
            context = {"concern": concern, "receipt": receipt}
            return render(request, "concerns/registered.html", context)
        done(request, _("The concern was entered. Now add the facts one by one."))
        return to_concern(concern.pk)
    return render(request, "concerns/register.html", {"form": form})


@requires(Permission.CONCERN_ASSESS)
@require_POST
def take(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Become the holder."""
    concern = concern_of(request, concern_id)
    press(
        request,
        lambda: actions.take(actor=request.actor, concern_id=concern.pk),
        _("You have taken this concern up."),
    )
    return to_concern(concern.pk)


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def edit_details(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Change forms, minor, subject and the like; show both versions when a colleague was first."""
    concern = concern_of(request, concern_id)
    form = DetailsForm(posted(request), initial=DetailsForm.initial_of(concern))
    try:
        if attempt(
            form,
            lambda data: actions.edit_details(
                actor=request.actor,
                concern_id=concern.pk,
                version=data["version"],
                draft=form.draft(),
            ),
        ):
            done(request, _("The details were changed."))
            return to_concern(concern.pk)
    except EditConflict as conflict:
        return details_conflict(request, concern, form, conflict)
    page = StepPage(
        slug="edit-details",
        title=gettext_lazy("Change the details"),
        lead=gettext_lazy("What lists and partners see of a concern without opening it."),
        submit=gettext_lazy("Save"),
    )
    return step_page(request, concern, form, page)


@requires(Permission.CONCERN_HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Give the concern to a colleague, or back to the queue."""
    concern = concern_of(request, concern_id)
    colleagues = members_of(concern.organisation_id, permission=Permission.CONCERN_ASSESS)
    members = [one for one in colleagues if one.pk != concern.holder_id]
    form = HandOverForm(posted(request), members=members)
    if attempt(
        form,
        lambda data: actions.hand_over(
            actor=request.actor,
            concern_id=concern.pk,
            to_membership_id=None if data["to"] == QUEUE else UUID(data["to"]),
        ),
    ):
        done(request, _("The concern was handed over."))
        return to_concern(concern.pk)
    page = StepPage(
        slug="hand-over",
        title=gettext_lazy("Hand over"),
        lead=gettext_lazy("The deadline keeps running. Your colleague gets a message."),
        submit=gettext_lazy("Hand over"),
        icon="swap",
    )
    return step_page(request, concern, form, page)


@requires(Permission.CONCERN_CLOSE)
@require_http_methods(["GET", "POST"])
def close(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Close with a reason; feedback comes first where there is somebody to tell."""
    concern = concern_of(request, concern_id)
    reasons = codes.closing_reasons(direct_only=concern.status in UNDECIDED)
    form = CloseForm(posted(request), reasons=reasons)
    if attempt(
        form,
        lambda data: actions.close(
            actor=request.actor, concern_id=concern.pk, reason=data["reason"]
        ),
    ):
        done(request, _("The concern was closed. The retention term has started."))
        return to_concern(concern.pk)
    lead = gettext_lazy("From now on the retention term runs. You can reopen it while it runs.")
    if concern.status in UNDECIDED:
        lead = gettext_lazy("Before a decision only these reasons hold. Otherwise decide first.")
    page = StepPage(
        slug="close",
        title=gettext_lazy("Close the concern"),
        lead=lead,
        submit=gettext_lazy("Close the concern"),
        icon="lock",
    )
    return step_page(request, concern, form, page)


@requires(Permission.CONCERN_CLOSE)
@require_http_methods(["GET", "POST"])
def reopen(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Take a closed concern up again."""
    concern = concern_of(request, concern_id)
    form = ReopenForm(posted(request))
    if attempt(
        form,
        lambda data: actions.reopen(actor=request.actor, concern_id=concern.pk, text=data["text"]),
    ):
        done(request, _("The concern is open again and you hold it."))
        return to_concern(concern.pk)
    page = StepPage(
        slug="reopen",
        title=gettext_lazy("Reopen the concern"),
        lead=gettext_lazy("You become its holder. The reporter hears anew before it closes."),
        submit=gettext_lazy("Reopen"),
    )
    return step_page(request, concern, form, page)
