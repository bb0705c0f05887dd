"""The page of one concern: one audited read, and everything that may be done from here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baken.chain.concerns import next_steps, workflow
from baken.chain.concerns.actions.handling import reporter_can_be_reached
from baken.chain.concerns.check import stored_check
from baken.chain.concerns.forms.referring import MessageForm
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import FeedbackDirection, MessageSide, ReferralStatus
from baken.chain.concerns.reading import OpenedConcern, OpenedReferral, read_concern
from baken.chain.guidance.sources import DatabaseGuidance
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.audit.lines import describe
from baken.foundation.audit.models import AuditEvent

from .stepping import concern_of

AUDIT_PAGE = 50


@requires(Permission.CONCERN_READ)
@require_GET
def detail(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Show a concern with what may be done next."""
    concern = concern_of(request, concern_id)
    reading = read_concern(request.actor, concern)
    context = {
        "concern": concern,
        "reading": reading,
        "labels": Labels(),
        "check": stored_check(
            reading.answers,
            forms=concern.forms,
            minor=concern.minor,
            guidance=DatabaseGuidance(),
        ),
        "referrals": [_side_of_sender(one) for one in reading.referrals],
        "unread_replies": _unread_replies(reading),
        "message_form": MessageForm(),
        "can_reach": reporter_can_be_reached(concern, request.actor),
        **_steps(reading, request.actor),
    }
    return render(request, "concerns/detail.html", context)


def _steps(reading: OpenedConcern, actor: Actor) -> dict[str, Any]:
    """Return the advised steps apart from the others that are open now."""
    advice = next_steps.advise(reading, actor)
    steps = next_steps.possible(reading.concern, actor)
    by_slug = {step.slug: step for step in steps}
    advised = [by_slug[slug] for slug in advice.steps if slug in by_slug]
    return {
        "advice": advice,
        "advised": advised,
        "others": [step for step in steps if step not in advised],
        "can": by_slug,
        "add_fact": by_slug.get("add-observation"),
        "add_interpretation": by_slug.get("add-interpretation"),
        "add_person": by_slug.get("add-person"),
        "add_note": by_slug.get("add-note"),
        "own_assessment": next_steps.own_assessment(reading, actor),
    }


def _unread_replies(reading: OpenedConcern) -> list[Any]:
    return [
        one
        for one in reading.feedback
        if one.row.direction == FeedbackDirection.FROM_REPORTER and one.row.read_at is None
    ]


def _side_of_sender(opened: OpenedReferral) -> dict[str, Any]:
    """Return a referral with what the sender may still do and has not read yet."""
    row = opened.row
    unread = [
        one
        for one in opened.messages
        if one.row.side == MessageSide.RECEIVER and one.row.read_at is None
    ]
    has_unread_answer = row.answered_at is not None and row.answer_read_at is None
    return {
        "row": row,
        "opened": opened,
        "answers": workflow.REFERRAL.next_steps(ReferralStatus(row.status)),
        "has_news": bool(unread) or has_unread_answer,
    }


@requires(Permission.CONCERN_READ)
@require_GET
def audit(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Show who looked at this concern and who changed what, newest first."""
    concern = concern_of(request, concern_id)
    events = AuditEvent.objects.visible_to(request.actor).for_subject("concern", concern.pk)
    page = Paginator(events, AUDIT_PAGE).get_page(request.GET.get("page"))
    context = {"concern": concern, "page": page, "lines": describe(page.object_list)}
    return render(request, "concerns/audit.html", context)
