"""What every action of the workshop does: permission, one transaction, both locks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.vault.detect import points_at_a_person
from baken.network.library.errors import EditConflict, LibraryError
from baken.network.library.models import Article, Revision


def writer(actor: Actor) -> UUID:
    """Return the membership under which somebody writes; raise ``PermissionDenied`` otherwise."""
    if actor.membership_id is None or not actor.may(Permission.LIBRARY_EDIT):
        raise PermissionDenied
    return actor.membership_id


def locked_revision(actor: Actor, revision_id: UUID) -> Revision:
    """Return a version, locked, with who wrote it; raises ``DoesNotExist``.

    What was published or withdrawn cannot be locked, since nobody may change it: it comes as it is.
    """
    versions = Revision.objects.visible_to(actor).select_related("article", "written_by")
    found: Revision = versions.select_for_update(of=("self",)).filter(
        pk=revision_id
    ).first() or versions.get(pk=revision_id)
    return found


def locked_article(actor: Actor, article_id: UUID) -> Article:
    """Return a text, locked; raises ``DoesNotExist``."""
    found: Article = Article.objects.visible_to(actor).select_for_update().get(pk=article_id)
    return found


def refuse_personal_data(values: Mapping[str, Any]) -> None:
    """Raise ``LibraryError`` at the first text that holds a number that points at a person."""
    for field, text in values.items():
        if isinstance(text, str) and points_at_a_person(text):
            raise LibraryError(
                _("This looks like a number of a person or a vehicle. Leave it out."), field=field
            )


def check_version(record: Any, version: int, fields: Iterable[str]) -> None:
    """Raise ``EditConflict`` when the record is no longer the one that was seen."""
    if record.version != version:
        raise EditConflict(theirs=theirs_of(record, fields), version=record.version)


def theirs_of(record: Any, fields: Iterable[str]) -> dict[str, object]:
    """Return what stands in a record now, as a person reads it, by field."""
    return {
        name: str(getattr(record, f"get_{name}_display", lambda name=name: getattr(record, name))())
        for name in fields
    }


def editors() -> list[UUID]:
    """Return the memberships of all who write in the knowledge base today. One query."""
    running = Membership.objects.running(timezone.localdate()).filter(
        role__in=roles_with(Permission.LIBRARY_EDIT), account__is_active=True
    )
    return list(running.values_list("pk", flat=True))


def tell(kind: str, revision: Revision, receivers: Iterable[UUID | None]) -> None:
    """Put a notice about a version before people; nobody gets it where there is nobody."""
    ids = [one for one in receivers if one is not None]
    if ids:
        notify(
            kind=kind,
            subject=("library-article", revision.article_id),
            path=reverse("library:review", args=[revision.pk]),
            membership_ids=ids,
        )
