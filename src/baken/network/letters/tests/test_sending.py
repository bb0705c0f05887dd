"""A letter is stored with the change, sent once by the worker, and never lost."""

from __future__ import annotations

import datetime as dt
import smtplib
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people.models import Membership
from baken.network.letters import actions, catalogue, jobs
from baken.network.letters.models import Letter, LetterAttachment, LetterState

from .conftest import fresh

pytestmark = pytest.mark.django_db


def queued() -> int:
    return ProcrastinateJob.objects.filter(task_name="letters.send", status="todo").count()


def deliver(letter: Letter) -> None:
    jobs.send_letter.func(None, letter_id=str(letter.pk))


def test_a_letter_waits_with_a_job_and_is_sent_once(cast: Any, send: Any, mailoutbox: Any) -> None:
    (letter,) = send()
    assert (fresh(letter).state, queued()) == (LetterState.QUEUED, 1)
    deliver(letter)
    deliver(letter)
    (message,) = mailoutbox
    assert message.subject == "Uitnodiging: het Platform"
    assert message.body == "Beste Focal Safety,\n\nU bent uitgenodigd voor het Platform.\n"
    assert message.to == [cast.focal_safety.account.email]
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert message.message()["Message-ID"].startswith(f"<{letter.pk}")
    after = fresh(letter)
    assert (after.state, after.attempts) == (LetterState.SENT, 1)
    assert after.sent_at is not None


def test_sending_works_inside_the_request_of_somebody_who_may_not_read_the_box(
    cast: Any, send: Any
) -> None:
    with acting_as(cast.police.actor) as actor:
        made = send()
        assert not Letter.objects.visible_to(actor).exists()
    assert fresh(made[0]).state == LetterState.QUEUED


def test_one_person_gets_one_letter_by_membership_or_address(cast: Any, send: Any) -> None:
    assert len(send(to=["FOCAL_SAFETY@voorbeeld.test"])) == 1
    player = cast.focal_care
    assert len(send(to=[player.membership, player.membership])) == 1


def test_an_address_that_is_nobodys_work_address_is_refused(send: Any) -> None:
    with pytest.raises(ValueError, match="no work address"):
        send(to=["iemand@elders.test"])


def test_who_has_left_gets_no_letter(cast: Any, send: Any, mailoutbox: Any) -> None:
    (before,) = send()
    account = cast.focal_safety.account
    account.deactivated_at = timezone.now()
    account.save(update_fields=["deactivated_at"])
    assert send() == []
    deliver(before)
    assert mailoutbox == []
    assert (fresh(before).state, fresh(before).last_error) == ("failed", "account-closed")


def test_a_reminder_with_a_word_is_made_once(send: Any) -> None:
    about = uuid4()
    assert len(send(about=about, once="2026-03-01")) == 1
    assert send(about=about, once="2026-03-01") == []
    assert len(send(about=about, once="2026-03-08")) == 1


@pytest.mark.parametrize("values", [{}, {"meeting": "x", "other": "y"}])
def test_values_must_fit_the_placeholders(cast: Any, values: Any) -> None:
    with pytest.raises(ValueError, match="wants values"):
        actions.send(
            key="test.invite",
            to=[cast.police.membership],
            values=values,
            about=("test", uuid4()),
        )


def test_an_unknown_letter_is_refused(cast: Any) -> None:
    with pytest.raises(catalogue.UnknownLetter):
        actions.send(key="nee", to=[], values={}, about=("test", uuid4()))


def test_a_value_cannot_add_a_header_or_be_read_as_a_placeholder(
    send: Any, mailoutbox: Any
) -> None:
    (letter,) = send(meeting="Tafel\r\nBcc: allen@elders.test\x00 {recipient}")
    deliver(letter)
    (message,) = mailoutbox
    assert message.subject == "Uitnodiging: Tafel Bcc: allen@elders.test {recipient}"
    assert message.message()["Bcc"] is None
    assert "\x00" not in message.body
    assert message.recipients() == ["focal_safety@voorbeeld.test"]


def test_attachments_go_along_with_safe_names(send: Any, mailoutbox: Any) -> None:
    calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Café\r\nEND:VCALENDAR\r\n".encode()
    files = [
        actions.Attachment("uitnodiging.ics", calendar, "text/calendar; method=REQUEST"),
        actions.Attachment('../ver"slag\r\n.pdf', b"%PDF-1.7 \xff", "application/pdf"),
    ]
    (letter,) = send(attachments=files)
    deliver(letter)
    raw = mailoutbox[0].message()
    parts = [part for part in raw.walk() if not part.is_multipart()]
    kinds = [part.get_content_type() for part in parts]
    assert kinds == ["text/plain", "text/calendar", "text/calendar", "application/pdf"]
    assert parts[1].get_param("method") == "REQUEST"
    assert parts[1].get_payload(decode=True).decode("utf-8").splitlines()[1] == "SUMMARY:Café"
    assert [part.get_filename() for part in parts[2:]] == ["uitnodiging.ics", "ver-slag .pdf"]
    assert parts[3].get_payload(decode=True) == b"%PDF-1.7 \xff"


def test_attachments_that_no_server_takes_are_refused(send: Any) -> None:
    large = actions.Attachment("x.pdf", b"x" * (actions.LARGEST_ATTACHMENTS + 1), "application/pdf")
    with pytest.raises(ValueError, match="too large"):
        send(attachments=[large])
    with pytest.raises(ValueError, match="content type"):
        send(attachments=[actions.Attachment("x", b"", "text/html\r\nBcc: x")])


def test_a_server_that_fails_leaves_the_letter_waiting_with_the_kind_of_error(
    send: Any, settings: Any
) -> None:
    (letter,) = send()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError, match="refused"):
        deliver(letter)
    after = fresh(letter)
    assert (after.state, after.attempts) == (LetterState.QUEUED, 1)
    assert after.last_error == "ConnectionRefusedError"


def test_after_the_last_attempt_it_is_given_up_and_an_editor_can_try_again(
    cast: Any, send: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (letter,) = send()

    def refuse(*_arguments: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"geheim@adres.test": (550, b"no such user")})

    monkeypatch.setattr(jobs.mail, "message_of", refuse)
    assert jobs._try(letter.pk, is_last=True) is None
    after = fresh(letter)
    assert (after.state, after.last_error) == (LetterState.FAILED, "SMTPRecipientsRefused")
    ProcrastinateJob.objects.all().update(status="failed")
    with acting_as(cast.editor.actor) as actor:
        assert actions.retry(actor=actor, letters=[after]) == 1
        assert actions.retry(actor=actor, letters=[after]) == 0
    assert (fresh(letter).state, queued()) == (LetterState.QUEUED, 1)


def test_a_letter_that_was_sent_can_be_sent_again_as_a_new_one(
    cast: Any, send: Any, mailoutbox: Any
) -> None:
    file = actions.Attachment("x.txt", b"tekst", "text/plain")
    (letter,) = send(attachments=[file])
    with acting_as(cast.editor.actor) as actor, pytest.raises(actions.LetterRefused):
        actions.send_again(actor=actor, letter=fresh(letter))
    deliver(letter)
    with acting_as(cast.editor.actor) as actor:
        copy = actions.send_again(actor=actor, letter=fresh(letter))
        # Pressed twice it goes once.
        assert actions.send_again(actor=actor, letter=fresh(letter)) == copy
    deliver(copy)
    assert [mail.body for mail in mailoutbox] == [mailoutbox[0].body] * 2
    assert LetterAttachment.objects.unscoped(reason="test").count() == 2


def test_words_are_forgotten_after_ninety_days_and_that_it_was_sent_is_not(send: Any) -> None:
    file = actions.Attachment("x.txt", b"tekst", "text/plain")
    (sent,), (waiting,) = send(attachments=[file]), send()
    deliver(sent)
    now = timezone.now()
    assert jobs.forget_old(now + dt.timedelta(days=89)) == 0
    assert jobs.forget_old(now + dt.timedelta(days=91)) == 1
    assert jobs.forget_old(now + dt.timedelta(days=91)) == 0
    assert (fresh(sent).body, fresh(sent).state) == ("", LetterState.SENT)
    assert fresh(waiting).body != ""
    assert not LetterAttachment.objects.unscoped(reason="test").exists()


def test_a_waiting_letter_without_a_job_is_queued_again(send: Any) -> None:
    send()
    assert jobs.gather_stranded() == 0
    ProcrastinateJob.objects.all().update(status="failed")
    assert jobs.gather_stranded() == 1


def test_both_locks_agree_on_letters(cast: Any, send: Any) -> None:
    send(to=[cast.focal_safety.membership, cast.police.membership])
    for name, player in cast.players.items():
        with acting_as(player.actor) as actor, connection.cursor() as cursor:
            first = set(Letter.objects.visible_to(actor).values_list("pk", flat=True))
            cursor.execute("SELECT id FROM letters_letter")
            second = {row[0] for row in cursor.fetchall()}
        expected = {"editor": 2, "coordinator": 2, "focal_safety": 1, "police": 1}.get(name, 0)
        assert first == second
        assert len(first) == expected, name


def test_without_an_actor_the_box_is_empty(send: Any) -> None:
    send()
    with acting_as(Actor.stranger()) as actor, time_machine.travel(timezone.now()):
        assert not Letter.objects.visible_to(actor).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM letters_letter")
            assert cursor.fetchone() == (0,)


def test_who_left_an_organisation_gets_none_of_its_letters(cast: Any, send: Any) -> None:
    player = cast.focal_care
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(pk=player.membership.pk).update(ends_on=yesterday)
    assert send(to=[player.membership]) == []
    Membership.objects.create(
        account=player.account,
        organisation=cast.organisations["schiedam"],
        role="focal-point",
        domain="care",
        starts_on=timezone.localdate(),
    )
    assert send(to=[player.membership]) == []
    again = Membership.objects.create(
        account=player.account,
        organisation=player.membership.organisation,
        role="mayor",
        starts_on=timezone.localdate(),
    )
    (letter,) = send(to=[player.membership])
    assert letter.membership_id == again.pk
