"""Asking and deciding: what may be asked, what is promised, and never twice."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connections, transaction
from django.http import Http404

from baken.foundation.access.lock import acting_as
from baken.network.lending import actions
from baken.network.lending.actions import deciding
from baken.network.lending.errors import EditConflict, LendingRefused
from baken.network.lending.models import Item, Loan, LoanRequest, LoanState, RequestState
from baken.network.letters.models import Letter

from .conftest import KIT, TODAY, VR, World, load_store

pytestmark = pytest.mark.django_db


def letters(request: LoanRequest) -> list[tuple[str, str]]:
    found = Letter.objects.unscoped(reason="test").filter(about_id=request.pk)
    return sorted((one.key.removeprefix("lending."), one.to_address.split("@")[0]) for one in found)


def test_asking_tells_both_sides_and_twice_the_same_form_is_one_request(world: World) -> None:
    token = uuid4()
    with acting_as(world.cast.focal_safety.actor) as actor:
        first = actions.ask(actor=actor, wanted=world.wanted(), form_token=token)
        again = actions.ask(actor=actor, wanted=world.wanted(), form_token=token)
    assert first.pk == again.pk
    assert letters(first) == [
        ("asked", "focal_safety"),
        ("new", "coordinator"),
        ("new", "trainer"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"supervisor": " "}, "supervisor"),
        ({"experiences": []}, "experiences"),
        ({"experiences": ["nee"]}, "experiences"),
        ({"wishes": {}}, "wishes"),
        ({"wishes": {"nee": 1}}, "wishes"),
        ({"wishes": {VR: 11}}, f"number-{VR}"),
        ({"purpose": ""}, "purpose"),
        ({"expected_reach": 0}, "expected_reach"),
        ({"ends_on": TODAY + dt.timedelta(days=6)}, "ends_on"),
        ({"ends_on": TODAY + dt.timedelta(days=60)}, "ends_on"),
        ({"starts_on": TODAY - dt.timedelta(days=1)}, "starts_on"),
        ({"starts_on": TODAY + dt.timedelta(days=1)}, "starts_on"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(
    world: World, changes: dict[str, Any], field: str
) -> None:
    with acting_as(world.cast.focal_safety.actor) as actor, pytest.raises(LendingRefused) as seen:
        actions.ask(actor=actor, wanted=world.wanted(**changes), form_token=uuid4())
    assert seen.value.field == field


def test_the_kit_alone_needs_no_supervision(world: World) -> None:
    request = world.asked(wishes={KIT: 1}, experiences=[], supervisor="")
    assert request.state == RequestState.ASKED


def test_who_lends_may_ask_for_another_and_at_short_notice(world: World) -> None:
    others = world.cast.organisations["schiedam"].pk
    with acting_as(world.cast.trainer.actor) as actor:
        request = actions.ask(
            actor=actor, wanted=world.wanted(0), form_token=uuid4(), organisation_id=others
        )
    assert request.organisation_id == others
    with acting_as(world.cast.police.actor) as actor, pytest.raises(PermissionDenied):
        actions.ask(actor=actor, wanted=world.wanted(), form_token=uuid4(), organisation_id=others)


def test_headsets_and_kit_are_promised_together_with_days_for_cleaning(world: World) -> None:
    request = world.approved()
    loans = world.loans(request)
    assert [str(loan.item) for loan in loans] == [
        *(f"VR-bril {number}" for number in (1, 2, 3, 4)),
        "Koffer Verkeerd 1",
    ]
    assert {loan.blocked_until - loan.ends_on for loan in loans} == {dt.timedelta(days=1)}
    assert ("approved", "focal_safety") in letters(request)
    other = world.approved(start=7, wishes={VR: 6}, by="police")
    assert [loan.item.label for loan in world.loans(other)] == [5, 6, 7, 8, 9, 10]


def test_what_is_taken_is_refused_with_the_first_period_that_can(world: World) -> None:
    world.approved(start=7, days=3)
    with pytest.raises(LendingRefused) as seen:
        world.asked(start=8, days=2, by="police", wishes={VR: 7})
    assert "6 VR-brillen" in str(seen.value)
    # Taken from 9 to 11 March and a day for cleaning; two working days in a row: from Monday.
    assert "maandag 16 maart 2026 tot en met dinsdag 17 maart 2026" in str(seen.value)


def test_the_second_of_two_requests_for_the_same_kit_cannot_be_approved(world: World) -> None:
    first, second = world.asked(wishes={KIT: 1}), world.asked(by="police", wishes={KIT: 1})
    with acting_as(world.cast.coordinator.actor) as actor:
        actions.approve(actor=actor, request_id=first.pk, version=1)
        with pytest.raises(LendingRefused, match="Koffer"):
            actions.approve(actor=actor, request_id=second.pk, version=1)
    assert world.fresh(second).state == RequestState.ASKED


def test_the_database_itself_refuses_the_same_item_twice(world: World) -> None:
    request, item = world.approved(wishes={KIT: 1}), world.item(KIT)
    other = world.asked(start=20)

    def loan(start: int, end: int, **more: Any) -> Loan:
        values: dict[str, Any] = {
            "request": other,
            "item": item,
            "item_number": item.number,
            "starts_on": TODAY + dt.timedelta(days=start),
            "ends_on": TODAY + dt.timedelta(days=end),
            "blocked_until": TODAY + dt.timedelta(days=end),
        }
        return Loan(**values | more)

    for start, end in ((5, 7), (9, 9), (10, 12), (0, 30)):
        with pytest.raises(IntegrityError, match="loan_no_overlap"), transaction.atomic():
            loan(start, end).save()
    with pytest.raises(IntegrityError, match="loan_number_of_item"), transaction.atomic():
        loan(20, 21, item_number=1).save()
    loan(11, 12).save()
    assert request.loans.count() == 1


def test_a_race_for_the_last_item_ends_in_words_for_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = world.asked(wishes={KIT: 1}), world.asked(by="police", wishes={KIT: 1})
    with acting_as(world.cast.coordinator.actor) as actor:
        before = deciding.store_for(actor)
        actions.approve(actor=actor, request_id=first.pk, version=1)
        # As two people at once: the second still sees the store as it was.
        monkeypatch.setattr(deciding, "store_for", lambda _actor: before)
        with pytest.raises(LendingRefused, match="net"):
            actions.approve(actor=actor, request_id=second.pk, version=1)
        assert world.fresh(second).state == RequestState.ASKED
    assert Loan.objects.unscoped(reason="test").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_approve_at_the_same_moment_cannot_both_succeed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [world.asked(wishes={KIT: 1}), world.asked(by="police", wishes={KIT: 1})]
    barrier, results = threading.Barrier(2, timeout=10), []
    original = deciding._promise

    def together(*arguments: Any) -> None:
        barrier.wait()
        original(*arguments)

    monkeypatch.setattr(deciding, "_promise", together)

    def approve(request: LoanRequest) -> None:
        try:
            with acting_as(world.cast.coordinator.actor) as actor:
                actions.approve(actor=actor, request_id=request.pk, version=1)
            results.append("approved")
        except LendingRefused:
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=approve, args=(request,)) for request in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == ["approved", "refused"]


def test_refusing_needs_a_reason_and_tells_it(world: World) -> None:
    request = world.asked()
    with acting_as(world.cast.coordinator.actor) as actor:
        with pytest.raises(LendingRefused):
            actions.refuse(actor=actor, request_id=request.pk, version=1, reason=" ")
        with pytest.raises(EditConflict):
            actions.refuse(actor=actor, request_id=request.pk, version=7, reason="Nee")
        actions.refuse(actor=actor, request_id=request.pk, version=1, reason="In onderhoud.")
        with pytest.raises(LendingRefused):
            actions.approve(actor=actor, request_id=request.pk, version=2)
    letter = Letter.objects.unscoped(reason="test").get(key="lending.refused")
    assert "In onderhoud." in letter.body
    assert "4 VR-brillen en 1 Koffer Verkeerd" in letter.body
    assert "maandag 9 maart 2026 tot en met woensdag 11 maart 2026" in letter.body


def test_a_request_can_be_changed_until_it_is_decided(world: World) -> None:
    request = world.asked()
    with acting_as(world.cast.focal_care.actor) as actor:
        wanted = world.wanted(place="Stadhuis")
        actions.change(actor=actor, request_id=request.pk, wanted=wanted, version=1)
        with pytest.raises(EditConflict):
            actions.change(actor=actor, request_id=request.pk, wanted=wanted, version=1)
    assert world.fresh(request).place == "Stadhuis"
    approved = world.approved(start=20)
    with acting_as(world.cast.focal_care.actor) as actor, pytest.raises(LendingRefused):
        actions.change(actor=actor, request_id=approved.pk, wanted=wanted, version=2)


def test_withdrawing_frees_what_was_reserved_and_tells_the_other_side(world: World) -> None:
    request = world.approved()
    with acting_as(world.cast.focal_care.actor) as actor:
        actions.cancel(actor=actor, request_id=request.pk, reason="Ziek")
    assert {loan.state for loan in world.loans(request)} == {LoanState.RELEASED}
    assert ("cancelled", "coordinator") in letters(request)
    again = world.approved(by="police")
    assert len(world.loans(again)) == 5
    with acting_as(world.cast.trainer.actor) as actor:
        actions.cancel(actor=actor, request_id=again.pk, reason="Alles stuk")
        with pytest.raises(LendingRefused):
            actions.cancel(actor=actor, request_id=again.pk, reason="Nog eens")
    assert ("cancelled", "police") in letters(again)


def test_an_extension_is_granted_unless_somebody_waits_for_the_item(world: World) -> None:
    request = world.out(start=4, days=3)
    until = request.ends_on + dt.timedelta(days=4)
    with acting_as(world.cast.focal_safety.actor) as actor:
        with pytest.raises(LendingRefused):
            actions.ask_extension(
                actor=actor, request_id=request.pk, until=request.ends_on, reason="x"
            )
        asked = actions.ask_extension(
            actor=actor, request_id=request.pk, until=until, reason="Extra avond"
        )
    waiting = world.approved(start=8, by="police", wishes={KIT: 1})
    with acting_as(world.cast.coordinator.actor) as actor:
        with pytest.raises(LendingRefused, match="iemand anders"):
            actions.extend(actor=actor, request_id=request.pk, version=asked.version)
        assert world.fresh(request).ends_on == asked.ends_on
        actions.cancel(actor=actor, request_id=waiting.pk, reason="Gaat niet door")
        actions.extend(actor=actor, request_id=request.pk, version=asked.version)
    assert world.fresh(request).ends_on == until
    assert {loan.ends_on for loan in world.loans(request)} == {until}
    assert ("extended", "focal_safety") in letters(request)


def test_a_refused_extension_leaves_the_last_day(world: World) -> None:
    request = world.out(start=4)
    with acting_as(world.cast.focal_safety.actor) as actor:
        until = request.ends_on + dt.timedelta(days=1)
        actions.ask_extension(actor=actor, request_id=request.pk, until=until, reason="x")
    now = world.fresh(request)
    with acting_as(world.cast.coordinator.actor) as actor:
        actions.refuse_extension(
            actor=actor, request_id=now.pk, version=now.version, reason="Al beloofd"
        )
        with pytest.raises(LendingRefused):
            actions.extend(actor=actor, request_id=now.pk, version=now.version + 1)
    assert world.fresh(request).ends_on == request.ends_on
    assert ("extension-refused", "focal_safety") in letters(request)


def test_another_organisation_cannot_touch_a_request(world: World) -> None:
    request = world.asked()
    with acting_as(world.cast.police.actor) as actor:
        with pytest.raises(Http404):
            actions.cancel(actor=actor, request_id=request.pk, reason="x")
        with pytest.raises(PermissionDenied):
            actions.approve(actor=actor, request_id=request.pk, version=1)


def test_loading_twice_adds_nothing_and_what_was_edited_stays(world: World) -> None:
    assert Item.objects.unscoped(reason="test").count() == 11
    kind = world.item().kind
    with acting_as(world.cast.trainer.actor) as actor:
        actions.edit_kind(
            actor=actor, kind_id=kind.pk, values={"accessories": ["Oplader"]}, version=1
        )
        with pytest.raises(EditConflict):
            actions.edit_kind(actor=actor, kind_id=kind.pk, values={}, version=1)
        added = actions.add_item(actor=actor, kind_id=kind.pk)
    assert (added.label, added.number) == (11, 12)
    report = load_store()
    assert not report.created
    assert [edit.field for edit in report.kept] == ["accessories"]
    assert world.item().kind.accessories == ["Oplader"]
    load_store("voorbeeld")
    assert not Item.objects.unscoped(reason="test").get(number=11).kind.is_current
