"""Reminders run for every room, also when one of them fails."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from baken.foundation.access.lock import current_actor
from baken.foundation.notices import jobs, reminders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "_REMINDERS", {})


def test_each_function_runs_as_the_system_with_the_moment() -> None:
    moment = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
    seen: list[Any] = []

    def remember(now: dt.datetime) -> int:
        seen.append((now, current_actor()))
        return 3

    reminders.register_reminder("test.one", remember)
    assert reminders.run_reminders(moment) == {"test.one": 3}
    assert seen[0][0] == moment
    assert seen[0][1].name == "reminders"


def test_one_that_fails_does_not_silence_the_others_and_is_reported() -> None:
    ran: list[str] = []

    def fail(now: dt.datetime) -> int:
        raise ZeroDivisionError

    def work(now: dt.datetime) -> int:
        ran.append("work")
        return 1

    reminders.register_reminder("a.fails", fail)
    reminders.register_reminder("b.works", work)
    with pytest.raises(reminders.ReminderFailed, match=r"a\.fails"):
        jobs.remind(timestamp=0)
    assert ran == ["work"]


def test_a_name_belongs_to_one_function() -> None:
    reminders.register_reminder("test.one", int)  # type: ignore[arg-type]
    reminders.register_reminder("test.one", int)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"test\.one"):
        reminders.register_reminder("test.one", len)  # type: ignore[arg-type]


def test_the_nightly_tidying_forgets_read_notices(cast: Any, send: Any, time_machine: Any) -> None:
    from baken.foundation.notices import actions
    from baken.foundation.notices.models import Notice

    time_machine.move_to(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    actions.mark_read(actor=cast.focal_safety.actor, notice=send()[0])
    time_machine.move_to(dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    jobs.tidy(timestamp=0)
    assert not Notice.objects.unscoped(reason="test").exists()
