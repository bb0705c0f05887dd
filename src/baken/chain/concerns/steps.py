"""What every action does: permission, lock, transition, seal, time line, audit, notice.

Kept apart so that each action reads as its own story.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.audit import register
from baken.foundation.notices.actions import notify
from baken.foundation.vault.models import SealedModel

from . import workflow
from .models import Concern, ConcernEvent, ConcernStatus, EventKind, Referral, ReferralStatus

SYSTEM = Actor.system("concerns")
"""Carries a step over to the other side of a referral: status and deadline, never content."""


def moment(at: dt.datetime | None) -> dt.datetime:
    """Return the moment of a step: now, unless somebody says otherwise."""
    return at or timezone.now()


def demand(actor: Actor, permission: Permission) -> None:
    """Raise ``PermissionDenied`` unless the actor's role carries the permission."""
    if not actor.may(permission):
        raise PermissionDenied


def person(actor: Actor) -> UUID:
    """Return the membership under which a person acts; the system and reporters have none."""
    assert actor.membership_id is not None, "this step is taken by a person"
    return actor.membership_id


def locked_concern(actor: Actor, concern_id: UUID) -> Concern:
    """Return a concern the actor may know of, locked for this transaction.

    Raises ``Concern.DoesNotExist`` when it is not visible.
    """
    concern: Concern = (
        Concern.objects.visible_to(actor)
        .select_related("data_key")
        .select_for_update(of=("self",))
        .get(pk=concern_id)
    )
    return concern


def locked_referral(actor: Actor, referral_id: UUID) -> Referral:
    """Return a referral the actor may know of, locked for this transaction.

    Raises ``Referral.DoesNotExist`` when it is not visible.
    """
    referral: Referral = (
        Referral.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=referral_id)
    )
    return referral


def move(concern: Concern, target: ConcernStatus) -> None:
    """Put the concern in its next status, when the life cycle allows it. Does not save."""
    concern.status = workflow.CONCERN.check(ConcernStatus(concern.status), target)


def move_referral(referral: Referral, target: ReferralStatus) -> None:
    """Put the referral in its next status, when the life cycle allows it. Does not save."""
    referral.status = workflow.REFERRAL.check(ReferralStatus(referral.status), target)


def save_step(concern: Concern, *extra: str) -> None:
    """Save what a step changes: status, deadline, version and the fields named."""
    concern.version += 1
    concern.save(update_fields=["status", "next_due_on", "due_kind", "version", *extra])


def child_of(concern: Concern) -> dict[str, Any]:
    """Return what every sealed child of a concern repeats."""
    return {
        "concern": concern,
        "organisation_id": concern.organisation_id,
        "data_key": concern.data_key,
    }


def sealed(row: SealedModel, **texts: str) -> Any:
    """Return the row with the texts sealed in their columns. Does not save."""
    for column, text in texts.items():
        row.seal(column, text)
    return row


def add_event(
    concern: Concern,
    kind: EventKind,
    *,
    actor: Actor,
    at: dt.datetime,
    came_from: str = "",
    referral: Referral | None = None,
    shown_to_reporter: bool = False,
) -> ConcernEvent:
    """Put a step on the time line; ``came_from`` is the status before it, when it changed."""
    moved = bool(came_from) and came_from != concern.status
    event: ConcernEvent = ConcernEvent.objects.create(
        concern_id=concern.pk,
        organisation_id=concern.organisation_id,
        receiver_id=referral.receiver_id if referral else None,
        referral=referral,
        kind=kind,
        at=at,
        by_membership_id=actor.membership_id,
        by_organisation_id=actor.organisation_id,
        from_status=came_from if moved else "",
        to_status=concern.status if moved else "",
        shown_to_reporter=shown_to_reporter,
    )
    return event


def audit(
    concern: Concern,
    event: str,
    *,
    actor: Actor,
    fields: Iterable[str] = (),
    reason: str = "",
    **details: str | int | bool,
) -> None:
    """Write what was done to a concern in the register of its organisation."""
    register.record(
        actor=actor,
        event=event,
        organisation_id=concern.organisation_id,
        subject=("concern", concern.pk),
        fields=fields,
        reason=reason,
        details=details,
    )


def audit_referral(
    referral: Referral, event: str, *, actor: Actor, fields: Iterable[str] = (), reason: str = ""
) -> None:
    """Write what was done with a referral, in the register of the sender.

    When the receiver acted, also in the receiver's own: each privacy officer sees what the own
    people did. Registers are locked in the order of their ids, so that two never wait for
    each other.
    """
    fields = list(fields)
    owners = {referral.organisation_id, actor.organisation_id or referral.organisation_id}
    for organisation_id in sorted(owners):
        own = organisation_id == referral.organisation_id
        register.record(
            actor=actor,
            event=event,
            organisation_id=organisation_id,
            subject=("concern", referral.concern_id) if own else ("referral", referral.pk),
            fields=fields,
            reason=reason,
            details={"referral": referral.reference},
        )


def concern_path(concern_id: UUID) -> str:
    """Return the address of a concern's page; ids only."""
    return f"/signalen/{concern_id}/"


def referral_path(referral_id: UUID) -> str:
    """Return the address of a referral's page for its receiver; ids only."""
    return f"/doorzettingen/{referral_id}/"


def tell_holder(concern: Concern, kind: str, *, on: dt.date | None = None) -> None:
    """Put a notice before the holder, or before all focal points when nobody holds it."""
    subject = ("concern", concern.pk)
    path = concern_path(concern.pk)
    if concern.holder_id is not None:
        notify(kind=kind, subject=subject, path=path, membership_ids=[concern.holder_id], on=on)
    else:
        notify(
            kind=kind,
            subject=subject,
            path=path,
            organisation_id=concern.organisation_id,
            permission=Permission.CONCERN_ASSESS,
            on=on,
        )


def tell_receiver(referral: Referral, kind: str, *, on: dt.date | None = None) -> None:
    """Put a notice before everybody of the receiving organisation who answers referrals."""
    notify(
        kind=kind,
        subject=("referral", referral.pk),
        path=referral_path(referral.pk),
        organisation_id=referral.receiver_id,
        permission=Permission.CONCERN_ANSWER_REFERRAL,
        on=on,
    )
