"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from .agreements import examples as agreements
from .world import BEGIN, PolicyWorld

SEES: dict[str, set[str]] = {
    **agreements.SEES,
    "plan_id": {"focal_safety", "focal_care", "mayor", "coordinator"},
}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    world = PolicyWorld(cast)
    plan = world.plan()
    measurement = world.indicator.measurements.create(
        framework=world.framework, measured_on=BEGIN, value=Decimal(3)
    )
    return {
        **agreements.examples(cast),
        "framework_id": str(world.framework.pk),
        "planned_action_id": str(world.planned.pk),
        "action_indicator_id": str(world.indicator.pk),
        "measurement_id": str(measurement.pk),
        "goal_id": str(world.goal.pk),
        "policy_task_id": str(world.task.pk),
        "plan_id": str(plan.pk),
        "plan_item_id": str(plan.items.get().pk),
    }
