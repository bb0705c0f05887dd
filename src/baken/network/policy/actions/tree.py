"""Goals and tasks of a period; the coordinator keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.network.policy.errors import PolicyError
from baken.network.policy.models import Framework, Goal, Task, TaskGoal
from baken.network.policy.steps import (
    check_version,
    demand,
    locked_framework,
    refuse_personal_data,
)


@action
def set_goal(
    *, actor: Actor, framework_id: UUID, goal_id: UUID, version: int, values: dict[str, Any]
) -> Goal:
    """Add a goal (``version`` 0; the id comes from the form) or change one.

    ``values``: level, number, short, text. Raises ``EditConflict``, and ``PolicyError`` for a
    number that is taken.
    """
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    refuse_personal_data(short=values["short"], text=values["text"])
    goal: Goal = _put(framework, Goal, framework.goals, goal_id, version, values)
    return goal


@action
def set_task(
    *,
    actor: Actor,
    framework_id: UUID,
    task_id: UUID,
    version: int,
    values: dict[str, Any],
    goal_ids: Iterable[UUID],
) -> Task:
    """Add a task or change one, with the goals it serves.

    ``values``: number, title, short, description. Raises as ``set_goal``.
    """
    demand(actor, Permission.POLICY_EDIT)
    framework = locked_framework(actor, framework_id)
    refuse_personal_data(title=values["title"], description=values["description"])
    task: Task = _put(framework, Task, framework.tasks, task_id, version, values)
    chosen = set(framework.goals.filter(pk__in=list(goal_ids)).values_list("pk", flat=True))
    known = set(task.task_goals.values_list("goal_id", flat=True))
    task.task_goals.exclude(goal_id__in=chosen).delete()
    TaskGoal.objects.bulk_create(
        TaskGoal(framework=framework, task=task, goal_id=goal_id) for goal_id in chosen - known
    )
    return task


def _put(
    framework: Framework, model: Any, rows: Any, pk: UUID, version: int, values: dict[str, Any]
) -> Any:
    """Create or change one row; a number that is taken is told, not crashed upon."""
    known = rows.filter(pk=pk).first()
    if known is not None and version == 0:
        return known
    if known is None and version:
        raise model.DoesNotExist
    if known is not None:
        check_version(known, version, {str(_("In a few words")): known.short})
    try:
        with transaction.atomic():
            saved = _write(framework, model, known, pk, values)
            _check_numbers()
    except IntegrityError as error:
        raise PolicyError(_("This number is taken. Choose another one."), field="number") from error
    return saved


def _write(framework: Framework, model: Any, known: Any, pk: UUID, values: dict[str, Any]) -> Any:
    if known is None:
        return model.objects.create(
            pk=pk, framework=framework, slug=f"eigen-{pk.hex[:12]}", **values
        )
    for name, value in values.items():
        setattr(known, name, value)
    known.version += 1
    known.save(update_fields=[*values, "version"])
    return known


def _check_numbers() -> None:
    """Judge the deferred uniqueness of numbers now, within the savepoint."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS goal_number_unique, task_number_unique IMMEDIATE")
        cursor.execute("SET CONSTRAINTS goal_number_unique, task_number_unique DEFERRED")
