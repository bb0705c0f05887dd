"""Weighing along and deciding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.chain.concerns import actions
from baken.chain.concerns.actions.weighing import possible_assessors
from baken.chain.concerns.forms.weighing import (
    DecideForm,
    GiveAssessmentForm,
    RequestAssessmentForm,
)
from baken.chain.concerns.models import Advice, Assessment, Concern, Outcome
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.vault import reading as vault

from .stepping import StepPage, attempt, concern_of, done, posted, step_page, to_concern


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def request_assessment(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Ask a colleague for a second opinion."""
    concern = concern_of(request, concern_id)
    members = possible_assessors(request.actor, concern)
    form = RequestAssessmentForm(
        posted(request), members=members, own_domain=request.actor.domain.value
    )
    if attempt(
        form,
        lambda data: actions.request_assessment(
            actor=request.actor,
            concern_id=concern.pk,
            assessor_id=UUID(data["assessor"]),
            question=data["question"],
        ),
    ):
        done(request, _("Your colleague was asked to weigh along and gets a message."))
        return to_concern(concern.pk, "weighing")
    page = StepPage(
        slug="request-assessment",
        title=gettext_lazy("Ask a second assessor"),
        lead=gettext_lazy("Two see more than one. Your colleague reads the whole concern."),
        submit=gettext_lazy("Ask"),
        icon="users",
    )
    return step_page(request, concern, form, page, has_nobody=not members)


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def give_assessment(request: BakenRequest, concern_id: UUID, assessment_id: UUID) -> HttpResponse:
    """Answer as the second assessor; a colleague who was not asked is led to the concern."""
    concern = concern_of(request, concern_id)
    assessment = _assessment(concern, assessment_id)
    if assessment.assessor_id != request.actor.membership_id:
        return to_concern(concern.pk, "weighing")
    form = GiveAssessmentForm(posted(request))
    if attempt(
        form,
        lambda data: actions.give_assessment(
            actor=request.actor,
            concern_id=concern.pk,
            assessment_id=assessment.pk,
            advice=Advice(data["advice"]),
            criteria=form.criteria(),
            text=data["text"],
        ),
    ):
        done(request, _("Thank you. The holder of the concern sees your advice."))
        return to_concern(concern.pk, "weighing")
    page = StepPage(
        title=gettext_lazy("Weigh along"),
        lead=gettext_lazy("Read the concern first. Not knowing is an answer too."),
        submit=gettext_lazy("Give this advice"),
    )
    question = _question(request.actor, concern, assessment)
    return step_page(request, concern, form, page, question=question, assessment=assessment)


def _assessment(concern: Concern, assessment_id: UUID) -> Assessment:
    found: Assessment | None = (
        concern.assessments.select_related("data_key", "requested_by__account")
        .filter(pk=assessment_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _question(actor: Actor, concern: Concern, assessment: Assessment) -> str:
    texts = vault.read(
        actor,
        [assessment],
        ["question"],
        subject=("concern", concern.pk),
        organisation_id=concern.organisation_id,
        purpose="give-assessment",
    )
    return texts[assessment.pk, "question"]


@requires(Permission.CONCERN_DECIDE)
@require_http_methods(["GET", "POST"])
def decide(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Decide what happens, with the motivation."""
    concern = concern_of(request, concern_id)
    is_advised = concern.assessments.filter(given_at__isnull=False).exists()
    form = DecideForm(posted(request), is_advised=is_advised)

    def act(data: dict[str, Any]) -> object:
        return actions.decide(
            actor=request.actor,
            concern_id=concern.pk,
            outcomes=[Outcome(one) for one in data["outcomes"]],
            motivation=data["motivation"],
            without_second_opinion=data.get("without_second_opinion", ""),
        )

    if attempt(form, act):
        done(request, _("The decision was recorded. Below you see what comes next."))
        return to_concern(concern.pk)
    page = StepPage(
        slug="decide",
        title=gettext_lazy("Decide"),
        lead=gettext_lazy("Doing nothing is a decision too; it needs a reason like any other."),
        submit=gettext_lazy("Record the decision"),
        icon="check",
        detect=("motivation",),
    )
    return step_page(request, concern, form, page)
