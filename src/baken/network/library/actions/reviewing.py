"""The second reader: send, take back, return with a remark, approve, plan."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.library.errors import LibraryError, SecondPersonNeeded
from baken.network.library.models import CONTENT, Kind, Revision, RevisionState
from baken.network.library.workflow import check
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import Picture, walk

from .base import check_version, editors, locked_revision, refuse_personal_data, tell, writer
from .publishing import publish


@action
def send_to_reader(*, actor: Actor, revision_id: UUID) -> Revision:
    """Ask the other editors to read a draft; sending twice asks once."""
    member = writer(actor)
    found = locked_revision(actor, revision_id)
    if found.state == RevisionState.REVIEW:
        return found
    state = check(found.state, RevisionState.REVIEW)
    check_ready(found)
    found = _step(found, state, remark="")
    tell("library.to-read", found, (one for one in editors() if one != member))
    return found


def check_ready(revision: Revision) -> None:
    """Raise ``LibraryError`` for a text that nobody can read: empty, or a picture without words."""
    is_document = revision.article.kind == Kind.DOCUMENT
    if is_document and not revision.url:
        raise LibraryError(_("Say where the document is."), field="url")
    if not is_document and not revision.body.strip():
        raise LibraryError(_("There is no text yet."), field="body")
    pictures = (block for block in walk(blocks_of(revision.body)) if isinstance(block, Picture))
    if any(not picture.alt.strip() for picture in pictures):
        raise LibraryError(
            _("Describe each picture between the square brackets: ![what it shows](...)."),
            field="body",
        )


@action
def take_back(*, actor: Actor, revision_id: UUID) -> Revision:
    """Make a draft again of what is being read or was approved; an approval goes."""
    writer(actor)
    found = locked_revision(actor, revision_id)
    return _step(found, check(found.state, RevisionState.DRAFT), approved_by_id=None)


@action
def give_back(*, actor: Actor, revision_id: UUID, remark: str) -> Revision:
    """Return a text to its writer with a remark that says what to mend."""
    writer(actor)
    refuse_personal_data({"remark": remark})
    found = locked_revision(actor, revision_id)
    if found.state != RevisionState.REVIEW:
        check(found.state, RevisionState.REVIEW)
    _other_person(actor, found)
    found = _step(found, RevisionState.DRAFT, remark=remark.strip())
    tell("library.returned", found, [found.written_by_id])
    return found


@action
def approve(
    *, actor: Actor, revision_id: UUID, version: int, publish_on: dt.date | None = None
) -> Revision:
    """Approve the text as it was read, and publish it: at once, or on a day to come.

    Raises ``SecondPersonNeeded`` for who wrote it (also under another role) and ``EditConflict``
    when it is no longer the text that was read.
    """
    member = writer(actor)
    found = locked_revision(actor, revision_id)
    _other_person(actor, found)
    state = check(found.state, RevisionState.APPROVED)
    check_version(found, version, CONTENT)
    check_ready(found)
    found = _step(found, state, approved_by_id=member, publish_on=publish_on)
    tell("library.approved", found, [found.written_by_id])
    return publish(actor, found) if _is_due(found) else found


@action
def plan(*, actor: Actor, revision_id: UUID, publish_on: dt.date | None) -> Revision:
    """Set another day for what was approved; no day, or today, publishes it now."""
    writer(actor)
    found = locked_revision(actor, revision_id)
    check(found.state, RevisionState.PUBLISHED)
    found = _step(found, RevisionState.APPROVED, publish_on=publish_on)
    return publish(actor, found) if _is_due(found) else found


def _is_due(revision: Revision) -> bool:
    return revision.publish_on is None or revision.publish_on <= timezone.localdate()


def _other_person(actor: Actor, revision: Revision) -> None:
    """Raise ``SecondPersonNeeded`` when the writer acts, under whatever membership."""
    wrote = revision.written_by
    if wrote is None or wrote.account_id == actor.account_id:
        raise SecondPersonNeeded


def _step(revision: Revision, state: str, **values: object) -> Revision:
    revision.state = state
    revision.version += 1
    for name, value in values.items():
        setattr(revision, name, value)
    revision.save(
        update_fields=[
            "state",
            "version",
            "changed_at",
            *(name.removesuffix("_id") for name in values),
        ]
    )
    return revision


def is_own(actor: Actor, revision: Revision) -> bool:
    """Say whether the actor wrote a version, so that somebody else has to judge it."""
    wrote = revision.written_by
    return wrote is not None and wrote.account_id == actor.account_id
