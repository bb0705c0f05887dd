"""The life cycles: only what is in the tables happens, and everything can be closed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.chain.concerns.models import ConcernStatus, ReferralStatus
from baken.chain.concerns.workflow import CONCERN, REFERRAL, StepNotAllowed

concern_statuses = st.sampled_from(list(ConcernStatus))
referral_statuses = st.sampled_from(list(ReferralStatus))


def reachable(cycle, start):
    found, todo = set(), [start]
    while todo:
        status = todo.pop()
        for following in cycle.next_steps(status) - found:
            found.add(following)
            todo.append(following)
    return found


def test_every_status_has_a_row_in_its_table():
    assert set(CONCERN.table) == set(ConcernStatus)
    assert set(REFERRAL.table) == set(ReferralStatus)


@pytest.mark.parametrize("status", list(ConcernStatus))
def test_every_status_of_a_concern_can_reach_closed(status):
    assert ConcernStatus.CLOSED in reachable(CONCERN, status) | {status}


@pytest.mark.parametrize("status", [ReferralStatus.REFUSED, ReferralStatus.DONE])
def test_a_referral_that_ended_never_starts_again(status):
    assert REFERRAL.next_steps(status) == frozenset()


@given(st.lists(concern_statuses, min_size=1, max_size=12))
def test_a_walk_moves_only_along_the_table(targets):
    status = ConcernStatus.RECEIVED
    for target in targets:
        if target in CONCERN.table[status]:
            status = CONCERN.check(status, target)
            assert status == target
        else:
            with pytest.raises(StepNotAllowed) as refused:
                CONCERN.check(status, target)
            assert refused.value.source == status


@given(source=referral_statuses, target=referral_statuses)
def test_a_referral_moves_only_along_the_table(source, target):
    assert REFERRAL.allows(source, target) == (target in REFERRAL.table[source])
