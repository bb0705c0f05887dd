"""Background jobs: mail with a one-time link, and what happens at night: hand-over, tidying."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.jobs import MAIL_QUEUE, PatientRetry

from . import handover, links, mail
from .models import Account, LinkPurpose, OneTimeLink, ReaderRequest, Refusal

SYSTEM = Actor.system("people-mail")


def queue_link(link: OneTimeLink) -> None:
    """Ask for the mail with a one-time link; it disappears when the transaction fails."""
    mail_link.defer(link_id=str(link.pk))


def queue_word(account: Account, word: str) -> None:
    """Ask for one of the fixed mails."""
    mail_word.defer(account_id=str(account.pk), word=word)


@app.task(name="people.mail_link", queue=MAIL_QUEUE, retry=PatientRetry())
def mail_link(link_id: str) -> None:
    """Draw the secret of a link and mail it, unless it was used or withdrawn meanwhile."""
    with acting_as(SYSTEM):
        link = (
            OneTimeLink.objects.open()
            .select_related("account")
            .select_for_update(of=("self",))
            .filter(pk=UUID(link_id), account__isnull=False)
            .first()
        )
        if link is not None:
            # A mail that fails undoes the drawing with it: the retry draws a fresh secret.
            assert link.account is not None  # others are drawn by ``actions.readers.answer``
            mail.send_link(link.account.email, LinkPurpose(link.purpose), links.issue(link))


@app.task(name="people.mail_word", queue=MAIL_QUEUE, retry=PatientRetry())
def mail_word(account_id: str, word: str) -> None:
    """Mail one fixed sentence to an account."""
    with acting_as(SYSTEM):
        account = Account.objects.get(pk=UUID(account_id))
    mail.send_word(account, word)


def queue_reader_answer(request: ReaderRequest) -> None:
    """Ask for the mail that answers somebody who signed up, whatever the answer is."""
    answer_reader.defer(request_id=str(request.pk))


def queue_reader_refusal(request: ReaderRequest) -> None:
    """Ask for the mail that tells an applicant no."""
    refuse_reader.defer(request_id=str(request.pk))


@app.task(name="people.answer_reader", queue=MAIL_QUEUE, retry=PatientRetry())
def answer_reader(request_id: str) -> None:
    """Find out what to answer somebody who signed up, and mail it."""
    from .actions.readers import answer

    answer(request_id=UUID(request_id))


@app.task(name="people.refuse_reader", queue=MAIL_QUEUE, retry=PatientRetry())
def refuse_reader(request_id: str) -> None:
    """Mail an applicant that the answer is no."""
    with acting_as(SYSTEM):
        request = ReaderRequest.objects.visible_to(SYSTEM).filter(pk=UUID(request_id)).first()
    if request is not None and request.refusal:
        mail.send_refusal(request.email, Refusal(request.refusal))


@app.periodic(cron="35 1 * * *")
@app.task(name="people.look_after_readers", queueing_lock="people.look_after_readers")
def look_after_readers(timestamp: int) -> None:
    """Remove old requests, ask readers whether they go on, forget who no longer reads."""
    from .actions import readers_night

    readers_night.run()


@app.periodic(cron="20 1 * * *")
@app.task(name="people.hand_over_ended", queueing_lock="people.hand_over_ended")
def hand_over_ended(timestamp: int) -> None:
    """Pass on what is still open under memberships that have ended."""
    from .actions.endings import hand_over_ended as run

    with acting_as(handover.SYSTEM):
        run(actor=handover.SYSTEM)


@app.periodic(cron="30 1 * * *")
@app.task(name="people.forget_tokens", queueing_lock="people.forget_tokens")
def forget_tokens(timestamp: int) -> None:
    """Delete the tokens of programs that ended long ago."""
    from .actions.tokens import forget_ended

    with acting_as(SYSTEM):
        forget_ended()
