"""/overzicht/: outlines and counts for the region and the mayor, never content."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from .pages import BUDGET, address, links, opened, queries_of


@pytest.fixture
def region(region_pack, world):
    """Return the world with a late concern in Vlaardingen and a fresh one in Schiedam."""
    with time_machine.travel(timezone.now() - dt.timedelta(days=30)):
        world.late = world.received(forms=("sexual",))
    world.fresh_one = world.received("schiedam")
    return world


def shown(page):
    return page.all("main")[0].text


def test_the_coordinator_sees_that_concerns_exist_and_where_they_wait(region):
    page = opened(region.cast.coordinator.client, "overview")
    text = shown(page)
    for said in (region.late.reference, region.fresh_one.reference, "Seksuele uitbuiting"):
        assert said in text
    assert "Niemand heeft het opgepakt" in text
    assert "Lansingerland" in text  # a municipality without concerns is on the map as well


def test_no_content_and_no_way_to_it(region):
    page = opened(region.cast.coordinator.client, "overview")
    for kept in ("Acht matrassen", "Noor Verbeek", "Havenstraat"):
        assert kept not in shown(page)
    assert address("detail", region.late.pk) not in links(page)
    assert region.cast.coordinator.client.get(address("detail", region.late.pk)).status_code == 403


def test_the_mayor_sees_the_own_municipality_only(region):
    client = region.cast.mayor.client
    page = opened(client, "municipality-overview")
    assert "Overzicht van" in " ".join(one.text for one in page.all("h1"))
    assert "Vlaardingen" in " ".join(one.text for one in page.all("h1"))
    assert region.late.reference in shown(page)
    assert region.fresh_one.reference not in shown(page)
    assert client.get(address("overview")).status_code == 403
    narrowed = opened(client, "municipality-overview", municipality="schiedam")
    assert region.fresh_one.reference not in shown(narrowed)


def test_filters_narrow_the_outlines(region):
    client = region.cast.portfolio_holder.client

    def references(**query):
        text = shown(opened(client, "overview", **query))
        both = (region.late.reference, region.fresh_one.reference)
        return [reference for reference in both if reference in text]

    assert references(municipality="schiedam") == [region.fresh_one.reference]
    assert references(due="overdue") == [region.late.reference]
    assert references(form="sexual") == [region.late.reference]
    assert references(status="decided") == []
    assert references(municipality="nergens") == [
        region.late.reference,
        region.fresh_one.reference,
    ]


def test_the_number_of_queries_is_constant(region):
    client = region.cast.coordinator.client
    before = queries_of(client, "overview")
    for _number in range(4):
        region.received()
    assert queries_of(client, "overview") == before <= BUDGET
