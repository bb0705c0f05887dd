"""A small region of policy for the tests: one period, one task, one action with an indicator."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from baken.network.policy.models import (
    ActionIndicator,
    ActionPartner,
    Framework,
    Goal,
    MunicipalPlan,
    PlanItem,
    PlannedAction,
    Task,
    TaskGoal,
)

BEGIN = dt.date(2025, 1, 1)
WHY = "a test looks at everything"


class PolicyWorld:
    """Owned by the advice desk (ESSM), with the police as a partner; Vlaardingen has a plan."""

    def __init__(self, cast: Any, *, state: str = "in-force") -> None:
        self.cast = cast
        self.framework = Framework.objects.create(
            slug=f"kader-{state}",
            name="Beleidskader 2025-2026",
            starts_on=BEGIN,
            ends_on=dt.date(2026, 12, 31),
            state=state,
        )
        self.goal = Goal.objects.create(
            framework=self.framework,
            slug="doel",
            level="regional",
            number=1,
            short="Voorkomen",
            text="Minder slachtoffers.",
        )
        self.task = Task.objects.create(
            framework=self.framework, slug="opgave", number=1, title="Bewustwording", short="Bewust"
        )
        TaskGoal.objects.create(framework=self.framework, task=self.task, goal=self.goal)
        self.planned = self.add("Alle balies getraind", owner="essm", partner="police")
        self.indicator = ActionIndicator.objects.create(
            framework=self.framework,
            action=self.planned,
            name="Getrainde balies",
            unit="balies",
            base=Decimal(0),
            target=Decimal(20),
        )

    def add(self, title: str, *, owner: str = "", partner: str = "", **values: Any) -> Any:
        """Add an action under the one task."""
        organisations = self.cast.organisations
        planned = PlannedAction.objects.create(
            framework=self.framework,
            task=self.task,
            title=title,
            owner=organisations[owner] if owner else None,
            state_since=BEGIN,
            **values,
        )
        if partner:
            ActionPartner.objects.create(
                framework=self.framework, action=planned, organisation=organisations[partner]
            )
        return planned

    def plan(self, organisation: str = "vlaardingen") -> Any:
        """Return a municipality's plan with one item."""
        owner = self.cast.organisations[organisation]
        plan = MunicipalPlan.objects.create(framework=self.framework, organisation=owner)
        PlanItem.objects.create(
            plan=plan, organisation=owner, task=self.task, title="Balie van het stadhuis trainen"
        )
        return plan
