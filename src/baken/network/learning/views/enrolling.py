"""Enrolling, cancelling, and who was there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.learning import actions, queries
from baken.network.learning.errors import LearningRefused
from baken.network.learning.forms.sessions import AttendanceForm
from baken.network.learning.models import Session
from baken.network.learning.workflow import EnrolmentStatus

from .common import attempt, posted, press, tabs


@requires(Permission.LEARNING_READ)
@require_POST
def enrol(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Enrol the reader; say whether there was a place."""
    session = queries.session_of(request.actor, session_id)
    try:
        enrolment = actions.enrol(actor=request.actor, session_id=session.pk)
    except LearningRefused as refused:
        messages.error(request, str(refused))
    else:
        if enrolment.status == EnrolmentStatus.PLACED:
            messages.success(request, _("You are enrolled and have a place."))
        else:
            messages.info(request, _("All places are taken. You are on the waiting list."))
    return redirect("learning:session", session.pk)


@requires(Permission.LEARNING_READ)
@require_POST
def cancel_own(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Cancel the reader's own enrolment."""
    session = queries.session_of(request.actor, session_id)
    press(
        request,
        lambda: actions.cancel_own(actor=request.actor, session_id=session.pk),
        _("Your enrolment is cancelled."),
    )
    return redirect("learning:session", session.pk)


@requires(Permission.LEARNING_MANAGE)
@require_POST
def remove(request: BakenRequest, session_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Cancel somebody's enrolment as the organiser."""
    session = queries.session_of(request.actor, session_id)
    press(
        request,
        lambda: actions.remove(
            actor=request.actor, session_id=session.pk, enrolment_id=enrolment_id
        ),
        _("The enrolment is cancelled. The participant hears of it."),
    )
    return redirect("learning:session", session.pk)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Note who was there."""
    session = queries.session_of(request.actor, session_id)
    people = queries.participants(request.actor, session)
    placed = [one for one in people if one.status == EnrolmentStatus.PLACED]
    form = AttendanceForm(posted(request), placed=placed, others=session.others_attended)

    def act() -> Session:
        return actions.record_attendance(
            actor=request.actor,
            session_id=session.pk,
            present=[UUID(one) for one in form.cleaned_data["present"]],
            others=form.cleaned_data["others"] or 0,
        )

    if attempt(form, act):
        messages.success(
            request, _("Saved. Who was there has a certificate and is asked for an opinion.")
        )
        return redirect("learning:session", session.pk)
    context = {
        "form": form,
        "session": session,
        "has_begun": session.has_begun(),
        "tabs": tabs(request.actor, "sessions"),
    }
    return render(request, "learning/attendance.html", context)
