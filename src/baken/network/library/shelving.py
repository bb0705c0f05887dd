"""Putting content on the shelf: the one place where a text becomes what readers see."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from baken.foundation.people.models import Membership

from .dossier.jobs import ask_for_edition
from .models import CONTENT, Article, Revision, RevisionState
from .text import plain_body, plain_head

WHY = "versions of a text that the caller may publish"


def shelve(
    article: Article, *, written_by: Membership | None, revision: Revision | None = None
) -> Revision | None:
    """Publish what stands in ``article`` now, and keep it as a version.

    ``revision`` is the approved version that it came from, which becomes the published one.
    Returns the new version, or None when it is what was published already. The caller holds
    the transaction, and has judged who publishes. One text: O(length of the text).
    """
    earlier = Revision.objects.unscoped(reason=WHY).filter(article=article)
    latest = earlier.filter(state=RevisionState.PUBLISHED).order_by("-number").first()
    content = {name: getattr(article, name) for name in CONTENT}
    unchanged = latest is not None and all(
        getattr(latest, name) == value for name, value in content.items()
    )
    _set_on_shelf(article, is_new_content=not unchanged)
    if not unchanged:
        transaction.on_commit(ask_for_edition)
    if revision is not None:
        revision.state, revision.published_at = RevisionState.PUBLISHED, timezone.now()
        revision.version += 1
        revision.save(update_fields=["state", "published_at", "version", "changed_at"])
        return revision
    if unchanged:
        return None
    number = (earlier.aggregate(highest=Max("number"))["highest"] or 0) + 1
    made: Revision = Revision.objects.create(
        article=article,
        number=number,
        state=RevisionState.PUBLISHED,
        written_by=written_by,
        published_at=article.changed_at,
        **content,
    )
    return made


def _set_on_shelf(article: Article, *, is_new_content: bool) -> None:
    """Set what follows from the content; ``changed_at`` only where readers see something new."""
    now = timezone.now()
    article.plain_head = plain_head(article.title, article.summary)
    article.plain_body = plain_body(article.body)
    if is_new_content or article.changed_at is None:
        article.changed_at = now
    article.published_at = article.published_at or now
    article.is_published = True
    article.save(
        update_fields=["plain_head", "plain_body", "changed_at", "published_at", "is_published"]
    )
