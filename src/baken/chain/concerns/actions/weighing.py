"""Weigh with a second pair of eyes, then decide, with the reasons written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.chain.concerns import deadlines, judging
from baken.chain.concerns.errors import ConcernError, ReferralsOpen
from baken.chain.concerns.models import (
    Advice,
    Assessment,
    Concern,
    ConcernStatus,
    Decision,
    DueKind,
    EventKind,
    Outcome,
)
from baken.chain.concerns.steps import (
    add_event,
    audit,
    child_of,
    concern_path,
    demand,
    locked_concern,
    moment,
    move,
    person,
    save_step,
    sealed,
    tell_holder,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import members_of


def possible_assessors(actor: Actor, concern: Concern) -> list[Membership]:
    """Return colleagues who can weigh along, those of the other domain first. One query."""
    members = members_of(concern.organisation_id, permission=Permission.CONCERN_ASSESS)
    # By account: a second membership of the same person is not a second pair of eyes.
    assert actor.account_id is not None, "a person asks"
    others = members.exclude(account_id=actor.account_id)
    return sorted(others, key=lambda member: member.domain == actor.domain)


@action
def request_assessment(
    *,
    actor: Actor,
    concern_id: UUID,
    assessor_id: UUID,
    question: str = "",
    at: dt.datetime | None = None,
) -> Assessment:
    """Ask a colleague for a second opinion; preferably of the other domain.

    Raises ``ConcernError`` when the concern is not in assessment, for somebody who is not
    another focal point of the organisation, and when they were asked already.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    _demand_in_assessment(concern)
    if assessor_id not in {member.pk for member in possible_assessors(actor, concern)}:
        raise ConcernError(_("Choose another focal point of your organisation."), field="assessor")
    if concern.assessments.filter(assessor_id=assessor_id, given_at__isnull=True).exists():
        raise ConcernError(_("This colleague was asked already."), field="assessor")
    term = deadlines.due(DueKind.SECOND_OPINION, at, critical=concern.critical)
    assessment = Assessment(
        **child_of(concern),
        requested_by_id=person(actor),
        requested_at=at,
        assessor_id=assessor_id,
        due_on=term.on,
    )
    sealed(assessment, question=judging.text(question, field="question", required=False))
    assessment.save(force_insert=True)
    deadlines.set_due(concern, term)
    save_step(concern)
    add_event(concern, EventKind.ASSESSMENT_REQUESTED, actor=actor, at=at)
    audit(concern, "concern.assessment-requested", actor=actor)
    notify(
        kind="concern.assessment-requested",
        subject=("concern", concern.pk),
        path=concern_path(concern.pk),
        membership_ids=[assessor_id],
        on=term.on,
    )
    return assessment


@action
def give_assessment(
    *,
    actor: Actor,
    concern_id: UUID,
    assessment_id: UUID,
    advice: Advice,
    criteria: Mapping[str, str],
    text: str,
    at: dt.datetime | None = None,
) -> Assessment:
    """Answer as the second assessor: advice, the five criteria and an explanation.

    Only the colleague who was asked may answer, once. Raises ``PermissionDenied`` for another.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    assessment: Assessment = concern.assessments.select_related("data_key").get(pk=assessment_id)
    if assessment.assessor_id != actor.membership_id:
        raise PermissionDenied
    if assessment.given_at is not None:
        raise ConcernError(_("You have answered this already."))
    assessment.advice = Advice(advice)
    assessment.criteria = judging.criteria(criteria)
    assessment.given_at = at
    sealed(assessment, text=judging.text(text, field="text"))
    assessment.save(update_fields=["advice", "criteria", "given_at", "text"])
    if concern.status == ConcernStatus.IN_ASSESSMENT:
        term = deadlines.due(DueKind.ASSESSMENT, at, critical=concern.critical)
        deadlines.set_due(concern, term)
    save_step(concern)
    add_event(concern, EventKind.ASSESSMENT_GIVEN, actor=actor, at=at)
    audit(concern, "concern.assessment-given", actor=actor, advice=assessment.advice)
    tell_holder(concern, "concern.assessment-given")
    return assessment


@action
def decide(
    *,
    actor: Actor,
    concern_id: UUID,
    outcomes: Sequence[Outcome],
    motivation: str,
    without_second_opinion: str = "",
    at: dt.datetime | None = None,
) -> Decision:
    """Decide what happens, with the motivation; more than one outcome is normal.

    Without an answered second opinion ``without_second_opinion`` says why not. "No action"
    stands alone. Raises ``ConcernError``, ``ReferralsOpen`` or ``StepNotAllowed``.
    """
    demand(actor, Permission.CONCERN_DECIDE)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    came_from = concern.status
    chosen = _outcomes(outcomes)
    if came_from == ConcernStatus.WITH_PARTNERS:
        raise ReferralsOpen
    move(concern, ConcernStatus.DECIDED)
    advised = concern.assessments.filter(given_at__isnull=False).exists()
    why_alone = judging.text(
        without_second_opinion, field="without_second_opinion", required=not advised
    )
    decision = Decision(
        **child_of(concern),
        outcomes=chosen,
        second_opinion=advised,
        decided_by_id=person(actor),
        decided_at=at,
    )
    sealed(
        decision,
        motivation=judging.text(motivation, field="motivation"),
        without_second_opinion="" if advised else why_alone,
    )
    decision.save(force_insert=True)
    deadlines.set_due(concern, deadlines.due_after_decision(chosen, concern, at))
    save_step(concern)
    add_event(concern, EventKind.DECIDED, actor=actor, at=at, came_from=came_from)
    audit(concern, "concern.decided", actor=actor, outcomes=",".join(chosen))
    return decision


def _outcomes(outcomes: Sequence[Outcome]) -> list[Outcome]:
    chosen = [Outcome(outcome) for outcome in dict.fromkeys(outcomes)]
    if not chosen:
        raise ConcernError(_("Choose at least one outcome."), field="outcomes")
    if Outcome.NO_ACTION in chosen and len(chosen) > 1:
        raise ConcernError(
            _("“No action” cannot be combined with another outcome."), field="outcomes"
        )
    return chosen


def _demand_in_assessment(concern: Concern) -> None:
    if concern.status != ConcernStatus.IN_ASSESSMENT:
        raise ConcernError(_("A second opinion is asked while a concern is in assessment."))
