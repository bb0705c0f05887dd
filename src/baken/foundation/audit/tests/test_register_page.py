"""The register on the screen of the privacy officer."""

import csv
import datetime as dt
import io
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import Role
from baken.foundation.audit import actions, catalogue, queries
from baken.foundation.audit.access import REGION_CHAIN
from baken.foundation.audit.lines import describe, field_label
from baken.foundation.audit.models import AuditEvent, Verification

from .conftest import CONCERN

pytestmark = pytest.mark.django_db
ADDRESS = "/logboek/"
OTHER = ("concern", uuid.UUID(int=8))


@pytest.fixture
def officer(cast):
    return cast.privacy_officer.client


def page(client, query=""):
    response = client.get(f"{ADDRESS}{query}")
    check_page(response)
    return response


def numbers(response):
    return [line.sequence for line in response.context["page"].lines]


def test_the_privacy_officer_reads_who_did_what_and_why(cast, officer, write):
    write(reason="edit-conflict")
    html = page(officer).content.decode()
    assert "Focal Safety" in html
    assert "Gemeente Vlaardingen" in html
    assert "Verzegelde gegevens gelezen" in html
    assert "aantal waarden: 2" in html


def test_only_a_privacy_officer_may_open_it(cast, write, officer):
    write()
    for address in (ADDRESS, "/logboek/zoeken/", "/logboek/export/"):
        method = "get" if address == ADDRESS else "post"
        for player in (cast.focal_safety, cast.administrator, cast.coordinator):
            assert getattr(player.client, method)(address).status_code == 403
        assert getattr(cast.stranger, method)(address).status_code == 302
        assert getattr(officer, method)(address).status_code == 200
    assert officer.post(ADDRESS).status_code == 405
    assert officer.get("/logboek/export/").status_code == 405


def test_it_shows_the_own_register_whatever_the_address_says(cast, officer, write):
    other = cast.organisations["schiedam"].pk
    write(3)
    write(2, organisation_id=other)
    assert len(numbers(page(officer))) == 3
    assert len(numbers(page(officer, f"?register={other}"))) == 3
    assert numbers(page(officer, f"?register={uuid.UUID(int=0)}")) == [3, 2, 1]


@pytest.fixture
def three_days(write, cast):
    """Write an event on three days in a row: a read, a destroyed key, a look at another."""
    with time_machine.travel(dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)) as clock:
        write()
        clock.shift(dt.timedelta(days=1))
        write(event="vault.key-destroyed", details={}, subject=OTHER)
        clock.shift(dt.timedelta(days=1))
        write(actor=cast.advice_desk.actor, subject=OTHER)


FILTERS = [
    ("since=2-11-2026", [3, 2]),
    ("until=2-11-2026", [2, 1]),
    ("since=02-11-2026&until=02-11-2026", [2]),
    ("event=vault.read", [3, 1]),
    ("account={focal}", [2, 1]),
    ("account={desk}", [3]),
    (f"subject=concern:{OTHER[1]}", [3, 2]),
    (f"subject=referral:{OTHER[1]}", []),
    (f"subject=concern:{OTHER[1]}&event=vault.read&since=1-11-2026", [3]),
]


@pytest.mark.parametrize(("query", "found"), FILTERS)
def test_filters_narrow_the_list(cast, officer, three_days, query, found):
    query = query.format(focal=cast.focal_safety.account.pk, desk=cast.advice_desk.account.pk)
    assert numbers(page(officer, f"?{query}")) == found


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("since=gisteren", "since"),
        ("since=2-11-2026&until=1-11-2026", "until"),
        ("event=made.up", "event"),
        ("account=nobody", "account"),
        ("account=00000000-0000-0000-0000-000000000009", "account"),
        ("subject=concern", "subject"),
    ],
)
def test_a_filter_that_makes_no_sense_is_named_and_does_not_count(
    officer, three_days, query, field
):
    response = page(officer, f"?{query}")
    assert field in response.context["form"].errors
    assert numbers(response)


def test_it_continues_where_the_page_ended(officer, write, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    with time_machine.travel(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), tick=False):
        write(7)  # all at the same moment: the number decides
    seen, query = [], ""
    while True:
        response = page(officer, query)
        seen.append(numbers(response))
        older = response.context["page"].older
        if older is None:
            break
        query = f"?event=vault.read&before={older}"
        assert query.replace("&", "&amp;") in response.content.decode() or seen == [[7, 6, 5]]
    assert seen == [[7, 6, 5], [4, 3, 2], [1]]
    assert numbers(page(officer, f"?before={uuid.uuid4()}")) == [7, 6, 5]
    assert numbers(page(officer, "?before=x")) == [7, 6, 5]


def test_the_number_of_queries_does_not_grow(officer, write):
    def asked():
        with CaptureQueriesContext(connection) as context:
            page(officer)
        return sum('FROM "' in query["sql"] for query in context)

    write()
    first = asked()
    write(60)
    assert asked() == first <= 12


def test_an_empty_register_says_what_to_do(officer):
    assert "Niets gevonden" in page(officer).content.decode()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (None, "Nog niet gecontroleerd"),
        ({"events": 12}, "12 gebeurtenissen"),
        ({"events": 4, "fault": "changed", "fault_sequence": 5}, "gebeurtenis 5 niet meer"),
    ],
)
def test_it_says_when_it_was_last_verified_and_with_what_outcome(cast, officer, outcome, words):
    if outcome:
        at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        chain = cast.organisations["vlaardingen"].pk
        Verification.objects.create(chain=chain, at=at - dt.timedelta(days=1), events=1)
        Verification.objects.create(chain=chain, at=at, **outcome)
    assert words in page(officer).content.decode()


def test_a_reference_leads_to_the_events_of_its_concern(officer, write, monkeypatch):
    known = catalogue.event_type("vault.read")
    monkeypatch.setitem(
        catalogue._events,
        "vault.read",
        catalogue.EventType(known.name, known.label, {**known.details, "reference": "x"}),
    )
    write(details={"reference": "BK-7K4QX2"}, subject=OTHER)
    write()
    assert "BK-7K4QX2" in {line.subject_name for line in page(officer).context["page"].lines}
    response = officer.post("/logboek/zoeken/", {"reference": " bk-7k4qx2 "})
    assert response.status_code == 302
    assert response.url == f"{ADDRESS}?subject=concern:{OTHER[1]}"
    response = officer.post("/logboek/zoeken/", {"reference": "BK-AAAAAA"})
    check_page(response)
    assert "staat hier niets over" in response.content.decode()
    assert officer.post("/logboek/zoeken/", {}).context["reference_form"].errors


def export(client, **data):
    return client.post("/logboek/export/", {"reason": "klacht", **data})


def rows(response):
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_an_export_holds_what_was_filtered_and_is_itself_an_event(cast, officer, three_days):
    response = export(officer, event="vault.read")
    assert response["Content-Disposition"].startswith('attachment; filename="baken-logboek-')
    heading, *lines = rows(response)
    assert heading[0] == "nummer"
    assert [line[0] for line in lines] == ["3", "1"]
    event = AuditEvent.objects.unscoped(reason="test").order_by("-sequence").first()
    assert (event.event, event.details, event.reason) == (
        "audit.exported",
        {"events": 2},
        "klacht",
    )
    assert event.account_id == cast.privacy_officer.account.pk


def test_an_export_without_a_reason_is_asked_again(officer, write, events):
    write()
    response = export(officer, reason="")
    check_page(response)
    assert "Vul in waarom" in response.content.decode()
    assert len(events()) == 1


def test_an_export_that_is_too_large_asks_for_a_shorter_period(officer, write, monkeypatch):
    monkeypatch.setattr(queries, "EXPORT_LIMIT", 2)
    write(3)
    response = export(officer, event="vault.read")
    assert response.url == f"{ADDRESS}?event=vault.read"
    assert "kortere periode" in officer.get(response.url).content.decode()


def test_a_cell_is_never_a_formula(officer, write):
    write(reason="=HYPERLINK(1)")
    assert rows(export(officer))[1][11] == "'=HYPERLINK(1)"


def test_the_alliance_exports_the_register_of_the_region(cast):
    actor = Actor.person(
        account_id=cast.trainer.account.pk,
        membership_id=cast.trainer.membership.pk,
        organisation_id=cast.organisations["var"].pk,
        role="privacy-officer",
    )
    with acting_as(actor):
        chains = queries.chains_of(actor)
        assert list(chains.values())[1] is None
        filters = queries.Filters(chain=list(chains)[1])
        actions.export(actor=actor, filters=filters, reason="controle")
        assert queries.register_page(actor, filters).lines[0].event == "audit.exported"


def test_the_owner_of_a_concern_sees_who_looked_at_it(cast, write):
    write(actor=cast.focal_care.actor)
    write(actor=Actor.system("retention"), event="vault.key-destroyed", details={})
    write(actor=Actor.intake(cast.organisations["vlaardingen"].pk))
    write(actor=Actor.reporter("a" * 64))
    write(actor=Actor.stranger())
    write(subject=OTHER)
    with acting_as(cast.focal_safety.actor) as actor:
        lines = describe(AuditEvent.objects.visible_to(actor).for_subject(*CONCERN))
        assert [line.who for line in reversed(lines)] == [
            "Focal Care",
            "Baken zelf (retention)",
            "het openbare formulier",
            "de melder",
            "iemand die niet was ingelogd",
        ]
        assert lines[-1].capacity == f"{Role.FOCAL_POINT.label}, Gemeente Vlaardingen"
    with acting_as(cast.focal_schiedam.actor) as actor:
        assert describe(AuditEvent.objects.visible_to(actor).for_subject(*CONCERN)) == []


def test_an_account_that_is_gone_stays_an_id(cast, write):
    gone = Actor.without_membership(uuid.uuid4())
    (event,) = write(actor=gone)
    (line,) = queries.describe([event])
    assert line.who == "iemand van wie het account niet meer bestaat"
    assert line.account_id == gone.account_id


def test_every_night_the_registers_are_verified_and_a_broken_one_is_reported(
    cast, write, tamper, officer
):
    from baken.foundation.audit.jobs import verify_registers
    from baken.foundation.notices.models import Notice

    write(3)
    write(1, organisation_id=None)
    verify_registers(timestamp=0)
    assert "3 gebeurtenissen" in page(officer).content.decode()
    assert not Notice.objects.unscoped(reason="test").exists()
    tamper("UPDATE audit_auditevent SET reason = 'x' WHERE sequence = 2")
    tamper("UPDATE audit_auditevent SET reason = 'x' WHERE chain = %s", [REGION_CHAIN])
    verify_registers(timestamp=0)
    assert "gebeurtenis 2 niet meer" in page(officer).content.decode()
    notice = Notice.objects.unscoped(reason="test").get()
    assert notice.account_id == cast.privacy_officer.account.pk
    assert notice.path == reverse("audit:register")


def test_fields_are_shown_in_words_where_they_are_known(monkeypatch):
    words = {"region.contactpoint": "Contact", "phone": "Phone number"}
    monkeypatch.setitem(catalogue._values, "field", lambda: words)
    vocabulary = catalogue.Vocabulary()
    for path, label in (
        ("region.organisation.name", "organisation: naam"),
        ("region.contactpoint.source", "Contact: bron"),
        ("phone", "Phone number"),
        ("made.up", "made.up"),
        ("region.organisation.made_up", "region.organisation.made_up"),
        ("unknown", "unknown"),
    ):
        assert field_label(path, vocabulary) == label


def test_codes_are_shown_in_words_and_each_list_is_fetched_once(monkeypatch):
    asked = []

    def words():
        asked.append(1)
        return {"a": "first", "b": "second"}

    monkeypatch.setitem(catalogue._reasons, "edit-conflict", "To compare two versions")
    monkeypatch.setitem(catalogue._values, "old", words)
    vocabulary = catalogue.Vocabulary()
    details = {"values": 2, "sure": True, "unsure": False, "none": None, "old": "a,b,gone"}
    assert vocabulary.details("vault.read", details) == [
        ("none", ""),
        ("old", "first, second, gone"),
        ("sure", "ja"),
        ("unsure", "nee"),
        ("aantal waarden", "2"),
    ]
    assert vocabulary.details("gone.long-ago", {"old": "b"}) == [("old", "second")]
    assert vocabulary.details("membership.given", {"role": "mayor"})[0][1] == Role.MAYOR.label
    assert vocabulary.details("vault.read", {"closing_reason": "duplicate"})[0][1] == "duplicate"
    assert vocabulary.reason("edit-conflict") == "To compare two versions"
    assert vocabulary.reason("klacht van 3 maart") == "klacht van 3 maart"
    assert len(asked) == 1
