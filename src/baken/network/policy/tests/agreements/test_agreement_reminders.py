"""Focal points hear before and after a check ends, each once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice
from baken.network.policy.agreements.reminders import remind_of_checks

from .world import check_for

VALID = 365


def remind(days: int = 0) -> int:
    with acting_as(Actor.system("reminders")):
        return remind_of_checks(timezone.now() + dt.timedelta(days=days))


def kinds_of(player: Any) -> list[str]:
    notices = Notice.objects.unscoped(reason="a test").filter(membership=player.membership)
    return sorted(notices.values_list("kind", flat=True))


def test_nothing_is_said_while_a_check_holds_long_enough(players: Any) -> None:
    check_for(players.focal_safety)
    assert remind() == 0
    assert kinds_of(players.focal_safety) == []


def test_both_focal_points_of_the_municipality_hear_once_before_and_once_after(
    players: Any,
) -> None:
    check_for(players.focal_safety, days_ago=VALID - 20)
    for days in (0, 1, 30, 31):
        remind(days)
    for player in (players.focal_safety, players.focal_care):
        assert kinds_of(player) == ["agreement.expired", "agreement.expires"]
    for other in (players.focal_schiedam, players.mayor, players.coordinator):
        assert kinds_of(other) == []


def test_a_new_check_ends_the_reminders_of_the_old_one(players: Any) -> None:
    check_for(players.focal_safety, days_ago=VALID - 20)
    check_for(players.focal_care)
    assert remind() == 0


@pytest.mark.parametrize(("days", "made"), [(60, 1), (61, 0)])
def test_after_sixty_days_it_is_silent(players: Any, days: int, made: int) -> None:
    check = check_for(players.focal_safety, days_ago=VALID)
    moment = (check.valid_until - timezone.localdate()).days + days
    assert remind(moment) == made


def test_the_notice_leads_to_the_agreement(players: Any) -> None:
    check_for(players.focal_safety, days_ago=VALID - 20)
    remind()
    notice = Notice.objects.unscoped(reason="a test").filter(
        membership=players.focal_safety.membership
    )[0]
    assert players.focal_safety.client.get(notice.path).status_code == 200
