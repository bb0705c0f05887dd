"""The OpenAPI document: valid by its own rules, and true of what is answered."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from tests.pages import check_public_page

from baken.api.document import document, operations
from baken.api.problems import KINDS
from baken.api.routing import OPERATIONS
from baken.chain.guidance.tests.conftest import QUIET

EVERY = list(operations(document()))
SHAPES = document()["components"]["schemas"]


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_it_says_which_version_it_is_and_every_operation_once():
    told = document()
    assert told["openapi"] == "3.1.0"
    assert told["info"]["license"]["identifier"] == "EUPL-1.2"
    ids = [one["operationId"] for _path, _method, one in EVERY]
    assert len(ids) == len(set(ids)) == len(OPERATIONS)


def test_every_reference_leads_somewhere_and_every_shape_is_a_schema():
    for reference in references(document()):
        assert reference.removeprefix("#/components/schemas/") in SHAPES, reference
    for schema in SHAPES.values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_says_its_rule_its_security_and_its_problems():
    for path, method, one in EVERY:
        where = f"{method} {path}"
        is_open = one["x-access-rule"] == "public"
        assert (one["security"] == []) == is_open, where
        assert "application/problem+json" in one["responses"]["default"]["content"], where
        in_path = {each["name"] for each in one["parameters"] if each["in"] == "path"}
        assert in_path == {part[1:-1] for part in path.split("/") if part.startswith("{")}, where
        assert one["description"], where


def test_no_shape_that_goes_out_has_a_key_or_a_digest():
    text = str(SHAPES)
    for word in ("reporter_key", "data_key", "submission_key", "digest", "blind", "password"):
        assert word not in text


@pytest.mark.django_db
@pytest.mark.usefixtures("region")
def test_answers_have_the_shape_that_is_told(program, cast, world):
    concern, referral = world.referred()
    world.add_person(concern)
    why = {"X_Purpose": "nagaan in een test"}
    focal, desk, coordinator = (
        program(one) for one in (cast.focal_safety, cast.advice_desk, cast.coordinator)
    )
    answers = {
        "regions": program().get("/regions"),
        "organisations": program().get("/organisations"),
        "organisation": program().get("/organisations/essm"),
        "codes": program().get("/codes"),
        "indicators": program().get("/indicators"),
        "route": program().post("/route", QUIET),
        "me": focal.get("/me"),
        "work": focal.get("/work"),
        "concerns": focal.get("/concerns"),
        "concern": focal.get(f"/concerns/{concern.pk}", **why),
        "concern_referrals": focal.get(f"/concerns/{concern.pk}/referrals"),
        "referrals": desk.get("/referrals"),
        "referral": desk.get(f"/referrals/{referral.pk}", **why),
        "outlines": coordinator.get("/outlines"),
        "outlines_overview": coordinator.get("/outlines/overview"),
    }
    told = {one["operationId"]: one for _path, _method, one in EVERY}
    for name, answer in answers.items():
        schema = told[name]["responses"][200]["content"]["application/json"]["schema"]
        whole = {**schema, "components": {"schemas": SHAPES}}
        faults = [error.message for error in Draft202012Validator(whole).iter_errors(answer.json())]
        assert faults == [], name


@pytest.mark.django_db
def test_the_page_shows_every_operation_and_every_problem_in_dutch(client):
    page = client.get("/api/v1/docs/")
    shown = check_public_page(page)
    ids = {element.attrs["id"] for element in shown.elements if "id" in element.attrs}
    assert {one["operationId"] for _path, _method, one in EVERY} <= ids
    assert set(KINDS) <= ids
    assert "Een doorzetting aannemen" in page.content.decode()


@pytest.mark.django_db
def test_the_way_in_names_document_and_page(client):
    told = client.get("/api/v1/").json()
    assert client.get(told["openapi"]).json()["info"]["title"] == "Baken"
    assert client.get(told["documentation"]).status_code == 200
