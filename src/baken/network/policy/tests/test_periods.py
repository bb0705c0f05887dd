"""A new period beside the old one: carrying over keeps history, and nothing is lost unseen."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.network.policy.actions import editing, periods, reporting
from baken.network.policy.errors import EditConflict, PeriodEnded, PolicyError
from baken.network.policy.models import ActionEvent, Measurement, PlannedAction

from .world import WHY, PolicyWorld

pytestmark = pytest.mark.django_db
NEXT = periods.FrameworkDraft(
    name="Beleidskader 2027-2030", starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2030, 12, 31)
)


@pytest.fixture
def world(cast: Any) -> PolicyWorld:
    return PolicyWorld(cast)


def start_next(world: PolicyWorld) -> Any:
    actor = world.cast.coordinator.actor
    return periods.start_next(actor=actor, framework_id=world.framework.pk, draft=NEXT)


def decide(world: PolicyWorld, planned: Any, decision: str, reason: str = "") -> Any:
    return periods.decide(
        actor=world.cast.coordinator.actor,
        action_id=planned.pk,
        version=planned.version,
        decision=decision,
        reason=reason,
    )


def measured(world: PolicyWorld, value: int) -> Any:
    return reporting.measure(
        actor=world.cast.advice_desk.actor,
        action_id=world.planned.pk,
        indicator_id=world.indicator.pk,
        measured_on=dt.date(2025, 6, 1),
        value=Decimal(value),
    )


def test_the_next_period_has_the_goals_and_tasks_and_no_action(world: PolicyWorld) -> None:
    new = start_next(world)
    assert new.state == "draft"
    assert [task.title for task in new.tasks.all()] == ["Bewustwording"]
    assert new.tasks.get().goals.get().short == "Voorkomen"
    assert not new.actions.exists()
    assert start_next(world).pk == new.pk


def test_a_period_put_in_force_before_it_begins_does_not_hold_yet(world: PolicyWorld) -> None:
    new = start_next(world)
    new.state = "in-force"
    new.starts_on = timezone.localdate() + dt.timedelta(days=1)
    assert new.state_words == "Vastgesteld"
    new.starts_on = timezone.localdate()
    assert new.state_words == "Geldt"


def test_carrying_over_links_both_ways_and_keeps_history_and_values(world: PolicyWorld) -> None:
    new = start_next(world)
    measured(world, 8)
    before = ActionEvent.objects.unscoped(reason=WHY).filter(action=world.planned).count()
    old = decide(world, world.planned, "carried", "Loopt door.")
    carried = old.carried_to
    assert carried.framework == new
    assert carried.carried_from == old
    assert carried.partners.get().slug == "police"
    assert carried.indicators.get().base == 8
    assert not carried.indicators.get().measurements.exists()
    assert Measurement.objects.unscoped(reason=WHY).get().indicator.action_id == old.pk
    events = ActionEvent.objects.unscoped(reason=WHY)
    assert events.filter(action=old).count() == before + 1
    assert events.filter(action=carried).get().kind == "carried-in"
    assert old.state == "planned"


def test_an_action_is_carried_over_once(world: PolicyWorld) -> None:
    start_next(world)
    decide(world, world.planned, "carried")
    world.planned.refresh_from_db()
    decide(world, world.planned, "carried")
    assert PlannedAction.objects.unscoped(reason=WHY).count() == 2
    with pytest.raises(PolicyError):
        decide(world, world.planned, "dropped", "Toch niet.")


def test_without_a_next_period_nothing_is_carried_over(world: PolicyWorld) -> None:
    with pytest.raises(PolicyError):
        decide(world, world.planned, "carried")


def test_dropping_needs_a_reason_and_stops_the_action(world: PolicyWorld) -> None:
    with pytest.raises(PolicyError):
        decide(world, world.planned, "dropped")
    world.planned.refresh_from_db()
    dropped = decide(world, world.planned, "dropped", "Geen geld.")
    assert (dropped.state, dropped.state_reason) == ("stopped", "Geen geld.")


def test_a_period_ends_only_when_every_open_action_was_decided_on(world: PolicyWorld) -> None:
    actor = world.cast.coordinator.actor
    with pytest.raises(PolicyError):
        periods.end(actor=actor, framework_id=world.framework.pk)
    decide(world, world.planned, "finished")
    periods.end(actor=actor, framework_id=world.framework.pk)
    with pytest.raises(PeriodEnded):
        measured(world, 3)
    with pytest.raises(PeriodEnded):
        editing.move_action(actor=actor, action_id=world.planned.pk, up=True)


def test_a_decision_that_comes_second_is_told(world: PolicyWorld) -> None:
    first = PlannedAction.objects.unscoped(reason=WHY).get(pk=world.planned.pk)
    decide(world, first, "finished")
    with pytest.raises(EditConflict):
        decide(world, world.planned, "dropped", "Geen geld.")


def test_only_the_coordinator_changes_the_region_s_plan(world: PolicyWorld) -> None:
    for player in (world.cast.focal_safety, world.cast.portfolio_holder, world.cast.police):
        with pytest.raises(PermissionDenied):
            periods.start_next(actor=player.actor, framework_id=world.framework.pk, draft=NEXT)


@given(decisions=st.lists(st.sampled_from(["carried", "finished", "dropped"]), max_size=6))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_action_stays_in_the_old_period_and_only_carried_ones_are_in_the_new(
    world: PolicyWorld, decisions: list[str]
) -> None:
    new = start_next(world)
    titles = []
    for decision in decisions:
        planned = world.add(f"Actie {uuid4()}")
        decide(world, planned, decision, "Omdat.")
        titles.append((planned.title, decision))
    everything = PlannedAction.objects.unscoped(reason=WHY)
    for title, decision in titles:
        assert everything.filter(framework=world.framework, title=title).count() == 1
        assert everything.filter(framework=new, title=title).count() == (decision == "carried")
