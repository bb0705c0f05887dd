"""Periods: prepare the next one, put it in force, carry actions over, end the old one."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.policy import queries
from baken.network.policy.actions import periods, tree
from baken.network.policy.forms.base import PolicyForm
from baken.network.policy.forms.periods import DecisionForm, FrameworkForm, GoalForm, TaskForm
from baken.network.policy.models import Framework, PlannedAction

from .base import FormPage, attempt, form_page, posted, press, say, tabs


@requires(Permission.POLICY_EDIT)
@require_GET
def period_list(request: BakenRequest) -> HttpResponse:
    """List the periods, with what can be done with each."""
    context = {
        "frameworks": queries.frameworks(request.actor),
        "tabs": tabs(request, "periods"),
    }
    return render(request, "policy/periods.html", context)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def start_next(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Prepare the period after this one."""
    old = queries.get_framework(request.actor, framework_id)
    form = FrameworkForm(posted(request))
    made: list[Framework] = []
    if attempt(
        form,
        lambda data: made.append(
            periods.start_next(actor=request.actor, framework_id=old.pk, draft=form.draft())
        ),
    ):
        say(request, _("The next period was prepared. Decide now what becomes of each action."))
        return redirect("policy:carry", old.pk)
    page = FormPage(
        title=_("Prepare the next period"),
        kicker=old.name,
        lead=_("Goals and tasks come along; actions come along one by one, on purpose."),
        submit=_("Prepare"),
        cancel=reverse("policy:periods"),
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_framework(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Change name, days or description of a period."""
    framework = queries.get_framework(request.actor, framework_id)
    form = FrameworkForm(posted(request), initial=FrameworkForm.initial_of(framework))
    if attempt(
        form,
        lambda data: periods.edit_framework(
            actor=request.actor,
            framework_id=framework.pk,
            version=data["version"],
            draft=form.draft(),
        ),
    ):
        say(request, _("The period was changed."))
        return redirect("policy:periods")
    page = FormPage(
        title=_("Change the period"), kicker=framework.name, cancel=reverse("policy:periods")
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_POST
def put_in_force(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Show a prepared period to everybody who takes part."""
    framework = queries.get_framework(request.actor, framework_id)
    press(
        request,
        lambda: periods.put_in_force(actor=request.actor, framework_id=framework.pk),
        _("The period is in force. Everybody who takes part can read it."),
    )
    return redirect("policy:periods")


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def end(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """End a period of which every open action was decided on; asked first, for it stays ended."""
    framework = queries.get_framework(request.actor, framework_id)
    form = PolicyForm(posted(request))
    if attempt(form, lambda data: periods.end(actor=request.actor, framework_id=framework.pk)):
        say(request, _("The period has ended. It stays readable."))
        return redirect("policy:periods")
    page = FormPage(
        title=_("End this period"),
        kicker=framework.name,
        lead=_("Afterwards it can be read and no longer be changed. This cannot be undone."),
        submit=_("End this period"),
        cancel=reverse("policy:periods"),
    )
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_GET
def carry(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Show what was decided about each action of a period, and what is still open."""
    framework = queries.get_framework(request.actor, framework_id)
    actions = list(
        PlannedAction.objects.visible_to(request.actor)
        .in_use()
        .filter(framework=framework)
        .select_related("task", "owner", "carried_to")
    )
    context = {
        "framework": framework,
        "successor": getattr(framework, "successor", None),
        "actions": actions,
        "undecided": sum(one.is_open and not one.carry_decision for one in actions),
    }
    return render(request, "policy/carry.html", context)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def decide(request: BakenRequest, planned_action_id: UUID) -> HttpResponse:
    """Carry one action over, finish it or drop it."""
    planned = queries.get_action(request.actor, planned_action_id)
    back = reverse("policy:carry", args=[planned.framework_id])
    form = DecisionForm(posted(request), initial={"version": planned.version})
    if attempt(
        form,
        lambda data: periods.decide(actor=request.actor, action_id=planned.pk, **data),
    ):
        say(request, _("The decision was recorded."))
        return redirect(f"{back}#action-{planned.pk}")
    page = FormPage(title=_("Decide on an action"), kicker=planned.title, cancel=back)
    return form_page(request, form, page)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def add_goal(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Add a goal to a period."""
    framework = queries.get_framework(request.actor, framework_id)
    return _goal(request, framework, GoalForm(posted(request), initial={"token": uuid4()}), None)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_goal(request: BakenRequest, framework_id: UUID, goal_id: UUID) -> HttpResponse:
    """Change a goal."""
    framework = queries.get_framework(request.actor, framework_id)
    goal = framework.goals.filter(pk=goal_id).first()
    if goal is None:
        raise Http404
    names = ("version", "level", "number", "short", "text")
    form = GoalForm(posted(request), initial={name: getattr(goal, name) for name in names})
    return _goal(request, framework, form, goal.pk)


def _goal(
    request: BakenRequest, framework: Framework, form: GoalForm, known: UUID | None
) -> HttpResponse:
    back = reverse("policy:framework", args=[framework.pk])
    if attempt(
        form,
        lambda data: tree.set_goal(
            actor=request.actor,
            framework_id=framework.pk,
            goal_id=known or data["token"],
            version=data["version"] if known else 0,
            values={name: data[name] for name in ("level", "number", "short", "text")},
        ),
    ):
        say(request, _("The goal was saved."))
        return redirect(back + "#goals")
    title = _("Change the goal") if known else _("New goal")
    return form_page(request, form, FormPage(title=title, kicker=framework.name, cancel=back))


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def add_task(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Add a task to a period."""
    framework = queries.get_framework(request.actor, framework_id)
    goals = list(framework.goals.filter(is_current=True))
    form = TaskForm(posted(request), goals=goals, initial={"token": uuid4()})
    return _task(request, framework, form, None)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit_task(request: BakenRequest, framework_id: UUID, policy_task_id: UUID) -> HttpResponse:
    """Change a task and the goals it serves."""
    framework = queries.get_framework(request.actor, framework_id)
    task = framework.tasks.filter(pk=policy_task_id).first()
    if task is None:
        raise Http404
    names = ("version", "number", "title", "short", "description")
    initial = {name: getattr(task, name) for name in names}
    initial["goals"] = [str(link.goal_id) for link in task.task_goals.all()]
    goals = list(framework.goals.filter(is_current=True))
    form = TaskForm(posted(request), goals=goals, initial=initial)
    return _task(request, framework, form, task.pk)


def _task(
    request: BakenRequest, framework: Framework, form: TaskForm, known: UUID | None
) -> HttpResponse:
    back = reverse("policy:framework", args=[framework.pk])
    if attempt(
        form,
        lambda data: tree.set_task(
            actor=request.actor,
            framework_id=framework.pk,
            task_id=known or data["token"],
            version=data["version"] if known else 0,
            values={name: data[name] for name in ("number", "title", "short", "description")},
            goal_ids=[UUID(pk) for pk in data["goals"]],
        ),
    ):
        say(request, _("The task was saved."))
        return redirect(back + "#table")
    title = _("Change the task") if known else _("New task")
    return form_page(request, form, FormPage(title=title, kicker=framework.name, cancel=back))
