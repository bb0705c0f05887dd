"""Both locks agree: what ``visible_to`` shows is what the database shows, for every role."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import Error, transaction
from tests.cast import PEOPLE

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.policy.actions import reporting
from baken.network.policy.models import (
    ActionEvent,
    ActionIndicator,
    ActionPartner,
    Framework,
    Goal,
    Measurement,
    MunicipalPlan,
    PlanItem,
    PlannedAction,
    ProgressNote,
    Task,
    TaskGoal,
)

from .world import BEGIN, WHY, PolicyWorld

pytestmark = pytest.mark.django_db
MODELS: list[Any] = [
    Framework, Goal, Task, TaskGoal, PlannedAction, ActionPartner, ActionIndicator, Measurement,
    ProgressNote, ActionEvent, MunicipalPlan, PlanItem,
]  # fmt: skip


@pytest.fixture
def world(cast: Any) -> PolicyWorld:
    PolicyWorld(cast, state="draft")
    world = PolicyWorld(cast)
    world.plan()
    world.plan("schiedam")
    actor = cast.advice_desk.actor
    reporting.measure(
        actor=actor,
        action_id=world.planned.pk,
        indicator_id=world.indicator.pk,
        measured_on=BEGIN,
        value=Decimal(1),
    )
    reporting.write_note(
        actor=actor, action_id=world.planned.pk, text="Goed.", token=world.planned.pk
    )
    return world


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_both_locks_show_the_same(cast: Any, world: PolicyWorld, model: Any) -> None:
    actors = [getattr(cast, name).actor for name in PEOPLE]
    actors += [Actor.stranger(), Actor.system("reminders")]
    seen = set()
    for actor in actors:
        expected = set(model.objects.visible_to(actor).values_list("pk", flat=True))
        with acting_as(actor):
            found = set(model.objects.unscoped(reason=WHY).values_list("pk", flat=True))
        assert found == expected, f"{model.__name__} as {actor.role or actor.kind}"
        seen.add(frozenset(found))
    assert len(seen) > 1


def refused(actor: Actor, write: Any) -> bool:
    """Say whether the database refuses a write, or lets it touch no row."""
    try:
        with transaction.atomic(), acting_as(actor):
            return write() == 0
    except Error:
        return True


def test_the_database_refuses_what_no_page_offers(cast: Any, world: PolicyWorld) -> None:
    def retitle() -> int:
        return int(PlannedAction.objects.unscoped(reason=WHY).update(title="Anders"))

    def add_value() -> Any:
        return Measurement.objects.create(
            framework=world.framework,
            indicator=world.indicator,
            measured_on=BEGIN.replace(year=2026),
            value=Decimal(5),
        )

    own = cast.organisations["vlaardingen"]
    plan = MunicipalPlan.objects.unscoped(reason=WHY).get(organisation=own)

    def add_item() -> Any:
        return PlanItem.objects.create(
            plan=plan,
            organisation=own,
            task=world.task,
            title="Van een ander",
        )

    for name in ("police", "advice_desk", "focal_safety", "mayor", "portfolio_holder"):
        assert refused(getattr(cast, name).actor, retitle), name
    assert not refused(cast.coordinator.actor, retitle)
    for name in ("police", "riec", "focal_safety"):
        assert refused(getattr(cast, name).actor, add_value), name
    assert not refused(cast.advice_desk.actor, add_value)
    for name in ("mayor", "coordinator", "police"):
        assert refused(getattr(cast, name).actor, add_item), name
    assert not refused(cast.focal_safety.actor, add_item)
