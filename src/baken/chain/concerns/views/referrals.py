"""What the sender still does with a referral: withdraw, record an answer, write, tick off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baken.chain.concerns import actions, codes, workflow
from baken.chain.concerns.forms.finishing import WithdrawForm
from baken.chain.concerns.forms.referring import MessageForm, RecordAnswerForm
from baken.chain.concerns.models import Concern, Referral, ReferralStatus
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from .stepping import StepPage, attempt, concern_of, done, posted, press, step_page, to_concern

RECORDABLE = (ReferralStatus.ACCEPTED, ReferralStatus.DONE, ReferralStatus.REFUSED)
MESSAGE = StepPage(
    title=gettext_lazy("Write to the partner"), submit=gettext_lazy("Send"), icon="send"
)


def _referral(concern: Concern, referral_id: UUID) -> Referral:
    found: Referral | None = (
        concern.referrals.select_related("receiver").filter(pk=referral_id).first()
    )
    if found is None:
        raise Http404
    return found


def _anchor(referral: Referral) -> str:
    return f"referral-{referral.pk}"


@requires(Permission.CONCERN_REFER)
@require_http_methods(["GET", "POST"])
def withdraw(request: BakenRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Take a referral back before it is done."""
    concern = concern_of(request, concern_id)
    referral = _referral(concern, referral_id)
    form = WithdrawForm(posted(request), reasons=codes.withdrawal_reasons())

    def act(data: dict[str, Any]) -> object:
        return actions.withdraw(
            actor=request.actor,
            concern_id=concern.pk,
            referral_id=referral.pk,
            reason=data["reason"],
        )

    if attempt(form, act):
        done(request, _("The referral was withdrawn. The partner no longer sees its content."))
        return to_concern(concern.pk, _anchor(referral))
    page = StepPage(
        title=gettext_lazy("Withdraw the referral"),
        lead=gettext_lazy("The partner keeps only that it existed, and no longer sees anything."),
        submit=gettext_lazy("Withdraw"),
        variant="danger",
    )
    return step_page(request, concern, form, page, referral=referral)


@requires(Permission.CONCERN_REFER)
@require_http_methods(["GET", "POST"])
def record_answer(request: BakenRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Record what a partner answered by phone or mail."""
    concern = concern_of(request, concern_id)
    referral = _referral(concern, referral_id)
    open_answers = workflow.REFERRAL.next_steps(ReferralStatus(referral.status))
    answers = [answer for answer in RECORDABLE if answer in open_answers]
    form = RecordAnswerForm(posted(request), referral=referral, answers=answers)

    def act(data: dict[str, Any]) -> object:
        return actions.record_answer_for(
            actor=request.actor,
            concern_id=concern.pk,
            referral_id=referral.pk,
            answer=ReferralStatus(data["answer"]),
            reason=data["reason"],
            outcome=data["outcome"],
            text=data["text"],
            partner_reference=data["partner_reference"],
        )

    if attempt(form, act):
        done(request, _("The answer was recorded, marked as recorded by you."))
        return to_concern(concern.pk, _anchor(referral))
    page = StepPage(
        title=gettext_lazy("Record an answer"),
        lead=gettext_lazy("For a partner that answered by phone or mail, outside Baken."),
        submit=gettext_lazy("Record the answer"),
        icon="phone",
    )
    return step_page(request, concern, form, page, referral=referral)


@requires(Permission.CONCERN_REFER)
@require_http_methods(["GET", "POST"])
def send_message(request: BakenRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write to the partner."""
    concern = concern_of(request, concern_id)
    referral = _referral(concern, referral_id)
    form = MessageForm(posted(request))
    if attempt(
        form,
        lambda data: actions.send_referral_message(
            actor=request.actor, referral_id=referral.pk, text=data["text"]
        ),
    ):
        done(request, _("The message was sent."))
        return to_concern(concern.pk, _anchor(referral))
    return step_page(request, concern, form, MESSAGE, referral=referral)


@requires(Permission.CONCERN_REFER)
@require_POST
def mark_read(request: BakenRequest, concern_id: UUID, referral_id: UUID) -> HttpResponse:
    """Tick off the partner's answer and messages."""
    concern = concern_of(request, concern_id)
    referral = _referral(concern, referral_id)

    def act() -> None:
        actions.mark_answer_read(
            actor=request.actor, concern_id=concern.pk, referral_id=referral.pk
        )
        actions.mark_messages_read(actor=request.actor, referral_id=referral.pk)

    press(request, act, _("Marked as read."))
    return to_concern(concern.pk, _anchor(referral))
