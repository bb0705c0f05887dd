"""The registers of decisions and actions, and what bodies do for each other."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.meetings import actions, queries
from baken.network.meetings.forms.filters import LATE, ActionFilter, DecisionFilter
from baken.network.meetings.forms.results import (
    ActionForm,
    AssignmentForm,
    AssignmentStateForm,
    CloseActionForm,
    WithdrawForm,
)
from baken.network.meetings.models import Action, Assignment, Decision, Meeting
from baken.network.meetings.steps import bodies_of
from baken.web.spreadsheet import spreadsheet_response

from .shared import (
    Step,
    attempt,
    body_or_404,
    plans,
    posted,
    press,
    step_page,
    to_body,
    token_of,
)

PAGE = 25
EXPORT = "xlsx"


def _query(request: BakenRequest) -> str:
    """Return the filters as an address, without the page."""
    given = request.GET.copy()
    for name in ("page", "export"):
        given.pop(name, None)
    return given.urlencode()


@requires(Permission.BODY_READ)
@require_GET
def decisions(request: BakenRequest) -> HttpResponse:
    """List the decisions of one's bodies with filters; as a file with ``export=xlsx``."""
    form = DecisionFilter(request.GET, bodies=queries.meeting_bodies(request.actor))
    wanted = form.wanted()
    rows = Decision.objects.visible_to(request.actor).select_related(
        "body", "meeting", "replaces", "replaced_by"
    )
    rows = _filtered(rows, wanted).order_by("-made_on", "body__position", "-number")
    if wanted.get("year"):
        rows = rows.filter(year=wanted["year"])
    if request.GET.get("export") == EXPORT:
        return _decision_file(rows)
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "query": _query(request),
        "is_filtered": bool(wanted),
        "plans": plans(request),
    }
    return render(request, "meetings/decisions.html", context)


def _filtered(rows: Any, wanted: dict[str, str]) -> Any:
    if "body" in wanted:
        rows = rows.filter(body__slug=wanted["body"])
    if "state" in wanted and wanted["state"] != LATE:
        rows = rows.filter(state=wanted["state"])
    if "words" in wanted:
        rows = rows.filter(text__icontains=wanted["words"])
    return rows


def _decision_file(rows: Any) -> HttpResponse:
    heads = [_("Decision number"), _("Body"), _("Date"), _("Decision"), _("State"), _("Reason")]
    lines = [
        [
            row.reference,
            row.body.name,
            row.made_on,
            row.text,
            row.get_state_display(),
            row.reason,
        ]
        for row in rows
    ]
    return spreadsheet_response("besluiten.xlsx", _("Decisions"), heads, lines)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def withdraw(request: BakenRequest, decision_id: UUID) -> HttpResponse:
    """Withdraw a decision with a reason."""
    decision = get_object_or_404(
        Decision.objects.visible_to(request.actor).select_related("body"), pk=decision_id
    )
    form = WithdrawForm(posted(request))
    if attempt(
        form,
        lambda: actions.withdraw_decision(
            actor=request.actor, decision_id=decision.pk, reason=form.cleaned_data["reason"]
        ),
    ):
        messages.success(request, _("The decision was withdrawn."))
        return redirect("meetings:decisions")
    step = Step(
        title=_("Withdraw decision %(number)s") % {"number": decision.reference},
        submit=gettext_lazy("Withdraw the decision"),
        lead=decision.text,
        kicker=decision.body.name,
        variant="danger",
        back=reverse("meetings:decisions"),
    )
    return step_page(request, form, step)


@requires(Permission.BODY_READ)
@require_GET
def action_list(request: BakenRequest) -> HttpResponse:
    """List the actions one may know of with filters; as a file with ``export=xlsx``."""
    form = ActionFilter(request.GET, bodies=queries.meeting_bodies(request.actor))
    wanted = form.wanted()
    rows = Action.objects.visible_to(request.actor).select_related(
        "body", "meeting", "owner__account", "owner__organisation", "owner_organisation"
    )
    rows = _filtered(rows, wanted)
    if wanted.get("state") == LATE:
        rows = rows.still_open().filter(due_on__lt=timezone.localdate())
    if wanted.get("mine"):
        rows = rows.filter(owner=request.actor.membership_id)
    rows = rows.order_by("-state", "due_on", "created_at")
    if request.GET.get("export") == EXPORT:
        return _action_file(rows)
    context = {
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "query": _query(request),
        "is_filtered": bool(wanted),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/actions.html", context)


def _action_file(rows: Any) -> HttpResponse:
    heads = [
        _("Action"),
        _("Body"),
        _("Owner"),
        _("Organisation"),
        _("Before"),
        _("State"),
        _("What came of it"),
    ]
    lines = [
        [
            row.text,
            row.body.name,
            row.owner.account.name if row.owner_id else row.owner_function,
            row.owner.organisation.name if row.owner_id else "",
            row.due_on,
            row.get_state_display(),
            row.reason,
        ]
        for row in rows
    ]
    return spreadsheet_response("acties.xlsx", _("Actions"), heads, lines)


def _action_or_404(request: BakenRequest, action_id: UUID) -> Action:
    rows = Action.objects.visible_to(request.actor).select_related(
        "body", "meeting", "decision", "owner__account", "owner__organisation"
    )
    found: Action = get_object_or_404(rows, pk=action_id)
    return found


@requires(Permission.BODY_READ)
@require_http_methods(["GET", "POST"])
def action(request: BakenRequest, action_id: UUID) -> HttpResponse:
    """Show an action; its owner and who plans report what became of it."""
    row = _action_or_404(request, action_id)
    may_close = plans(request) or row.owner_id == request.actor.membership_id
    form = CloseActionForm(posted(request), initial={"version": row.version})
    if may_close and attempt(
        form,
        lambda: actions.close_action(actor=request.actor, action_id=row.pk, **form.cleaned_data),
    ):
        messages.success(request, _("It was noted what became of the action."))
        return redirect("meetings:action", row.pk)
    context = {
        "action": row,
        "form": form,
        "may_close": may_close,
        "plans": plans(request),
        "today": timezone.localdate(),
        "sees_body": bodies_of(request.actor).filter(pk=row.body_id).exists(),
    }
    return render(request, "meetings/action.html", context)


@requires(Permission.BODY_READ)
@require_POST
def reopen(request: BakenRequest, action_id: UUID) -> HttpResponse:
    """Open an action again."""
    row = _action_or_404(request, action_id)
    words = _("The action is open again.")
    press(request, lambda: actions.reopen_action(actor=request.actor, action_id=row.pk), words)
    return redirect("meetings:action", row.pk)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def change_action(request: BakenRequest, action_id: UUID) -> HttpResponse:
    """Change text, owner or date of an action."""
    row = _action_or_404(request, action_id)
    people = queries.members(row.body)
    if row.owner is not None and row.owner not in people:
        people.append(row.owner)
    names = ("version", "text", "owner_function", "due_on")
    initial = {name: getattr(row, name) for name in names} | {"owner": row.owner_id}
    form = ActionForm(posted(request), initial=initial, people=people, is_change=True)
    if attempt(
        form,
        lambda: actions.change_action(
            actor=request.actor,
            action_id=row.pk,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
        ),
    ):
        messages.success(request, _("The action was changed."))
        return redirect("meetings:action", row.pk)
    step = Step(
        title=gettext_lazy("Change the action"),
        submit=gettext_lazy("Save"),
        kicker=row.body.name,
        back=reverse("meetings:action", args=[row.pk]),
    )
    return step_page(request, form, step)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def assignment(request: BakenRequest, body_slug: str) -> HttpResponse:
    """Note what a body prepares for another, or commissions from it."""
    found = body_or_404(request, body_slug)
    others = [one for one in queries.meeting_bodies(request.actor) if one.pk != found.pk]
    coming = queries.next_meetings(request.actor, 60)
    meetings: list[Meeting] = [one for one in coming if one.body_id != found.pk]
    form = AssignmentForm(posted(request), body=found, others=others, meetings=meetings)
    if attempt(
        form,
        lambda: actions.give_assignment(
            actor=request.actor, values=form.values(), token=token_of(request)
        ),
    ):
        messages.success(request, _("It was noted with both bodies."))
        return to_body(found)
    step = Step(
        title=gettext_lazy("Link with another body"),
        submit=gettext_lazy("Save"),
        lead=gettext_lazy("What this body prepares for another one, or commissions from it."),
        kicker=found.name,
        back=reverse("meetings:body", args=[found.slug]),
    )
    return step_page(request, form, step, token="yes")  # noqa: S106 - draws a form token


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def change_assignment(request: BakenRequest, assignment_id: UUID) -> HttpResponse:
    """Note what came of a link between two bodies."""
    rows = Assignment.objects.visible_to(request.actor).select_related("by_body", "for_body")
    row = get_object_or_404(rows, pk=assignment_id)
    initial = {name: getattr(row, name) for name in ("version", "text", "state", "outcome")}
    form = AssignmentStateForm(posted(request), initial=initial)
    if attempt(
        form,
        lambda: actions.change_assignment(
            actor=request.actor,
            assignment_id=row.pk,
            version=form.cleaned_data["version"],
            values=form.values(),
        ),
    ):
        messages.success(request, _("It was noted with both bodies."))
        return to_body(row.by_body)
    step = Step(
        title=gettext_lazy("What came of it"),
        submit=gettext_lazy("Save"),
        kicker=f"{row.by_body} – {row.for_body}",
        back=reverse("meetings:body", args=[row.by_body.slug]),
    )
    return step_page(request, form, step)
