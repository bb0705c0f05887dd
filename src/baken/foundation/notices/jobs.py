"""Background jobs: the mail that says nothing, the hourly reminders, the nightly tidying.

The queue lives in the same database (procrastinate): a job is stored in the transaction that
asks for it and disappears with it. Cron times are in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people.session_store import SessionStore

from . import mail, reminders
from .models import Notice

MAIL_QUEUE = "mail"
"""A queue of its own: without a mail server the worker leaves it alone and nothing is lost."""

_GATHER = dt.timedelta(seconds=30)
"""Several notices within this time become one mail."""


class PatientRetry(BaseRetryStrategy):
    """Try again after 1, 2, 4 ... minutes, at most every six hours, for about five days."""

    attempts = 28

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None when it is enough."""
        if job.attempts >= self.attempts:
            return None
        minutes = min(2 ** min(job.attempts, 9), 360)
        return RetryDecision(retry_in={"minutes": minutes})


def queue_mails(account_ids: Iterable[UUID]) -> None:
    """Ask for one mail to each account; for whom one waits already, nothing more is asked.

    Two queries, whatever the number: a municipality's whole team may hear of one report.
    """
    locks = {f"mail:{account_id}": account_id for account_id in sorted(account_ids)}
    waiting = ProcrastinateJob.objects.filter(queueing_lock__in=locks, status="todo")
    known = set(waiting.values_list("queueing_lock", flat=True))
    wanted = [account_id for lock, account_id in locks.items() if lock not in known]
    if wanted and not _defer(wanted):
        # Somebody else asked for one of them at this very moment.
        for account_id in wanted:
            _defer([account_id])


def _defer(account_ids: list[UUID]) -> bool:
    """Put the jobs in the queue, all of them or none; False when one was there already."""
    jobs = [_mail_to(account_id) for account_id in account_ids]
    try:
        # In a savepoint: a refused job may not spoil the caller's transaction.
        with transaction.atomic():
            app.job_manager.batch_defer_jobs(jobs)
    except AlreadyEnqueued:
        return False
    return True


def _mail_to(account_id: UUID) -> Job:
    deferrer = send_mail.configure(
        queueing_lock=f"mail:{account_id}", schedule_in={"seconds": _GATHER.seconds}
    )
    return deferrer.make_new_job(account_id=str(account_id))


@app.task(name="notices.send_mail", queue=MAIL_QUEUE, retry=PatientRetry())
def send_mail(account_id: str) -> None:
    """Mail somebody that something is waiting, unless they read it in the meantime."""
    system = Actor.system("mail")
    with acting_as(system):
        waiting = (
            Notice.objects.visible_to(system)
            .unread()
            .filter(account_id=account_id, mailed_at__isnull=True)
            .select_for_update()
        )
        ids = [notice.pk for notice in waiting]
        if not ids:
            return
        mail.send_waiting(UUID(account_id))
        Notice.objects.visible_to(system).filter(pk__in=ids).update(mailed_at=timezone.now())


@app.periodic(cron="10 5-16 * * 1-5")
@app.task(name="notices.remind", queueing_lock="notices.remind")
def remind(timestamp: int) -> None:
    """Run the registered reminders, each working hour."""
    reminders.run_reminders()


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.retry_stalled", queueing_lock="notices.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Take up again what a worker left behind when it was killed; no job is lost."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.periodic(cron="40 2 * * *")
@app.task(name="notices.tidy", queueing_lock="notices.tidy")
def tidy(timestamp: int) -> None:
    """Delete old read notices and expired sessions."""
    from .actions import forget_read

    forget_read(older_than=dt.timedelta(days=settings.NOTICES_KEPT_DAYS))
    SessionStore.clear_expired()
