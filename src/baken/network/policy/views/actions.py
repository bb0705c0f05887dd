"""The page of one action, and the steps of the coordinator and of the owner's people."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.policy import queries
from baken.network.policy.actions import editing, reporting
from baken.network.policy.forms.actions import (
    ActionForm,
    IndicatorForm,
    MeasureForm,
    NoteForm,
    ReasonForm,
    StateForm,
)
from baken.network.policy.measuring import shown
from baken.network.policy.models import PlannedAction
from baken.network.policy.paths import action_path
from baken.network.policy.steps import may_report

from .base import FormPage, attempt, form_page, posted, press, say


@requires(Permission.POLICY_READ)
@require_GET
def action(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Show one action: what it is, its figures, notes and history."""
    planned = queries.get_action(request.actor, planned_action_id)
    is_open = planned.framework.is_open
    context = {
        "planned": planned,
        "indicators": [
            shown(indicator) for indicator in planned.indicators.all() if indicator.is_current
        ],
        "notes": planned.notes.select_related("written_by__organisation"),
        "events": planned.events.select_related("membership__organisation"),
        "can_edit": is_open and request.actor.may(Permission.POLICY_EDIT),
        "can_report": is_open and may_report(request.actor, planned),
    }
    return render(request, "policy/action.html", context)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def add_action(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Add an action to a period."""
    framework = queries.get_framework(request.actor, framework_id)
    tasks = list(framework.tasks.filter(is_current=True))
    initial = {"task": request.GET.get("opgave", ""), "token": uuid4()}
    form = ActionForm(posted(request), tasks=tasks, initial=initial)
    made: list[PlannedAction] = []
    if attempt(
        form,
        lambda data: made.append(
            editing.add_action(
                actor=request.actor,
                framework_id=framework.pk,
                draft=form.draft(),
                token=data["token"],
            )
        ),
    ):
        say(request, _("The action was added."))
        return redirect(action_path(made[0]))
    cancel = reverse("policy:framework", args=[framework.pk])
    page = FormPage(title=_("New action"), kicker=framework.name, cancel=cancel)
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_action(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Change an action; somebody who was first is not overwritten unseen."""
    planned = queries.get_action(request.actor, planned_action_id)
    tasks = list(planned.framework.tasks.filter(is_current=True))
    form = ActionForm(posted(request), tasks=tasks, initial=ActionForm.initial_of(planned))
    if attempt(
        form,
        lambda data: editing.edit_action(
            actor=request.actor,
            action_id=planned.pk,
            version=data["version"],
            draft=form.draft(),
        ),
    ):
        say(request, _("The action was changed."))
        return redirect(action_path(planned))
    page = FormPage(title=_("Change the action"), kicker=planned.title, cancel=action_path(planned))
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def change_state(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Put an action in another state, with a reason where one is needed."""
    planned = queries.get_action(request.actor, planned_action_id)
    initial = {"version": planned.version}
    form = StateForm(posted(request), state=planned.state, initial=initial)
    if attempt(
        form,
        lambda data: editing.change_state(actor=request.actor, action_id=planned.pk, **data),
    ):
        say(request, _("The state was changed."))
        return redirect(action_path(planned))
    page = FormPage(
        title=_("Change the state"),
        kicker=planned.title,
        lead=planned.get_state_display(),
        cancel=action_path(planned),
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_POST
def move_action(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Put an action one place higher or lower under its task."""
    planned = queries.get_action(request.actor, planned_action_id)
    press(
        request,
        lambda: editing.move_action(
            actor=request.actor, action_id=planned.pk, up=request.POST.get("to") == "up"
        ),
        _("The order was changed."),
    )
    return redirect(reverse("policy:framework", args=[planned.framework_id]) + "#table")


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def add_indicator(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Say what is measured of an action."""
    planned = queries.get_action(request.actor, planned_action_id)
    form = IndicatorForm(posted(request), initial={"token": uuid4(), "direction": "up"})
    return _indicator(request, planned, form, None)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_indicator(
    request: BakenRequest, planned_action_id: UUID, action_indicator_id: UUID
) -> HttpResponse:
    """Change what is measured of an action."""
    planned = queries.get_action(request.actor, planned_action_id)
    indicator = planned.indicators.filter(pk=action_indicator_id).first()
    if indicator is None:
        raise Http404
    form = IndicatorForm(posted(request), initial=IndicatorForm.initial_of(indicator))
    return _indicator(request, planned, form, indicator.pk)


def _indicator(
    request: BakenRequest, planned: PlannedAction, form: IndicatorForm, known: UUID | None
) -> HttpResponse:
    if attempt(
        form,
        lambda data: reporting.set_indicator(
            actor=request.actor,
            action_id=planned.pk,
            draft=form.draft(),
            indicator_id=known or data["token"],
            version=data["version"] if known else 0,
        ),
    ):
        say(request, _("The indicator was saved."))
        return redirect(action_path(planned) + "#figures")
    page = FormPage(
        title=_("Change the indicator") if known else _("New indicator"),
        kicker=planned.title,
        cancel=action_path(planned),
    )
    return form_page(request, form, page)


def _for_reporting(request: BakenRequest, planned_action_id: UUID) -> PlannedAction | None:
    """Return the action, or None (with a sentence) when others tell how it goes."""
    planned = queries.get_action(request.actor, planned_action_id)
    if may_report(request.actor, planned):
        return planned
    if request.method == "POST":
        raise PermissionDenied
    messages.info(request, str(_("The organisation that owns this action tells how it goes.")))
    return None


@requires(Permission.POLICY_READ)
@require_http_methods(["GET", "POST"])
def measure(
    request: BakenRequest, planned_action_id: UUID, action_indicator_id: UUID
) -> HttpResponse:
    """Record one measured value."""
    planned = _for_reporting(request, planned_action_id)
    if planned is None:
        return redirect("policy:action", planned_action_id)
    indicator = planned.indicators.filter(pk=action_indicator_id).first()
    if indicator is None:
        raise Http404
    form = MeasureForm(posted(request))
    if attempt(
        form,
        lambda data: reporting.measure(
            actor=request.actor,
            action_id=planned.pk,
            indicator_id=indicator.pk,
            measured_on=data["measured_on"],
            value=data["value"],
            text=data["note"],
        ),
    ):
        say(request, _("The value was recorded."))
        return redirect(action_path(planned) + "#figures")
    page = FormPage(
        title=_("Record a value"),
        kicker=planned.title,
        lead=f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name,
        cancel=action_path(planned),
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_READ)
@require_http_methods(["GET", "POST"])
def withdraw(request: BakenRequest, planned_action_id: UUID, measurement_id: UUID) -> HttpResponse:
    """Take a mistaken value out of the picture, with a reason."""
    planned = _for_reporting(request, planned_action_id)
    if planned is None:
        return redirect("policy:action", planned_action_id)
    form = ReasonForm(posted(request))
    if attempt(
        form,
        lambda data: reporting.withdraw_measurement(
            actor=request.actor,
            action_id=planned.pk,
            measurement_id=measurement_id,
            reason=data["reason"],
        ),
    ):
        say(request, _("The value was withdrawn."))
        return redirect(action_path(planned) + "#figures")
    page = FormPage(
        title=_("Withdraw a value"),
        kicker=planned.title,
        lead=_("It disappears from the picture and stays readable, with your reason."),
        submit=_("Withdraw"),
        cancel=action_path(planned),
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_READ)
@require_http_methods(["GET", "POST"])
def add_note(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Write how an action goes."""
    planned = _for_reporting(request, planned_action_id)
    if planned is None:
        return redirect("policy:action", planned_action_id)
    form = NoteForm(posted(request), initial={"token": uuid4()})
    if attempt(
        form,
        lambda data: reporting.write_note(actor=request.actor, action_id=planned.pk, **data),
    ):
        say(request, _("The note was added."))
        return redirect(action_path(planned) + "#notes")
    page = FormPage(title=_("How does it go?"), kicker=planned.title, cancel=action_path(planned))
    return form_page(request, form, page)
