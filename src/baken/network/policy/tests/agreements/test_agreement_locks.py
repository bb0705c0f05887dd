"""Both locks on self-checks and account say the same, for everybody."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from tests.cast import PEOPLE

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.policy.actions.account import make_final, start_account, write_words
from baken.network.policy.models import (
    AccountEdition,
    AccountWords,
    AgreementCheck,
    YearlyAccount,
)

from .world import check_for

MODELS = (AgreementCheck, YearlyAccount, AccountWords, AccountEdition)


@pytest.fixture
def full(players: Any) -> Any:
    """Checks of two municipalities, a final account and a draft with own words."""
    check_for(players.focal_safety)
    check_for(players.focal_schiedam)
    year, editor = timezone.localdate().year, players.coordinator.actor
    for number in (year - 1, year):
        start_account(actor=editor, year=number)
        write_words(actor=editor, year=number, chapter="agreements", text="Eigen.", after=0)
    make_final(actor=editor, year=year - 1)
    return players


def second_lock(model: Any, actor: Actor) -> set[Any]:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def test_both_locks_agree_for_everybody(full: Any) -> None:
    actors = [getattr(full, player).actor for player in PEOPLE]
    actors += [Actor.stranger(), Actor.system("reminders")]
    for actor in actors:
        for model in MODELS:
            first = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            assert first == second_lock(model, actor), (actor.role, model.__name__)


@pytest.mark.parametrize(
    ("player", "checks", "accounts", "words", "editions"),
    [
        ("coordinator", 2, 2, 2, 1),
        ("portfolio_holder", 2, 2, 2, 1),
        ("focal_safety", 1, 1, 0, 1),
        ("mayor", 1, 1, 0, 1),
        ("advice_desk", 0, 1, 0, 1),
        ("administrator", 0, 0, 0, 0),
        ("privacy_officer", 0, 0, 0, 0),
    ],
)
def test_who_sees_how_much(
    full: Any, player: str, checks: int, accounts: int, words: int, editions: int
) -> None:
    actor = getattr(full, player).actor
    seen = [len(second_lock(model, actor)) for model in MODELS]
    assert seen == [checks, accounts, words, editions]


def test_the_database_refuses_a_check_for_another_municipality(full: Any) -> None:
    other = AgreementCheck.objects.visible_to(full.focal_schiedam.actor).get()
    other.pk, other.number = None, 2
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        acting_as(full.focal_safety.actor),
    ):
        other.save(force_insert=True)


def test_the_database_changes_no_check(full: Any) -> None:
    with acting_as(full.focal_safety.actor), connection.cursor() as cursor:
        cursor.execute("UPDATE policy_agreementcheck SET state = 'not-met'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM policy_agreementcheck")
        assert cursor.rowcount == 0
