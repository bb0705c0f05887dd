"""Shapes concerns, referrals and colleagues for the answer, field by field.

What is not named here does not leave: a column that is added later stays inside by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from baken.api.schemas import concerns as c
from baken.api.schemas import referrals as r
from baken.api.schemas.people import MemberOut, OrganisationRefOut
from baken.chain.concerns.models import Concern, ConcernOutline, ConcernStatus, Referral
from baken.chain.concerns.reading import Opened, OpenedConcern, OpenedReferral
from baken.foundation.access.actor import Actor
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation

Members = Mapping[UUID, Membership]

PERSON_COLUMNS = (
    "name", "birth_date", "address", "phone", "email", "plate", "iban", "remark"
)  # fmt: skip


def organisation(one: Organisation) -> OrganisationRefOut:
    """Return an organisation by code and name."""
    return OrganisationRefOut(slug=one.slug, name=one.name)


def member(one: Membership | None) -> MemberOut | None:
    """Return a colleague; the membership comes with its account."""
    if one is None:
        return None
    return MemberOut(id=one.pk, name=one.account.name, role=one.role)


def outline(one: ConcernOutline, today: dt.date) -> c.OutlineOut:
    """Return an outline; it comes with its organisation."""
    return c.OutlineOut(
        id=one.pk,
        reference=one.reference,
        municipality=organisation(one.organisation),
        status=ConcernStatus(one.status),
        forms=list(one.forms),
        received_at=one.received_at,
        age_days=(today - timezone.localdate(one.received_at)).days,
        next_due_on=one.next_due_on,
        due_kind=one.due_kind or None,
        overdue=one.is_overdue(today),
        closed_at=one.closed_at,
    )


def _concern_fields(one: Concern, today: dt.date) -> dict[str, Any]:
    return {
        "id": one.pk,
        "reference": one.reference,
        "status": one.status,
        "channel": one.channel,
        "forms": list(one.forms),
        "minor": one.minor,
        "subject": one.subject,
        "critical": one.critical,
        "reporter_function": one.reporter_function or None,
        "anonymous": one.anonymous,
        "received_at": one.received_at,
        "holder": member(one.holder),
        "next_due_on": one.next_due_on,
        "due_kind": one.due_kind or None,
        "overdue": one.is_overdue(today),
        "feedback_given_at": one.feedback_given_at,
        "closed_at": one.closed_at,
        "closing_reason": one.closing_reason or None,
        "version": one.version,
    }


def concern(one: Concern, today: dt.date) -> c.ConcernOut:
    """Return a concern without content; it comes with its holder's account."""
    return c.ConcernOut(**_concern_fields(one, today))


def concern_in_full(read: OpenedConcern, actor: Actor, today: dt.date) -> c.ConcernDetailOut:
    """Return a concern with its content, as ``read_concern`` opened it."""
    who = read.members
    for one in read.referrals:
        one.row.organisation = read.concern.organisation
    return c.ConcernDetailOut(
        **_concern_fields(read.concern, today),
        story=read.story or None,
        check=_check(read.answers),
        reporter=c.ReporterOut(**read.reporter) if read.reporter else None,
        location=c.LocationOut(**read.location) if read.location else None,
        facts=[
            *(_fact(one, who, is_current=True) for one in read.observations),
            *(_fact(one, who, is_current=False) for one in read.earlier_observations),
        ],
        interpretations=[_text(one, who) for one in read.interpretations],
        persons=[person(one) for one in read.persons],
        notes=[_text(one, who) for one in read.notes],
        assessments=[_assessment(one, who) for one in read.assessments],
        decisions=[_decision(one, who) for one in read.decisions],
        referrals=[referral_in_full(one, actor, today) for one in read.referrals],
        feedback=[_feedback(one) for one in read.feedback],
        steps=[_step(one, who) for one in read.events],
    )


def _check(answers: Mapping[str, Any]) -> c.CheckOut:
    """Return the stored answers, of a check or of a form; other shapes are left out."""
    given = answers.get("indicators", answers)
    found = given if isinstance(given, dict) else {}
    known = {"seen", "told", "file", "no"}
    return c.CheckOut(
        when=str(answers["when"]) if answers.get("when") else None,
        indicators={str(code): value for code, value in found.items() if value in known},
    )


def _fact_fields(one: Opened) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.pk,
        "text": one.texts["text"],
        "place": one.texts["place"] or None,
        "observed_on": row.observed_on,
        "observed_by": row.observed_by or None,
        "source": row.source,
        "entered_at": row.entered_at,
    }


def _fact(one: Opened, who: Members, *, is_current: bool) -> c.FactOut:
    return c.FactOut(
        **_fact_fields(one),
        entered_by=member(who.get(one.row.entered_by_id)),
        replaces=one.row.replaces_id,
        is_current=is_current,
    )


def person(one: Opened) -> r.SharedPersonOut:
    """Return somebody in the concern, with only what was filled in."""
    said = {column: one.texts[column] or None for column in PERSON_COLUMNS}
    return r.SharedPersonOut(id=one.row.pk, kind=one.row.kind, **said)


def _text(one: Opened, who: Members) -> c.TextOut:
    row = one.row
    by = member(who.get(row.entered_by_id))
    return c.TextOut(id=row.pk, text=one.texts["text"], entered_by=by, entered_at=row.entered_at)


def _assessment(one: Opened, who: Members) -> c.AssessmentOut:
    row = one.row
    return c.AssessmentOut(
        id=row.pk,
        requested_by=member(who.get(row.requested_by_id)),
        assessor=member(who.get(row.assessor_id)),
        requested_at=row.requested_at,
        due_on=row.due_on,
        question=one.texts["question"] or None,
        given_at=row.given_at,
        advice=row.advice or None,
        criteria=row.criteria,
        text=one.texts["text"] or None,
    )


def _decision(one: Opened, who: Members) -> c.DecisionOut:
    row = one.row
    return c.DecisionOut(
        id=row.pk,
        outcomes=list(row.outcomes),
        motivation=one.texts["motivation"],
        second_opinion=row.second_opinion,
        without_second_opinion=one.texts["without_second_opinion"] or None,
        decided_by=member(who.get(row.decided_by_id)),
        decided_at=row.decided_at,
    )


def _feedback(one: Opened) -> c.FeedbackOut:
    row = one.row
    return c.FeedbackOut(
        id=row.pk,
        direction=row.direction,
        means=row.means,
        standard=row.standard or None,
        text=one.texts["text"] or None,
        written_at=row.written_at,
        read_at=row.read_at,
    )


def _step(row: Any, who: Members) -> c.StepOut:
    return c.StepOut(
        kind=row.kind,
        at=row.at,
        by=member(who.get(row.by_membership_id)),
        from_status=row.from_status or None,
        to_status=row.to_status or None,
        referral_id=row.referral_id,
    )


def _referral_fields(one: Referral, actor: Actor, today: dt.date) -> dict[str, Any]:
    is_sender = one.organisation_id == actor.organisation_id
    return {
        "id": one.pk,
        "reference": one.reference,
        "concern_id": one.concern_id if is_sender else None,
        "kind": one.kind,
        "status": one.status,
        "sender": organisation(one.organisation),
        "receiver": organisation(one.receiver),
        "ground": one.ground,
        "forms": list(one.forms),
        "minor": one.minor,
        "subject": one.subject,
        "critical": one.critical,
        "sent_at": one.sent_at,
        "due_on": one.due_on,
        "due_kind": one.due_kind or None,
        "overdue": one.is_overdue(today),
        "answered_at": one.answered_at,
        "recorded_by_sender": one.recorded_by_sender,
        "ended_at": one.ended_at,
        "refusal_reason": one.refusal_reason or None,
        "withdrawal_reason": one.withdrawal_reason or None,
        "outcome": one.outcome or None,
    }


def referral(one: Referral, actor: Actor, today: dt.date) -> r.ReferralOut:
    """Return a referral without content; it comes with both organisations."""
    return r.ReferralOut(**_referral_fields(one, actor, today))


def referral_in_full(read: OpenedReferral, actor: Actor, today: dt.date) -> r.ReferralDetailOut:
    """Return a referral with what was shared, as ``read_referral`` opened it."""
    return r.ReferralDetailOut(
        **_referral_fields(read.row, actor, today),
        content=_referral_content(read.content),
        facts=[r.SharedFactOut(**_fact_fields(one)) for one in read.observations],
        persons=[person(one) for one in read.persons],
        messages=[_message(one, read.members) for one in read.messages],
        steps=[r.ReferralStepOut(kind=one.kind, at=one.at) for one in read.events],
    )


def _referral_content(one: Opened | None) -> r.ReferralContentOut | None:
    if one is None:
        return None
    return r.ReferralContentOut(
        reason=one.texts["reason"],
        message=one.texts["message"],
        answer=one.texts["answer"] or None,
        partner_reference=one.texts["partner_reference"] or None,
    )


def _message(one: Opened, who: Members) -> r.ReferralMessageOut:
    row = one.row
    writer = who.get(row.written_by_id)
    return r.ReferralMessageOut(
        id=row.pk,
        side=row.side,
        written_by=writer.account.name if writer else None,
        text=one.texts["text"],
        written_at=row.written_at,
        read_at=row.read_at,
    )
