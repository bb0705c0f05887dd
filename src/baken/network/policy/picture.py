"""The tree of a period as boxes for ``baken.web.tree_chart``."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from baken.web.tree_chart import Box, TreeChart, tree_chart

from .models import ActionState, PlannedAction
from .queries import Tree

SHAPES: dict[str, str] = {
    ActionState.PLANNED: "open",
    ActionState.RUNNING: "going",
    ActionState.DELAYED: "late",
    ActionState.DONE: "done",
    ActionState.STOPPED: "ended",
}


def picture_of(tree: Tree) -> TreeChart:
    """Return goals, tasks and actions as three columns. O(goals + tasks + actions)."""
    goals = [
        Box(
            key=f"goal-{goal.pk}",
            title=goal.short,
            kicker=_("%(level)s goal %(number)d")
            % {"level": goal.get_level_display(), "number": goal.number},
        )
        for goal in tree.goals
    ]
    tasks = [
        Box(
            key=f"task-{task.pk}",
            title=task.short,
            kicker=_("Task %(number)d") % {"number": task.number},
            joins=[f"goal-{g}" for g, t in tree.links if t == task.pk],
        )
        for task in tree.tasks
    ]
    actions = [_action(one) for task in tree.tasks for one in tree.under(task)]
    return tree_chart([(_("Goals"), goals), (_("Tasks"), tasks), (_("Actions"), actions)])


def _action(one: PlannedAction) -> Box:
    word = str(one.get_state_display())
    if one.is_overdue():
        word = _("%(state)s, overdue") % {"state": word}
    if one.to_be_supplied:
        word = _("To be supplied by the region")
    return Box(
        key=f"action-{one.pk}",
        title=one.title,
        word=word,
        shape=SHAPES["delayed" if one.is_overdue() else one.state],
        href=reverse("policy:action", args=[one.pk]),
        joins=[f"task-{one.task_id}"],
    )
