"""The open part: region, organisations, indicators and the route, for everybody."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command

from baken.api.schemas.guidance import RouteOut
from baken.chain.guidance.tests.conftest import QUIET, TUESDAY_NIGHT
from baken.foundation.region.models import PackDocument

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

NIGHT = dt.datetime.fromisoformat(TUESDAY_NIGHT)


def test_the_region_names_its_municipalities_and_versions(program):
    (region,) = program().get("/regions").json()
    assert len(region["municipalities"]) == 23
    assert {"code": "GM0622", "slug": "vlaardingen", "name": "Vlaardingen"} in region[
        "municipalities"
    ]
    assert {"route", "indicators", "forms"} <= {one["section"] for one in region["documents"]}
    assert region["is_invented"] is False


def test_organisations_say_whether_they_are_open_now(program, time_machine):
    time_machine.move_to(NIGHT, tick=False)
    found = {one["slug"]: one for one in program().get("/organisations").json()["items"]}
    desk, alarm = found["essm"]["contacts"][0], found["emergency"]["contacts"][0]
    assert (desk["phone"], desk["open"]) == ("+31102365256", False)
    assert desk["next_open"] == "2026-11-25T08:30:00+01:00"
    assert (alarm["open"], alarm["next_open"], alarm["around_the_clock"]) == (True, None, True)
    assert found["vlaardingen"]["municipality_code"] == "GM0622"


def test_organisations_are_searched_by_words_and_by_number(program):
    for query in ({"q": "arbeidsinspectie"}, {"q": "0800 5151"}):
        slugs = [one["slug"] for one in program().get("/organisations", query).json()["items"]]
        assert "nla" in slugs
    kinds = program().get("/organisations", {"kind": "municipality"}).json()["items"]
    assert {one["kind"] for one in kinds} == {"municipality"}
    assert program().get("/organisations", {"q": "\x00"}).status_code == 200


def test_one_organisation_is_fetched_and_an_unknown_one_is_not_there(program):
    assert program().get("/organisations/essm").json()["slug"] == "essm"
    assert program().get("/organisations/nergens").status_code == 404


def test_codes_come_with_words(program):
    codes = program().get("/codes").json()
    assert {"slug": "not-our-task", "label": "Hoort niet bij onze taak"} in codes["refusal_reasons"]
    assert {"slug": "sent", "label": "Verstuurd"} in codes["referral_statuses"]
    assert "smuggling" in [one["slug"] for one in codes["forms"] if not one["is_trafficking"]]


def test_indicators_come_as_one_list_or_by_form_and_function(program):
    everything = program().get("/indicators").json()
    assert len(everything["items"]) == 112
    labour = program().get("/indicators", {"form": "labour"}).json()["items"]
    assert {one["form"] for one in labour} == {"labour", "general"}
    seen = program().get("/indicators", {"form": "labour", "observer": "permits"}).json()["items"]
    assert 0 < len(seen) < len(labour)
    assert all(one["sources"] for one in everything["items"])


def asked_by_command(answers):
    out = io.StringIO()
    import sys

    held, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(json.dumps(answers).encode()))
    shown, sys.stdout = sys.stdout, out
    try:
        call_command("route_json", json="-", source="-")
    finally:
        sys.stdin, sys.stdout = held, shown
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"at": TUESDAY_NIGHT},
        {"danger": True, "minor": "yes"},
        {"subject": "place", "forms": ["criminal", "unknown"]},
        {"forms": ["marriage"], "anonymous": True, "municipality": "GM0502"},
    ],
    ids=str,
)
def test_the_route_is_the_one_of_the_command(program, change):
    answer = program().post("/route", QUIET | change)
    assert answer.status_code == 200
    assert answer.json() == asked_by_command(QUIET | change)
    RouteOut.model_validate(answer.json())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"danger": "yes"}, "danger"),
        ({"forms": []}, "forms"),
        ({"municipality": "GM9999"}, "municipality"),
        ({"at": "yesterday"}, "at"),
        ({"name": "x"}, "name"),
    ],
)
def test_a_wrong_answer_is_named_as_by_the_command(program, change, field):
    answer = program().post("/route", QUIET | change)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert answer.json()["errors"][0]["field"] == field


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 415),
        (b"{", 400),
        (b"\xff", 400),
        (b'{"danger": true, "danger": false}', 400),
        (b'{"danger": NaN}', 400),
        (b"[" * 100_000, 400),
        (b"9" * 10_000, 400),
        (b" " * 200_001, 413),
        (b"[]", 422),
    ],
    ids=["empty", "half", "no text", "twice", "no number", "deep", "long", "large", "a list"],
)
def test_a_body_that_cannot_be_read_is_a_problem(program, body, status):
    answer = program().post("/route", body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_no_json_by_its_own_word_is_refused(program):
    client = program().client
    answer = client.post("/api/v1/route", QUIET)
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong-media-type")


EXPLAIN = {"answers": {"AU-04": "seen", "ALG-03": "no"}, "forms": ["labour"], "minor": "no"}


def test_indicators_are_explained_in_words_and_without_a_score(program):
    found = program().post("/indicators/explain", EXPLAIN).json()
    assert [one["code"] for one in found["present"]] == ["AU-04"]
    assert [one["code"] for one in found["denied"]] == ["ALG-03"]
    assert found["rule"]["title"] == "De regel van de ILO"
    assert found["fits_published_pattern"] is False
    assert "score" not in json.dumps(found["dimensions"])
    assert found["open_questions"]


def test_the_rule_is_left_out_where_it_does_not_apply(program):
    found = program().post("/indicators/explain", EXPLAIN | {"forms": ["marriage"]}).json()
    assert (found["rule"], found["dimensions"], found["fits_published_pattern"]) == (None, [], None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"forms": ["labour", "no-such-form"]}, "forms"),
        ({"answers": {"XXX-99": "seen"}}, "answers"),
        ({"answers": {"AU-04": "maybe"}}, "answers.AU-04"),
        ({"minor": True}, "minor"),
    ],
)
def test_what_cannot_be_explained_is_named(program, change, field):
    answer = program().post("/indicators/explain", EXPLAIN | change)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


PUBLIC = ["/", "/openapi.json", "/regions", "/organisations", "/codes", "/indicators"]


@pytest.mark.parametrize("path", PUBLIC)
def test_open_answers_set_no_cookie_and_stay_behind_nowhere(program, path):
    answer = program().get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_what_was_asked_is_not_logged(program, caplog):
    asked = QUIET | {"forms": ["begging"], "municipality": "GM0502"}
    assert program().post("/route", asked)["Cache-Control"] == "no-store"
    program().get("/organisations", {"q": "geheim"})
    assert "begging" not in caplog.text
    assert "GM0502" not in caplog.text
    assert "geheim" not in caplog.text


def test_without_a_loaded_pack_the_lists_say_so(program):
    PackDocument.objects.all().delete()
    answer = program().get("/codes")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert program().post("/route", QUIET).status_code == 200
