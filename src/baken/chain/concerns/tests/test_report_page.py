"""/melden/: a report without an account, and its confirmation."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from tests.pages import check_public_page, read_page

from baken.chain.concerns.models import Concern, ConcernStatus
from baken.chain.concerns.reading import read_concern
from baken.foundation.access.lock import acting_as

SEND = reverse("concerns:report-send")


def form_of(response: Any) -> dict[str, str]:
    """Return what a browser would send back from the report form."""
    page = read_page(response)
    return {
        element.attrs["name"]: element.attrs.get("value", "")
        for element in page.all("input")
        if element.attrs.get("type") == "hidden"
    }


def answers(client: Any, **changes: str) -> dict[str, str]:
    blank = form_of(client.get(reverse("concerns:report")))
    filled = {
        "municipality": "GM0622",
        "story": "Acht matrassen in een bedrijfshal.",
        "when": "Elke vrijdag",
        "where": "Havenstraat 1",
        "name_choice": "anonymous",
    }
    return {**blank, **filled, **changes}


def stored() -> list[Concern]:
    return list(Concern.objects.unscoped(reason="what the page stored"))


def read(cast: Any, concern: Concern) -> Any:
    actor = cast.focal_safety.actor
    with acting_as(actor):
        return read_concern(actor, Concern.objects.visible_to(actor).get(pk=concern.pk))


def test_a_stranger_reports_and_gets_a_reference_and_a_secret_once(cast, region_pack, client):
    response = client.post(SEND, answers(client))
    page = check_public_page(response)
    [concern] = stored()
    assert concern.status == ConcernStatus.RECEIVED
    assert concern.anonymous
    assert concern.reference in response.content.decode()
    codes = [element.text for element in page.all("code")]
    assert codes[0] == concern.reference
    assert len(codes[1].replace("-", "")) == 12
    reading = read(cast, concern)
    assert reading.story == "Acht matrassen in een bedrijfshal."
    assert reading.answers["when"] == "Elke vrijdag"
    assert reading.location["place"] == "Havenstraat 1"
    assert reading.reporter == {}


def test_a_double_submit_gives_the_same_receipt_and_one_concern(cast, region_pack, client):
    data = answers(client)
    first, second = client.post(SEND, data), client.post(SEND, data)
    assert first.status_code == second.status_code == 200
    assert len(stored()) == 1
    assert [e.text for e in read_page(first).all("code")] == [
        e.text for e in read_page(second).all("code")
    ]


def test_a_name_is_kept_only_when_somebody_wants_to_give_it(cast, region_pack, client):
    named = {"reporter_name": "Noor Verbeek", "reporter_safely": "Alleen na zes uur"}
    client.post(SEND, answers(client, **named))
    client.post(SEND, answers(client, name_choice="known", **named))
    anonymous, known = sorted(stored(), key=lambda one: not one.anonymous)
    assert read(cast, anonymous).reporter == {}
    assert read(cast, known).reporter["name"] == "Noor Verbeek"
    assert read(cast, known).reporter["safely"] == "Alleen na zes uur"


def test_what_is_missing_is_named_and_what_was_typed_stays(cast, region_pack, client):
    response = client.post(SEND, answers(client, municipality="", name_choice="known"))
    page = check_public_page(response)
    assert page.title.startswith(("Error:", "Fout:"))
    assert "Acht matrassen in een bedrijfshal." in response.content.decode()
    wrong = [e.attrs["name"] for e in page.elements if e.attrs.get("aria-invalid") == "true"]
    assert wrong == ["municipality", "reporter_name"]
    assert stored() == []


def test_personal_data_in_the_story_is_warned_for_once(cast, region_pack, client):
    data = answers(client, story="Bel 06-12345678 of mail noor@voorbeeld.nl")
    warned = client.post(SEND, data)
    check_public_page(warned)
    assert stored() == []
    again = client.post(SEND, {**data, **form_of(warned)})
    check_public_page(again)
    assert len(stored()) == 1


def test_the_answers_of_the_check_come_along_unseen_by_the_address(cast, region_pack, client):
    check = {
        "format": 1,
        "answers": {
            "danger": False,
            "minor": "yes",
            "subject": "person",
            "alone": True,
            "wants_help": "yes",
            "wants_police_report": "unknown",
            "residence_uncertain": "no",
            "forms": ["labour"],
            "anonymous": True,
            "municipality": "GM0622",
            "at": "2026-11-24T10:00:00+01:00",
        },
        "indicators": {"AU-06": "seen", "AU-02": "no"},
        "observer": "inspection",
        "route_version": "2026.1",
        "indicators_version": "2026.1",
    }
    opened = client.post(reverse("concerns:report"), {"answers": json.dumps(check)})
    page = check_public_page(opened)
    selected = [e.attrs["value"] for e in page.all("option") if "selected" in e.attrs]
    assert "GM0622" in selected
    sent = client.post(SEND, answers(client, answers=form_of(opened)["answers"]))
    assert sent.wsgi_request.get_full_path() == SEND
    [concern] = stored()
    assert concern.forms == ["labour"]
    assert concern.minor == "yes"
    assert concern.critical  # by a critical indicator
    assert read(cast, concern).answers["indicators"] == {"AU-06": "seen", "AU-02": "no"}


@pytest.mark.parametrize("rubbish", ["{", "[]", '{"format": 1}', "x" * 30_000])
def test_a_check_that_cannot_be_read_does_not_stop_a_report(cast, region_pack, client, rubbish):
    opened = client.post(reverse("concerns:report"), {"answers": rubbish})
    check_public_page(opened)
    assert form_of(opened)["answers"] == ""


def test_a_municipality_without_a_focal_point_receives_nothing_into_a_void(
    cast, region_pack, client
):
    response = client.post(SEND, answers(client, municipality="GM0489"))  # nobody there yet
    check_public_page(response)
    assert stored() == []
    assert 'href="#id_municipality"' in response.content.decode()


def test_a_token_of_somebody_else_is_replaced_and_asked_once_more(cast, region_pack, client):
    data = answers(client, token="made-up-by-somebody-else")
    refused = client.post(SEND, data)
    assert stored() == []
    client.post(SEND, {**data, **form_of(refused)})
    assert len(stored()) == 1


def test_a_flood_from_one_address_is_stopped_and_nothing_typed_is_lost(
    cast, region_pack, client, monkeypatch
):
    monkeypatch.setattr("baken.chain.concerns.views.report.REPORTS_PER_HOUR", 1)
    client.post(SEND, answers(client))
    response = client.post(SEND, answers(client, story="Een tweede verhaal"))
    assert response.status_code == 429
    check_public_page(response)
    assert "Een tweede verhaal" in response.content.decode()
    assert len(stored()) == 1


def test_reloading_the_address_of_sending_leads_to_the_form(client, db):
    assert client.get(SEND)["Location"] == reverse("concerns:report")
    assert client.put(SEND).status_code == 405
