"""Adding and correcting what is known, on a page of its own and inside the concern."""

from __future__ import annotations

import pytest
from tests.pages import check_page

from baken.chain.concerns.models import Observation, Person

from .pages import address, hidden, opened, sent, text_of, wrong_fields

HTMX = {"HTTP_HX_REQUEST": "true"}
FACT = {"text": "Zes mannen in een busje", "source": "seen", "observed_on": "03-11-2026"}


@pytest.fixture
def concern(world):
    return world.in_assessment()


def test_a_fact_is_added_on_its_own_page(world, concern):
    client = world.cast.focal_safety.client
    opened(client, "add-observation", concern.pk)
    response = sent(client, "add-observation", concern.pk, **FACT)
    assert response.redirect_chain[0][0].endswith("#facts")
    assert "Zes mannen in een busje" in text_of(response)


def test_a_fact_that_is_not_complete_comes_back_filled(world, concern):
    client = world.cast.focal_safety.client
    future = {"observed_on": "01-01-2999", "text": "Wel een tekst"}
    response = client.post(address("add-observation", concern.pk), future)
    check_page(response)
    assert wrong_fields(response) == ["observed_on", "source"]
    assert "Wel een tekst" in response.content.decode()
    assert not concern.observations.exists()


def test_with_a_script_the_form_opens_and_the_row_appears_in_place(world, concern):
    client = world.cast.focal_safety.client
    url = address("add-observation", concern.pk)
    form = check_page(client.get(url, **HTMX), fragment=True)
    assert any(e.attrs.get("hx-post") == url for e in form.all("form"))
    wrong = client.post(url, {"text": ""}, **HTMX)
    assert wrong_fields(wrong) == ["text", "source"]
    added = client.post(url, FACT, **HTMX)
    page = check_page(added, fragment=True)
    rows = [e for e in page.elements if e.attrs.get("hx-swap-oob") == "beforeend"]
    assert rows[0].attrs["id"] == "facts-rows"
    assert "Zes mannen in een busje" in rows[0].text
    assert "3 november 2026" in rows[0].text


@pytest.mark.parametrize(
    ("step", "data", "shown"),
    [
        ("add-interpretation", {"text": "Dit past bij uitbuiting"}, "Dit past bij uitbuiting"),
        ("add-note", {"text": "Morgen bellen"}, "Morgen bellen"),
        ("add-person", {"kind": "witness", "name": "Sam Voorbeeld"}, "Sam Voorbeeld"),
        (
            "add-person",
            {"kind": "unclear", "birth_date": "3-4-2001", "remark": "Spreekt Pools"},
            "3 april 2001",
        ),
    ],
)
def test_each_kind_of_row_is_added_both_ways(world, concern, step, data, shown):
    client = world.cast.focal_safety.client
    in_place = client.post(address(step, concern.pk), data, **HTMX)
    assert shown in check_page(in_place, fragment=True).elements[1].text
    on_a_page = client.post(address(step, concern.pk), data, follow=True)
    assert shown in text_of(on_a_page)


def test_a_person_about_whom_nothing_is_said_is_not_stored(world, concern):
    response = sent(world.cast.focal_safety.client, "add-person", concern.pk, kind="witness")
    assert wrong_fields(response) == ["name"]
    assert not Person.objects.unscoped(reason="count").exists()


def test_a_closed_concern_says_so_and_keeps_what_was_typed(world):
    closed = world.closed()
    client = world.cast.focal_safety.client
    page = opened(client, "add-observation", closed.pk)
    assert not any(e.attrs.get("name") == "text" for e in page.all("textarea"))
    response = sent(client, "add-observation", closed.pk, **FACT)
    assert "Zes mannen in een busje" in response.content.decode()
    assert not closed.observations.exists()


def test_a_correction_keeps_the_earlier_version(world, concern):
    fact = world.add_fact(concern, "Een busje om zes uur")
    client = world.cast.focal_safety.client
    page = opened(client, "correct-observation", concern.pk, fact.pk)
    assert "Een busje om zes uur" in page.all("textarea")[0].text
    response = sent(client, "correct-observation", concern.pk, fact.pk, **FACT)
    shown = text_of(response)
    assert "Zes mannen in een busje" in shown
    assert "Een busje om zes uur" in shown
    assert Observation.objects.unscoped(reason="count").count() == 2


def test_two_corrections_at_once_show_both_and_lose_nothing(world, concern):
    fact = world.add_fact(concern, "Een busje")
    first, second = world.cast.focal_care.client, world.cast.focal_safety.client
    sent(first, "correct-observation", concern.pk, fact.pk, text="Een wit busje", source="seen")
    mine = {"text": "Een busje met zes mannen", "source": "told"}
    conflict = second.post(address("correct-observation", concern.pk, fact.pk), mine)
    assert conflict.status_code == 409
    page = check_page(conflict)
    assert "Een wit busje" in text_of(conflict)
    assert "Een busje met zes mannen" in text_of(conflict)
    [merge] = [e for e in page.all("form") if e.attrs.get("action", "").endswith("/verbeteren/")]
    merged = {"text": "Een wit busje met zes mannen", "source": "told", **hidden(page)}
    saved = second.post(merge.attrs["action"], merged, follow=True)
    assert "Een wit busje met zes mannen" in text_of(saved)
    assert concern.observations.filter(replaced_by=None).count() == 1
    assert concern.observations.count() == 3
