"""The partner's side: referrals received, what was shared, the answer and the messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.chain.concerns import actions, queries, workflow
from baken.chain.concerns.forms.base import ConcernForm
from baken.chain.concerns.forms.finding import ReferralListForm
from baken.chain.concerns.forms.referring import (
    AcceptForm,
    CompleteForm,
    MessageForm,
    RefuseForm,
)
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import MessageSide, Referral, ReferralStatus
from baken.chain.concerns.reading import read_referral
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from .stepping import StepPage, attempt, done, posted, press, to_referral

View = Callable[[BakenRequest, UUID], HttpResponse]

ACCEPT = StepPage(
    title=gettext_lazy("Accept the referral"),
    lead=gettext_lazy("You take it up. From now on the term for the result runs."),
    submit=gettext_lazy("Accept"),
    icon="check",
)
REFUSE = StepPage(
    title=gettext_lazy("Refuse the referral"),
    lead=gettext_lazy("After this you no longer see what was shared."),
    submit=gettext_lazy("Refuse"),
    variant="danger",
)
COMPLETE = StepPage(
    title=gettext_lazy("Report the result"),
    lead=gettext_lazy("The municipality reads this and tells the reporter what may be told."),
    submit=gettext_lazy("Report the result"),
    icon="check",
)
MESSAGE = StepPage(
    title=gettext_lazy("Write to the municipality"), submit=gettext_lazy("Send"), icon="send"
)


def for_receiver(view: Callable[[BakenRequest, Referral], HttpResponse]) -> View:
    """Fetch a referral that the own organisation received; 404 when it is not visible.

    The sender of the referral is led to the concern, where its own side of it is.
    """

    @wraps(view)
    def fetched(request: BakenRequest, referral_id: UUID) -> HttpResponse:
        found = queries.get_referral(request.actor, referral_id)
        if found.receiver_id != request.actor.organisation_id:
            return redirect("concerns:detail", found.concern_id)
        return view(request, found)

    return fetched


@requires(Permission.REFERRAL_READ)
@require_GET
def referral_list(request: BakenRequest) -> HttpResponse:
    """List what the own organisation received."""
    form = ReferralListForm(request.GET)
    page = queries.referral_list(request.actor, form.wanted(), form.page_number())
    context = {"form": form, "page": page, "labels": Labels(), "query": form.query()}
    return render(request, "concerns/referrals.html", context)


@requires(Permission.REFERRAL_READ)
@require_GET
@for_receiver
def referral(request: BakenRequest, found: Referral) -> HttpResponse:
    """Show what was shared, by whom, on which ground, until when; and the answers open now."""
    opened = read_referral(request.actor, found)
    sender = [one for one in opened.messages if one.row.side == MessageSide.SENDER]
    context = {
        "referral": found,
        "opened": opened,
        "content": opened.content,
        "observations": opened.observations,
        "persons": opened.persons,
        "labels": Labels(),
        "answers": workflow.REFERRAL.next_steps(ReferralStatus(found.status)),
        "has_unread": any(one.row.read_at is None for one in sender),
        "may_answer": request.actor.may(Permission.CONCERN_ANSWER_REFERRAL),
        "message_form": MessageForm(),
    }
    return render(request, "concerns/referral.html", context)


def _answer_page(
    request: BakenRequest, found: Referral, form: ConcernForm, page: StepPage, needed: str
) -> HttpResponse:
    answers = workflow.REFERRAL.next_steps(ReferralStatus(found.status))
    is_open = not needed or needed in answers
    context = {"referral": found, "form": form, "page": page, "is_open": is_open}
    return render(request, "concerns/referral_step.html", context)


@requires(Permission.CONCERN_ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
@for_receiver
def accept(request: BakenRequest, found: Referral) -> HttpResponse:
    """Accept; from now the deadline for the result runs."""
    form = AcceptForm(posted(request))

    def act(data: dict[str, Any]) -> object:
        return actions.accept(actor=request.actor, referral_id=found.pk, **data)

    if attempt(form, act):
        done(request, _("You have accepted this referral."))
        return to_referral(found)
    return _answer_page(request, found, form, ACCEPT, ReferralStatus.ACCEPTED)


@requires(Permission.CONCERN_ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
@for_receiver
def refuse(request: BakenRequest, found: Referral) -> HttpResponse:
    """Refuse with a reason."""
    form = RefuseForm(posted(request))

    def act(data: dict[str, Any]) -> object:
        return actions.refuse(actor=request.actor, referral_id=found.pk, **data)

    if attempt(form, act):
        done(request, _("You have refused this referral. The municipality has been told."))
        return to_referral(found)
    return _answer_page(request, found, form, REFUSE, ReferralStatus.REFUSED)


@requires(Permission.CONCERN_ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
@for_receiver
def complete(request: BakenRequest, found: Referral) -> HttpResponse:
    """Report the result."""
    form = CompleteForm(posted(request), referral=found)

    def act(data: dict[str, Any]) -> object:
        return actions.complete(actor=request.actor, referral_id=found.pk, **data)

    if attempt(form, act):
        done(request, _("Thank you. The municipality has been told the result."))
        return to_referral(found)
    return _answer_page(request, found, form, COMPLETE, ReferralStatus.DONE)


@requires(Permission.CONCERN_ANSWER_REFERRAL)
@require_http_methods(["GET", "POST"])
@for_receiver
def write(request: BakenRequest, found: Referral) -> HttpResponse:
    """Write to the municipality."""
    form = MessageForm(posted(request))

    def act(data: dict[str, Any]) -> object:
        return actions.send_referral_message(actor=request.actor, referral_id=found.pk, **data)

    if attempt(form, act):
        done(request, _("The message was sent."))
        return to_referral(found, "messages")
    return _answer_page(request, found, form, MESSAGE, "")


@requires(Permission.CONCERN_ANSWER_REFERRAL)
@require_POST
@for_receiver
def mark_messages_read(request: BakenRequest, found: Referral) -> HttpResponse:
    """Tick off what the municipality wrote."""
    press(
        request,
        lambda: actions.mark_messages_read(actor=request.actor, referral_id=found.pk),
        _("Marked as read."),
    )
    return to_referral(found, "messages")
