"""The path: what is done, what is now, who sees it, and what is kept of it."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.foundation.region.internal_routes import save_route
from baken.foundation.region.route_model import RouteStep
from baken.network.learning.models import Enrolment, Session, Training, TrainingForm
from baken.network.onboarding.actions import walking
from baken.network.onboarding.errors import OnboardingRefused
from baken.network.onboarding.following import followed
from baken.network.onboarding.kinds import State
from baken.network.onboarding.models import Journey, StepTick
from baken.network.onboarding.path import Path, path_of
from baken.network.onboarding.picture import GAP, picture_of

from .world import CONTENT, begin, lay_path


@pytest.fixture
def walking_cast(cast: Any) -> Any:
    """A path laid, with the focal point of safety on day 22."""
    lay_path()
    begin(cast.focal_safety, day=22)
    return cast


def path(player: Any) -> Path:
    with acting_as(player.actor):
        found = path_of(player.actor)
    assert found is not None
    return found


def state(player: Any, key: str) -> State | None:
    step = path(player).find(key)
    assert step is not None
    return step.state


def test_steps_are_late_now_or_later_by_their_day(walking_cast):
    player = walking_cast.focal_safety
    assert path(player).day == 22
    assert state(player, "lees") == State.LATE
    assert state(player, "collegas") == State.NOW
    assert state(player, "leer") == State.COMING


def test_a_tick_can_be_given_twice_and_taken_back(walking_cast):
    player = walking_cast.focal_safety
    for _time in range(2):
        walking.tick_step(actor=player.actor, key="lees", done=True)
    assert state(player, "lees") == State.DONE
    walking.tick_step(actor=player.actor, key="lees", done=False)
    assert state(player, "lees") == State.LATE


def test_what_baken_sees_itself_cannot_be_ticked(walking_cast):
    player = walking_cast.focal_safety
    with pytest.raises(OnboardingRefused):
        walking.tick_step(actor=player.actor, key="meldroute", done=True)
    with acting_as(player.actor):
        save_route(
            walking_cast.organisations["vlaardingen"],
            actor=player.actor,
            steps=[RouteStep("Medewerker", "Teamleider", 1)],
            note="",
            version=0,
        )
    assert state(player, "meldroute") == State.DONE


def test_a_second_focal_point_of_the_other_domain_is_seen(walking_cast):
    assert state(walking_cast.focal_safety, "tweede") == State.DONE
    assert state(walking_cast.focal_schiedam, "tweede") != State.DONE


def training(form: str) -> Training:
    made: Training = Training.objects.create(
        slug="rol", name="Uw rol", summary="x", form=form, place="on-site", provider="x"
    )
    return made


def test_a_training_is_done_when_the_learning_room_says_so(walking_cast):
    player = walking_cast.focal_safety
    starts = timezone.now() - dt.timedelta(days=3)
    session = Session.objects.create(
        training=training(TrainingForm.MEETING),
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        maximum=9,
        closes_on=starts.date(),
        organiser=walking_cast.trainer.membership,
        token=uuid4(),
    )
    enrolment = Enrolment.objects.create(
        session=session, membership=player.membership, number=1, status="placed"
    )
    assert state(player, "leer") == State.COMING
    with pytest.raises(OnboardingRefused):
        walking.tick_step(actor=player.actor, key="leer", done=True)
    enrolment.attended = True
    enrolment.save()
    assert state(player, "leer") == State.DONE


def test_an_e_learning_is_hers_to_tick(walking_cast):
    training(TrainingForm.E_LEARNING)
    player = walking_cast.focal_safety
    walking.tick_step(actor=player.actor, key="leer", done=True)
    assert state(player, "leer") == State.DONE


@pytest.mark.parametrize("player", ["coordinator", "mayor", "advice_desk"])
def test_others_look_along_and_tick_nothing(walking_cast, player):
    other = getattr(walking_cast, player)
    assert path(other).day is None
    assert {step.state for step in path(other).steps} == {None}
    with pytest.raises(PermissionDenied):
        walking.tick_step(actor=other.actor, key="lees", done=True)


def shared_rows(cast: Any) -> Any:
    with acting_as(cast.coordinator.actor):
        return followed(cast.coordinator.actor)


def test_the_coordinator_sees_numbers_while_they_are_shared_and_nothing_after(walking_cast):
    player = walking_cast.focal_safety
    walking.tick_step(actor=player.actor, key="lees", done=True)
    assert shared_rows(walking_cast) == []
    walking.share(actor=player.actor, shared=True)
    walking.tick_step(actor=player.actor, key="ontmoet", done=True)
    (row,) = shared_rows(walking_cast)
    assert row.municipality == "Gemeente Vlaardingen"
    assert tuple(map(tuple, row.numbers)) == ((1, 1), (1, 2), (1, 2), (0, 1), (0, 1))
    walking.share(actor=player.actor, shared=False)
    assert shared_rows(walking_cast) == []
    assert Journey.objects.unscoped(reason="a test").get().counts == {}


def test_the_page_of_the_path_is_sound_and_costs_the_same_with_more_steps(
    walking_cast, django_assert_max_num_queries
):
    client = walking_cast.focal_safety.client
    page = reverse("onboarding:home")
    check_page(client.get(page))
    more = [{**CONTENT["steps"][1], "key": f"meer-{number}"} for number in range(40)]
    lay_path(steps=CONTENT["steps"] + more)
    with django_assert_max_num_queries(22):
        check_page(client.get(page))


def test_answers_are_explained_and_nothing_of_them_is_kept(walking_cast):
    client = walking_cast.focal_safety.client
    page = reverse("onboarding:step", kwargs={"step": "lees"})
    text = client.post(page, {"q1": "2"}).content.decode()
    assert "Bellen mag altijd." in text
    assert "Goed is: Ja." in text
    assert "Bellen mag altijd." not in client.get(page).content.decode()
    assert not StepTick.objects.unscoped(reason="a test").exists()


@pytest.mark.parametrize("key", [step["key"] for step in CONTENT["steps"]])
@pytest.mark.parametrize("player", ["focal_safety", "mayor"])
def test_every_step_has_a_sound_page(walking_cast, key, player):
    check_page(
        getattr(walking_cast, player).client.get(reverse("onboarding:step", kwargs={"step": key}))
    )


def test_a_partner_and_a_colleague_are_shown_with_how_to_reach_them(walking_cast):
    client = walking_cast.focal_safety.client
    text = client.get(reverse("onboarding:step", kwargs={"step": "collegas"})).content.decode()
    assert "focal_care@voorbeeld.test" in text
    assert "focal_schiedam@voorbeeld.test" not in text
    text = client.get(reverse("onboarding:step", kwargs={"step": "ontmoet"})).content.decode()
    assert "/organisaties/essm/" in text


def test_who_only_reads_is_no_colleague_to_meet(walking_cast):
    own = walking_cast.focal_safety.membership
    walking_cast.reader.membership.organisation = own.organisation
    walking_cast.reader.membership.save(update_fields=["organisation"])
    page = reverse("onboarding:step", kwargs={"step": "collegas"})
    text = walking_cast.focal_safety.client.get(page).content.decode()
    assert "focal_care@voorbeeld.test" in text
    assert "reader@voorbeeld.test" not in text


def test_without_a_path_the_page_says_so(cast):
    text = cast.focal_safety.client.get(reverse("onboarding:home")).content.decode()
    assert "heeft nog geen pad uitgezet" in text
    assert cast.focal_safety.client.get("/honderd-dagen/stappen/lees/").status_code == 404


def test_after_the_hundred_days_the_page_says_what_is_left(walking_cast):
    begin(walking_cast.focal_safety, day=120)
    text = walking_cast.focal_safety.client.get(reverse("onboarding:home")).content.decode()
    assert "honderd dagen zijn voorbij" in text


def test_marks_of_a_line_never_cover_each_other(walking_cast):
    same = [{**CONTENT["steps"][1], "key": f"s-{number}", "by_day": 50} for number in range(9)]
    lay_path(steps=same)
    (line,) = picture_of(path(walking_cast.focal_safety)).lines
    places = [mark.x for mark in line.marks]
    assert all(later - earlier >= GAP for earlier, later in pairwise(places))


def test_points_of_the_year_are_ticked_for_one_year(walking_cast):
    client = walking_cast.focal_safety.client
    this = timezone.localdate().year
    page = reverse("onboarding:tick-point", kwargs={"point": "awareness-vertel-het"})
    client.post(page, {"year": str(this), "done": "yes"})
    check_page(client.get(reverse("onboarding:year")))
    assert "1 van 2" in client.get(reverse("onboarding:year")).content.decode()
    assert "0 van 2" in client.get(f"/honderd-dagen/jaar/?year={this - 1}").content.decode()
    client.post(page, {"year": str(this), "done": "no"})
    assert "0 van 2" in client.get(reverse("onboarding:year")).content.decode()


@pytest.mark.parametrize("asked", ["", "x", "1", "99999"])
def test_a_year_that_makes_no_sense_is_this_year(walking_cast, asked):
    this = str(timezone.localdate().year)
    page = walking_cast.focal_safety.client.get(f"/honderd-dagen/jaar/?year={asked}")
    assert f"Het jaar {this}" in page.content.decode()


def test_the_page_of_the_coordinator_is_sound(walking_cast):
    client = walking_cast.coordinator.client
    check_page(client.get(reverse("onboarding:followed")))
    walking.share(actor=walking_cast.focal_safety.actor, shared=True)
    page = client.get(reverse("onboarding:followed"))
    check_page(page)
    assert "Focal Safety" not in page.content.decode()
