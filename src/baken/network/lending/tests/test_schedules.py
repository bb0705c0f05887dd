"""Random schedules: whatever is asked, approved, extended and returned, nothing overlaps."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.foundation.access.lock import acting_as
from baken.foundation.region.calendar import is_working_day
from baken.network.lending import actions
from baken.network.lending.availability import HOLDS, store_for
from baken.network.lending.errors import LendingRefused
from baken.network.lending.models import Loan, LoanRequest, RequestState

from .conftest import KIT, TODAY, VR, World

pytestmark = pytest.mark.django_db

STEPS = ("approve", "cancel", "extend", "hand_out", "take_back")
requests = st.tuples(
    st.integers(0, 15), st.integers(1, 5), st.integers(0, 10), st.integers(0, 1)
).filter(lambda one: one[2] + one[3] > 0)


def step(world: World, request: LoanRequest, name: str) -> None:
    """Try one step; a refusal in words is a good answer too."""
    now = world.fresh(request)
    with acting_as(world.cast.coordinator.actor) as actor:
        if name == "approve":
            actions.approve(actor=actor, request_id=now.pk, version=now.version)
        elif name == "cancel":
            actions.cancel(actor=actor, request_id=now.pk, reason="x")
        elif name == "extend":
            until = now.ends_on + dt.timedelta(days=3)
            now = actions.ask_extension(actor=actor, request_id=now.pk, until=until, reason="x")
            actions.extend(actor=actor, request_id=now.pk, version=now.version)
        elif name == "hand_out":
            actions.hand_out(actor=actor, request_id=now.pk, checks=world.checks(now))
        else:
            actions.take_back(actor=actor, request_id=now.pk, checks=world.checks(now))


@given(
    st.lists(requests, min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from(STEPS)), max_size=6),
)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_item_is_ever_promised_twice_in_the_same_days(
    world: World, asked: list[Any], steps: list[Any]
) -> None:
    with transaction.atomic():
        made = []
        for start, days, headsets, kits in asked:
            wishes = {slug: n for slug, n in ((VR, headsets), (KIT, kits)) if n}
            try:
                made.append(world.asked(start + 5, days, wishes=wishes, by="trainer"))
                step(world, made[-1], "approve")
            except LendingRefused:
                continue
        for place, name in steps:
            if made:
                try:
                    step(world, made[place % len(made)], name)
                except LendingRefused:
                    continue
        judge(world, made)
        transaction.set_rollback(True)


def judge(world: World, made: list[LoanRequest]) -> None:
    held: dict[int, list[Loan]] = {}
    loans = Loan.objects.unscoped(reason="test").filter(state__in=HOLDS)
    for loan in loans.order_by("item_number", "starts_on"):
        held.setdefault(loan.item_number, []).append(loan)
    for taken in held.values():
        assert all(one.blocked_until < other.starts_on for one, other in pairwise(taken))
    for request in made:
        now = world.fresh(request)
        if now.state in {RequestState.APPROVED, RequestState.OUT}:
            assert len(world.loans(now)) == sum(now.wishes.values())


@given(st.lists(requests, max_size=4), requests)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_suggested_period_can_really_be_had_and_no_earlier_one_can(
    world: World, taken: list[Any], wanted: Any
) -> None:
    def wishes_of(one: Any) -> dict[str, int]:
        return {slug: n for slug, n in ((VR, one[2]), (KIT, one[3])) if n}

    with transaction.atomic():
        for one in taken:
            try:
                world.approved(one[0] + 5, one[1], wishes=wishes_of(one), by="trainer")
            except LendingRefused:
                continue
        with acting_as(world.cast.trainer.actor) as actor:
            store = store_for(actor)
        first, days, wishes = TODAY + dt.timedelta(days=5), wanted[1], wishes_of(wanted)
        found = store.next_start(wishes, days, first)
        assert found is not None
        day = first
        while day < found:
            end = day + dt.timedelta(days=days - 1)
            is_open = is_working_day(day) and is_working_day(end)
            assert not is_open or store.short(wishes, (day, end))
            day += dt.timedelta(days=1)
        world.approved((found - TODAY).days, days, wishes=wishes, by="trainer")
        transaction.set_rollback(True)
