"""The mail says that something waits, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from procrastinate import RetryDecision

from baken.foundation.notices import actions, jobs
from baken.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


def test_the_mail_carries_no_content(cast: Any, send: Any, mailoutbox: Any) -> None:
    notice = send(path="/signalen/6d1b1c1e-0000-4000-8000-000000000000/")[0]
    jobs.send_mail(account_id=str(notice.account_id))
    (mail,) = mailoutbox
    assert mail.subject == "Er staat iets voor u klaar in Baken"
    assert mail.body.split() == [
        *["Er", "staat", "iets", "voor", "u", "klaar", "in", "Baken."],
        f"{settings.SITE_ADDRESS}/berichten/",
    ]
    assert mail.to == [cast.focal_safety.account.email]


def test_what_was_read_or_mailed_already_is_not_mailed(
    cast: Any, send: Any, mailoutbox: Any
) -> None:
    first = send()[0]
    account = str(first.account_id)
    jobs.send_mail(account_id=account)
    jobs.send_mail(account_id=account)
    second = send()[0]
    actions.mark_read(actor=cast.focal_safety.actor, notice=second)
    jobs.send_mail(account_id=account)
    assert len(mailoutbox) == 1


def test_who_left_in_the_meantime_is_not_mailed(cast: Any, send: Any, mailoutbox: Any) -> None:
    notice = send()[0]
    cast.focal_safety.account.is_active = False
    cast.focal_safety.account.save(update_fields=["is_active"])
    jobs.send_mail(account_id=str(notice.account_id))
    assert mailoutbox == []


def test_a_mail_server_that_fails_leaves_the_notice_unmailed(
    send: Any, settings: Any, mailoutbox: Any
) -> None:
    notice = send()[0]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError, match="refused"):
        jobs.send_mail(account_id=str(notice.account_id))
    stored = Notice.objects.unscoped(reason="test").get()
    assert stored.mailed_at is None


def test_trying_again_is_patient_and_ends_after_some_days() -> None:
    strategy = jobs.PatientRetry()

    class Attempt:
        attempts = 0

    start = dt.datetime.now(dt.UTC)
    waited = dt.timedelta()
    attempt: Any = Attempt()
    while decision := strategy.get_retry_decision(exception=OSError(), job=attempt):
        assert isinstance(decision, RetryDecision)
        assert decision.retry_at is not None
        waited += decision.retry_at - dt.datetime.now(dt.UTC)
        attempt.attempts += 1
    assert start < dt.datetime.now(dt.UTC)
    assert dt.timedelta(days=4) < waited < dt.timedelta(days=7)
