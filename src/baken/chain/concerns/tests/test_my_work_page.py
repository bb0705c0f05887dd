"""/mijn-werk/: for every role something useful, what is late on top."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from baken.chain.concerns import actions

from .pages import BUDGET, address, links, opened, queries_of


def parts(page):
    """Return the sections of the page."""
    headings = [element for element in page.all("h2") if element.inside("main")]
    return [heading.attrs["id"] for heading in headings]


def test_a_focal_point_sees_late_work_first(world):
    with time_machine.travel(timezone.now() - dt.timedelta(days=30)):
        late = world.received()
    fresh = world.received()
    page = opened(world.cast.focal_safety.client, "my-work")
    shown = [a.attrs["href"] for a in page.all("a") if "/signalen/" in a.attrs.get("href", "")]
    order = [href for href in shown if str(late.pk) in href or str(fresh.pk) in href]
    assert order == [address("detail", late.pk), address("detail", fresh.pk)]
    assert parts(page) == ["late", "queue"]


def test_each_item_stands_in_one_section_only(world):
    concern, referral = world.referred()
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Wanneer?")
    page = opened(world.cast.focal_safety.client, "my-work")
    shown = [a.attrs.get("href") for a in page.all("a")]
    assert shown.count(address("detail", concern.pk)) == 1
    assert parts(page) == ["news"]


def test_a_second_assessor_finds_the_question(world):
    concern = world.in_assessment()
    world.ask_colleague(concern)
    page = opened(world.cast.focal_care.client, "my-work")
    assert parts(page) == ["weigh"]
    assert address("detail", concern.pk) in links(page)


def test_a_partner_finds_its_referral_and_not_the_concern(world):
    concern, referral = world.referred()
    page = opened(world.cast.advice_desk.client, "my-work")
    assert address("referral", referral.pk) in links(page)
    assert address("detail", concern.pk) not in links(page)


def test_another_municipality_sees_nothing_of_it(world):
    concern = world.received()
    page = opened(world.cast.focal_schiedam.client, "my-work")
    assert concern.reference not in page.all("main")[0].text


def test_the_coordinator_sees_where_it_gets_stuck_and_no_reference(world):
    with time_machine.travel(timezone.now() - dt.timedelta(days=30)):
        concern = world.received()
    page = opened(world.cast.coordinator.client, "my-work")
    assert address("overview") in links(page)
    assert concern.reference not in page.all("main")[0].text
    assert page.all("main")[0].text.count("1") >= 1


@pytest.mark.parametrize(
    ("player", "room"),
    [
        ("administrator", "/beheer/accounts/"),
        ("editor", "/beheer/regio/"),
        ("privacy_officer", "/logboek/"),
        ("mayor", "/overzicht/gemeente/"),
    ],
)
def test_a_role_without_concerns_is_led_to_its_room(world, player, room):
    main = opened(getattr(world.cast, player).client, "my-work").all("main")[0]
    assert any(room == a.attrs.get("href") for a in _anchors(main))


def _anchors(element):
    found = [element] if element.tag == "a" else []
    for child in element.children:
        found += _anchors(child)
    return found


def test_a_role_without_any_room_is_told_what_it_can_use(world):
    main = opened(world.cast.trainer.client, "my-work").all("main")[0]
    assert any(a.attrs.get("href") == "/" for a in _anchors(main))


def test_the_number_of_queries_does_not_grow_with_the_work(world):
    client = world.cast.focal_safety.client
    world.referred()
    before = queries_of(client, "my-work")
    for _number in range(3):
        world.referred()
        world.received()
    assert queries_of(client, "my-work") == before <= BUDGET
