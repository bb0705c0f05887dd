"""The partner's answer: accept, refuse with a reason, complete with an outcome.

A partner that does not work in Baken answers by phone; the sender then records the answer,
and it is marked as recorded by the sender.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.chain.concerns import codes, deadlines, judging
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import Concern, EventKind, Referral, ReferralContent
from baken.chain.concerns.models import ReferralStatus as Status
from baken.chain.concerns.partners import after_answer, locked_pair
from baken.chain.concerns.steps import (
    audit_referral,
    demand,
    locked_concern,
    moment,
    move_referral,
    sealed,
    tell_holder,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission

EVENTS = {
    Status.ACCEPTED: (EventKind.REFERRAL_ACCEPTED, "referral.accepted"),
    Status.REFUSED: (EventKind.REFERRAL_REFUSED, "referral.refused"),
    Status.DONE: (EventKind.REFERRAL_DONE, "referral.done"),
}
"""Answer → step on the time line, audit event and notice (the latter two share a name)."""


@dataclass(frozen=True)
class Answer:
    """What a partner says; ``reason`` with a refusal, ``outcome`` when it is done."""

    status: Status
    reason: str = ""
    outcome: str = ""
    text: str = ""
    partner_reference: str = ""


@action
def accept(
    *,
    actor: Actor,
    referral_id: UUID,
    partner_reference: str = "",
    at: dt.datetime | None = None,
) -> Referral:
    """Accept a referral; from now the deadline for the result runs."""
    return _answered(
        actor, referral_id, Answer(Status.ACCEPTED, partner_reference=partner_reference), at
    )


@action
def refuse(
    *,
    actor: Actor,
    referral_id: UUID,
    reason: str,
    text: str = "",
    at: dt.datetime | None = None,
) -> Referral:
    """Refuse with a reason of the region's list; the content closes for the receiver."""
    return _answered(actor, referral_id, Answer(Status.REFUSED, reason=reason, text=text), at)


@action
def complete(
    *,
    actor: Actor,
    referral_id: UUID,
    outcome: str,
    text: str = "",
    partner_reference: str = "",
    at: dt.datetime | None = None,
) -> Referral:
    """Report the result, with an outcome of the region's list."""
    answer = Answer(Status.DONE, outcome=outcome, text=text, partner_reference=partner_reference)
    return _answered(actor, referral_id, answer, at)


@action
def record_answer_for(
    *,
    actor: Actor,
    concern_id: UUID,
    referral_id: UUID,
    answer: Status,
    reason: str = "",
    outcome: str = "",
    text: str = "",
    partner_reference: str = "",
    at: dt.datetime | None = None,
) -> Referral:
    """Record, as the sender, what a partner answered outside Baken."""
    demand(actor, Permission.CONCERN_REFER)
    if answer not in EVENTS:
        raise ConcernError(_("Choose one of the listed options."), field="answer")
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    referral: Referral = concern.referrals.select_for_update().get(pk=referral_id)
    referral.recorded_by_sender = True
    referral.answer_read_at = at
    said = Answer(Status(answer), reason, outcome, text, partner_reference)
    _apply(concern, referral, said, actor=actor, at=at)
    return referral


@action
def mark_answer_read(
    *, actor: Actor, concern_id: UUID, referral_id: UUID, at: dt.datetime | None = None
) -> None:
    """Mark the partner's last answer as read by the sender; doing it twice changes nothing."""
    demand(actor, Permission.CONCERN_READ)
    Referral.objects.visible_to(actor).filter(
        pk=referral_id,
        concern_id=concern_id,
        organisation_id=actor.organisation_id,
        answered_at__isnull=False,
        answer_read_at__isnull=True,
    ).update(answer_read_at=moment(at))


def _answered(actor: Actor, referral_id: UUID, answer: Answer, at: dt.datetime | None) -> Referral:
    demand(actor, Permission.CONCERN_ANSWER_REFERRAL)
    concern, referral = locked_pair(actor, referral_id)
    if referral.receiver_id != actor.organisation_id:
        raise PermissionDenied
    referral.recorded_by_sender = False
    referral.answer_read_at = None
    _apply(concern, referral, answer, actor=actor, at=moment(at))
    tell_holder(concern, EVENTS[answer.status][1])
    return referral


def _apply(
    concern: Concern, referral: Referral, answer: Answer, *, actor: Actor, at: dt.datetime
) -> None:
    move_referral(referral, answer.status)
    if answer.status == Status.REFUSED:
        reasons = codes.refusal_reasons()
        referral.refusal_reason = codes.require(answer.reason, reasons, field="reason")
    if answer.status == Status.DONE:
        outcomes = codes.outcomes(referral.kind)
        referral.outcome = codes.require(answer.outcome, outcomes, field="outcome")
    # The words first: after a refusal the receiver may not touch them any more.
    fields = _seal_words(referral, answer, actor)
    term = deadlines.due_of_referral(referral, at)
    referral.due_on, referral.due_kind = (term.on, term.kind) if term else (None, "")
    referral.ended_at = None if term else at
    referral.answered_at = at
    referral.answered_by_id = actor.membership_id
    referral.save(
        update_fields=[
            "status", "refusal_reason", "outcome", "due_on", "due_kind", "ended_at",
            "answered_at", "answered_by", "recorded_by_sender", "answer_read_at",
        ]
    )  # fmt: skip
    step, event = EVENTS[answer.status]
    after_answer(concern, referral, step, actor=actor, at=at)
    audit_referral(
        referral, event, actor=actor, fields=fields, reason=answer.reason or answer.outcome
    )


def _seal_words(referral: Referral, answer: Answer, actor: Actor) -> list[str]:
    words = {
        "answer": judging.text(answer.text, field="text", required=False),
        "partner_reference": judging.line(answer.partner_reference, field="partner_reference"),
    }
    said = {column: text for column, text in words.items() if text}
    if said:
        content = (
            ReferralContent.objects.visible_to(actor)
            .select_related("data_key")
            .get(referral=referral)
        )
        sealed(content, **said).save(update_fields=list(said))
    return list(said)
