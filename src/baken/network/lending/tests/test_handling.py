"""Handing out, taking back, defects, cleaning and reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.network.lending import actions, reminders
from baken.network.lending.errors import LendingRefused
from baken.network.lending.models import Check, Defect, LoanState, RequestState
from baken.network.letters.models import Letter

from .conftest import KIT, TODAY, VR, World

pytestmark = pytest.mark.django_db


def letters(key: str) -> int:
    found: int = Letter.objects.unscoped(reason="test").filter(key=f"lending.{key}").count()
    return found


def test_handing_out_notes_what_goes_with_each_item_and_what_is_missing(world: World) -> None:
    request = world.approved()
    checks = world.checks(request, present=["Draagkoffer"], condition="worn", remark="Kras")
    with acting_as(world.cast.trainer.actor) as actor:
        actions.hand_out(actor=actor, request_id=request.pk, checks=checks)
    seen = Check.objects.unscoped(reason="test").filter(loan__item__kind__slug=VR).first()
    assert (seen.present, len(seen.missing), seen.remark) == (["Draagkoffer"], 3, "Kras")
    assert world.fresh(request).state == RequestState.OUT
    assert letters("handed-out") == 1
    # Handed out a week early: from that day it is taken.
    assert {loan.starts_on for loan in world.loans(request)} == {TODAY}


def test_an_item_that_was_not_looked_at_is_not_handed_out(world: World) -> None:
    request = world.approved()
    with acting_as(world.cast.trainer.actor) as actor, pytest.raises(LendingRefused):
        actions.hand_out(actor=actor, request_id=request.pk, checks={})
    assert world.fresh(request).state == RequestState.APPROVED


def test_handing_out_early_waits_for_who_still_has_it(world: World) -> None:
    world.out(start=4, days=2, wishes={KIT: 1})
    later = world.approved(start=8, by="police", wishes={KIT: 1})
    with acting_as(world.cast.trainer.actor) as actor, pytest.raises(LendingRefused, match="nog"):
        actions.hand_out(actor=actor, request_id=later.pk, checks=world.checks(later))


def test_what_is_too_late_elsewhere_is_not_handed_out_to_the_next(world: World, today: Any) -> None:
    late = world.out(start=4, days=2, wishes={KIT: 1})
    waiting = world.approved(start=9, by="police", wishes={KIT: 1})
    today.move_to(dt.datetime(2026, 3, 11, 10, tzinfo=dt.UTC))
    page = world.cast.trainer.client.get(f"/uitleen/aanvragen/{waiting.pk}/").content.decode()
    assert "Nog bij iemand anders" in page
    with acting_as(world.cast.trainer.actor) as actor:
        with pytest.raises(LendingRefused, match="nog bij iemand anders"):
            actions.hand_out(actor=actor, request_id=waiting.pk, checks=world.checks(waiting))
        actions.take_back(actor=actor, request_id=late.pk, checks=world.checks(late))
    world.clean()
    with acting_as(world.cast.trainer.actor) as actor:
        actions.hand_out(actor=actor, request_id=waiting.pk, checks=world.checks(waiting))
    assert world.fresh(waiting).state == RequestState.OUT


def test_a_broken_or_dirty_item_is_not_handed_out_and_can_be_exchanged(world: World) -> None:
    request = world.approved(wishes={VR: 2})
    first = world.loans(request)[0]
    with acting_as(world.cast.trainer.actor) as actor:
        defect = actions.report_defect(actor=actor, item_id=first.item_id, description="Glas")
        with pytest.raises(LendingRefused, match="VR-bril 1"):
            actions.hand_out(actor=actor, request_id=request.pk, checks=world.checks(request))
        other = actions.swap(actor=actor, request_id=request.pk, loan_id=first.pk)
        assert str(other) == "VR-bril 3"
        other.needs_cleaning = True
        other.save(update_fields=["needs_cleaning"])
        with pytest.raises(LendingRefused, match="VR-bril 3"):
            actions.hand_out(actor=actor, request_id=request.pk, checks=world.checks(request))
        actions.mark_clean(actor=actor, item_id=other.pk)
        actions.hand_out(actor=actor, request_id=request.pk, checks=world.checks(request))
        with pytest.raises(LendingRefused):
            actions.swap(actor=actor, request_id=request.pk, loan_id=first.pk)
        mended = actions.mend(actor=actor, item_id=first.item_id, defect_id=defect.pk, how="Nieuw")
        again = actions.mend(actor=actor, item_id=first.item_id, defect_id=defect.pk, how="X")
    assert (mended.mended_how, again.mended_how) == ("Nieuw", "Nieuw")


def test_an_item_that_is_broken_is_lent_to_nobody_until_it_is_mended(world: World) -> None:
    with acting_as(world.cast.trainer.actor) as actor:
        item = world.item(KIT)
        defect = actions.report_defect(actor=actor, item_id=item.pk, description="Slot stuk")
    with pytest.raises(LendingRefused):
        world.asked(wishes={KIT: 1})
    with acting_as(world.cast.trainer.actor) as actor:
        actions.mend(actor=actor, item_id=item.pk, defect_id=defect.pk)
    assert world.asked(wishes={KIT: 1}).state == RequestState.ASKED


def test_part_can_come_back_first_and_the_rest_later(world: World) -> None:
    request = world.out(wishes={VR: 2})
    one, two = world.loans(request)
    with acting_as(world.cast.trainer.actor) as actor:
        with pytest.raises(LendingRefused):
            actions.take_back(actor=actor, request_id=request.pk, checks={})
        actions.take_back(
            actor=actor,
            request_id=request.pk,
            checks={one.pk: actions.ItemCheck(condition="defective", remark="Bandje los")},
        )
        assert world.fresh(request).state == RequestState.OUT
        assert letters("returned") == 0
        actions.take_back(actor=actor, request_id=request.pk, checks={two.pk: actions.ItemCheck()})
    assert world.fresh(request).state == RequestState.RETURNED
    assert letters("returned") == 1
    assert {loan.state for loan in world.loans(request)} == {LoanState.RETURNED}
    assert world.item(VR, 1).needs_cleaning
    defect = Defect.objects.unscoped(reason="test").get()
    assert (str(defect.item), defect.description) == ("VR-bril 1", "Bandje los")


def test_coming_back_early_makes_the_rest_of_the_period_free(world: World) -> None:
    world.returned(days=10, wishes={KIT: 1})
    assert world.approved(start=8, by="police", wishes={KIT: 1}).state == RequestState.APPROVED


def test_a_borrower_reports_a_problem_with_an_item_that_is_there(world: World) -> None:
    request, other = world.out(), world.approved(start=20, by="police", wishes={VR: 1})
    loan, elsewhere = world.loans(request)[0], world.loans(other)[0]
    with acting_as(world.cast.focal_care.actor) as actor:
        actions.report_problem(
            actor=actor, request_id=request.pk, loan_id=loan.pk, description="Start niet op"
        )
        with pytest.raises(LendingRefused):
            actions.report_problem(
                actor=actor, request_id=request.pk, loan_id=elsewhere.pk, description="x"
            )
    assert Defect.objects.unscoped(reason="test").get().item_id == loan.item_id
    assert letters("problem") == 2


def test_reach_is_told_after_the_hand_out(world: World) -> None:
    waiting, request = world.approved(wishes={VR: 4}), world.out(start=20, wishes={KIT: 1})
    with acting_as(world.cast.focal_safety.actor) as actor:
        actions.set_reach(actor=actor, request_id=request.pk, number=37)
        with pytest.raises(LendingRefused):
            actions.set_reach(actor=actor, request_id=waiting.pk, number=1)
    assert world.fresh(request).actual_reach == 37


def test_reminders_go_out_before_the_last_day_and_weekly_after_it(world: World, today: Any) -> None:
    request = world.out(start=4, days=5)

    def remind(day: int) -> int:
        today.move_to(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC) + dt.timedelta(days=day))
        return reminders.remind(timezone.now())

    last = (request.ends_on - TODAY).days
    assert remind(last - 5) == 0
    assert remind(last - 1) == 1
    assert remind(last) == 0
    # One to who borrowed, two to who lend; once a week.
    assert [remind(last + day) for day in (1, 2, 7, 8, 9)] == [3, 0, 0, 3, 0]
    assert remind(last + 100) == 0
    assert (letters("due-soon"), letters("late"), letters("late-store")) == (1, 2, 4)


def test_an_item_leaves_the_store_only_when_nobody_counts_on_it(world: World) -> None:
    world.approved(wishes={KIT: 1})
    with acting_as(world.cast.trainer.actor) as actor:
        with pytest.raises(LendingRefused):
            actions.retire(actor=actor, item_id=world.item(KIT).pk, remark="Weg")
        actions.retire(actor=actor, item_id=world.item(VR, 10).pk, remark="Gestolen")
    with pytest.raises(LendingRefused):
        world.asked(wishes={VR: 10})
    with acting_as(world.cast.trainer.actor) as actor:
        actions.bring_back(actor=actor, item_id=world.item(VR, 10).pk)
    assert world.asked(wishes={VR: 10}).state == RequestState.ASKED
