"""Enrolling: places, the waiting list, moving up, cancelling, the closing date."""

from __future__ import annotations

import datetime as dt
import threading
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.foundation.notices.models import Notice
from baken.network.learning import actions
from baken.network.learning.errors import LearningRefused
from baken.network.learning.models import Enrolment, Session
from baken.network.letters.models import Letter

from .world import World, all_of

PLACED, WAITING, CANCELLED = "placed", "waiting", "cancelled"


def letters_to(player) -> list[str]:
    found = Letter.objects.unscoped(reason="a test looks").filter(membership=player.membership)
    return sorted(found.values_list("key", flat=True))


def enrol(player, session):
    return actions.enrol(actor=player.actor, session_id=session.pk)


def test_who_comes_first_has_a_place_and_the_rest_waits_in_order(world):
    session = world.session(maximum=2)
    for player in (world.cast.focal_safety, world.cast.police, world.cast.mayor, world.cast.riec):
        enrol(player, session)
    assert world.rows(session) == [
        ("focal_safety", PLACED),
        ("police", PLACED),
        ("mayor", WAITING),
        ("riec", WAITING),
    ]
    assert world.fresh(session).taken == 2
    assert letters_to(world.cast.police) == ["learning.enrolled"]
    assert letters_to(world.cast.mayor) == ["learning.waiting"]


def test_who_cancels_makes_room_for_who_waits_longest(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.focal_safety, cast.police, cast.mayor):
        enrol(player, session)
    actions.cancel_own(actor=cast.focal_safety.actor, session_id=session.pk)
    assert world.rows(session) == [
        ("focal_safety", CANCELLED),
        ("police", PLACED),
        ("mayor", WAITING),
    ]
    assert letters_to(cast.police) == ["learning.moved-up", "learning.waiting"]
    notices = Notice.objects.unscoped(reason="a test looks")
    assert notices.filter(kind="learning.moved-up", membership=cast.police.membership).exists()
    letter = Letter.objects.unscoped(reason="a test looks").get(key="learning.moved-up")
    assert "Stadhuis Vlaardingen" in letter.body
    assert str(session.pk) in letter.body


def test_who_comes_back_after_cancelling_stands_at_the_end(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.focal_safety, cast.police):
        enrol(player, session)
    actions.cancel_own(actor=cast.focal_safety.actor, session_id=session.pk)
    enrol(cast.focal_safety, session)
    assert world.rows(session)[1:] == [("police", PLACED), ("focal_safety", WAITING)]


def test_enrolling_twice_is_enrolling_once(world):
    session = world.session()
    first, second = enrol(world.cast.police, session), enrol(world.cast.police, session)
    assert first.pk == second.pk
    assert world.fresh(session).taken == 1


def test_the_closing_date_itself_still_counts_and_the_day_after_does_not(world):
    session = world.session(days=10, closes_on=timezone.localdate() + dt.timedelta(days=5))
    with time_machine.travel(dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=5), tick=False):
        enrol(world.cast.police, session)
    with (
        time_machine.travel(dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=6), tick=False),
        pytest.raises(LearningRefused),
    ):
        enrol(world.cast.mayor, session)


def test_cancelling_is_possible_after_the_closing_date_and_not_after_the_beginning(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.police, cast.mayor):
        enrol(player, session)
    all_of(Session).update(closes_on=timezone.localdate() - dt.timedelta(days=1))
    actions.cancel_own(actor=cast.police.actor, session_id=session.pk)
    assert world.rows(session) == [("police", CANCELLED), ("mayor", PLACED)]
    world.move_to_past(session)
    with pytest.raises(LearningRefused):
        actions.cancel_own(actor=cast.mayor.actor, session_id=session.pk)


def test_the_organiser_removes_somebody_who_hears_of_it(world):
    cast = world.cast
    session = world.session(maximum=1)
    enrolment = enrol(cast.police, session)
    enrol(cast.mayor, session)
    with pytest.raises(PermissionDenied):
        actions.remove(actor=cast.mayor.actor, session_id=session.pk, enrolment_id=enrolment.pk)
    actions.remove(actor=world.trainer, session_id=session.pk, enrolment_id=enrolment.pk)
    assert world.rows(session) == [("police", CANCELLED), ("mayor", PLACED)]
    assert "learning.removed" in letters_to(cast.police)


@pytest.mark.parametrize("player", ["administrator", "privacy_officer"])
def test_who_takes_no_part_does_not_enrol(world, player):
    session = world.session()
    with pytest.raises(PermissionDenied):
        enrol(getattr(world.cast, player), session)
    assert world.rows(session) == []


def test_more_places_let_the_waiting_list_move_up_and_fewer_than_taken_are_refused(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.police, cast.mayor, cast.riec):
        enrol(player, session)
    draft = world.draft(maximum=2)
    changed = actions.change_session(
        actor=world.trainer, session_id=session.pk, draft=draft, version=1
    )
    assert [status for _name, status in world.rows(session)] == [PLACED, PLACED, WAITING]
    assert "learning.changed" not in letters_to(cast.police)
    with pytest.raises(LearningRefused) as refused:
        actions.change_session(
            actor=world.trainer,
            session_id=session.pk,
            draft=world.draft(maximum=1),
            version=changed.version,
        )
    assert refused.value.field == "maximum"


def test_the_database_refuses_a_place_too_many_whatever_the_code_does(world):
    session = world.session(maximum=1)
    enrol(world.cast.police, session)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            session=session,
            membership=world.cast.mayor.membership,
            number=2,
            status=PLACED,
        )
    assert world.fresh(session).taken == 1


class Reference:
    """The waiting list as a person would keep it on paper."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.placed: list[int] = []
        self.waiting: list[int] = []

    def enrol(self, who: int) -> None:
        if who in self.placed or who in self.waiting:
            return
        (self.placed if len(self.placed) < self.places else self.waiting).append(who)

    def cancel(self, who: int) -> None:
        if who in self.waiting:
            self.waiting.remove(who)
        elif who in self.placed:
            self.placed.remove(who)
            if self.waiting:
                self.placed.append(self.waiting.pop(0))

    def widen(self) -> None:
        self.places += 1
        if self.waiting:
            self.placed.append(self.waiting.pop(0))


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["enrol", "cancel"]), st.integers(0, 5)),
        st.tuples(st.just("widen"), st.just(0)),
    ),
    max_size=14,
)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(places=st.integers(1, 3), steps=steps)
def test_after_any_enrolling_and_cancelling_the_list_is_what_paper_says(world, places, steps):
    with transaction.atomic():
        members = world.crowd(6)
        session = world.session(maximum=places)
        paper = Reference(places)
        for step, who in steps:
            take(world, session, step, members[who])
            getattr(paper, step)(*([who] if step != "widen" else []))
            check(world, session, paper, members)
        transaction.set_rollback(True)


def take(world, session, step, actor):
    if step == "enrol":
        actions.enrol(actor=actor, session_id=session.pk)
    elif step == "widen":
        now = world.fresh(session)
        draft = world.draft(maximum=now.maximum + 1)
        actions.change_session(
            actor=world.trainer, session_id=session.pk, draft=draft, version=now.version
        )
    else:
        try:
            actions.cancel_own(actor=actor, session_id=session.pk)
        except LearningRefused:
            assert (
                not all_of(Enrolment)
                .filter(session=session, membership_id=actor.membership_id)
                .exclude(status=CANCELLED)
            )


def check(world, session, paper, members):
    index = {actor.membership_id: number for number, actor in enumerate(members)}
    running = all_of(Enrolment).filter(session=session).order_by("number")
    waiting = [index[one.membership_id] for one in running if one.status == WAITING]
    placed = {index[one.membership_id] for one in running if one.status == PLACED}
    assert waiting == paper.waiting
    assert placed == set(paper.placed)
    now = world.fresh(session)
    assert now.taken == len(paper.placed) <= now.maximum


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_take_more_places_than_there_are(transactional_db):
    from tests.cast import Cast

    world = World(Cast.gather())
    session = world.session(maximum=3)
    members = world.crowd(8)
    start = threading.Barrier(len(members))

    def run(actor):
        start.wait()
        try:
            actions.enrol(actor=actor, session_id=session.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(actor,)) for actor in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    statuses = [status for _name, status in world.rows(session)]
    assert statuses == [PLACED] * 3 + [WAITING] * 5
    numbers = list(all_of(Enrolment).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 9))
    assert world.fresh(session).taken == 3


def test_planning_twice_with_one_token_is_one_session(world):
    token = uuid4()
    made = {
        actions.plan_session(
            actor=world.trainer, training_id=world.training.pk, draft=world.draft(), token=token
        ).pk
        for _ in range(2)
    }
    assert len(made) == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"maximum": 0}, "maximum"),
        ({"minimum": 3}, "minimum"),
        ({"place": " "}, "place"),
        ({"closes_on": dt.date(2999, 1, 1)}, "closes_on"),
        ({"days": -1}, "day"),
    ],
)
def test_a_session_that_cannot_be_is_refused_with_the_question_it_is_about(world, values, field):
    with pytest.raises(LearningRefused) as refused:
        world.session(**values)
    assert refused.value.field == field


def test_cancelling_a_session_tells_everybody_why(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.police, cast.mayor):
        enrol(player, session)
    actions.cancel_session(actor=world.trainer, session_id=session.pk, reason="De trainer is ziek")
    assert [status for _name, status in world.rows(session)] == [CANCELLED, CANCELLED]
    assert "learning.session-cancelled" in letters_to(cast.mayor)
    with pytest.raises(LearningRefused):
        enrol(cast.riec, session)


def test_another_time_is_told_and_somebody_elses_change_is_not_overwritten(world):
    session = world.session()
    enrol(world.cast.police, session)
    actions.change_session(
        actor=world.trainer, session_id=session.pk, draft=world.draft(days=12), version=1
    )
    assert "learning.changed" in letters_to(world.cast.police)
    with pytest.raises(LearningRefused):
        actions.change_session(
            actor=world.trainer, session_id=session.pk, draft=world.draft(days=14), version=1
        )
