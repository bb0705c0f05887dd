"""Sessions: the list, one session, planning, changing, and that it does not take place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.learning import access, actions, queries
from baken.network.learning.forms.base import token_of
from baken.network.learning.forms.sessions import CancelForm, SessionFilter, SessionForm
from baken.network.learning.models import Session
from baken.web.spreadsheet import spreadsheet_response

from .catalogue import training_of
from .common import (
    MOST_ROWS,
    PAGE_SIZE,
    attempt,
    newest_version,
    posted,
    query_of,
    tabs,
    wants_spreadsheet,
)


@requires(Permission.LEARNING_READ)
@require_safe
def session_list(request: BakenRequest) -> HttpResponse:
    """Show sessions to come, or past ones; as a list or as a spreadsheet."""
    form = SessionFilter(request.GET, trainings=queries.trainings(request.actor, gone=True))
    wanted = form.wanted()
    found = queries.sessions(request.actor, **wanted)
    if wants_spreadsheet(request):
        return _as_spreadsheet(found[:MOST_ROWS])
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request.actor, "sessions"),
        "form": form,
        "page": page,
        "listed": queries.with_own(request.actor, page.object_list),
        "is_filtered": any(wanted.values()),
        "query": query_of(request),
        "export": query_of(request, **{"as": "spreadsheet"}),
        "manages": access.manages(request.actor),
    }
    return render(request, "learning/sessions.html", context)


def _as_spreadsheet(found: Any) -> HttpResponse:
    heads = (
        _("Training"), _("Begins at"), _("Ends at"), _("Place"), _("Given by"), _("At least"),
        _("Places"), _("Places taken"), _("Last day to enrol"), _("Status"),
        _("Others who were there"),
    )  # fmt: skip
    rows = (
        (
            one.training.name, one.starts_at, one.ends_at,
            _("Online") if one.is_online else one.place, one.provider, one.minimum, one.maximum,
            one.taken, one.closes_on, one.get_status_display(), one.others_attended,
        )
        for one in found
    )  # fmt: skip
    return spreadsheet_response("bijeenkomsten.xlsx", _("Sessions"), heads, rows)


@requires(Permission.LEARNING_READ)
@require_safe
def session_page(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Show one session: how the reader stands, and to who organises everybody."""
    session = queries.session_of(request.actor, session_id)
    manages = access.manages(request.actor)
    people = queries.participants(request.actor, session) if manages else []
    if manages and wants_spreadsheet(request):
        return _participants_sheet(people)
    own = queries.own_enrolment(request.actor, session)
    found = queries.results(session) if manages and session.status == "held" else None
    context = {
        "tabs": tabs(request.actor, "sessions"),
        "session": session,
        "own": own,
        "before": queries.waiting_before(own) if own and own.status == "waiting" else 0,
        "waiting": queries.number_waiting(session),
        "is_open": session.is_open_on(timezone.localdate()) and not session.has_begun(),
        "has_begun": session.has_begun(),
        "manages": manages,
        "placed": [one for one in people if one.status == "placed"],
        "queue": [one for one in people if one.status == "waiting"],
        "results": found,
        "charts": queries.result_charts(found) if found and found.is_shown else [],
        "shown_from": queries.SHOWN_FROM,
    }
    return render(request, "learning/session.html", context)


def _participants_sheet(people: list[Any]) -> HttpResponse:
    heads = (_("Order"), _("Name"), _("Organisation"), _("Role"), _("Status"), _("Was there"))
    rows = (
        (
            one.number,
            one.membership.account.name,
            one.membership.organisation.name,
            one.membership.get_role_display(),
            one.get_status_display(),
            "" if one.attended is None else _("yes") if one.attended else _("no"),
        )
        for one in people
    )
    return spreadsheet_response("deelnemers.xlsx", _("Participants"), heads, rows)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: BakenRequest, training: str) -> HttpResponse:
    """Plan a session of a training."""
    record = training_of(request, training)
    form = SessionForm.to_plan(record, posted(request))

    def act() -> Session:
        return actions.plan_session(
            actor=request.actor,
            training_id=record.pk,
            draft=form.draft(),
            token=token_of(request.POST),
        )

    session = attempt(form, act)
    if session:
        messages.success(request, _("The session is planned. Colleagues can enrol."))
        return redirect("learning:session", session.pk)
    context = {"form": form, "training": record, "tabs": tabs(request.actor, "sessions")}
    return render(request, "learning/session_form.html", context)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Change a planned session."""
    session = queries.session_of(request.actor, session_id)
    form = SessionForm.of(session, posted(request))

    def act() -> Session:
        return actions.change_session(
            actor=request.actor,
            session_id=session.pk,
            draft=form.draft(),
            version=form.cleaned_data["version"] or 0,
        )

    if attempt(form, act):
        messages.success(request, _("Saved."))
        return redirect("learning:session", session.pk)
    newest_version(form, session.version)
    context = {
        "form": form,
        "session": session,
        "training": session.training,
        "tabs": tabs(request.actor, "sessions"),
    }
    return render(request, "learning/session_form.html", context)


@requires(Permission.LEARNING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: BakenRequest, session_id: UUID) -> HttpResponse:
    """Say that a session does not take place, and why."""
    session = queries.session_of(request.actor, session_id)
    form = CancelForm(posted(request))
    done = attempt(
        form,
        lambda: actions.cancel_session(
            actor=request.actor, session_id=session.pk, reason=form.cleaned_data["reason"]
        ),
    )
    if done:
        messages.success(request, _("The session is cancelled. Everybody hears of it."))
        return redirect("learning:session", session.pk)
    context = {"form": form, "session": session, "tabs": tabs(request.actor, "sessions")}
    return render(request, "learning/cancel_session.html", context)
