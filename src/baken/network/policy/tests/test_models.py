"""The tables are there and hold what they promise."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from baken.network.policy.models import Framework, PlannedAction, Task

pytestmark = pytest.mark.django_db


def framework(slug: str) -> Any:
    return Framework.objects.create(
        slug=slug, name=slug, starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2026, 12, 31)
    )


def misplaced(wrong: Any, task: Any) -> None:
    day = dt.date(2025, 1, 1)
    PlannedAction.objects.create(framework=wrong, task=task, title="A", state_since=day)
    connection.check_constraints()


def test_an_action_lies_in_the_framework_of_its_task() -> None:
    one, other = framework("one"), framework("other")
    task = Task.objects.create(framework=one, slug="t", number=1, title="T", short="T")
    with pytest.raises(IntegrityError), transaction.atomic():
        misplaced(other, task)


def test_a_delayed_action_says_why() -> None:
    task = Task.objects.create(
        framework=(one := framework("one")), slug="t", number=1, title="T", short="T"
    )
    values = {"framework": one, "task": task, "title": "A", "state_since": dt.date(2025, 1, 1)}
    PlannedAction.objects.create(state="delayed", state_reason="Geen geld.", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedAction.objects.create(state="delayed", **values)
