"""Background jobs of the knowledge base. Cron times are in UTC."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from baken.foundation.access.lock import acting_as
from baken.foundation.notices.actions import notify

from .actions.base import editors
from .actions.publishing import publish_planned
from .links.round import SYSTEM, run_round
from .models import CheckedLink, LinkState, RoundOutcome


@app.periodic(cron="*/20 * * * *")
@app.task(name="library.publish_planned", queueing_lock="library.publish_planned")
def publish_what_is_planned(timestamp: int) -> None:
    """Publish what was approved for today; every twenty minutes, so also soon after midnight."""
    publish_planned()


@app.periodic(cron="15 3 * * 1")
@app.task(name="library.check_links_weekly", queueing_lock="library.check_links_weekly")
def check_links_weekly(timestamp: int) -> None:
    """Look at all outside addresses in the night to Monday."""
    check_and_tell()


@app.task(name="library.check_links", queueing_lock="library.check_links", lock="library.links")
def check_links() -> None:
    """Look at all outside addresses because an editor asked."""
    check_and_tell()


def ask_for_round() -> bool:
    """Put a round in the queue; False when one waits already."""
    try:
        # In a savepoint: a refused job may not spoil the caller's transaction.
        with transaction.atomic():
            check_links.defer()
    except AlreadyEnqueued:
        return False
    return True


def check_and_tell() -> None:
    """Run a round; tell the editors when more addresses are dead than before."""
    before = _dead()
    made = run_round()
    if made.outcome != RoundOutcome.DONE or not _dead() - before:
        return
    with acting_as(SYSTEM):
        if receivers := editors():
            notify(
                kind="library.links",
                subject=("library-links", made.pk),
                path=reverse("library:links"),
                membership_ids=receivers,
            )


def _dead() -> set[str]:
    with acting_as(SYSTEM):
        links = CheckedLink.objects.visible_to(SYSTEM).filter(state=LinkState.DEAD)
        return set(links.values_list("url", flat=True))
