"""Everything as spreadsheets: actions, measurements and the parts of municipal plans."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.policy.models import Measurement, PlanItem, PlannedAction
from baken.web.spreadsheet import spreadsheet_response

ACTIONS = (
    gettext_lazy("Period"),
    gettext_lazy("Task"),
    gettext_lazy("Action"),
    gettext_lazy("Description"),
    gettext_lazy("Owner of the action"),
    gettext_lazy("Partners"),
    gettext_lazy("Starts"),
    gettext_lazy("To be done by"),
    gettext_lazy("State"),
    gettext_lazy("Reason"),
    gettext_lazy("In this state since"),
    gettext_lazy("Decision for the next period"),
    gettext_lazy("Source"),
)
MEASUREMENTS = (
    gettext_lazy("Action"),
    gettext_lazy("What is measured"),
    gettext_lazy("Unit"),
    gettext_lazy("Value at the start"),
    gettext_lazy("Target"),
    gettext_lazy("Measured on"),
    gettext_lazy("Value"),
    gettext_lazy("Note"),
    gettext_lazy("Withdrawn because"),
)
ITEMS = (
    gettext_lazy("Municipality"),
    gettext_lazy("Period"),
    gettext_lazy("Task"),
    gettext_lazy("What the municipality does"),
    gettext_lazy("Description"),
    gettext_lazy("Responsible function"),
    gettext_lazy("Starts"),
    gettext_lazy("To be done by"),
    gettext_lazy("State"),
    gettext_lazy("Reason"),
)


@requires(Permission.POLICY_READ)
@require_GET
def export_actions(request: BakenRequest) -> HttpResponse:
    """Return all actions of all periods that the actor may know of. Two queries."""
    found = (
        PlannedAction.objects.visible_to(request.actor)
        .in_use()
        .select_related("framework", "task", "owner")
        .prefetch_related("partners")
    )
    rows = [
        (
            one.framework.name,
            str(one.task),
            one.title,
            one.description,
            str(one.owner or ""),
            ", ".join(partner.name for partner in one.partners.all()),
            one.starts_on,
            one.ends_on,
            one.get_state_display(),
            one.state_reason,
            one.state_since,
            one.get_carry_decision_display(),
            one.source,
        )
        for one in found
    ]
    return spreadsheet_response("beleid-acties.xlsx", _("Actions"), ACTIONS, rows)


@requires(Permission.POLICY_READ)
@require_GET
def export_measurements(request: BakenRequest) -> HttpResponse:
    """Return all measured values that the actor may know of, withdrawn ones too. One query."""
    found = Measurement.objects.visible_to(request.actor).select_related("indicator__action")
    rows = [
        (
            one.indicator.action.title,
            one.indicator.name,
            one.indicator.unit,
            _number(one.indicator.base),
            _number(one.indicator.target),
            one.measured_on,
            _number(one.value),
            one.note,
            one.withdrawn_reason,
        )
        for one in found
    ]
    return spreadsheet_response("beleid-metingen.xlsx", _("Measurements"), MEASUREMENTS, rows)


@requires(Permission.POLICY_READ)
@require_GET
def export_items(request: BakenRequest) -> HttpResponse:
    """Return the parts of the municipal plans that the actor may know of. One query."""
    found = PlanItem.objects.visible_to(request.actor).select_related(
        "organisation", "plan__framework", "task"
    )
    rows = [
        (
            one.organisation.name,
            one.plan.framework.name,
            str(one.task),
            one.title,
            one.description,
            one.owner_function,
            one.starts_on,
            one.due_on,
            one.get_state_display(),
            one.state_reason,
        )
        for one in found
    ]
    return spreadsheet_response("gemeentelijke-plannen.xlsx", _("Municipal plans"), ITEMS, rows)


def _number(value: object) -> object:
    return None if value is None else float(str(value))
