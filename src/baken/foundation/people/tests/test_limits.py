"""Counting attempts: per action and address, within a window."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from baken.foundation.people import limits


@pytest.fixture(autouse=True)
def clean(db):
    cache.clear()


def request(address="192.0.2.7"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_attempts_are_counted_per_address_and_per_action():
    for _attempt in range(3):
        limits.count(request(), "read", seconds=60)
    assert limits.is_over(request(), "read", limit=3)
    assert not limits.is_over(request(), "read", limit=4)
    assert not limits.is_over(request("192.0.2.8"), "read", limit=1)
    assert not limits.is_over(request(), "write", limit=1)


def test_a_window_that_ends_while_counting_starts_a_new_one(monkeypatch):
    limits.count(request(), "read", seconds=60)

    def ended(key):
        raise ValueError

    monkeypatch.setattr(cache, "incr", ended)
    limits.count(request(), "read", seconds=60)
    assert limits.is_over(request(), "read", limit=1)
    assert not limits.is_over(request(), "read", limit=2)


def test_who_has_no_address_shares_one_counter():
    limits.count(request(""), "read", seconds=60)
    assert limits.is_over(request(""), "read", limit=1)


def test_no_address_is_kept_in_the_cache():
    from django.db import connection

    limits.count(request("198.51.100.23"), "read", seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM people_cache")
        kept = repr(cursor.fetchall())
    assert "198.51.100.23" not in kept
