"""The pages of numbers: trained staff, businesses, outreach; and how much every list asks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baken.network.learning import actions
from baken.network.learning.models import (
    Enrolment,
    FunctionCount,
    Outreach,
    Session,
    TakingPart,
    Training,
)

from .pages import opened, sent, sheet, text_of
from .world import all_of

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")
BUDGET = 15


def counts(**more: Any) -> dict[str, str]:
    return {
        "front-desk_staff": "20", "front-desk_trained": "12", "front-desk_on": "01-03-2026",
        **more,
    }  # fmt: skip


def test_a_focal_point_enters_numbers_of_the_own_municipality_only(world):
    cast = world.cast
    client = cast.focal_safety.client
    sent(client, "enter-counts", "vlaardingen", "bewustwording", **counts())
    count = all_of(FunctionCount).get()
    assert (count.function, count.staff, count.trained) == ("front-desk", 20, 12)
    text = opened(client, "status", training="bewustwording")
    assert "Vlaardingen" in text
    assert "1 maart 2029" in text
    assert "8" in text
    other = reverse("learning:enter-counts", args=["schiedam", "bewustwording"])
    assert client.get(other).status_code == 404
    sent(client, "enter-counts", "vlaardingen", "bewustwording", **counts())
    assert all_of(FunctionCount).count() == 1  # nothing changed, no new row


@pytest.mark.parametrize(
    "wrong",
    [
        {"front-desk_trained": "21"},
        {"front-desk_on": ""},
        {"front-desk_staff": ""},
        {"front-desk_on": "01-03-2999"},
        {"front-desk_staff": "-1"},
    ],
)
def test_numbers_that_cannot_be_are_refused(world, wrong):
    sent(
        world.cast.focal_safety.client,
        "enter-counts", "vlaardingen", "bewustwording", **counts(**wrong),
    )  # fmt: skip
    assert not all_of(FunctionCount).exists()


def test_the_region_sees_all_municipalities_and_a_municipality_only_itself(world):
    cast = world.cast
    for player, slug in ((cast.focal_safety, "vlaardingen"), (cast.focal_schiedam, "schiedam")):
        sent(player.client, "enter-counts", slug, "bewustwording", **counts())
    region = opened(cast.coordinator.client, "status", training="bewustwording")
    assert "Vlaardingen" in region
    assert "Schiedam" in region
    assert "12 van 20" in region
    own = opened(cast.mayor.client, "status", training="bewustwording")
    assert "Schiedam" not in own
    assert "Getallen invullen" not in own
    assert len(sheet(cast.coordinator.client, "status", training="bewustwording")) == 11


def test_who_was_trained_too_long_ago_counts_no_longer(world):
    sent(
        world.cast.focal_safety.client,
        "enter-counts", "vlaardingen", "bewustwording",
        **counts(**{"front-desk_on": "01-03-2021"}),
    )  # fmt: skip
    text = opened(world.cast.focal_safety.client, "status", training="bewustwording")
    assert "Termijn verlopen" in text


def test_members_who_were_there_are_counted_by_role(world):
    world.held(world.cast.police)
    text = opened(world.cast.police.client, "status", training="bewustwording")
    assert text.endswith("Lid van het politieteam11")  # people, trained
    elsewhere = opened(world.cast.police.client, "status", training="no-room")
    assert elsewhere.endswith("Lid van het politieteam10")


def business_values(**more: Any) -> dict[str, str]:
    return {
        "name": "Hotel De Kade", "kind": "hotel", "municipality": "vlaardingen",
        "training": "no-room", **more,
    }  # fmt: skip


def test_a_hotel_reaches_sixty_per_cent_at_sixty_and_not_before(world):
    client = world.cast.focal_safety.client
    sent(client, "add-business", **business_values())
    business = all_of(TakingPart).get()
    day = f"{timezone.localdate():%d-%m-%Y}"
    entered = {"counted_on": day, "staff": "10000"}
    short = text_of(sent(client, "enter-finished", business.pk, finished="5999", **entered))
    assert "59,9%" in short
    assert "Nog geen 60%" in short
    assert "1 medewerker" in short
    there = text_of(sent(client, "enter-finished", business.pk, finished="6000", **entered))
    assert "Ten minste 60% is klaar" in there
    assert business.counts.count() == 1  # the same day again replaces it


def test_a_business_is_of_its_municipality_and_the_region(world):
    cast = world.cast
    sent(cast.focal_safety.client, "add-business", **business_values())
    business = all_of(TakingPart).get()
    address = reverse("learning:business", args=[business.pk])
    assert cast.focal_schiedam.client.get(address).status_code == 404
    assert cast.police.client.get(address).status_code == 404
    assert cast.portfolio_holder.client.get(address).status_code == 200
    for name in ("enter-finished", "edit-business"):
        url = reverse(f"learning:{name}", args=[business.pk])
        assert cast.portfolio_holder.client.get(url).status_code == 404
        assert cast.trainer.client.get(url).status_code == 200
    twice = sent(cast.focal_safety.client, "add-business", **business_values())
    assert "doet al mee" in text_of(twice)
    stolen = sent(
        cast.focal_safety.client, "add-business", **business_values(municipality="schiedam")
    )
    assert b"aria-invalid" in stolen.content
    assert len(sheet(cast.coordinator.client, "businesses")) == 2


def outreach_values(**more: Any) -> dict[str, str]:
    return {
        "title": "Gastles over lokken", "audience": "schools", "on": "03-03-2026",
        "place": "Een school", "municipality": "vlaardingen", "organisation": "vlaardingen",
        "reached": "28", "form_token": str(uuid4()), **more,
    }  # fmt: skip


def test_outreach_is_entered_counted_per_year_changed_and_taken_away(world):
    cast = world.cast
    client = cast.focal_safety.client
    values = outreach_values()
    for _ in range(2):
        sent(client, "add-outreach", **values)
    sent(client, "add-outreach", **outreach_values(reached="12", on="04-03-2025"))
    text = opened(cast.police.client, "outreach")
    assert "Gastles over lokken" in text
    assert "28" in text
    assert len(sheet(cast.police.client, "outreach")) == 3
    assert len(sheet(cast.police.client, "outreach", year="2025")) == 2
    one = all_of(Outreach).get(reached=28)
    sent(client, "edit-outreach", one.pk, **outreach_values(reached="30", version="1"))
    assert world.fresh(one).reached == 30
    url = reverse("learning:edit-outreach", args=[one.pk])
    assert cast.focal_schiedam.client.get(url).status_code == 404
    assert cast.police.client.get(url).status_code == 404
    sent(client, "delete-outreach", one.pk)
    assert all_of(Outreach).count() == 1


def test_nobody_enters_outreach_for_another_organisation(world):
    response = sent(
        world.cast.police.client, "add-outreach", **outreach_values(organisation="vlaardingen")
    )
    assert b"aria-invalid" in response.content
    assert not all_of(Outreach).exists()


def queries_of(client: Any, name: str, *args: Any, **query: str) -> int:
    url = reverse(f"learning:{name}", args=args)
    client.get(url, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, query).status_code == 200
    asked = [one["sql"] for one in captured if not one["sql"].startswith(BOOKKEEPING)]
    return len(asked) - 3  # session and account


def fill(world: Any, number: int) -> None:
    """Put so many more rows in every list."""
    cast = world.cast
    for one in range(number):
        session = world.session(maximum=9, days=3 + one)
        for player in (cast.police, cast.mayor):
            actions.enrol(actor=player.actor, session_id=session.pk)
        sent(cast.trainer.client, "add-outreach", **outreach_values())
        name = f"Hotel {uuid4()}"
        sent(cast.trainer.client, "add-business", **business_values(name=name))
        business = all_of(TakingPart).get(name=name)
        actions.enter_finished(
            actor=world.trainer, business_id=business.pk,
            counted_on=timezone.localdate(), staff=10, finished=5,
        )  # fmt: skip


def test_lists_ask_few_questions_however_many_rows(world):
    client = world.cast.trainer.client
    names = ("catalogue", "sessions", "mine", "status", "businesses", "outreach")
    fill(world, 2)
    first = {name: queries_of(client, name) for name in names}
    fill(world, 4)
    assert {name: queries_of(client, name) for name in names} == first
    assert max(first.values()) <= BUDGET, first
    session = all_of(Session).first()
    assert queries_of(client, "session", session.pk) <= BUDGET


def test_empty_pages_say_what_to_do_next(world):
    client = world.cast.focal_safety.client
    assert "Voeg" in opened(client, "businesses")
    assert "ingeschreven" in opened(client, "mine") or "aangemeld" in opened(client, "mine")
    assert "gastles" in opened(client, "outreach").lower()
    all_of(Enrolment).delete()
    all_of(Training).delete()
    assert "catalogus" in opened(client, "catalogue").lower()
    assert "catalogus" in opened(client, "status").lower()
