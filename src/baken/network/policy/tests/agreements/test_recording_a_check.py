"""A municipality records how it stands; nothing is ever overwritten."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from baken.network.policy.actions.agreements import UnknownAgreement
from baken.network.policy.agreements.steps import EditConflict
from baken.network.policy.models import AgreementCheck, CheckState

from .world import check_for


def checks_of(player: Any) -> list[AgreementCheck]:
    return list(AgreementCheck.objects.visible_to(player.actor))


def test_a_check_holds_for_the_term_of_the_pack(players: Any) -> None:
    check = check_for(players.focal_safety, checked_on=dt.date(2026, 3, 31))
    assert check.valid_until == dt.date(2027, 3, 31)
    assert check.pack_version == "2026.1"
    assert check.organisation.slug == "vlaardingen"


def test_a_second_check_follows_the_first_and_the_first_stays(players: Any) -> None:
    check_for(players.focal_safety, state=CheckState.PARTLY, evidence="In de maak.")
    check_for(players.focal_care)
    assert [(one.number, one.state) for one in checks_of(players.focal_safety)] == [
        (2, "met"),
        (1, "partly"),
    ]


def test_the_same_answer_sent_twice_is_recorded_once(players: Any) -> None:
    first = check_for(players.focal_safety, after=0)
    assert check_for(players.focal_safety, after=0).pk == first.pk
    assert len(checks_of(players.focal_safety)) == 1


def test_who_answers_after_a_colleague_did_is_told(players: Any) -> None:
    check_for(players.focal_safety, after=0)
    with pytest.raises(EditConflict):
        check_for(players.focal_care, after=0, evidence="Iets anders.")
    assert len(checks_of(players.focal_care)) == 1


def test_a_check_of_tomorrow_is_refused(players: Any) -> None:
    with pytest.raises(ValueError, match="future"):
        check_for(players.focal_safety, checked_on=timezone.localdate() + dt.timedelta(days=1))


def test_an_agreement_that_the_pack_lacks_is_refused(players: Any) -> None:
    with pytest.raises(UnknownAgreement):
        check_for(players.focal_safety, "does-not-exist")


def test_only_what_may_not_apply_can_be_not_applicable(players: Any) -> None:
    check_for(players.focal_safety, "basic-level", state=CheckState.NOT_APPLICABLE)
    with pytest.raises(UnknownAgreement):
        check_for(players.focal_safety, "policy", state=CheckState.NOT_APPLICABLE)


@pytest.mark.parametrize("player", ["mayor", "coordinator", "advice_desk", "administrator"])
def test_only_a_focal_point_records(players: Any, player: str) -> None:
    with pytest.raises(PermissionDenied):
        check_for(getattr(players, player))
