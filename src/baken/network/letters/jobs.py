"""Background jobs: sending one letter, and the nightly forgetting. Cron times are in UTC.

A job is stored in the transaction that asks for it. Without a mail server the worker leaves the
queue alone (``config/worker.py``), so letters wait and nothing is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.jobs import MAIL_QUEUE, PatientRetry

from . import mail
from .models import Letter, LetterAttachment, LetterState
from .workflow import may_become

SYSTEM = Actor.system("letters")
KEPT = dt.timedelta(days=90)
"""How long the words of a letter are kept after sending."""


def queue(letter_ids: Iterable[UUID]) -> int:
    """Ask for each letter to be sent; one that is in the queue is left there. Two queries."""
    locks = {f"letter:{letter_id}": letter_id for letter_id in letter_ids}
    waiting = ProcrastinateJob.objects.filter(queueing_lock__in=locks, status="todo")
    known = set(waiting.values_list("queueing_lock", flat=True))
    jobs = [
        send_letter.configure(queueing_lock=lock).make_new_job(letter_id=str(letter_id))
        for lock, letter_id in locks.items()
        if lock not in known
    ]
    if jobs:
        app.job_manager.batch_defer_jobs(jobs)
    return len(jobs)


@app.task(name="letters.send", queue=MAIL_QUEUE, retry=PatientRetry(), pass_context=True)
def send_letter(context: JobContext | None, letter_id: str) -> None:
    """Send one letter, once; what goes wrong is kept with it, and tried again later.

    Raises what the mail server raised, so that the queue decides when to try again.
    """
    tried = context.job.attempts if context is not None and context.job else 0
    problem = _try(UUID(letter_id), is_last=tried >= PatientRetry.attempts)
    if problem is not None:
        raise problem


def _try(letter_id: UUID, *, is_last: bool) -> Exception | None:
    """Offer a letter to the mail server; return the error, after it was noted."""
    with acting_as(SYSTEM):
        letter = Letter.objects.visible_to(SYSTEM).select_for_update().filter(pk=letter_id).first()
        if letter is None or not may_become(letter.state, LetterState.SENT):
            return None
        if _is_gone(letter):
            _note(letter, LetterState.FAILED, error="account-closed")
            return None
        attached = list(LetterAttachment.objects.visible_to(SYSTEM).filter(letter=letter))
        try:
            # Whatever a mail server or library raises: the letter must not get stuck unseen.
            mail.message_of(letter, attached).send()
        except Exception as problem:
            state = LetterState.FAILED if is_last else LetterState.QUEUED
            _note(letter, state, error=type(problem).__name__)
            return None if is_last else problem
        _note(letter, LetterState.SENT, error="")
        return None


def _is_gone(letter: Letter) -> bool:
    """Say whether the account of the recipient was closed after the letter was made."""
    member = letter.membership
    return member is not None and member.account.deactivated_at is not None


def _note(letter: Letter, state: LetterState, *, error: str) -> None:
    letter.state, letter.last_error = state, error[:80]
    letter.attempts = min(letter.attempts + 1, 32_000)
    letter.sent_at = timezone.now() if state == LetterState.SENT else None
    letter.save(update_fields=["state", "last_error", "attempts", "sent_at"])


@app.periodic(cron="50 2 * * *")
@app.task(name="letters.forget", queueing_lock="letters.forget")
def forget(timestamp: int) -> None:
    """Forget the words of old letters."""
    forget_old()


@app.periodic(cron="25 * * * *")
@app.task(name="letters.gather", queueing_lock="letters.gather")
def gather(timestamp: int) -> None:
    """Queue again what waits without a job, such as after a queue was emptied by hand."""
    gather_stranded()


def forget_old(now: dt.datetime | None = None) -> int:
    """Empty the text of letters sent (or given up) more than ``KEPT`` ago; return how many."""
    edge = (now or timezone.now()) - KEPT
    with acting_as(SYSTEM), transaction.atomic():
        old = Letter.objects.visible_to(SYSTEM).filter(
            Q(sent_at__lt=edge) | Q(state=LetterState.FAILED, created_at__lt=edge),
            forgotten_at__isnull=True,
        )
        ids = list(old.select_for_update().values_list("pk", flat=True))
        LetterAttachment.objects.visible_to(SYSTEM).filter(letter_id__in=ids).delete()
        changed: int = (
            Letter.objects.visible_to(SYSTEM)
            .filter(pk__in=ids)
            .update(body="", forgotten_at=timezone.now())
        )
    return changed


def gather_stranded() -> int:
    """Give every waiting letter a job when it has none; return how many got one."""
    with acting_as(SYSTEM):
        waiting = Letter.objects.visible_to(SYSTEM).filter(state=LetterState.QUEUED)
        ids = list(waiting.values_list("pk", flat=True)[:1000])
        running = ProcrastinateJob.objects.filter(
            queueing_lock__in=[f"letter:{pk}" for pk in ids], status="doing"
        )
        busy = set(running.values_list("queueing_lock", flat=True))
        return queue(pk for pk in ids if f"letter:{pk}" not in busy)
