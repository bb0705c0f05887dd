"""The region's policy is loaded from the pack, and what was edited on screen stays."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import read_pack
from baken.network.policy.actions.editing import ActionDraft, add_action, edit_action
from baken.network.policy.models import Framework, Goal, PlannedAction, Task

pytestmark = pytest.mark.django_db
WHY = "a test looks at everything"


def load() -> Any:
    return load_pack(read_pack(settings.REGIONS_FOLDER / "rotterdam"))


def test_the_region_has_its_goals_and_tasks_and_marks_what_is_not_public() -> None:
    load()
    goals = Goal.objects.unscoped(reason=WHY)
    assert goals.filter(level="national").count() == 3
    assert goals.filter(level="regional").count() == 4
    assert Task.objects.unscoped(reason=WHY).count() == 5
    unknown = PlannedAction.objects.unscoped(reason=WHY).filter(to_be_supplied=True)
    assert unknown.count() == 5
    assert not unknown.filter(owner__isnull=False).exists()


def test_loading_again_changes_nothing() -> None:
    load()
    assert load().has_changed is False


def test_what_was_edited_on_screen_wins_over_a_later_load(cast: Any) -> None:
    load()
    planned = PlannedAction.objects.unscoped(reason=WHY).get(slug="monitor")
    edit_action(
        actor=cast.coordinator.actor,
        action_id=planned.pk,
        version=planned.version,
        draft=ActionDraft(task_id=planned.task_id, title="Monitor, twee keer per jaar"),
    )
    report = load()
    planned.refresh_from_db()
    assert planned.title == "Monitor, twee keer per jaar"
    assert "title" in {edit.field for edit in report.kept}


def test_an_ended_period_is_left_as_it_was() -> None:
    load()
    Framework.objects.unscoped(reason=WHY).update(state="ended", name="Zoals het was")
    assert load().has_changed is False


def test_an_action_added_on_screen_is_not_retired_by_a_load(cast: Any) -> None:
    load()
    framework = Framework.objects.unscoped(reason=WHY).get()
    task = framework.tasks.first()
    added = add_action(
        actor=cast.coordinator.actor,
        framework_id=framework.pk,
        draft=ActionDraft(task_id=task.pk, title="Nieuw", ends_on=dt.date(2026, 12, 1)),
        token=uuid4(),
    )
    load()
    added.refresh_from_db()
    assert added.is_current
