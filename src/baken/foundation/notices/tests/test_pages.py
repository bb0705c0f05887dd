"""The messages page: own messages only, opened with a POST."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.pages import check_page

from baken.foundation.notices import catalogue
from baken.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


def stored(notice: Notice) -> Notice:
    found: Notice = Notice.objects.unscoped(reason="test").get(pk=notice.pk)
    return found


def test_the_list_shows_ones_own_messages_unread_first(cast: Any, send: Any) -> None:
    from baken.foundation.notices import actions

    read, unread = send()[0], send()[0]
    actions.mark_read(actor=cast.focal_safety.actor, notice=read)
    other = send(membership_ids=[cast.focal_schiedam.membership.pk])[0]
    page = cast.focal_safety.client.get("/berichten/")
    check_page(page)
    text = page.content.decode()
    assert text.index(str(unread.pk)) < text.index(str(read.pk))
    assert str(other.pk) not in text


def test_the_list_names_what_a_message_is_about_as_far_as_the_reader_may_see_it(
    cast: Any, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, unseen = send()[0], send()[0]
    asked = []

    def names(actor: Any, ids: Any) -> dict[Any, str]:
        asked.append((actor, set(ids)))
        return {seen.subject_id: "BK-7K4Q-X3M9"}

    monkeypatch.setattr(catalogue, "_NAMES", {})
    catalogue.register_names("concern", names)
    page = cast.focal_safety.client.get("/berichten/")
    check_page(page)
    assert asked == [(page.wsgi_request.actor, {seen.subject_id, unseen.subject_id})]
    assert {notice.pk: name for notice, name in page.context["rows"]} == {
        seen.pk: "BK-7K4Q-X3M9",
        unseen.pk: "",
    }


def test_an_empty_list_says_what_to_expect(cast: Any) -> None:
    page = cast.focal_safety.client.get("/berichten/")
    check_page(page)
    assert "Geen berichten" in page.content.decode()


def test_the_list_asks_the_database_equally_often_for_one_and_for_many(
    cast: Any, send: Any
) -> None:
    client = cast.focal_safety.client
    send()
    with CaptureQueriesContext(connection) as for_one:
        client.get("/berichten/")
    for _ in range(30):
        send()
    with CaptureQueriesContext(connection) as for_many:
        page = client.get("/berichten/")
    check_page(page)
    assert len(for_many) == len(for_one) <= 15


def test_opening_a_message_ticks_it_and_leads_to_the_work(cast: Any, send: Any) -> None:
    notice = send(path="/over/")[0]
    answer = cast.focal_safety.client.post(f"/berichten/{notice.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/over/")
    assert stored(notice).is_read


def test_opening_needs_a_post(cast: Any, send: Any) -> None:
    notice = send()[0]
    assert cast.focal_safety.client.get(f"/berichten/{notice.pk}/").status_code == 405
    assert not stored(notice).is_read


@pytest.mark.parametrize("who", ["focal_schiedam", "focal_care", "administrator"])
def test_the_message_of_another_does_not_exist(cast: Any, send: Any, who: str) -> None:
    notice = send()[0]
    client = getattr(cast, who).client
    assert client.post(f"/berichten/{notice.pk}/").status_code == 404
    assert client.post(f"/berichten/{uuid4()}/").status_code == 404
    assert not stored(notice).is_read


def test_a_stranger_is_asked_to_sign_in(cast: Any) -> None:
    answer = cast.stranger.get("/berichten/")
    assert answer.status_code == 302
    assert "/account/" in answer["Location"]


def test_marking_all_as_read_leaves_the_messages_of_others(cast: Any, send: Any) -> None:
    own = send()[0]
    other = send(membership_ids=[cast.focal_schiedam.membership.pk])[0]
    cast.focal_safety.client.post("/berichten/alles-gelezen/")
    assert stored(own).is_read
    assert not stored(other).is_read


def test_a_message_for_another_role_of_mine_opens_in_that_role(cast: Any, send: Any) -> None:
    player = cast.focal_safety
    second = player.account.memberships.create(
        organisation=cast.organisations["var"], role="trainer", starts_on="2025-01-01"
    )
    client = player.client
    notice = send(membership_ids=[second.pk])[0]
    assert client.post(f"/berichten/{notice.pk}/")["Location"] == "/over/"
    assert client.session["membership_id"] == str(second.pk)


def test_a_message_for_a_role_that_ended_is_ticked_and_leads_nowhere(cast: Any, send: Any) -> None:
    player = cast.focal_safety
    second = player.account.memberships.create(
        organisation=cast.organisations["var"], role="trainer", starts_on="2025-01-01"
    )
    notice = send(membership_ids=[second.pk])[0]
    second.ends_on = "2025-06-01"
    second.save(update_fields=["ends_on"])
    assert player.client.post(f"/berichten/{notice.pk}/")["Location"] == "/berichten/"
    assert stored(notice).is_read


def test_the_administrator_reads_that_no_mail_goes_out(cast: Any, settings: Any) -> None:
    settings.MAIL_CONFIGURED = False
    assert "mailserver" in cast.administrator.client.get("/berichten/").content.decode()
    assert "mailserver" not in cast.focal_safety.client.get("/berichten/").content.decode()
