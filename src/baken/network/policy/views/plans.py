"""Municipal plans: who has one, and the own municipality's."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.policy import queries
from baken.network.policy.actions import plans
from baken.network.policy.errors import PolicyError
from baken.network.policy.forms.plans import ItemForm, PlanForm
from baken.network.policy.models import MunicipalPlan, PlanState
from baken.network.policy.paths import plan_path

from .base import FormPage, attempt, form_page, posted, say, tabs


@requires(Permission.POLICY_READ)
@require_GET
def plan_list(request: BakenRequest) -> HttpResponse:
    """Show the coordinator every municipality's plan, and others the own one."""
    framework = queries.present_framework(request.actor)
    rows = queries.municipal_plans(request.actor, framework) if framework else []
    sees_all = request.actor.may(Permission.POLICY_EDIT)
    if not sees_all:
        rows = [row for row in rows if row["organisation"].pk == request.actor.organisation_id]
    context = {
        "framework": framework,
        "rows": rows,
        "sees_all": sees_all,
        "can_edit": request.actor.may(Permission.POLICY_EDIT_OWN),
        "tabs": tabs(request, "plans"),
    }
    return render(request, "policy/plans.html", context)


@requires(Permission.POLICY_EDIT_OWN)
@require_POST
def start_plan(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Begin the plan of the own municipality."""
    framework = queries.get_framework(request.actor, framework_id)
    try:
        plan = plans.start_plan(actor=request.actor, framework_id=framework.pk)
    except PolicyError as error:
        messages.error(request, str(error))
        return redirect("policy:plans")
    return redirect(plan_path(plan))


def _can_edit(request: BakenRequest, plan: MunicipalPlan) -> bool:
    return (
        request.actor.may(Permission.POLICY_EDIT_OWN)
        and plan.organisation_id == request.actor.organisation_id
        and plan.framework.is_open
        and plan.state != PlanState.ENDED
    )


@requires(Permission.POLICY_READ)
@require_GET
def plan(request: BakenRequest, plan_id: UUID) -> HttpResponse:
    """Show one plan, task by task."""
    shown = queries.get_plan(request.actor, plan_id)
    items = list(shown.items.all())
    tasks = shown.framework.tasks.filter(is_current=True)
    context = {
        "plan": shown,
        "rows": [(task, [one for one in items if one.task_id == task.pk]) for task in tasks],
        "can_edit": _can_edit(request, shown),
    }
    return render(request, "policy/plan.html", context)


@requires(Permission.POLICY_EDIT_OWN)
@require_http_methods(["GET", "POST"])
def edit_plan(request: BakenRequest, plan_id: UUID) -> HttpResponse:
    """Change what stands above the plan, and say when it was adopted."""
    shown = queries.get_plan(request.actor, plan_id)
    form = PlanForm(posted(request), initial=PlanForm.initial_of(shown))
    if attempt(form, lambda data: plans.edit_plan(actor=request.actor, plan_id=shown.pk, **data)):
        say(request, _("The plan was changed."))
        return redirect(plan_path(shown))
    page = FormPage(
        title=_("Change the plan"), kicker=shown.organisation.name, cancel=plan_path(shown)
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT_OWN)
@require_http_methods(["GET", "POST"])
def add_item(request: BakenRequest, plan_id: UUID) -> HttpResponse:
    """Add what the municipality does for a task."""
    shown = queries.get_plan(request.actor, plan_id)
    initial = {"task": request.GET.get("opgave", ""), "token": uuid4()}
    form = _item_form(request, shown, initial)
    if attempt(
        form,
        lambda data: plans.add_item(
            actor=request.actor, plan_id=shown.pk, draft=form.draft(), token=data["token"]
        ),
    ):
        say(request, _("The part was added."))
        return redirect(plan_path(shown))
    page = FormPage(
        title=_("Add to the plan"), kicker=shown.organisation.name, cancel=plan_path(shown)
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT_OWN)
@require_http_methods(["GET", "POST"])
def edit_item(request: BakenRequest, plan_id: UUID, plan_item_id: UUID) -> HttpResponse:
    """Change one part of the plan."""
    shown = queries.get_plan(request.actor, plan_id)
    item = next((one for one in shown.items.all() if one.pk == plan_item_id), None)
    if item is None:
        raise Http404
    form = _item_form(request, shown, ItemForm.initial_of(item))
    if attempt(
        form,
        lambda data: plans.edit_item(
            actor=request.actor,
            plan_id=shown.pk,
            item_id=item.pk,
            version=data["version"],
            draft=form.draft(),
        ),
    ):
        say(request, _("The part was changed."))
        return redirect(plan_path(shown))
    page = FormPage(title=_("Change the part"), kicker=item.title, cancel=plan_path(shown))
    return form_page(request, form, page)


def _item_form(request: BakenRequest, shown: MunicipalPlan, initial: dict[str, object]) -> ItemForm:
    return ItemForm(
        posted(request),
        tasks=list(shown.framework.tasks.filter(is_current=True)),
        actions=list(shown.framework.actions.filter(is_current=True)),
        initial=initial,
    )
