"""By what attempts are counted, where nobody has an account."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from baken.chain.concerns.views import limits


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


def stopped(rf, first: str, second: str) -> bool:
    """Count one attempt from ``first`` and say whether it stops ``second``."""
    limits.count(rf.get("/", REMOTE_ADDR=first), "guess", seconds=60)
    return limits.is_over(rf.get("/", REMOTE_ADDR=second), "guess", limit=1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::9"),
    ],
)
def test_one_connection_is_one_caller(rf, first, second):
    assert stopped(rf, first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("192.0.2.7", "192.0.2.8"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8"),
    ],
)
def test_another_connection_is_another_caller(rf, first, second):
    assert not stopped(rf, first, second)


def test_a_header_that_anybody_can_write_changes_nothing(rf):
    limits.count(rf.get("/", REMOTE_ADDR="192.0.2.7"), "guess", seconds=60)
    lying = rf.get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert limits.is_over(lying, "guess", limit=1)
