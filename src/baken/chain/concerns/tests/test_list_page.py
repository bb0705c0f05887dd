"""/signalen/: the list with its filters, order, count and pages."""

from __future__ import annotations

import datetime as dt

import time_machine
from django.utils import timezone

from .pages import BUDGET, address, opened, queries_of


def references(page):
    return [a.text for a in page.all("a") if a.inside("th")]


def test_open_concerns_of_the_own_municipality_newest_first(world):
    with time_machine.travel(timezone.now() - dt.timedelta(days=3)):
        older = world.received()
    newer = world.in_assessment()
    world.closed()
    world.received("schiedam")
    page = opened(world.cast.focal_safety.client, "list")
    assert references(page) == [newer.reference, older.reference]


def test_every_filter_narrows_the_list(world):
    client = world.cast.focal_safety.client
    with time_machine.travel(timezone.now() - dt.timedelta(days=30)):
        late = world.received(forms=("sexual",), minor="yes")
    mine = world.in_assessment(critical=True)
    closed = world.closed()

    def shown(**query):
        return references(opened(client, "list", **query))

    assert shown(status="in-assessment") == [mine.reference]
    assert shown(holder="nobody") == [late.reference]
    assert shown(holder="mine") == [mine.reference]
    assert shown(holder=str(world.colleague.membership_id)) == []
    assert shown(due="overdue") == [late.reference]
    assert shown(minor="yes") == [late.reference]
    assert shown(critical="on") == [mine.reference]
    assert shown(state="closed") == [closed.reference]
    assert shown(sort="oldest") == [late.reference, mine.reference]
    today = timezone.localdate().strftime("%d-%m-%Y")
    assert shown(received_from=today) == [mine.reference]


def test_a_reference_finds_also_what_is_closed(world):
    closed = world.closed()
    typed = closed.reference.lower().replace("-", "")
    assert references(opened(world.cast.focal_safety.client, "list", reference=typed)) == [
        closed.reference
    ]


def test_a_reference_of_another_municipality_finds_nothing(world):
    theirs = world.received("schiedam")
    page = opened(world.cast.focal_safety.client, "list", reference=theirs.reference)
    assert references(page) == []


def test_rubbish_in_the_address_narrows_nothing(world):
    concern = world.received()
    query = {"status": "x", "holder": "x", "page": "x", "received_from": "x", "sort": "x"}
    assert references(opened(world.cast.focal_safety.client, "list", **query)) == [
        concern.reference
    ]


def test_pages_follow_each_other_and_keep_the_filter(world, monkeypatch):
    monkeypatch.setattr("baken.chain.concerns.queries.PAGE_SIZE", 2)
    for _number in range(3):
        world.received()
    client = world.cast.focal_safety.client
    first = opened(client, "list", holder="nobody")
    following = [a.attrs["href"] for a in first.all("a") if a.attrs.get("rel") == "next"]
    assert following == ["?holder=nobody&page=2"]
    second = opened(client, "list", holder="nobody", page="2")
    assert len(references(first)) == 2
    assert len(references(second)) == 1
    assert not set(references(first)) & set(references(second))


def test_an_empty_list_says_what_to_do(world):
    client = world.cast.focal_safety.client
    empty = opened(client, "list")
    assert any(a.attrs.get("href") == address("register") for a in empty.all("a"))
    filtered = opened(client, "list", status="decided")
    assert any(a.attrs.get("href") == address("list") for a in filtered.all("a"))


def test_the_number_of_queries_is_constant(world):
    client = world.cast.focal_safety.client
    world.in_assessment()
    before = queries_of(client, "list", holder="mine")
    for _number in range(4):
        world.in_assessment()
    assert queries_of(client, "list", holder="mine") == before <= BUDGET
