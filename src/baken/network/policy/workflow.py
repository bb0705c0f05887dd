"""The life cycles of policy, as tables; one function checks each step.

A step that sets work back (delayed, stopped) or takes up again what was finished needs a reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .errors import PolicyError
from .models.choices import ActionState as A
from .models.choices import FrameworkState as F
from .models.choices import PlanState as P

Table = Mapping[str, frozenset[str]]

ACTION: Table = {
    A.PLANNED: frozenset({A.RUNNING, A.DELAYED, A.DONE, A.STOPPED}),
    A.RUNNING: frozenset({A.DELAYED, A.DONE, A.STOPPED}),
    A.DELAYED: frozenset({A.RUNNING, A.DONE, A.STOPPED}),
    # What turned out not to be finished, or was stopped too early, is taken up again.
    A.DONE: frozenset({A.RUNNING}),
    A.STOPPED: frozenset({A.PLANNED, A.RUNNING}),
}
"""Of an action of the region and of an item in a municipality's plan."""

FRAMEWORK: Table = {
    F.DRAFT: frozenset({F.IN_FORCE}),
    F.IN_FORCE: frozenset({F.ENDED}),
    F.ENDED: frozenset(),
}

PLAN: Table = {
    P.DRAFT: frozenset({P.ADOPTED}),
    P.ADOPTED: frozenset({P.DRAFT, P.ENDED}),
    P.ENDED: frozenset(),
}

FINISHED = frozenset({A.DONE, A.STOPPED})
SETBACKS = frozenset({A.DELAYED, A.STOPPED})


def needs_reason(source: str, target: str) -> bool:
    """Say whether the step from ``source`` to ``target`` is taken only with a reason."""
    return target in SETBACKS or source in FINISHED


def check(table: Table, source: str, target: str, *, reason: str = "") -> str:
    """Return ``target``; raise ``PolicyError`` when the step is not allowed or lacks a reason."""
    if target not in table[source]:
        raise PolicyError(_("This step is not possible from the present state."), field="state")
    if table is ACTION and needs_reason(source, target) and not reason.strip():
        raise PolicyError(_("Write down why; others need to understand it."), field="reason")
    return target
