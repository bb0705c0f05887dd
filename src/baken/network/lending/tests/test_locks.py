"""Both locks: what the rule shows is what the database shows, for every member of the cast."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.lending import actions
from baken.network.lending.models import Item, Loan, LoanRequest, LoanState

from .conftest import KIT, VR, World

pytestmark = pytest.mark.django_db

MODELS = sorted(apps.get_app_config("lending").get_models(), key=lambda model: model.__name__)


@pytest.fixture
def full(world: World) -> World:
    """Requests of three organisations in several states, with checks and a defect."""
    world.returned(wishes={VR: 2})
    world.clean()
    world.out(start=20, by="police", wishes={VR: 1})
    world.approved(start=30, by="focal_schiedam", wishes={KIT: 1})
    with acting_as(world.cast.trainer.actor) as actor:
        actions.report_defect(actor=actor, item_id=world.item(VR, 9).pk, description="Stuk")
    return world


def actors(cast: Any) -> list[Actor]:
    return [player.actor for player in cast.players.values()] + [
        Actor.stranger(),
        Actor.system("test"),
    ]


def test_both_locks_show_the_same(full: World) -> None:
    for actor in actors(full.cast):
        for model in MODELS:
            first = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            with acting_as(actor), connection.cursor() as cursor:
                cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')  # noqa: S608
                second = {row[0] for row in cursor.fetchall()}
            assert first == second, (model, actor.role)


def test_own_requests_only_and_all_for_who_lends(full: World) -> None:
    def seen(name: str) -> int:
        found: int = LoanRequest.objects.visible_to(getattr(full.cast, name).actor).count()
        return found

    assert [seen(name) for name in ("focal_care", "police", "riec")] == [1, 1, 0]
    assert [seen(name) for name in ("coordinator", "trainer", "administrator")] == [3, 3, 0]


def attempt(actor: Actor, act: Any) -> int | str:
    """Return how many rows changed, or that the database refused."""
    try:
        with transaction.atomic(), acting_as(actor):
            return int(act())
    except ProgrammingError:
        return "refused"


def test_the_database_lets_a_borrower_only_give_back_what_was_promised(full: World) -> None:
    loans = Loan.objects.unscoped(reason="test")
    own, other = full.cast.focal_schiedam.actor, full.cast.police.actor
    reserved = loans.filter(state=LoanState.RESERVED)
    assert attempt(own, lambda: reserved.update(state=LoanState.OUT)) == "refused"
    assert attempt(other, lambda: reserved.update(state=LoanState.RELEASED)) == 0
    assert attempt(other, lambda: loans.filter(state=LoanState.OUT).update(item_number=9)) == 0
    assert attempt(own, lambda: reserved.update(state=LoanState.RELEASED)) == 1
    items = Item.objects.unscoped(reason="test")
    assert attempt(own, lambda: items.update(needs_cleaning=False)) == 0
    raw = items.filter(label=10)
    assert attempt(own, lambda: raw._raw_delete(raw.db)) == 0


def test_nobody_asks_in_the_name_of_another_organisation(full: World) -> None:
    request = LoanRequest.objects.unscoped(reason="test").first()
    request.pk, request.reference, request.form_token = None, "UL-ANDER", request.pk
    request._state.adding = True
    request.organisation = full.cast.organisations["schiedam"]
    request.membership = full.cast.police.membership
    assert attempt(full.cast.police.actor, lambda: request.save() or 1) == "refused"
