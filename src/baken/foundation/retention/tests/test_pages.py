"""The pages for keeping longer, and for what the privacy officer sees of it."""

import datetime as dt
import uuid

import pytest
import time_machine
from tests.pages import check_page

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.retention import queries
from baken.foundation.retention.models import Hold, Tombstone


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)) as traveller:
        yield traveller


@pytest.fixture
def address(files):
    return f"/bewaren/file/{files().pk}/"


@pytest.fixture
def focal(cast):
    return cast.focal_safety.client


def page(client, address):
    response = client.get(address)
    check_page(response)
    return response.content.decode()


ANSWERS = {"reason": "complaint", "until": "1-12-2026"}


def hold():
    return Hold.objects.unscoped(reason="test").get()


def test_a_focal_point_keeps_a_record_longer_and_releases_it(focal, address):
    assert "Niets houdt het langer vast" in page(focal, address)
    assert focal.post(f"{address}langer/", ANSWERS).url == address
    html = page(focal, address)
    assert "Er loopt een klacht" in html
    assert "1 december 2026" in html
    release = f"{address}{hold().pk}/opheffen/"
    assert release in html
    focal.post(release)
    html = page(focal, address)
    assert "Opgeheven" in html
    assert release not in html
    focal.post(release)
    assert "al opgeheven" in page(focal, address)


def test_a_hold_that_ran_out_is_shown_as_ended(focal, address, clock, cast):
    focal.post(f"{address}langer/", ANSWERS)
    clock.shift(dt.timedelta(days=8))
    assert "Afgelopen" in page(cast.focal_safety.client, address)


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "Kies waarom"),
        ({"reason": "because", "until": "1-12-2026"}, "reason"),
        ({"reason": "complaint", "until": "morgen"}, "Schrijf de datum"),
        ({"reason": "complaint", "until": "1-12-2030"}, "hooguit een jaar"),
    ],
)
def test_a_wrong_answer_is_asked_again(focal, address, answers, words):
    response = focal.post(f"{address}langer/", answers)
    check_page(response)
    assert words in response.content.decode()
    assert not Hold.objects.unscoped(reason="test").exists()


def test_what_is_not_visible_does_not_exist(cast, files, address, focal):
    focal.post(f"{address}langer/", ANSWERS)
    release = f"{address}{hold().pk}/opheffen/"
    other = f"/bewaren/file/{files().pk}/{hold().pk}/opheffen/"
    outsider = cast.focal_schiedam.client
    assert outsider.get(address).status_code == 404
    assert outsider.post(f"{address}langer/", ANSWERS).status_code == 404
    assert outsider.post(release).status_code == 404
    assert focal.post(other).status_code == 404
    for missing in (f"/bewaren/file/{uuid.uuid4()}/", f"/bewaren/other/{uuid.uuid4()}/"):
        assert focal.get(missing).status_code == 404
    assert hold().released_at is None
    assert focal.post(release).status_code == 302


def test_roles_without_the_permission_are_refused(cast, address, focal):
    for player in (cast.coordinator, cast.administrator, cast.police):
        assert player.client.get(address).status_code == 403
        assert player.client.post(f"{address}langer/", ANSWERS).status_code == 403
        assert player.client.get("/bewaren/").status_code == 403
    assert focal.get("/bewaren/").status_code == 403
    assert cast.stranger.get(address).status_code == 302
    assert cast.stranger.get("/bewaren/").status_code == 302
    assert focal.get(f"{address}langer/").status_code == 405
    assert focal.post(address).status_code == 405


def test_the_privacy_officer_sees_terms_holds_and_what_was_shredded(
    cast, address, focal, terms, here, files
):
    officer = cast.privacy_officer.client
    focal.post(f"{address}langer/", ANSWERS)
    with acting_as(Actor.system("retention")):
        for organisation_id in (here, here, cast.organisations["schiedam"].pk):
            Tombstone.objects.create(
                kind="file",
                organisation_id=organisation_id,
                reason="duplicate",
                opened_month=dt.date(2025, 1, 1),
                closed_month=dt.date(2025, 2, 1),
                shredded_on=dt.date(2026, 11, 20),
                batch=uuid.uuid4(),
            )
    html = page(officer, "/bewaren/")
    for words in ("12 maanden", "1 maand", "Elke andere reden", "Er loopt een klacht"):
        assert words in html
    with acting_as(cast.privacy_officer.actor) as actor:
        assert [run.records for run in queries.last_runs(actor)] == [2]
        assert queries.is_held(actor, "file", hold().subject_id)
        assert not queries.is_held(actor, "file", uuid.uuid4())


def test_without_anything_the_overview_says_so(cast):
    html = page(cast.privacy_officer.client, "/bewaren/")
    assert "nog niets vernietigd" in html
    assert "nog geen termijnen geladen" in html
