"""The hand-over: what stands in it, who reads it, and how long."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.foundation.people.models import Membership
from baken.foundation.people.open_points import OpenPoint, open_points
from baken.network.onboarding import reminders
from baken.network.onboarding.actions import handover as actions
from baken.network.onboarding.actions import walking
from baken.network.onboarding.actions.handover import HandoverDraft
from baken.network.onboarding.errors import EditConflict, OnboardingRefused
from baken.network.onboarding.models import Handover

from .world import begin, lay_path


def written(cast: Any, *, successor: str | None = "focal_care", give: bool = True) -> Handover:
    """Return what the focal point of safety wrote, given when asked."""
    chosen = getattr(cast, successor).membership.pk if successor else None
    draft = HandoverDraft("De wijkagent, over panden.", "Elke maandag koffie.", "", chosen)
    made = actions.write(actor=cast.focal_safety.actor, draft=draft, version=0)
    return actions.give(actor=cast.focal_safety.actor) if give else made


def address(handover: Handover, form: str = "page") -> str:
    return reverse(f"onboarding:handover-{form}", kwargs={"handover_id": handover.pk})


@pytest.mark.parametrize("form", ["page", "pdf", "word"])
def test_only_author_and_successor_read_it_in_every_form(cast, form):
    place = address(written(cast), form)
    assert cast.focal_safety.client.get(place).status_code == 200
    assert cast.focal_care.client.get(place).status_code == 200
    assert cast.focal_schiedam.client.get(place).status_code == 404
    assert cast.coordinator.client.get(place).status_code == 403


def test_the_successor_reads_nothing_before_it_is_given_or_after_it_is_taken_back(cast):
    handover = written(cast, give=False)
    assert cast.focal_care.client.get(address(handover)).status_code == 404
    actions.give(actor=cast.focal_safety.actor)
    assert cast.focal_care.client.get(address(handover)).status_code == 200
    actions.take_back(actor=cast.focal_safety.actor)
    assert cast.focal_care.client.get(address(handover)).status_code == 404


def test_it_holds_what_is_open_by_reference_and_her_own_words(cast):
    lay_path()
    page = cast.focal_care.client.get(address(written(cast)))
    check_page(page)
    text = page.content.decode()
    for words in ("Wat openstaat", "Elke maandag koffie.", "Interne meldroute", "ESSM"):
        assert words in text, words


def test_the_page_of_writing_is_sound_and_refuses_numbers_of_people(cast):
    client, page = cast.focal_safety.client, reverse("onboarding:handover")
    check_page(client.get(page))
    sent = {"version": "0", "habits": "BSN 111222333", "contacts": "", "remarks": ""}
    answer = client.post(page, sent)
    assert answer.status_code == 200
    assert "persoon" in answer.content.decode()
    assert not Handover.objects.unscoped(reason="a test").exists()
    client.post(page, sent | {"habits": "Koffie."})
    check_page(client.get(page))
    assert Handover.objects.unscoped(reason="a test").get().habits == "Koffie."


def test_a_successor_of_elsewhere_is_refused(cast):
    with pytest.raises(OnboardingRefused):
        written(cast, successor="focal_schiedam")


def test_an_older_version_is_not_saved(cast):
    written(cast)
    with pytest.raises(EditConflict):
        actions.write(actor=cast.focal_safety.actor, draft=HandoverDraft(), version=0)


def test_it_is_deleted_after_its_term_and_not_before(cast):
    handover = written(cast)
    assert handover.kept_until is not None
    actions.forget_old(handover.kept_until)
    assert Handover.objects.unscoped(reason="a test").exists()
    reminders.see_to_hand_overs(timezone.now() + dt.timedelta(days=366))
    assert not Handover.objects.unscoped(reason="a test").exists()


def test_what_was_never_given_goes_with_who_wrote_it(cast):
    written(cast)
    actions.take_back(actor=cast.focal_safety.actor)
    today = timezone.localdate()
    for days, kept in ((30, True), (31, False)):
        left = today - dt.timedelta(days=days)
        Membership.objects.filter(pk=cast.focal_safety.membership.pk).update(ends_on=left)
        actions.forget_old(today)
        assert Handover.objects.unscoped(reason="a test").exists() is kept


@pytest.mark.parametrize("newcomers", [0, 1, 2])
def test_a_document_that_waits_goes_to_the_one_who_came_and_only_without_doubt(cast, newcomers):
    written(cast, successor=None)
    today = timezone.localdate()
    left = today - dt.timedelta(days=1)
    Membership.objects.filter(pk=cast.focal_safety.membership.pk).update(ends_on=left)
    for player in (cast.police, cast.riec)[:newcomers]:
        Membership.objects.create(
            account=player.account,
            organisation=cast.organisations["vlaardingen"],
            role="focal-point",
            domain="safety",
            starts_on=today,
        )
    assert actions.find_successors(today) == (1 if newcomers == 1 else 0)


def test_she_is_reminded_once_on_a_day_of_the_path_and_not_after_dismissing(cast):
    lay_path()
    begin(cast.focal_safety, day=14)
    assert reminders.remind_of_steps(timezone.now()) == 1
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert reminders.remind_of_steps(timezone.now()) == 0
    walking.dismiss(actor=cast.focal_safety.actor, dismissed=True)
    assert reminders.remind_of_steps(timezone.now()) == 0


def test_the_first_page_leads_to_the_path_until_day_100_or_dismissed(cast):
    lay_path()
    client, page = cast.focal_safety.client, reverse("concerns:my-work")
    begin(cast.focal_safety, day=3)
    assert "Uw eerste honderd dagen: dag 3" in client.get(page).content.decode()
    client.post(reverse("onboarding:dismiss"), {"dismissed": "yes"})
    assert "Uw eerste honderd dagen" not in client.get(page).content.decode()
    client.post(reverse("onboarding:dismiss"), {"dismissed": "no"})
    begin(cast.focal_safety, day=101)
    assert "Uw eerste honderd dagen" not in client.get(page).content.decode()


def test_who_was_in_the_role_before_may_let_today_be_day_one(cast):
    lay_path()
    client = cast.focal_safety.client
    assert "Uw eerste honderd dagen: dag" not in client.get("/mijn-werk/").content.decode()
    client.post(reverse("onboarding:begin"))
    assert "Uw eerste honderd dagen: dag 1" in client.get("/mijn-werk/").content.decode()


def test_every_room_lists_what_is_open_by_reference_and_state(cast):
    with acting_as(cast.focal_safety.actor):
        found = open_points(cast.focal_safety.actor)
    assert len(found) == 5
    assert all(isinstance(point, OpenPoint) for _label, points in found for point in points)
