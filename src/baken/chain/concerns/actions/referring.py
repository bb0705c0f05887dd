"""Pass on: to one organisation at a time, several at once if need be, on a legal ground.

What travels is the message, the outline (forms, minor, critical) and the facts and people
that were ticked one by one. A request for advice never carries a person.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.chain.concerns import codes, deadlines, judging, receipts
from baken.chain.concerns.drafts import ReferralDraft
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    Concern,
    ConcernStatus,
    EventKind,
    MessageSide,
    Outcome,
    Referral,
    ReferralContent,
    ReferralKind,
    ReferralMessage,
    ReferralObservation,
    ReferralPerson,
    ReferralStatus,
)
from baken.chain.concerns.models.referral import WAITING
from baken.chain.concerns.partners import after_answer, locked_pair, parties
from baken.chain.concerns.steps import (
    add_event,
    audit_referral,
    child_of,
    demand,
    locked_concern,
    moment,
    move,
    move_referral,
    person,
    save_step,
    sealed,
    tell_holder,
    tell_receiver,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation

from .intake import AlreadyStored, insert_once


@action
def refer(
    *,
    actor: Actor,
    concern_id: UUID,
    draft: ReferralDraft,
    token: str,
    at: dt.datetime | None = None,
) -> Referral:
    """Send the concern to one organisation, for action or for advice without a name.

    Advice may be asked as soon as the concern is in assessment; a referral follows a decision.
    The same submission sent twice returns the referral that was stored. Raises
    ``ConcernError`` for a receiver, ground, fact or person that does not fit, and
    ``StepNotAllowed``.
    """
    demand(actor, Permission.CONCERN_REFER)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    submission = receipts.submission_key(f"{token}{concern.pk}", draft)
    stored = Referral.objects.visible_to(actor).filter(submission_key=submission).first()
    if stored is not None:
        return stored  # type: ignore[no-any-return]
    came_from = concern.status
    receiver = _judged(concern, draft)
    try:
        referral = insert_once(
            lambda: _store(concern, receiver, draft, actor=actor, at=at, submission=submission)
        )
    except AlreadyStored:  # pragma: no cover - the lock on the concern comes first
        return Referral.objects.visible_to(actor).get(submission_key=submission)  # type: ignore[no-any-return]
    _share(referral, concern, draft)
    _wait_for_partner(concern, actor)
    save_step(concern)
    add_event(
        concern,
        EventKind.REFERRED,
        actor=actor,
        at=at,
        came_from=came_from,
        referral=referral,
        shown_to_reporter=came_from != concern.status,
    )
    audit_referral(
        referral, "referral.sent", actor=actor, fields=_shared_fields(draft), reason=draft.ground
    )
    tell_receiver(referral, "referral.sent", on=referral.due_on)
    return referral


def _judged(concern: Concern, draft: ReferralDraft) -> Organisation:
    """Return the receiver when everything in the draft fits, or raise."""
    _demand_step(concern, ReferralKind(draft.kind))
    choices = {choice.organisation.pk: choice for choice in codes.receiver_choices(concern)}
    choice = choices.get(draft.receiver_id)
    if choice is None or draft.kind not in choice.kinds:
        raise ConcernError(_("Choose one of the listed organisations."), field="receiver")
    fitting = choice.grounds_for(draft.kind)
    codes.require(draft.ground, fitting, field="ground")
    personal = next(ground for ground in fitting if ground.slug == draft.ground).personal_data
    if draft.person_ids and not personal:
        raise ConcernError(_("Advice is asked without naming anybody."), field="persons")
    same = concern.referrals.filter(WAITING, receiver_id=draft.receiver_id, kind=draft.kind)
    if same.exists():
        raise ConcernError(
            _("This organisation has not answered your earlier request yet."), field="receiver"
        )
    return choice.organisation


def _demand_step(concern: Concern, kind: ReferralKind) -> None:
    in_assessment = concern.status == ConcernStatus.IN_ASSESSMENT
    if kind == ReferralKind.ADVICE and in_assessment:
        return
    if concern.status in (ConcernStatus.WITH_PARTNERS, ConcernStatus.ANSWERED):
        return
    if concern.status != ConcernStatus.DECIDED:
        raise ConcernError(_("Decide first; a referral follows a decision."))
    if concern.decisions.order_by("-decided_at").values_list("outcomes", flat=True).first() == [
        Outcome.NO_ACTION
    ]:
        raise ConcernError(_("The decision says “no action”. Decide anew before you refer."))


def _store(
    concern: Concern,
    receiver: Organisation,
    draft: ReferralDraft,
    *,
    actor: Actor,
    at: dt.datetime,
    submission: bytes,
) -> Referral:
    referral = Referral(
        reference=receipts.new_reference(receipts.REFERRAL_PREFIX),
        concern=concern,
        organisation_id=concern.organisation_id,
        receiver=receiver,
        kind=draft.kind,
        ground=draft.ground,
        forms=concern.forms,
        minor=concern.minor,
        subject=concern.subject,
        critical=concern.critical,
        snapshot=parties(concern.organisation_id, receiver, actor),
        sent_at=at,
        sent_by_id=person(actor),
        submission_key=submission,
    )
    term = deadlines.due_of_referral(referral, at)
    assert term is not None, "a referral that was just sent waits"
    referral.due_on, referral.due_kind = term.on, term.kind
    referral.save(force_insert=True)
    content = ReferralContent(**child_of(concern), referral=referral, receiver=receiver)
    sealed(
        content,
        reason=judging.text(draft.reason, field="reason"),
        message=judging.text(draft.message, field="message"),
    )
    content.save(force_insert=True)
    return referral


def _share(referral: Referral, concern: Concern, draft: ReferralDraft) -> None:
    """Link what was ticked; each id must belong to this very concern."""
    link: dict[str, Any] = {
        "referral": referral,
        "concern": concern,
        "organisation_id": concern.organisation_id,
        "receiver_id": referral.receiver_id,
    }
    observations = concern.observations.filter(pk__in=draft.observation_ids)
    persons = concern.persons.filter(pk__in=draft.person_ids)
    if len(observations) != len(set(draft.observation_ids)):
        raise ConcernError(_("Choose one of the listed options."), field="observations")
    if len(persons) != len(set(draft.person_ids)):
        raise ConcernError(_("Choose one of the listed options."), field="persons")
    ReferralObservation.objects.bulk_create(
        [ReferralObservation(**link, observation=observation) for observation in observations]
    )
    ReferralPerson.objects.bulk_create([ReferralPerson(**link, person=one) for one in persons])


def _wait_for_partner(concern: Concern, actor: Actor) -> None:
    """After a decision the concern is with partners; advice during assessment changes nothing."""
    if concern.status == ConcernStatus.IN_ASSESSMENT:
        return
    if concern.status != ConcernStatus.WITH_PARTNERS:
        move(concern, ConcernStatus.WITH_PARTNERS)
    waiting = list(Referral.objects.visible_to(actor).filter(WAITING, concern=concern))
    deadlines.set_due(concern, deadlines.earliest_of_partners(waiting))


def _shared_fields(draft: ReferralDraft) -> list[str]:
    shared = ["message"]
    if draft.observation_ids:
        shared.append("observation")
    if draft.person_ids:
        shared.append("person")
    return shared


@action
def withdraw(
    *,
    actor: Actor,
    concern_id: UUID,
    referral_id: UUID,
    reason: str,
    at: dt.datetime | None = None,
) -> Referral:
    """Take a referral back before it is done; the receiver keeps only that it existed."""
    demand(actor, Permission.CONCERN_REFER)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    referral: Referral = concern.referrals.select_for_update().get(pk=referral_id)
    move_referral(referral, ReferralStatus.WITHDRAWN)
    referral.withdrawal_reason = codes.require(reason, codes.withdrawal_reasons(), field="reason")
    referral.due_on, referral.due_kind, referral.ended_at = None, "", at
    referral.save(update_fields=["status", "withdrawal_reason", "due_on", "due_kind", "ended_at"])
    after_answer(concern, referral, EventKind.REFERRAL_WITHDRAWN, actor=actor, at=at)
    audit_referral(referral, "referral.withdrawn", actor=actor, reason=reason)
    tell_receiver(referral, "referral.withdrawn")
    return referral


@action
def send_referral_message(
    *, actor: Actor, referral_id: UUID, text: str, at: dt.datetime | None = None
) -> ReferralMessage:
    """Write to the other side of a live referral."""
    concern, referral = locked_pair(actor, referral_id)
    at = moment(at)
    side = side_of(actor, referral)
    if not referral.is_live:
        raise ConcernError(_("This referral has ended; messages are no longer possible."))
    message = ReferralMessage(
        **child_of(concern),
        referral=referral,
        receiver_id=referral.receiver_id,
        side=side,
        written_by_id=person(actor),
        written_at=at,
    )
    sealed(message, text=judging.text(text, field="text")).save(force_insert=True)
    audit_referral(referral, "referral.message-sent", actor=actor, fields=["message"])
    if side == MessageSide.SENDER:
        tell_receiver(referral, "referral.message")
    else:
        tell_holder(concern, "referral.message")
    return message


@action
def mark_messages_read(*, actor: Actor, referral_id: UUID, at: dt.datetime | None = None) -> int:
    """Mark what the other side wrote as read; return how many messages that were."""
    referral = Referral.objects.visible_to(actor).get(pk=referral_id)
    other = (
        MessageSide.RECEIVER
        if side_of(actor, referral) == MessageSide.SENDER
        else MessageSide.SENDER
    )
    unread = ReferralMessage.objects.visible_to(actor).filter(
        referral=referral, side=other, read_at__isnull=True
    )
    count: int = unread.update(read_at=moment(at))
    return count


def side_of(actor: Actor, referral: Referral) -> MessageSide:
    """Return which side the actor is on; raise ``PermissionDenied`` when they may not write."""
    if referral.organisation_id == actor.organisation_id and actor.may(Permission.CONCERN_REFER):
        return MessageSide.SENDER
    if referral.receiver_id == actor.organisation_id and actor.may(
        Permission.CONCERN_ANSWER_REFERRAL
    ):
        return MessageSide.RECEIVER
    raise PermissionDenied
