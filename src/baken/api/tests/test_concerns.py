"""Concerns by API: list, read with a purpose, enter once, and their referrals."""

from __future__ import annotations

import secrets
import uuid

import pytest
from django.utils import timezone

from baken.chain.concerns import actions
from baken.chain.concerns.drafts import ObservationDraft
from baken.chain.concerns.models import Concern, Outcome, SourceKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

WHY = {"X_Purpose": "overzetten naar ons zaaksysteem"}
REPORT = {
    "channel": "phone",
    "story": "Zes mensen in één kamer boven de garage.",
    "when": "vorige week",
    "forms": ["labour"],
    "minor": "no",
    "indicators": {"ALG-03": "seen"},
    "reporter": {"name": "Noor Verbeek", "phone": "0612345678"},
    "location": {"place": "Vlaardingen"},
    "with_channel": True,
}


def test_a_list_holds_ones_own_concerns_without_content(cast, world, program):
    mine = world.in_assessment()
    world.received("schiedam")
    answer = program(cast.focal_care).get("/concerns")
    assert answer.status_code == 200
    (item,) = answer.json()["items"]
    assert item["id"] == str(mine.pk)
    assert item["holder"]["name"] == cast.focal_safety.account.name
    assert item["status"] == "in-assessment"
    assert "matrassen" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


FILTERS = [
    ({"state": "closed"}, ["closed"]),
    ({"state": "all"}, ["closed", "mine", "new"]),
    ({"status": "received"}, ["new"]),
    ({"holder": "nobody"}, ["new"]),
    ({"holder": "mine"}, ["mine"]),
    ({"form": "sexual"}, ["new"]),
    ({"minor": "yes"}, ["new"]),
    ({"critical": "true"}, ["new"]),
    ({"channel": "phone"}, []),
    ({"due": "overdue"}, []),
    ({"received_from": "2999-12-31"}, []),
    ({"received_until": "1900-01-01"}, []),
    ({"received_until": "2999-12-31", "sort": "oldest"}, ["mine", "new"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS, ids=[str(f[0]) for f in FILTERS])
def test_filters_narrow_the_list(cast, world, program, query, expected):
    names = {
        world.closed().pk: "closed",
        world.in_assessment().pk: "mine",
        world.received(forms=("sexual",), minor="yes", critical=True).pk: "new",
    }
    answer = program(cast.focal_safety).get("/concerns", query)
    assert [names[uuid.UUID(one["id"])] for one in answer.json()["items"]] == sorted(
        expected, key=list(names.values()).index, reverse=query.get("sort") != "oldest"
    )


def test_a_reference_and_a_colleague_find_a_concern(cast, world, program):
    concern = world.in_assessment()
    asking = program(cast.focal_care)
    by_reference = asking.get("/concerns", {"reference": concern.reference.lower()})
    by_holder = asking.get("/concerns", {"holder": str(cast.focal_safety.membership.pk)})
    for answer in (by_reference, by_holder):
        assert [one["reference"] for one in answer.json()["items"]] == [concern.reference]


@pytest.mark.parametrize(
    "query",
    [
        {"state": "half"},
        {"holder": "x"},
        {"form": "LABOUR'"},
        {"form": "a\x00b"},
        {"limit": "0"},
        {"limit": "101"},
        {"received_from": "9999-12-31"},
        {"cursor": "made-up"},
        {"reference": "x" * 21},
    ],
    ids=str,
)
def test_a_filter_that_is_not_known_is_named(cast, program, query):
    answer = program(cast.focal_care).get("/concerns", query)
    assert answer.status_code == 422
    fault = answer.json()["errors"][0]
    assert (fault["place"], fault["field"]) == ("query", next(iter(query)))


@pytest.mark.parametrize("sort", ["newest", "oldest", "due"])
def test_cursors_lead_through_the_whole_list_once(cast, world, program, sort):
    concerns = [world.received() for _ in range(5)] + [world.closed() for _ in range(2)]
    Concern._base_manager.filter(pk=concerns[0].pk).update(received_at=concerns[1].received_at)
    asking = program(cast.focal_care)
    query = {"state": "all", "sort": sort, "limit": "2"}
    seen, cursor = [], ""
    for _ in range(4):
        answer = asking.get("/concerns", {**query, "cursor": cursor}).json()
        seen += [one["id"] for one in answer["items"]]
        cursor = answer["next_cursor"]
    assert cursor is None
    assert seen == [
        one["id"] for one in asking.get("/concerns", {**query, "limit": "100"}).json()["items"]
    ]
    assert set(seen) == {str(one.pk) for one in concerns}


def test_a_cursor_of_another_order_is_refused(cast, world, program):
    for _ in range(2):
        world.received()
    asking = program(cast.focal_care)
    cursor = asking.get("/concerns", {"limit": "1"}).json()["next_cursor"]
    assert asking.get("/concerns", {"sort": "due", "cursor": cursor}).status_code == 422
    assert asking.get("/concerns", {"cursor": cursor[:-2] + "xx"}).status_code == 422


def test_somebody_elses_cursor_shows_nothing_of_theirs(cast, world, program):
    for _ in range(3):
        world.received()
    cursor = program(cast.focal_care).get("/concerns", {"limit": "1"}).json()["next_cursor"]
    answer = program(cast.focal_schiedam).get("/concerns", {"cursor": cursor})
    assert answer.json() == {"items": [], "next_cursor": None, "searched_from": None}


def everything(world):
    """Return a concern in which every kind of content was written, and its referral."""
    concern = world.in_assessment()
    first = world.add_fact(concern)
    actions.correct_observation(
        actor=world.focal,
        concern_id=concern.pk,
        observation_id=first.pk,
        draft=world_fact("Een busje om zeven uur."),
    )
    world.add_person(concern, phone="0612345678")
    actions.add_interpretation(actor=world.focal, concern_id=concern.pk, text="Dit past bij dwang.")
    actions.add_note(actor=world.focal, concern_id=concern.pk, text="Morgen terugbellen.")
    world.weigh(concern, world.ask_colleague(concern))
    actions.decide(
        actor=world.focal,
        concern_id=concern.pk,
        outcomes=(Outcome.REFER,),
        motivation="Twee feiten en een tweede lezer.",
    )
    referral = world.refer(concern)
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Wanneer?")
    world.give_feedback(concern)
    return concern, referral


def world_fact(text):
    return ObservationDraft(text=text, source=SourceKind.SEEN)


def test_a_concern_is_read_in_full_with_a_purpose_that_the_register_keeps(
    cast, world, program, events
):
    concern, referral = everything(world)
    answer = program(cast.focal_care).get(f"/concerns/{concern.pk}", **WHY)
    assert answer.status_code == 200
    read = answer.json()
    assert read["story"].startswith("Acht matrassen")
    assert read["check"] == {"when": None, "indicators": {"ALG-03": "seen"}}
    assert read["reporter"]["name"] == "Noor Verbeek"
    assert read["location"]["place"] == "Vlaardingen"
    assert [(one["text"], one["is_current"]) for one in read["facts"]] == [
        ("Een busje om zeven uur.", True),
        ("Een busje om zes uur.", False),
    ]
    assert read["facts"][0]["replaces"] == read["facts"][1]["id"]
    assert read["persons"][0]["name"] == "Sam Voorbeeld"
    assert read["interpretations"][0]["text"] == "Dit past bij dwang."
    assert read["notes"][0]["entered_by"]["name"] == cast.focal_safety.account.name
    assert read["assessments"][0]["advice"] == "agree"
    assert read["decisions"][0]["outcomes"] == ["refer"]
    assert read["referrals"][0]["id"] == str(referral.pk)
    assert read["referrals"][0]["content"]["reason"] == "Hulp is alleen zo te regelen."
    assert read["referrals"][0]["messages"][0]["text"] == "Wanneer?"
    assert read["feedback"][0]["standard"] == "nothing-to-tell"
    assert [one["kind"] for one in read["steps"]][:2] == ["received", "taken"]
    (event,) = events("vault.read")
    assert event.reason == "API: overzetten naar ons zaaksysteem"
    assert event.membership_id == cast.focal_care.membership.pk


def test_reading_a_concern_costs_the_same_whatever_is_in_it(
    cast, world, program, django_assert_max_num_queries
):
    concern, _referral = everything(world)
    world.refer(concern, "police")
    world.refer(concern, "nla")
    asking = program(cast.focal_care)
    asking.get("/me")
    with django_assert_max_num_queries(20):
        assert asking.get(f"/concerns/{concern.pk}", **WHY).status_code == 200


@pytest.mark.parametrize("header", [{}, {"X_Purpose": "ja"}, {"X_Purpose": "x" * 201}])
def test_without_a_purpose_nothing_is_opened(cast, world, program, events, header):
    concern = world.in_assessment()
    answer = program(cast.focal_care).get(f"/concerns/{concern.pk}", **header)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "X-Purpose"
    assert events("vault.read") == []


def test_a_purpose_may_have_accents(cast, world, program, events):
    concern = world.in_assessment()
    sent = "zorgcoördinatie".encode().decode("latin-1")
    assert (
        program(cast.focal_care).get(f"/concerns/{concern.pk}", X_Purpose=sent).status_code == 200
    )
    assert events("vault.read")[0].reason == "API: zorgcoördinatie"


def test_a_concern_is_entered_once_and_the_receipt_is_told(cast, world, program, events):
    key = {"Idempotency_Key": secrets.token_urlsafe(24)}
    asking = program(cast.focal_care)
    first, again = (asking.post("/concerns", REPORT, **key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    made = Concern._base_manager.get()
    assert first["Location"] == f"/api/v1/concerns/{made.pk}"
    assert first.json()["concern"]["holder"]["id"] == str(cast.focal_care.membership.pk)
    assert first.json()["receipt"]["reference"] == made.reference
    assert len(events("concern.registered")) == 1
    read = asking.get(first["Location"].removeprefix("/api/v1"), **WHY).json()
    assert read["story"] == REPORT["story"]
    assert read["check"] == {"when": "vorige week", "indicators": {"ALG-03": "seen"}}


def test_a_concern_may_be_left_in_the_queue_without_a_receipt(cast, world, program):
    report = {**REPORT, "with_channel": False, "take_it": False}
    answer = program(cast.focal_care).post("/concerns", report, Idempotency_Key="a" * 16)
    assert answer.json()["receipt"] is None
    assert answer.json()["concern"]["status"] == "received"


WRONG = [
    ({"channel": "public"}, "channel"),
    ({"story": ""}, "story"),
    ({"story": "   "}, "story"),
    ({"forms": ["no-such-form"]}, "forms"),
    ({"forms": []}, "forms"),
    ({"reporter_function": "no-such-function"}, "reporter_function"),
    ({"anonymous": True}, "anonymous"),
    ({"reporter": {"nickname": "x"}}, "reporter"),
    ({"surprise": 1}, ""),
    ({"story": "\ud800"}, "story"),
    ({"indicators": {"ALG-03": "maybe"}}, "indicators.ALG-03"),
    ({"minor": "perhaps"}, "minor"),
]


@pytest.mark.parametrize(("change", "field"), WRONG, ids=[str(one[0]) for one in WRONG])
def test_what_is_wrong_in_a_report_is_named_and_nothing_is_stored(
    cast, world, program, change, field
):
    report = {**REPORT, "when": "", "indicators": {}, "location": {}, **change}
    answer = program(cast.focal_care).post("/concerns", report, Idempotency_Key="a" * 16)
    assert answer.status_code == 422, answer.content
    faults = answer.json()["errors"]
    assert field in [one["field"] for one in faults]
    assert not Concern._base_manager.exists()


@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "short"}, {"Idempotency_Key": "é" * 16}])
def test_a_report_needs_a_key_of_its_own(cast, world, program, key):
    answer = program(cast.focal_care).post("/concerns", REPORT, **key)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_the_referrals_of_a_concern_are_listed_without_content(cast, world, program):
    concern, referral = world.referred()
    answer = program(cast.focal_care).get(f"/concerns/{concern.pk}/referrals")
    (item,) = answer.json()
    assert item["id"] == str(referral.pk)
    assert (item["receiver"]["slug"], item["sender"]["slug"]) == ("essm", "vlaardingen")
    assert item["concern_id"] == str(concern.pk)
    assert "Hulp" not in answer.content.decode()


def test_work_shows_what_waits_by_section(cast, world, program, time_machine):
    received = world.received()
    concern, referral = world.referred()
    asked = world.in_assessment()
    world.ask_colleague(asked)
    work = {
        name: program(cast.players[name]).get("/work").json()
        for name in ("focal_safety", "focal_care", "advice_desk", "coordinator")
    }
    assert [one["id"] for one in work["focal_safety"]["queue"]] == [str(received.pk)]
    assert {one["id"] for one in work["focal_safety"]["mine"]} == {str(concern.pk), str(asked.pk)}
    assert [one["kind"] for one in work["focal_care"]["to_weigh"]] == ["assessment"]
    assert [one["id"] for one in work["advice_desk"]["received"]] == [str(referral.pk)]
    assert work["coordinator"] == {
        "overdue": 0, "mine": [], "queue": [], "to_weigh": [], "received": []
    }  # fmt: skip


def test_a_coordinator_sees_outlines_and_numbers_and_nothing_else(cast, world, program):
    concern = world.in_assessment()
    world.received("schiedam")
    asking = program(cast.coordinator)
    everywhere = asking.get("/outlines").json()["items"]
    here = asking.get("/outlines", {"municipality": "vlaardingen"}).json()["items"]
    nowhere = asking.get("/outlines", {"municipality": "nergens"}).json()["items"]
    assert (len(everywhere), [one["id"] for one in here], nowhere) == (2, [str(concern.pk)], [])
    assert set(here[0]) == {
        "id", "reference", "municipality", "status", "forms", "received_at", "age_days",
        "next_due_on", "due_kind", "overdue", "closed_at",
    }  # fmt: skip
    numbers = asking.get("/outlines/overview").json()
    assert (numbers["open"], numbers["by_form"]) == (2, {"labour": 2})
    assert {one["slug"] for one in numbers["municipalities"]} == {"vlaardingen", "schiedam"}


def test_a_mayor_sees_outlines_of_the_own_municipality(cast, world, program):
    concern = world.in_assessment()
    world.received("schiedam")
    answer = program(cast.mayor).get("/outlines/municipality")
    assert [one["id"] for one in answer.json()["items"]] == [str(concern.pk)]


def test_outlines_are_paged_and_narrowed(cast, world, program):
    for _ in range(3):
        world.received()
    world.closed()
    asking = program(cast.coordinator)
    first = asking.get("/outlines", {"limit": "2", "sort": "due", "form": "labour"}).json()
    rest = asking.get(
        "/outlines",
        {"limit": "2", "sort": "due", "form": "labour", "cursor": first["next_cursor"]},
    ).json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    assert len(asking.get("/outlines", {"state": "closed"}).json()["items"]) == 1
    assert asking.get("/outlines", {"due": "overdue"}).json()["items"] == []


def test_the_age_of_an_outline_counts_local_days(cast, world, program):
    concern = world.received()
    age = program(cast.coordinator).get("/outlines").json()["items"][0]["age_days"]
    assert age == (timezone.localdate() - timezone.localdate(concern.received_at)).days
