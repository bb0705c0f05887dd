"""When an edition of the dossier is made: every night, and soon after something was published."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from .editions import make_edition

LOCK = "library.edition"


@app.periodic(cron="30 2 * * *")
@app.task(name="library.edition_nightly", queueing_lock="library.edition_nightly", lock=LOCK)
def keep_nightly(timestamp: int) -> None:
    """Make an edition of what changed in the data during the day."""
    make_edition()


@app.task(name="library.edition", queueing_lock=LOCK, lock=LOCK)
def keep_edition() -> None:
    """Make an edition after a publication."""
    make_edition()


def ask_for_edition() -> bool:
    """Put the making of an edition in the queue; False when one waits already.

    A pack that is loaded asks for every text: to look first keeps refusals out of the log.
    """
    if ProcrastinateJob.objects.filter(queueing_lock=LOCK, status="todo").exists():
        return False
    try:
        # In a savepoint: a refused job may not spoil the caller's transaction.
        with transaction.atomic():
            keep_edition.defer()
    except AlreadyEnqueued:
        return False
    return True
