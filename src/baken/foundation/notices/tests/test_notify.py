"""Sending a notice: to whom, once, and in the transaction of its cause."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.notices import actions, catalogue, jobs
from baken.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def all_notices() -> Any:
    return Notice.objects.unscoped(reason="the test looks at everything")


def waiting_mails() -> list[dict[str, Any]]:
    return [job.args for job in ProcrastinateJob.objects.filter(task_name="notices.send_mail")]


def test_a_notice_reaches_the_named_member_and_asks_for_one_mail(cast: Any, send: Any) -> None:
    made = send()
    assert [notice.account_id for notice in made] == [cast.focal_safety.account.pk]
    assert waiting_mails() == [{"account_id": str(cast.focal_safety.account.pk)}]


def test_everybody_with_the_permission_in_the_organisation_is_told(cast: Any, send: Any) -> None:
    made = send(
        organisation_id=cast.organisations["vlaardingen"].pk, permission=Permission.CONCERN_ASSESS
    )
    told = {notice.membership_id for notice in made}
    assert told == {cast.focal_safety.membership.pk, cast.focal_care.membership.pk}


@pytest.mark.parametrize("ending", ["membership", "account"])
def test_who_left_is_not_told(cast: Any, send: Any, ending: str) -> None:
    player = cast.focal_safety
    if ending == "membership":
        player.membership.ends_on = dt.date(2025, 6, 1)
        player.membership.save(update_fields=["ends_on"])
    else:
        player.account.is_active = False
        player.account.save(update_fields=["is_active"])
    assert send() == []
    assert waiting_mails() == []


def test_the_same_event_is_told_again_only_after_it_was_read(cast: Any, send: Any) -> None:
    subject = uuid4()
    first = send(subject)
    assert send(subject) == []
    actions.mark_read(actor=cast.focal_safety.actor, notice=first[0])
    assert len(send(subject)) == 1


def test_a_deadline_is_told_once_even_after_it_was_read(cast: Any, send: Any) -> None:
    subject = uuid4()
    first = send(subject, on=TODAY)
    actions.mark_read(actor=cast.focal_safety.actor, notice=first[0])
    assert send(subject, on=TODAY) == []
    assert len(send(subject, on=TODAY + dt.timedelta(days=1))) == 1


def test_several_notices_at_once_become_one_mail(send: Any) -> None:
    send()
    send()
    assert len(waiting_mails()) == 1


def test_telling_a_team_takes_as_many_queries_as_telling_one(cast: Any, send: Any) -> None:
    one = [cast.focal_safety.membership.pk]
    team = [cast.players[name].membership.pk for name in ("focal_care", "mayor", "police", "riec")]
    with CaptureQueriesContext(connection) as for_one:
        send(membership_ids=one)
    with CaptureQueriesContext(connection) as for_team:
        send(membership_ids=team)
    assert len(for_team) == len(for_one)
    assert len(waiting_mails()) == 5


def test_a_mail_that_waits_already_spoils_neither_the_others_nor_the_change(cast: Any) -> None:
    first, second = cast.focal_safety.account.pk, cast.focal_care.account.pk
    jobs.queue_mails([first])
    # As when another transaction asked for the same mail after we looked.
    assert not jobs._defer([first, second])
    jobs.queue_mails([first, second])
    assert len(waiting_mails()) == 2


def test_notice_and_mail_disappear_with_the_change_that_failed(send: Any) -> None:
    def change() -> None:
        with transaction.atomic():
            send()
            raise RuntimeError("the change fails")

    with pytest.raises(RuntimeError):
        change()
    assert not all_notices().exists()
    assert waiting_mails() == []


def test_a_partner_behind_the_second_lock_can_tell_another_organisation(
    cast: Any, send: Any
) -> None:
    with acting_as(cast.police.actor):
        made = send()
    assert len(made) == 1


def test_a_notice_may_be_sent_after_the_commit(
    cast: Any, send: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True), acting_as(cast.police.actor):
        transaction.on_commit(lambda: send())
    assert all_notices().count() == 1


def test_an_unknown_kind_names_what_to_do(send: Any, cast: Any) -> None:
    with pytest.raises(catalogue.UnknownNotice, match="register_notice"):
        actions.notify(
            kind="nobody.knows",
            subject=("concern", uuid4()),
            path="/",
            membership_ids=[cast.focal_safety.membership.pk],
        )


def test_receivers_are_named_in_exactly_one_way(cast: Any, send: Any) -> None:
    with pytest.raises(ValueError, match="membership_ids"):
        send(membership_ids=[])
    with pytest.raises(ValueError, match="membership_ids"):
        send(
            membership_ids=[cast.focal_safety.membership.pk],
            organisation_id=cast.organisations["vlaardingen"].pk,
            permission=Permission.CONCERN_READ,
        )


@pytest.mark.parametrize("path", ["https://elders.test/", "//elders.test/", "javascript:1"])
def test_a_path_out_of_the_product_is_refused(send: Any, path: str) -> None:
    with pytest.raises(IntegrityError, match="notice_path_internal"):
        send(path=path)


def test_a_kind_may_be_registered_twice_only_with_the_same_words(kind: str) -> None:
    catalogue.register_notice(kind, "Er wacht een proef")
    with pytest.raises(ValueError, match=kind):
        catalogue.register_notice(kind, "Iets anders")


def test_a_kind_of_an_older_release_gets_the_general_sentence(
    send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = send()[0]
    assert notice.text == "Er wacht een proef"
    monkeypatch.setattr(catalogue, "_KINDS", {})
    assert notice.text == "Er staat iets voor u klaar"
    assert str(notice) == f"test.waiting {notice.pk}"


def test_a_shredded_subject_takes_its_notices_with_it(send: Any) -> None:
    subject, other = uuid4(), uuid4()
    send(subject)
    send(other)
    assert actions.forget_subject(subject=("concern", subject)) == 1
    assert [notice.subject_id for notice in all_notices()] == [other]


def test_read_notices_are_forgotten_after_their_term(
    cast: Any, send: Any, time_machine: Any
) -> None:
    time_machine.move_to(dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    old = send()[0]
    kept = send()[0]
    actions.mark_read(actor=cast.focal_safety.actor, notice=old)
    time_machine.move_to(dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    assert actions.forget_read(older_than=dt.timedelta(days=90)) == 1
    assert list(all_notices().values_list("pk", flat=True)) == [kept.pk]


def test_both_locks_show_the_same_notices_to_everybody(cast: Any, send: Any) -> None:
    send()
    send(membership_ids=[cast.focal_schiedam.membership.pk])
    actors = [player.actor for player in cast.players.values()]
    strangers = [
        Actor.stranger(),
        Actor.intake(cast.organisations["vlaardingen"].pk),
        Actor.reporter("x"),
    ]
    for actor in [*actors, *strangers, Actor.system("test")]:
        first = set(all_notices().visible_to(actor).values_list("pk", flat=True))
        with acting_as(actor):
            second = set(all_notices().values_list("pk", flat=True))
        assert first == second, actor
    assert len(second) == 2


def test_nobody_ticks_or_removes_the_notice_of_another(cast: Any, send: Any) -> None:
    notice = send()[0]
    actions.mark_read(actor=cast.focal_schiedam.actor, notice=notice)
    with acting_as(cast.focal_schiedam.actor):
        assert all_notices().update(read_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == 0
    with acting_as(cast.focal_safety.actor):
        assert all_notices().delete()[0] == 0
    notice.refresh_from_db()
    assert not notice.is_read
