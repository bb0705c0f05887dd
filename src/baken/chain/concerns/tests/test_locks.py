"""Both locks, on random worlds: what the first shows is never more than what the second allows.

One world holds concerns of two municipalities in many states. Each example changes the state
of its referrals at random and asks as a random actor: any role of the cast, or any bundle of
permissions for any organisation, or no person at all.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cast import PEOPLE

from baken.chain.concerns import actions
from baken.chain.concerns.models import (
    Concern,
    ConcernOutline,
    Observation,
    Person,
    Referral,
    ReferralStatus,
    ReporterChannel,
)
from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain, Role

MODELS = sorted(apps.get_app_config("concerns").get_models(), key=lambda model: model.__name__)
CONTENT = [model for model in MODELS if model is not ConcernOutline]
OUTLINE_ROLES = ("coordinator", "portfolio_holder", "mayor")
NOBODY = ("administrator", "editor", "trainer", "privacy_officer", "shelter_worker", "prosecutor")


@pytest.fixture
def full(world: Any) -> Any:
    """A world with referrals of several kinds, shared and not shared, and two reporters."""
    first, second = world.decided(), world.decided(forms=("sexual",), minor="yes")
    facts = [world.add_fact(first), world.add_fact(first, "Een tweede feit.")]
    person = world.add_person(first, phone="0612345678")
    assessment = world.ask_colleague(world.in_assessment())
    world.weigh(world.fresh(assessment.concern), assessment)
    world.refer(first, observation_ids=(facts[0].pk,), person_ids=(person.pk,))
    world.refer(first, "police", observation_ids=(facts[1].pk,))
    refused = world.refer(second, "veilig-thuis")
    actions.refuse(
        actor=world.cast.child_protection.actor, referral_id=refused.pk, reason="not-our-task"
    )
    for referral in Referral._base_manager.exclude(pk=refused.pk):
        actions.send_referral_message(actor=world.focal, referral_id=referral.pk, text="Vraag?")
    actions.add_note(actor=world.focal, concern_id=first.pk, text="Bellen.")
    actions.add_interpretation(actor=world.focal, concern_id=first.pk, text="Lijkt op dwang.")
    world.give_feedback(first)
    elsewhere = world.received("schiedam")
    actions.take(actor=world.cast.focal_schiedam.actor, concern_id=elsewhere.pk)
    return world


def first_lock(model: Any, actor: Actor) -> set[Any]:
    """Ask the rule as the owner, whom no policy binds."""
    if model is ConcernOutline:
        # The view judges the actor itself, whoever asks.
        with acting_as(actor):
            return set(model.objects.visible_to(actor).values_list("pk", flat=True))
    return set(model.objects.visible_to(actor).values_list("pk", flat=True))


def second_lock(model: Any, actor: Actor) -> set[Any]:
    with acting_as(actor), connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def compare(actor: Actor) -> None:
    for model in MODELS:
        first, second = first_lock(model, actor), second_lock(model, actor)
        assert first <= second, f"{actor.role} {model.__name__}: the first lock shows too much"
        assert second <= first, f"{actor.role} {model.__name__}: the second lock allows too much"


def test_both_locks_agree_for_every_member_of_the_cast(full):
    for player in PEOPLE:
        compare(getattr(full.cast, player).actor)


def test_both_locks_agree_for_those_who_are_nobody(full):
    for actor in (
        Actor.stranger(),
        full.intake(),
        Actor.system("reminders"),
        full.reporter(),
        Actor.reporter("0" * 64),
        Actor.reporter(""),
        Actor.without_membership(full.cast.focal_safety.account.pk),
    ):
        compare(actor)


def test_outside_an_actor_the_database_shows_nothing(full):
    for model in MODELS:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE baken_web")
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')  # noqa: S608
            assert cursor.fetchone()[0] == 0, model.__name__
            cursor.execute("SET LOCAL ROLE NONE")


def change_referrals(pairs: list[tuple[Any, str]]) -> None:
    now = timezone.now()
    for pk, status in pairs:
        waiting = status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)
        Referral._base_manager.filter(pk=pk).update(
            status=status,
            refusal_reason="other" if status == ReferralStatus.REFUSED else "",
            withdrawal_reason="other-partner" if status == ReferralStatus.WITHDRAWN else "",
            outcome="help-started" if status == ReferralStatus.DONE else "",
            due_on=now.date() if waiting else None,
            ended_at=None if waiting else now,
        )


actor_bundles = st.tuples(
    st.sampled_from(["vlaardingen", "schiedam", "essm", "police", "veilig-thuis", "var"]),
    st.sets(st.sampled_from(list(Permission))),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bundle=actor_bundles, data=st.data())
def test_both_locks_agree_for_any_permissions_in_any_state(full, bundle, data):
    slug, permissions = bundle
    player = full.cast.focal_safety
    actor = Actor(
        kind=ActorKind.PERSON,
        account_id=player.account.pk,
        membership_id=player.membership.pk,
        organisation_id=full.cast.organisations[slug].pk,
        role=Role.FOCAL_POINT,
        domain=Domain.CARE,
        permissions=frozenset(permissions),
    )
    with transaction.atomic():
        pks = list(Referral._base_manager.order_by("reference").values_list("pk", flat=True))
        statuses = data.draw(
            st.lists(st.sampled_from(ReferralStatus.values), min_size=len(pks), max_size=len(pks))
        )
        change_referrals(list(zip(pks, statuses, strict=True)))
        compare(actor)
        transaction.set_rollback(True)


def test_outline_roles_read_no_row_of_any_table_of_concerns(full):
    for player in OUTLINE_ROLES:
        actor = getattr(full.cast, player).actor
        for model in CONTENT:
            assert second_lock(model, actor) == set(), (player, model.__name__)
        expected = Concern._base_manager.all()
        if player == "mayor":
            expected = expected.filter(organisation=full.cast.organisations["vlaardingen"])
        assert second_lock(ConcernOutline, actor) == set(expected.values_list("pk", flat=True))


def test_other_roles_read_nothing_at_all(full):
    for player in NOBODY:
        actor = getattr(full.cast, player).actor
        for model in MODELS:
            assert second_lock(model, actor) == set(), (player, model.__name__)


def test_a_focal_point_elsewhere_reads_only_the_own_concern(full):
    actor = full.cast.focal_schiedam.actor
    own = Concern._base_manager.filter(organisation=full.cast.organisations["schiedam"])
    assert second_lock(Concern, actor) == set(own.values_list("pk", flat=True))
    assert second_lock(Referral, actor) == set()


def test_a_partner_reads_what_was_shared_and_nothing_else(full):
    actor = full.cast.advice_desk.actor
    referral = Referral._base_manager.get(receiver=full.cast.organisations["essm"])
    shared = set(referral.observations.values_list("pk", flat=True))
    assert second_lock(Observation, actor) == shared
    assert len(shared) == 1
    assert second_lock(Person, actor) == set(referral.persons.values_list("pk", flat=True))
    assert second_lock(Concern, actor) == set()


def test_after_withdrawal_the_partner_knows_only_that_it_existed(full):
    referral = Referral._base_manager.get(receiver=full.cast.organisations["essm"])
    actions.withdraw(
        actor=full.focal,
        concern_id=referral.concern_id,
        referral_id=referral.pk,
        reason="sent-by-mistake",
    )
    actor = full.cast.advice_desk.actor
    assert second_lock(Referral, actor) == {referral.pk}
    assert second_lock(Observation, actor) == set()
    assert second_lock(Person, actor) == set()
    for name in ("ReferralContent", "ReferralMessage", "ReferralObservation", "ReferralPerson"):
        assert second_lock(apps.get_model("concerns", name), actor) == set()


def test_an_expired_channel_is_closed_in_both_locks(full):
    reporter = full.reporter()
    assert second_lock(ReporterChannel, reporter)
    ReporterChannel._base_manager.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    compare(reporter)
    assert second_lock(ReporterChannel, reporter) == set()
