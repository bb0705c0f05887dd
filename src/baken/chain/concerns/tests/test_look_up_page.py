"""/zoeken/: exact, in the own municipality only, logged, and never in an address."""

from __future__ import annotations

import datetime as dt

from baken.foundation.audit.models import AuditEvent

from .pages import BUDGET, address, links, opened, queries_of, sent, text_of, wrong_fields


def look(client, **data):
    return sent(client, "look-up", **data)


def test_a_number_is_found_however_it_is_written(world):
    concern = world.in_assessment()
    world.add_person(concern, phone="06 1234 5678")
    response = look(world.cast.focal_care.client, kind="phone", value="+31612345678")
    assert concern.reference in text_of(response)
    assert response.wsgi_request.get_full_path() == address("look-up")


def test_a_name_is_found_with_its_date_of_birth_only(world):
    concern = world.in_assessment()
    world.add_person(concern, name="Sam Voorbeeld", birth_date=dt.date(2001, 4, 3))
    client = world.cast.focal_safety.client
    alone = look(client, kind="person", value="Sam Voorbeeld")
    assert wrong_fields(alone) == ["birth_date"]
    both = {"kind": "person", "value": "sam voorbeeld", "birth_date": "03-04-2001"}
    assert concern.reference in text_of(look(client, **both))
    other = look(client, **{**both, "birth_date": "04-04-2001"})
    assert concern.reference not in text_of(other)


def test_another_municipality_finds_nothing(world):
    concern = world.in_assessment()
    world.add_person(concern, plate="GB-001-B")
    found = look(world.cast.focal_safety.client, kind="plate", value="gb001b")
    assert concern.reference in text_of(found)
    missed = look(world.cast.focal_schiedam.client, kind="plate", value="gb001b")
    assert concern.reference not in text_of(missed)
    assert "Niet gevonden" in text_of(missed)


def test_that_somebody_looked_is_written_down_but_not_what(world):
    look(world.cast.focal_safety.client, kind="phone", value="0612345678")
    [event] = AuditEvent.objects.unscoped(reason="the log").filter(event="concern.looked-up")
    assert event.details == {"kind": "phone", "hits": 0}
    assert event.membership_id == world.focal.membership_id


def test_a_value_that_is_none_is_named(world):
    response = look(world.cast.focal_safety.client, kind="iban", value="NL00 niet echt")
    assert wrong_fields(response) == ["value"]
    assert "NL00 niet echt" in response.content.decode()


def test_the_empty_page_says_that_it_is_logged(world):
    page = opened(world.cast.focal_safety.client, "look-up")
    assert "Vastgelegd wordt dát u zoekt" in page.all("main")[0].text
    assert address("detail", world.received().pk) not in links(page)
    assert queries_of(world.cast.focal_safety.client, "look-up") <= BUDGET
