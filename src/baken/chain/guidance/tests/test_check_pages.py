"""The check, step by step, as a browser without scripts sends it."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_region")]

SAFETY = {"danger": "no", "minor": "no", "alone": "yes"}
SIGNS = {"subject": "person", "forms": ["labour"], "observer": "inspection"}
SITUATION = {
    "municipality": "GM0622",
    "wants_help": "yes",
    "wants_police_report": "unknown",
    "residence_uncertain": "no",
    "anonymous": "no",
}
WHOLE = {**SAFETY, **SIGNS, "sign_AU-10": "seen", "sign_AU-01": "told", **SITUATION}

STEPS = ["guidance:check-signs", "guidance:check-situation", "guidance:check-result"]


def post(client: Client, name: str, data: dict[str, Any]) -> Any:
    return client.post(reverse(name), data)


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def hidden_fields(response: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    pattern = r'<input type="hidden" name="([^"]+)" value="([^"]*)">'
    for name, value in re.findall(pattern, response.content.decode()):
        found.setdefault(unescape(name), []).append(unescape(value))
    return found


def test_the_first_step_asks_about_safety(client: Client) -> None:
    response = client.get(reverse("guidance:check"))

    check_page(response)
    assert "Is er nu iemand in gevaar?" in text_of(response)


def test_safety_leads_to_what_was_seen(client: Client) -> None:
    response = post(client, "guidance:check-signs", SAFETY)

    check_page(response)
    assert "Een persoon" in text_of(response)
    assert hidden_fields(response) == {key: [value] for key, value in SAFETY.items()}
    assert 'name="sign_AU-10"' in text_of(response)
    assert 'aria-invalid="true"' not in text_of(response)


def test_danger_shows_the_emergency_number_and_lets_you_go_on(client: Client) -> None:
    response = post(client, "guidance:check-signs", SAFETY | {"danger": "yes"})

    assert "U gaf aan dat er iemand in gevaar is" in text_of(response)
    assert 'href="tel:112"' in text_of(response).split("<main", 1)[1]
    assert 'name="sign_AU-10"' in text_of(response)


def test_what_was_seen_leads_to_the_situation(client: Client) -> None:
    response = post(client, "guidance:check-situation", {**SAFETY, **SIGNS, "sign_AU-10": "seen"})

    check_page(response)
    assert "In welke gemeente?" in text_of(response)
    assert "Wil de persoon hulp?" in text_of(response)
    assert hidden_fields(response)["sign_AU-10"] == ["seen"]


def test_about_a_place_nothing_is_asked_about_a_person(client: Client) -> None:
    data = {**SAFETY, **SIGNS, "subject": "place"}

    response = post(client, "guidance:check-situation", data)

    assert "In welke gemeente?" in text_of(response)
    assert "Wil de persoon hulp?" not in text_of(response)


def test_a_place_has_an_outcome_too(client: Client) -> None:
    data = {**SAFETY, **SIGNS, "subject": "place", "municipality": "GM0622", "anonymous": "no"}

    response = post(client, "guidance:check-result", data)

    assert response.status_code == 200
    assert "Regionaal Informatie- en Expertise" in text_of(response)


@time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
def test_the_outcome_names_contacts_in_order_with_all_that_must_be_known(client: Client) -> None:
    response = post(client, "guidance:check-result", WHOLE)
    page = text_of(response)

    check_page(response)
    assert page.index("Seksualiteit, Sekswerk") < page.index("Nederlandse Arbeidsinspectie")
    assert 'href="tel:+31102365256"' in page
    assert "Nu open" in page
    assert "Met toestemming" in page
    assert "Wat u zegt:" in page
    assert "Spreek de mogelijke dader niet aan" in page
    assert "Opvang en hulp regelen kan alleen met toestemming" in page
    assert "U noemde een signaal dat reden is om vandaag te bellen" in page
    assert "Vlaardingen" in page


@time_machine.travel("2026-11-24T23:10:00+01:00", tick=False)
def test_at_night_the_outcome_says_who_answers(client: Client) -> None:
    page = text_of(post(client, "guidance:check-result", WHOLE))

    assert "De eerste is nu niet te bellen" in page
    assert "Weer open op woensdag 25 november, 08:30" in page
    assert 'href="tel:09008844"' in page.split("<main", 1)[1]


def test_an_outcome_never_shows_a_score(client: Client) -> None:
    page = text_of(post(client, "guidance:check-result", WHOLE)).split("<main", 1)[1]

    assert "%" not in page.replace("&#37;", "%")
    assert "score" not in page.replace("geen score", "").lower()


def test_without_any_sign_there_is_an_outcome(client: Client) -> None:
    data = {**WHOLE, "forms": ["unknown"]}
    data = {key: value for key, value in data.items() if not key.startswith("sign_")}

    page = text_of(post(client, "guidance:check-result", data))

    assert "een onderbuikgevoel is genoeg om advies te vragen" in page


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("guidance:check-signs", {}, "id_danger_0"),
        ("guidance:check-signs", SAFETY | {"minor": "perhaps"}, "id_minor_0"),
        ("guidance:check-situation", {**SAFETY}, "id_subject_0"),
        ("guidance:check-situation", {**SAFETY, **SIGNS, "forms": ["other"]}, "id_forms_0"),
        ("guidance:check-result", {**WHOLE, "municipality": ""}, "id_municipality"),
        ("guidance:check-result", {**WHOLE, "municipality": "GM0363"}, "id_municipality"),
        ("guidance:check-result", {**WHOLE, "wants_help": "x"}, "id_wants_help_0"),
        ("guidance:check-result", {**WHOLE, "danger": ""}, "id_danger_0"),
        ("guidance:check-pdf", {**WHOLE, "anonymous": "x"}, "id_anonymous_0"),
    ],
)
def test_a_wrong_answer_brings_the_step_back_with_a_link_to_the_field(
    client: Client, name: str, data: dict[str, Any], field: str
) -> None:
    response = post(client, name, data)

    assert response.status_code == 422
    assert "<title>Fout:" in text_of(response)
    assert f'href="#{field}"' in text_of(response)


def test_answers_stay_filled_in_when_a_step_comes_back(client: Client) -> None:
    response = post(client, "guidance:check-result", {**WHOLE, "danger": ""})
    page = text_of(response)

    assert re.search(r'name="minor" value="no"[^>]*checked', page)
    assert hidden_fields(response)["sign_AU-10"] == ["seen"]
    assert hidden_fields(response)["municipality"] == ["GM0622"]


def test_going_back_keeps_every_answer(client: Client) -> None:
    back = post(client, "guidance:check-signs", WHOLE)
    page = text_of(back)

    assert re.search(r'name="forms" value="labour"[^>]*checked', page)
    assert re.search(r'name="sign_AU-10" value="seen" checked', page)
    assert hidden_fields(back)["municipality"] == ["GM0622"]

    first = post(client, "guidance:check", WHOLE)
    assert re.search(r'name="danger" value="no"[^>]*checked', text_of(first))
    assert hidden_fields(first)["forms"] == ["labour"]


def test_an_answer_that_no_list_knows_is_dropped(client: Client) -> None:
    data = {**SAFETY, **SIGNS, "sign_AU-10": "maybe", "sign_XX-99": "seen", "extra": "<script>"}

    response = post(client, "guidance:check-situation", data)

    assert "sign_AU-10" not in hidden_fields(response)
    assert "sign_XX-99" not in hidden_fields(response)
    assert "<script>" not in response.content.decode().split("<main", 1)[1]


def test_the_outcome_carries_the_check_to_the_focal_point(client: Client) -> None:
    sent = hidden_fields(post(client, "guidance:check-result", WHOLE))["answers"]
    data = json.loads(sent[0])

    assert data["indicators"] == {"AU-10": "seen", "AU-01": "told"}
    assert data["answers"]["municipality"] == "GM0622"
    assert data["observer"] == "inspection"
    assert data["route_version"]


@pytest.mark.parametrize("name", [*STEPS, "guidance:check-pdf"])
def test_an_address_without_answers_starts_the_check(client: Client, name: str) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert response["Location"] == reverse("guidance:check")


@pytest.mark.parametrize("name", ["guidance:check", *STEPS, "guidance:check-pdf"])
def test_nothing_of_the_check_is_kept_anywhere(client: Client, name: str) -> None:
    response = post(client, name, WHOLE)

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Location" not in response


def test_a_token_of_another_site_is_not_needed(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(reverse("guidance:check-result"), WHOLE).status_code == 200


def test_no_form_of_the_check_sends_answers_in_an_address(client: Client) -> None:
    for name, data in [("guidance:check", {}), *[(step, WHOLE) for step in STEPS]]:
        page = text_of(post(client, name, data))
        forms = re.findall(r"<form[^>]*>", page)
        assert forms
        assert all('method="post"' in form for form in forms)
