"""Somebody's calendar: their dates, nobody else's, and only while the address holds."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
import time_machine
import vobject
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.foundation.people.actions.accounts import reset_second_factor
from baken.foundation.people.models import Membership
from baken.network.meetings import feeds
from baken.network.meetings.icalendar_files import ZONE
from baken.network.meetings.models import CalendarFeed, Meeting, MeetingState

from . import bodies

NOON = dt.datetime(2026, 9, 1, 12, tzinfo=ZONE)
SECRET = re.compile(r"/agenda/([\w-]{43})\.ics")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def platform(cast: Any) -> Meeting:
    """A meeting of a body of advice desk and coordinator; focal points have another body."""
    platform, network = bodies.body(), bodies.body("network", "Netwerk aandachtsfunctionarissen")
    bodies.seat(platform, organisation=cast.organisations["essm"])
    bodies.seat(platform, role="regional-coordinator", is_chair=True)
    bodies.seat(network, role="focal-point")
    bodies.meeting(network, NOON + dt.timedelta(days=40), place="Elders")
    meeting = bodies.meeting(platform, NOON + dt.timedelta(days=30))
    bodies.point(meeting, "Opening", 1)
    bodies.point(meeting, "Cijfers; stand van zaken", 2)
    return meeting


def address(cast: Any, player: str) -> str:
    secret = feeds.renew(actor=getattr(cast, player).actor)
    return reverse("meetings:feed", kwargs={"secret": secret})


def fetch(cast: Any, path: str, **headers: str) -> Any:
    return cast.stranger.get(path, headers=headers)


def events(response: Any) -> list[Any]:
    assert response.status_code == 200
    return list(getattr(vobject.readOne(response.content.decode()), "vevent_list", []))


def test_the_calendar_holds_the_meetings_of_ones_bodies_with_titles_only(
    cast: Any, platform: Meeting
) -> None:
    response = fetch(cast, address(cast, "advice_desk"))
    (event,) = events(response)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert event.uid.value == platform.uid
    assert event.summary.value == "Platform mensenhandel"
    assert event.location.value == "Stadhuis, kamer 3"
    assert event.dtstart.value == platform.starts_at
    assert "2. Cijfers; stand van zaken" in event.description.value
    assert b"ATTENDEE" not in response.content
    assert b"mailto" not in response.content


@pytest.mark.parametrize(
    ("player", "wanted"),
    [
        ("focal_safety", ["Elders"]),
        ("advice_desk", ["Stadhuis, kamer 3"]),
        ("coordinator", ["Stadhuis, kamer 3"]),
        ("police", []),
    ],
)
def test_meetings_of_another_person_never_appear(
    cast: Any, platform: Meeting, player: str, wanted: list[str]
) -> None:
    """The coordinator sees all bodies on the pages; in the calendar stands what is theirs."""
    found = events(fetch(cast, address(cast, player)))
    assert [event.location.value for event in found] == wanted


def test_two_roles_of_one_person_come_in_one_calendar_each_meeting_once(
    cast: Any, platform: Meeting
) -> None:
    account = cast.advice_desk.account
    for role in ("focal-point", "care-coordinator"):
        Membership.objects.create(
            account=account,
            organisation=cast.organisations["essm"],
            role=role,
            starts_on=dt.date(2026, 1, 1),
        )
    found = events(fetch(cast, address(cast, "advice_desk")))
    assert sorted(event.location.value for event in found) == ["Elders", "Stadhuis, kamer 3"]


def test_a_planned_meeting_is_tentative_and_a_cancelled_one_disappears(
    cast: Any, platform: Meeting
) -> None:
    path = address(cast, "advice_desk")
    Meeting._base_manager.filter(pk=platform.pk).update(state=MeetingState.PLANNED)
    assert events(fetch(cast, path))[0].status.value == "TENTATIVE"
    Meeting._base_manager.filter(pk=platform.pk).update(
        state=MeetingState.CANCELLED, cancel_reason="Te weinig punten"
    )
    assert events(fetch(cast, path)) == []


def test_what_was_long_ago_leaves_the_calendar(cast: Any, platform: Meeting) -> None:
    path = address(cast, "advice_desk")
    with time_machine.travel(platform.ends_at + feeds.PAST, tick=False):
        assert len(events(fetch(cast, path))) == 1
    with time_machine.travel(platform.ends_at + feeds.PAST + dt.timedelta(minutes=1), tick=False):
        assert events(fetch(cast, path)) == []


def test_revoking_and_renewing_end_an_address_at_once(cast: Any, platform: Meeting) -> None:
    first = address(cast, "advice_desk")
    second = address(cast, "advice_desk")
    assert fetch(cast, first).status_code == 404
    assert fetch(cast, second).status_code == 200
    feeds.revoke(actor=cast.police.actor)
    assert fetch(cast, second).status_code == 200
    feeds.revoke(actor=cast.advice_desk.actor)
    assert fetch(cast, second).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43, "%00", "é" * 40, "a" * 2000])
def test_a_secret_nobody_has_is_not_there(cast: Any, platform: Meeting, secret: str) -> None:
    address(cast, "advice_desk")
    assert fetch(cast, f"/agenda/{secret}.ics").status_code == 404


def test_when_the_role_ends_the_calendar_is_empty(cast: Any, platform: Meeting) -> None:
    """An error would leave in their program what stood there."""
    path = address(cast, "advice_desk")
    membership = cast.advice_desk.membership
    membership.ends_on = NOON.date() - dt.timedelta(days=1)
    membership.save()
    assert events(fetch(cast, path)) == []


def test_of_a_closed_account_the_calendar_is_empty(cast: Any, platform: Meeting) -> None:
    path = address(cast, "advice_desk")
    cast.advice_desk.account.is_active = False
    cast.advice_desk.account.save()
    assert events(fetch(cast, path)) == []


def test_only_a_digest_is_kept(cast: Any, platform: Meeting) -> None:
    secret = feeds.renew(actor=cast.advice_desk.actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT feed::text FROM meetings_calendarfeed AS feed")
        (row,) = cursor.fetchall()
    assert secret not in row[0]
    assert secret.encode().hex() not in row[0]
    assert feeds.digest_of(secret).hex() in row[0]


def test_both_locks_keep_addresses_of_calendars_to_their_owners(cast: Any) -> None:
    address(cast, "advice_desk")
    for player in ("police", "administrator", "coordinator"):
        actor = getattr(cast, player).actor
        assert not CalendarFeed.objects.visible_to(actor).exists()
        with acting_as(actor):
            assert not CalendarFeed._base_manager.exists()
            assert CalendarFeed._base_manager.all().delete()[0] == 0
    with acting_as(cast.advice_desk.actor):
        assert CalendarFeed._base_manager.count() == 1


def test_who_takes_no_part_makes_no_calendar(cast: Any) -> None:
    for actor in (cast.administrator.actor, replace(cast.police.actor, permissions=frozenset())):
        with pytest.raises(PermissionDenied):
            feeds.renew(actor=actor)
    assert cast.administrator.client.get(reverse("meetings:calendar")).status_code == 403


def test_a_program_that_asks_too_often_must_wait_a_minute(cast: Any, platform: Meeting) -> None:
    path = address(cast, "advice_desk")
    for _number in range(feeds.LIMIT):
        assert fetch(cast, path).status_code == 200
    response = fetch(cast, path)
    assert (response.status_code, response["Retry-After"]) == (429, "60")
    with time_machine.travel(NOON + dt.timedelta(minutes=1), tick=False):
        assert fetch(cast, path).status_code == 200


def test_a_program_that_has_the_file_gets_it_again_only_after_a_change(
    cast: Any, platform: Meeting
) -> None:
    path = address(cast, "advice_desk")
    tag = fetch(cast, path)["ETag"]
    assert fetch(cast, path, if_none_match=tag).status_code == 304
    Meeting._base_manager.filter(pk=platform.pk).update(place="Online")
    assert fetch(cast, path, if_none_match=tag).status_code == 200


def test_the_file_needs_no_cookie_sets_none_and_stays_with_who_asked(
    cast: Any, platform: Meeting
) -> None:
    response = fetch(cast, address(cast, "advice_desk"))
    assert response["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["X-Robots-Tag"] == "noindex"


def test_a_session_that_comes_along_changes_nothing(cast: Any, platform: Meeting) -> None:
    path = address(cast, "advice_desk")
    assert cast.focal_safety.client.get(path).content == fetch(cast, path).content


def test_a_longer_list_costs_no_more_queries(cast: Any, platform: Meeting) -> None:
    path = address(cast, "advice_desk")
    counts = []
    for extra in (0, 12):
        for number in range(extra):
            made = bodies.meeting(platform.body, NOON + dt.timedelta(days=50 + number))
            bodies.point(made, f"Punt {number}")
        with CaptureQueriesContext(connection) as queries:
            fetch(cast, path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 24  # of which six tell the database who acts, and one or two per room


def test_another_room_adds_its_dates(
    cast: Any, platform: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "_feeds", dict(feeds._feeds))
    feeds.register_feed(
        "elsewhere",
        lambda actor, since: [
            replace(feeds.item_of(platform), uid=str(actor.membership_id), title="Koffer terug")
        ],
    )
    found = events(fetch(cast, address(cast, "advice_desk")))
    assert sorted(event.summary.value for event in found) == [
        "Koffer terug",
        "Platform mensenhandel",
    ]
    with pytest.raises(ValueError, match="twice"):
        feeds.register_feed("elsewhere", lambda actor, since: [])


def test_the_page_shows_an_address_once_and_takes_it_back(cast: Any, platform: Meeting) -> None:
    client = cast.advice_desk.client
    page = reverse("meetings:calendar")
    check_page(client.get(page))
    made = client.post(reverse("meetings:make-calendar"))
    check_page(made)
    assert "no-store" in made["Cache-Control"]
    found = SECRET.search(made.content.decode())
    assert found is not None
    path = reverse("meetings:feed", kwargs={"secret": found[1]})
    assert len(events(fetch(cast, path))) == 1
    again = client.get(page)
    check_page(again)
    assert SECRET.search(again.content.decode()) is None
    answer = client.post(reverse("meetings:revoke-calendar"), follow=True)
    check_page(answer)
    assert fetch(cast, path).status_code == 404
    assert timezone.now() == NOON


def test_another_password_ends_the_address(cast: Any) -> None:
    with acting_as(cast.police.actor) as actor:
        secret = feeds.renew(actor=actor)
    assert feeds.use(secret) is not None
    cast.police.account.set_password("een-ander-wachtwoord-van-nu")
    cast.police.account.save()
    assert feeds.use(secret) is None
    with acting_as(cast.police.actor) as actor:
        assert feeds.feed_of(actor) is None


def test_a_reset_of_the_second_step_ends_the_address(cast: Any) -> None:
    with acting_as(cast.police.actor) as actor:
        secret = feeds.renew(actor=actor)
    with acting_as(cast.administrator.actor) as actor:
        reset_second_factor(actor=actor, account=cast.police.account, reason="Telefoon kwijt.")
    assert feeds.use(secret) is None
    assert Client().get(reverse("meetings:feed", args=[secret])).status_code == 404
