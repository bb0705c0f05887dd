"""Pictures and files of a text: add one, take one away."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.library.errors import LibraryError
from baken.network.library.files.cleaning import cleaned
from baken.network.library.models import Attachment

from .base import locked_article, refuse_personal_data, writer

MOST = 60
"""Files of one text."""


@action
def attach(
    *, actor: Actor, article_id: UUID, name: str, content: bytes, title: str = "", alt: str = ""
) -> Attachment:
    """Add a cleaned picture or file; the same one sent twice is kept once.

    A picture needs ``alt``: what it shows, for who cannot see it. Raises ``LibraryError``.
    """
    member = writer(actor)
    title, alt = title.strip(), alt.strip()
    refuse_personal_data({"file": name, "file_title": title, "file_alt": alt})
    found = cleaned(name, content)
    if found.is_picture and not alt:
        raise LibraryError(
            _("Describe what the picture shows, for people who cannot see it."), field="file_alt"
        )
    article = locked_article(actor, article_id)
    there = Attachment.objects.visible_to(actor).filter(article=article, removed_at__isnull=True)
    if same := there.filter(digest=found.digest, alt=alt, title=title).first():
        known: Attachment = same
        return known
    if there.count() >= MOST:
        raise LibraryError(_("This text has too many files. Remove one first."), field="file")
    made: Attachment = Attachment.objects.create(
        article=article,
        name=found.name,
        title=title,
        alt=alt if found.is_picture else "",
        content_type=found.content_type,
        is_picture=found.is_picture,
        size=len(found.content),
        digest=found.digest,
        content=found.content,
        added_by_id=member,
    )
    return made


@action
def remove(*, actor: Actor, attachment_id: UUID) -> Attachment:
    """Take a file away: nobody gets it any more, also where a text still names it.

    Raises ``LibraryError`` while the published text uses it.
    """
    writer(actor)
    found: Attachment = (
        Attachment.objects.visible_to(actor)
        .select_related("article")
        .select_for_update(of=("self",))
        .get(pk=attachment_id)
    )
    if found.article.is_published and str(found.pk) in found.article.body:
        raise LibraryError(_("The published text uses this file. Take it out of the text first."))
    if found.removed_at is None:
        found.removed_at = timezone.now()
        found.save(update_fields=["removed_at"])
    return found
