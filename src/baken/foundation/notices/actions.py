"""Everything that writes notices.

``notify`` may be called inside the transaction that changes the work (best: then notice and
change stand or fall together) or from ``transaction.on_commit``. It acts as the system, so
the person who caused the notice need not be allowed to see the receiver's messages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import members_of

from . import catalogue, jobs
from .models import Notice

_SYSTEM = Actor.system("notices")


def notify(
    *,
    kind: str,
    subject: tuple[str, UUID],
    path: str,
    membership_ids: Iterable[UUID] = (),
    organisation_id: UUID | None = None,
    permission: Permission | None = None,
    on: dt.date | None = None,
) -> list[Notice]:
    """Put a notice before people and mail them that something is waiting.

    The receivers are ``membership_ids``, or everybody whose running membership of
    ``organisation_id`` carries ``permission``. ``path`` is an address inside the product;
    ``on`` is the deadline, shown with the notice. The same notice is stored once (see the
    constraints of ``Notice``). Return the notices made now; raise ``UnknownNotice`` for an
    unregistered kind and ``ValueError`` for receivers named in neither or both ways.
    """
    catalogue.require(kind)
    ids = list(membership_ids)
    if bool(ids) == (organisation_id is not None and permission is not None):
        raise ValueError("name membership_ids, or organisation_id and permission")
    with acting_as(_SYSTEM):
        receivers = _running(ids, organisation_id, permission)
        notices = [
            Notice(
                account_id=account_id,
                membership_id=membership_id,
                kind=kind,
                subject_kind=subject[0],
                subject_id=subject[1],
                path=path,
                due_on=on,
            )
            for membership_id, account_id in receivers
        ]
        made = _store(notices)
        jobs.queue_mails({notice.account_id for notice in made})
    return made


def _running(
    membership_ids: list[UUID], organisation_id: UUID | None, permission: Permission | None
) -> list[tuple[UUID, UUID]]:
    """Return (membership, account) of receivers whose membership runs today."""
    if organisation_id is not None:
        running = members_of(organisation_id, permission=permission)
    else:
        running = Membership.objects.running(timezone.localdate()).filter(
            pk__in=membership_ids, account__is_active=True
        )
    return list(running.order_by("pk").values_list("pk", "account_id"))


def _store(notices: list[Notice]) -> list[Notice]:
    """Insert what is not there yet and return only that."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    stored = set(
        Notice.objects.visible_to(_SYSTEM)
        .filter(pk__in=[notice.pk for notice in notices])
        .values_list("pk", flat=True)
    )
    return [notice for notice in notices if notice.pk in stored]


def mark_read(*, actor: Actor, notice: Notice) -> None:
    """Mark one of the actor's own notices as read; doing it twice changes nothing."""
    Notice.objects.visible_to(actor).unread().filter(pk=notice.pk).update(read_at=timezone.now())


def mark_all_read(*, actor: Actor) -> int:
    """Mark all of the actor's own notices as read and return how many there were."""
    count: int = Notice.objects.visible_to(actor).unread().update(read_at=timezone.now())
    return count


def forget_subject(*, subject: tuple[str, UUID]) -> int:
    """Delete all notices about a subject, when it is shredded; return how many."""
    with acting_as(_SYSTEM):
        about = Notice.objects.visible_to(_SYSTEM).filter(
            subject_kind=subject[0], subject_id=subject[1]
        )
        count: int = about.delete()[0]
    return count


def forget_read(*, older_than: dt.timedelta) -> int:
    """Delete notices that were read longer than ``older_than`` ago; return how many."""
    with acting_as(_SYSTEM):
        old = Notice.objects.visible_to(_SYSTEM).filter(read_at__lt=timezone.now() - older_than)
        count: int = old.delete()[0]
    return count
