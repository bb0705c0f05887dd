"""Following themes: who gets which mail, and how it stops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.pages import check_page, check_public_page

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.letters.models import Letter
from baken.network.library import digest
from baken.network.library.actions.following import EVERYTHING, follow
from baken.network.library.models import Audience, Subscription, Theme

from .test_reading import publish

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2026, 11, 20, 10, tzinfo=dt.UTC)
MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def friday() -> Iterator[Any]:
    """Stand on a Friday; the test moves the clock."""
    with time_machine.travel(FRIDAY, tick=False) as clock:
        yield clock


def letters() -> list[Letter]:
    return list(Letter.objects.unscoped(reason="test").filter(key=digest.LETTER))


def run(clock: Any, moment: dt.datetime) -> int:
    clock.move_to(moment)
    with acting_as(Actor.system("reminders")):
        return digest.send_digests(moment)


def follows(player: Any, *themes: str) -> None:
    with acting_as(player.actor) as actor:
        follow(actor=actor, themes=themes)


def test_titles_and_links_of_the_followed_themes_go_out_on_monday(cast: Any, friday: Any) -> None:
    follows(cast.reader, Theme.CARE)
    friday.shift(dt.timedelta(hours=1))
    publish("opvang", "Opvang vinden", "Het geheime adres.", theme=Theme.CARE)
    publish("beleid", "Beleid", theme=Theme.POLICY)
    assert run(friday, FRIDAY + dt.timedelta(hours=3)) == 0
    assert run(friday, MONDAY) == 1
    (letter,) = letters()
    assert "Opvang vinden" in letter.body
    assert "/kennisbank/artikelen/opvang/" in letter.body
    assert "Beleid" not in letter.body
    assert "geheime" not in letter.body
    assert run(friday, MONDAY + dt.timedelta(hours=1)) == 0
    assert run(friday, MONDAY + WEEK) == 0


def test_nobody_else_reads_in_the_box_of_letters_what_somebody_follows(
    cast: Any, friday: Any
) -> None:
    follows(cast.reader, Theme.CARE)
    publish("opvang", "Opvang vinden", theme=Theme.CARE)
    assert run(friday, MONDAY) == 1
    for player in (cast.editor, cast.coordinator, cast.administrator, cast.reader):
        expected = 1 if player == cast.reader else 0
        with acting_as(player.actor) as actor:
            assert Letter.objects.visible_to(actor).count() == expected
            assert Letter.objects.unscoped(reason="test").count() == expected


def test_a_reader_hears_nothing_of_texts_for_partners(cast: Any, friday: Any) -> None:
    follows(cast.reader, EVERYTHING)
    follows(cast.riec, EVERYTHING)
    friday.shift(dt.timedelta(hours=1))
    publish("keten", "Draaiboek", audience=Audience.PARTNERS)
    assert run(friday, MONDAY) == 1
    assert letters()[0].to_address == cast.riec.account.email


def test_nobody_without_a_running_role_gets_mail(cast: Any, friday: Any) -> None:
    follows(cast.reader, EVERYTHING)
    cast.reader.membership.ends_on = dt.date(2026, 11, 21)
    cast.reader.membership.save()
    publish("opvang", "Opvang")
    assert run(friday, MONDAY) == 0


def test_a_monday_without_a_worker_is_made_up_for(cast: Any, friday: Any) -> None:
    follows(cast.reader, EVERYTHING)
    publish("opvang", "Opvang")
    assert run(friday, MONDAY + dt.timedelta(days=2)) == 1
    assert len(letters()) == 1


def test_the_page_keeps_exactly_what_was_chosen(cast: Any) -> None:
    client = cast.reader.client
    answer = client.post("/kennisbank/volgen/", {"themes": ["care", "law"]}, follow=True)
    check_page(answer)
    assert "Opgeslagen" in answer.content.decode()
    client.post("/kennisbank/volgen/", {"themes": ["law", "policy"]})
    own = Subscription.objects.visible_to(cast.reader.actor)
    assert set(own.values_list("theme", flat=True)) == {"law", "policy"}
    client.post("/kennisbank/volgen/", {"themes": ["all", "law"]})
    assert list(own.values_list("theme", flat=True)) == [EVERYTHING]
    assert not Subscription.objects.visible_to(cast.editor.actor).exists()
    client.post("/kennisbank/volgen/", {})
    assert not own.exists()


def test_only_who_reads_follows(cast: Any) -> None:
    with pytest.raises(PermissionDenied):
        follow(actor=Actor.stranger(), themes=[EVERYTHING])
    with acting_as(cast.reader.actor) as actor, pytest.raises(ValueError, match="not a valid"):
        follow(actor=actor, themes=["bestaat-niet"])


def test_the_link_of_the_mail_stops_it_after_one_press_without_signing_in(cast: Any) -> None:
    follows(cast.reader, Theme.CARE, Theme.LAW)
    follows(cast.editor, Theme.CARE)
    key = digest.stop_key(cast.reader.account.pk)
    address = f"/kennisbank/niet-meer-volgen/?sleutel={key}"
    shown = cast.stranger.get(address)
    check_public_page(shown)
    assert Subscription.objects.unscoped(reason="test").count() == 3
    done = cast.stranger.post("/kennisbank/niet-meer-volgen/", {"sleutel": key})
    check_public_page(done)
    assert "geen mail meer" in done.content.decode()
    left = Subscription.objects.unscoped(reason="test").values_list("account_id", flat=True)
    assert list(left) == [cast.editor.account.pk]


@pytest.mark.parametrize("change", [lambda key: key[:-2] + "xx", lambda key: "", lambda key: "é:x"])
def test_a_changed_link_stops_nothing(cast: Any, change: Any) -> None:
    follows(cast.reader, Theme.CARE)
    key = change(digest.stop_key(cast.reader.account.pk))
    answer = cast.stranger.post("/kennisbank/niet-meer-volgen/", {"sleutel": key})
    assert "werkt niet" in answer.content.decode()
    assert Subscription.objects.unscoped(reason="test").count() == 1
