"""What readers see: publish what was approved, take a text off the shelves, mark it checked."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.people.models import Membership
from baken.network.library.errors import LibraryError
from baken.network.library.models import CONTENT, Revision, RevisionState
from baken.network.library.shelving import shelve
from baken.network.library.workflow import check

from .base import locked_article, locked_revision, writer

SYSTEM = Actor.system("library")
_log = structlog.get_logger(__name__)


def publish(actor: Actor, revision: Revision) -> Revision:
    """Put an approved version on the shelves. The caller holds the transaction and judged."""
    check(revision.state, RevisionState.PUBLISHED)
    article = locked_article(actor, revision.article_id)
    for name in CONTENT:
        setattr(article, name, getattr(revision, name))
    article.version += 1
    article.save(update_fields=[*CONTENT, "version"])
    shelve(article, written_by=revision.written_by, revision=revision)
    return revision


def publish_planned(today: dt.date | None = None) -> int:
    """Publish what was approved for today or earlier; return how many. Each stands alone."""
    today = today or timezone.localdate()
    with acting_as(SYSTEM):
        due = list(
            Revision.objects.visible_to(SYSTEM)
            .filter(state=RevisionState.APPROVED, publish_on__lte=today)
            .values_list("pk", flat=True)
        )
    return sum(_publish_alone(revision_id, today) for revision_id in due)


def _publish_alone(revision_id: UUID, today: dt.date) -> bool:
    """Publish one; what goes wrong with it is logged and keeps no other from its day."""
    try:
        with acting_as(SYSTEM):
            found = locked_revision(SYSTEM, revision_id)
            if found.state != RevisionState.APPROVED or (found.publish_on or today) > today:
                return False
            publish(SYSTEM, found)
    except Exception:  # the next round tries again
        _log.exception("library.publish_failed", revision=str(revision_id))
        return False
    return True


@action
def take_off(*, actor: Actor, article_id: UUID) -> None:
    """Take a text off the shelves. Its versions stay; publishing one brings it back."""
    writer(actor)
    article = locked_article(actor, article_id)
    if not article.is_published:
        return
    article.is_published = False
    article.version += 1
    article.save(update_fields=["is_published", "version"])


@action
def mark_checked(*, actor: Actor, article_id: UUID, review_on: dt.date) -> None:
    """Say that a published text is right today, and when somebody looks again.

    Readers see the role and the organisation, never a name.
    """
    member = writer(actor)
    today = timezone.localdate()
    if review_on <= today:
        raise LibraryError(_("Choose a day to come."), field="review_on")
    article = locked_article(actor, article_id)
    if not article.is_published:
        raise LibraryError(_("This text is not published."))
    article.last_checked_on, article.review_on = today, review_on
    article.checked_by = str(Membership.objects.select_related("organisation").get(pk=member))[:200]
    article.version += 1
    article.save(update_fields=["last_checked_on", "review_on", "checked_by", "version"])
