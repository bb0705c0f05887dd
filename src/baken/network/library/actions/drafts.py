"""Writing: begin a text or a new version of one, save it, take it away, take one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.library.errors import EditConflict, LibraryError
from baken.network.library.models import (
    CONTENT,
    OPEN_STATES,
    Article,
    Revision,
    RevisionState,
)
from baken.network.library.workflow import check

from .base import locked_article, locked_revision, refuse_personal_data, theirs_of, writer

WRITTEN = (*CONTENT, "change_note", "publish_on")
"""The fields of a version that the form of the editor has."""
LONGEST_SLUG = 80


@action
def start_text(*, actor: Actor, token: UUID, values: Mapping[str, Any]) -> Revision:
    """Begin a new text; nobody but editors knows of it until it is published.

    ``token`` becomes the id of the text: the same form sent twice begins one text.
    """
    member = writer(actor)
    refuse_personal_data(values)
    known = Article.objects.visible_to(actor).filter(pk=token).first()
    if known is None:
        try:
            with transaction.atomic():
                known = Article.objects.create(
                    pk=token, slug=_free_slug(actor, values["title"]), **values
                )
        except IntegrityError as error:  # another title or the same form at this very moment
            known = Article.objects.visible_to(actor).filter(pk=token).first()
            if known is None:
                raise LibraryError(
                    _("There is already a text with this name."), field="title"
                ) from error
    return _open_draft(actor, known, member)


def _free_slug(actor: Actor, title: str) -> str:
    """Return an address for a title: a number is put behind it where it is taken."""
    base = slugify(title)[: LONGEST_SLUG - 4].strip("-") or "tekst"
    texts = Article.objects.visible_to(actor).filter(slug__startswith=base)
    taken = set(texts.values_list("slug", flat=True))
    return next(
        name
        for number in range(1, len(taken) + 2)
        if (name := base if number == 1 else f"{base}-{number}") not in taken
    )


@action
def start_draft(*, actor: Actor, article_id: UUID) -> Revision:
    """Return the open version of a text; begin one with what is published when there is none."""
    member = writer(actor)
    return _open_draft(actor, locked_article(actor, article_id), member)


def _open_draft(actor: Actor, article: Article, member: UUID) -> Revision:
    found = open_revision(actor, article)
    if found is not None:
        return found
    return _new_draft(actor, article, {name: getattr(article, name) for name in CONTENT}, member)


def open_revision(actor: Actor, article: Article) -> Revision | None:
    """Return the version that is being written or read, or None."""
    found: Revision | None = (
        Revision.objects.visible_to(actor).filter(article=article, state__in=OPEN_STATES).first()
    )
    return found


def _new_draft(
    actor: Actor, article: Article, content: Mapping[str, Any], member: UUID, note: str = ""
) -> Revision:
    versions = Revision.objects.visible_to(actor).filter(article=article)
    highest = versions.aggregate(highest=Max("number"))["highest"] or 0
    made: Revision = Revision.objects.create(
        article=article,
        number=highest + 1,
        written_by_id=member,
        change_note=note,
        **content,
    )
    return made


@action
def save_draft(
    *,
    actor: Actor,
    revision_id: UUID,
    values: Mapping[str, Any],
    version: int,
    pen: UUID,
    by_itself: bool = False,
) -> Revision:
    """Save what was written; who changed it last is its writer.

    Args:
        values: fields of ``WRITTEN``.
        version: the version that the page showed.
        pen: the open page. A second save of the same page is no conflict with the first, unless
            the page saved ``by_itself`` while somebody was typing: such a save may come late, and
            what was sent by hand stays.

    Raises ``EditConflict`` and ``LibraryError``.
    """
    member = writer(actor)
    refuse_personal_data(values)
    found = locked_revision(actor, revision_id)
    changed = [name for name in values if getattr(found, name) != values[name]]
    if not changed:
        return found
    if found.state != RevisionState.DRAFT:
        raise LibraryError(
            _("This version is no longer a draft, so it was not saved. Copy what you wrote.")
        )
    if found.version != version and (by_itself or found.pen != pen):
        raise EditConflict(theirs=theirs_of(found, changed), version=found.version)
    for name in changed:
        setattr(found, name, values[name])
    found.pen, found.written_by_id, found.version = pen, member, found.version + 1
    found.save(update_fields=[*changed, "pen", "written_by", "version", "changed_at"])
    return found


@action
def withdraw(*, actor: Actor, revision_id: UUID) -> Revision:
    """Take a version that was not published off the table; it stays in the history."""
    writer(actor)
    found = locked_revision(actor, revision_id)
    found.state = check(found.state, RevisionState.WITHDRAWN)
    found.version += 1
    found.save(update_fields=["state", "version", "changed_at"])
    return found


@action
def restore(*, actor: Actor, revision_id: UUID) -> Revision:
    """Begin a draft with the content of an earlier version; it goes to a second reader as any."""
    member = writer(actor)
    earlier: Revision = (
        Revision.objects.visible_to(actor).select_related("article").get(pk=revision_id)
    )
    article = locked_article(actor, earlier.article_id)
    if open_revision(actor, article) is not None:
        raise LibraryError(_("There is an open draft of this text. Finish or withdraw it first."))
    content = {name: getattr(earlier, name) for name in CONTENT}
    note = _("Version %(number)s put back") % {"number": earlier.number}
    return _new_draft(actor, article, content, member, note)


@action
def take_pack_value(*, actor: Actor, article_id: UUID, field: str) -> Revision | None:
    """Give a field the value of the region pack back.

    What readers see goes into a draft, which is returned; the rest (when it is checked again)
    is set at once.
    """
    member = writer(actor)
    article = locked_article(actor, article_id)
    if field not in article.edited_fields():
        raise LibraryError(_("This was not changed on screen."))
    value = article._meta.get_field(field).to_python(article.pack_values[field])  # type: ignore[union-attr]
    if field not in CONTENT:
        setattr(article, field, value)
        article.version += 1
        article.save(update_fields=[field, "version"])
        return None
    draft = _open_draft(actor, article, member)
    return save_draft(
        actor=actor,
        revision_id=draft.pk,
        values={field: value},
        version=draft.version,
        pen=draft.pk,
    )
