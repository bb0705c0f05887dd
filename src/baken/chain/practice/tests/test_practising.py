"""A whole concern alone, each in a municipality of her own, and nothing left afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, connection
from django.utils import timezone
from tests.routes import all_routes

from baken.chain.concerns import actions as concerns
from baken.chain.concerns import codes
from baken.chain.concerns.drafts import ObservationDraft, ReferralDraft
from baken.chain.concerns.models import (
    Concern,
    FeedbackMeans,
    Outcome,
    ReferralKind,
    SourceKind,
)
from baken.chain.practice import actions, script
from baken.chain.practice.middleware import is_open
from baken.chain.practice.models import Practiser
from baken.chain.practice.scenarios import current_book, read_book
from baken.chain.practice.steps import TASKS, progress
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.audit.verifying import verify
from baken.foundation.people.models import Account, Membership
from baken.foundation.region.models import Organisation

from .conftest import Visitor

LATER = dt.timedelta(minutes=5)


def steps_of(visitor: Visitor) -> list[str]:
    """Return the steps she has done."""
    practiser = visitor.practiser
    scenario = current_book().get(practiser.scenario)
    assert scenario is not None
    with acting_as(visitor.actor):
        rows = progress(practiser, scenario, visitor.actor).rows
    return [row.task.key for row in rows if row.is_done]


def handle(visitor: Visitor) -> None:
    """Handle her concern from receipt to closing; the others are played."""
    who: dict[str, Any] = {"actor": visitor.actor, "concern_id": visitor.practiser.concern_id}
    concerns.take(**who)
    fact = concerns.add_observation(
        **who, draft=ObservationDraft(text="Zes slaapzakken.", source=SourceKind.SEEN)
    )
    concerns.request_assessment(**who, assessor_id=visitor.practiser.colleague_id)
    assert script.play() == 0  # nobody answers in the same second
    assert script.play(now=timezone.now() + LATER) == 1
    concerns.decide(**who, outcomes=[Outcome.REFER], motivation="Concreet en recent.")
    with acting_as(visitor.actor):
        concern = Concern.objects.visible_to(visitor.actor).get()
        choices = codes.receiver_choices(concern)
        choice = next(one for one in choices if one.grounds_for("referral"))
    concerns.refer(
        **who,
        draft=ReferralDraft(
            receiver_id=choice.organisation.pk,
            kind=ReferralKind.REFERRAL,
            ground=choice.grounds_for("referral")[0].slug,
            reason="Nodig.",
            message="Wilt u kijken?",
            observation_ids=(fact.pk,),
        ),
        token="practice",
    )
    assert script.play() == 0
    assert script.play(now=timezone.now() + LATER) == 1  # accepted
    assert script.play(now=timezone.now() + LATER) == 1  # answered
    standard = next(text.slug for text in codes.standard_feedback() if text.counts)
    concerns.give_feedback(**who, means=FeedbackMeans.CHANNEL, standard=standard)
    concerns.close(**who, reason=codes.closing_reasons()[0].slug)


def test_she_handles_a_whole_concern_alone_and_the_steps_tick_themselves(noor: Visitor) -> None:
    noor.begin()
    assert steps_of(noor) == []
    handle(noor)
    assert steps_of(noor) == [task.key for task in TASKS]
    page = noor.client.get("/oefenen/").content.decode()
    assert "afgehandeld, van ontvangst tot sluiting" in page


def test_not_waiting_lets_everybody_answer_at_once(noor: Visitor) -> None:
    noor.begin()
    who: dict[str, Any] = {"actor": noor.actor, "concern_id": noor.practiser.concern_id}
    concerns.take(**who)
    concerns.request_assessment(**who, assessor_id=noor.practiser.colleague_id)
    assert "Niet wachten" in noor.client.get("/oefenen/").content.decode()
    noor.client.post("/oefenen/vooruit/")
    assert "Niet wachten" not in noor.client.get("/oefenen/").content.decode()


def test_what_she_wiped_meanwhile_does_not_stop_the_others(
    noor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor.begin()
    other = Visitor(8)
    other.go_in()
    other.begin()
    for visitor in (noor, other):
        who: dict[str, Any] = {"actor": visitor.actor, "concern_id": visitor.practiser.concern_id}
        concerns.take(**who)
        concerns.request_assessment(**who, assessor_id=visitor.practiser.colleague_id)
    answer = concerns.give_assessment

    def overtaken(**values: Any) -> Any:
        if values["concern_id"] == noor.practiser.concern_id:
            raise Concern.DoesNotExist
        return answer(**values)

    monkeypatch.setattr(script.concerns, "give_assessment", overtaken)
    assert script.play(now=timezone.now() + LATER) == 1


def test_nobody_sees_the_municipality_of_another_practiser(noor: Visitor) -> None:
    noor.begin()
    other = Visitor(8)
    other.go_in()
    other.begin()
    theirs = noor.practiser
    assert other.client.get(f"/signalen/{theirs.concern_id}/").status_code == 404
    assert other.client.get(f"/signalen/{other.practiser.concern_id}/").status_code == 200
    with acting_as(other.actor):
        assert Practiser.objects.visible_to(other.actor).get() == other.practiser
        # The database's own lock says the same.
        everybody = Practiser.objects.unscoped(reason="the second lock is tested")
        assert [one.pk for one in everybody] == [other.practiser.pk]
    for path in ("/mijn-werk/", "/signalen/", "/organisaties/", "/oefenen/"):
        page = other.client.get(path).content.decode()
        assert theirs.organisation.slug not in page
        if theirs.organisation.name != other.practiser.organisation.name:
            assert theirs.organisation.name not in page


def test_she_comes_back_to_what_she_did(noor: Visitor) -> None:
    noor.begin()
    concern = noor.practiser.concern_id
    noor.client = type(noor.client)()
    noor.go_in()
    assert noor.practiser.concern_id == concern
    assert Practiser.objects.unscoped(reason="the test counts").count() == 1


def test_a_second_press_does_not_begin_a_second_story(noor: Visitor) -> None:
    noor.begin()
    first = noor.practiser.concern_id
    noor.begin()
    assert noor.practiser.concern_id == first
    with acting_as(noor.actor):
        assert Concern.objects.visible_to(noor.actor).count() == 1


def test_starting_over_wipes_what_she_did_and_keeps_her(noor: Visitor) -> None:
    noor.begin()
    handle(noor)
    assert noor.client.get("/oefenen/opnieuw/").status_code == 200
    noor.client.post("/oefenen/opnieuw/")
    with acting_as(noor.actor):
        assert Concern.objects.visible_to(noor.actor).count() == 0
    assert "Kies een verhaal" in noor.client.get("/oefenen/").content.decode()


def everywhere(ids: set[str]) -> list[str]:
    """Return the columns of the whole database in which one of these ids stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN"
            " information_schema.tables USING (table_schema, table_name) WHERE"
            " table_schema = 'public' AND table_type = 'BASE TABLE' AND data_type = 'uuid'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(
                f'SELECT EXISTS (SELECT 1 FROM "{table}"'  # noqa: S608 - names of the catalogue
                f' WHERE "{column}"::text = ANY (%s))',
                [list(ids)],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def ids_of(visitor: Visitor) -> set[str]:
    """Return every id that is hers: municipality, accounts, roles, concern."""
    one = visitor.practiser
    found = {one.pk, one.organisation_id, one.account_id, one.membership_id, one.colleague_id}
    return {str(value) for value in found | {one.colleague.account_id, one.concern_id}}


@pytest.mark.parametrize("way", ["herself", "night"])
def test_nothing_of_a_practiser_is_left_anywhere(noor: Visitor, way: str) -> None:
    noor.begin()
    handle(noor)
    ids = ids_of(noor)
    assert len(everywhere(ids)) > 20
    if way == "herself":
        assert "Alles is weg" in noor.client.post("/oefenen/wissen/").content.decode()
    else:
        assert actions.forget_old(now=timezone.now() + dt.timedelta(days=29)) == 0
        assert actions.forget_old(now=timezone.now() + dt.timedelta(days=30, minutes=1)) == 1
    assert everywhere(ids) == []
    assert noor.client.get("/oefenen/")["Location"].startswith("/account/inloggen/")
    assert [report for report in list(verify()) if not report.holds] == []


def test_nothing_is_open_that_would_outlive_her(noor: Visitor) -> None:
    """What a focal point keeps of her municipality in the region is no part of a concern."""
    kept = {route.name for route in all_routes() if route.rule == Permission.REGION_EDIT_OWN}
    assert kept
    assert [name for name in kept if is_open(name)] == []
    assert noor.client.post("/beheer/mijn-gemeente/meldroute/").status_code == 404


def test_one_who_cannot_be_removed_keeps_nobody_else_from_it(
    noor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Visitor(8)
    other.go_in()
    kept, remove = noor.practiser.organisation_id, actions._call

    def call(function: str, organisation_id: Any) -> None:
        if organisation_id == kept:
            raise IntegrityError
        remove(function, organisation_id)

    monkeypatch.setattr(actions, "_call", call)
    assert actions.forget_old(now=timezone.now() + dt.timedelta(days=31)) == 1
    assert Practiser.objects.unscoped(reason="the test counts").get() == noor.practiser


def test_who_is_removed_takes_nobody_along(noor: Visitor) -> None:
    noor.begin()
    other = Visitor(8)
    other.go_in()
    other.begin()
    handle(other)
    noor.client.post("/oefenen/wissen/")
    assert steps_of(other) == [task.key for task in TASKS]
    assert Organisation.objects.filter(slug__startswith="oefengemeente-").count() == 1


def test_invented_people_cannot_sign_in(noor: Visitor) -> None:
    noor.begin()
    handle(noor)
    invented = Account.objects.filter(email__endswith="oefenruimte.test")
    assert invented.count() == 3  # she, her colleague, and the partner
    assert all(account.is_demonstration for account in invented)
    assert not any(account.has_usable_password() for account in invented)
    partner = Membership.objects.get(account__email__contains="@partner.")
    assert partner.organisation.is_current


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_stories_use_words_that_the_region_knows(region: str) -> None:
    from baken.foundation.region.pack import read_pack

    folder = settings.REGIONS_FOLDER / region
    book = read_book(folder / "practice" / "scenarios.yaml")
    pack = read_pack(folder)
    functions = {one["slug"] for one in pack.items("reasons", "reporter_functions")}
    outcomes = {one["slug"] for one in pack.items("reasons", "outcomes")}
    signs = (folder / "indicators.yaml").read_text(encoding="utf-8")
    organisations = (folder / "organisations.yaml").read_text(encoding="utf-8")
    for scenario in book.scenarios:
        assert scenario.function in functions
        assert all(f"code: {code}\n" in signs for code in scenario.indicators)
        for slug, answer in scenario.answers.items():
            assert f"slug: {slug}" in organisations
            assert answer["outcome"] in outcomes
        assert set(scenario.tips) <= {task.key for task in TASKS}
