"""Texts and drafts for the tests of the workshop, made by its own actions."""

from __future__ import annotations

import uuid
from typing import Any

from baken.network.library.actions import drafts, reviewing
from baken.network.library.models import Article, Kind, Revision, Theme

WHY = "a test looks at what is stored"
BODY = "## Wat u ziet\n\nU ziet een gesloten gordijn. Bel het meldpunt.\n"


def begin(cast: Any, *, title: str = "Signalen in een woning", body: str = BODY) -> Revision:
    """Return a draft by the editor with a text in it."""
    values = {"title": title, "theme": Theme.SIGNALS, "kind": Kind.ARTICLE}
    draft = drafts.start_text(actor=cast.editor.actor, token=uuid.uuid4(), values=values)
    return write(cast, draft, body=body)


def write(cast: Any, draft: Revision, *, by: str = "editor", **values: Any) -> Revision:
    """Save a draft as one of the cast, from a page that was just opened."""
    actor = getattr(cast, by).actor
    stored = revision(draft)
    return drafts.save_draft(
        actor=actor,
        revision_id=draft.pk,
        values=values,
        version=stored.version,
        pen=uuid.uuid4(),
    )


def send(cast: Any, draft: Revision) -> Revision:
    """Send a draft to a second reader."""
    return reviewing.send_to_reader(actor=cast.editor.actor, revision_id=draft.pk)


def published(cast: Any, **values: Any) -> Article:
    """Return a text that the editor wrote and the coordinator approved."""
    draft = send(cast, begin(cast, **values))
    reviewing.approve(actor=cast.coordinator.actor, revision_id=draft.pk, version=draft.version)
    return article(draft)


def revision(of: Revision) -> Revision:
    """Return a version as it is stored now."""
    found: Revision = Revision.objects.unscoped(reason=WHY).get(pk=of.pk)
    return found


def article(of: Revision) -> Article:
    """Return the text of a version as it is stored now."""
    found: Article = Article.objects.unscoped(reason=WHY).get(pk=of.article_id)
    return found
