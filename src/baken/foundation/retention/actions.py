"""Holds: keep something longer, for a reason on the list and never without an end."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.audit import register

from .errors import HoldRefused
from .models import Hold, HoldReason
from .terms import after_months

LONGEST_MONTHS = 12
"""A hold that must last longer is placed again, by somebody who looked again."""


def _demand(actor: Actor) -> tuple[UUID, UUID]:
    if not actor.may(Permission.CONCERN_CLOSE):
        raise PermissionDenied
    assert actor.organisation_id is not None
    assert actor.membership_id is not None, "a permission comes with a membership"
    return actor.organisation_id, actor.membership_id


@transaction.atomic
def place_hold(
    *, actor: Actor, subject: tuple[str, UUID], reason: HoldReason | str, until: dt.date
) -> Hold:
    """Keep ``subject``, which the caller fetched through its own rule, up to and including a day.

    Raises ``HoldRefused`` for a day that is past or too far, or when the same reason holds
    already, and ``PermissionDenied``.
    """
    organisation_id, membership_id = _demand(actor)
    today = timezone.localdate()
    if not today <= until <= after_months(today, LONGEST_MONTHS):
        raise HoldRefused(_("Choose a day from today up to a year from now."))
    kind, subject_id = subject
    running = Hold.objects.visible_to(actor).on_subject(kind, subject_id).running(today)
    if running.filter(reason=reason).exists():
        raise HoldRefused(_("It is kept for this reason already."))
    _release_lapsed(actor, subject, str(reason), membership_id)
    hold: Hold = Hold.objects.create(
        subject_kind=kind,
        subject_id=subject_id,
        organisation_id=organisation_id,
        reason=HoldReason(reason),
        until=until,
        placed_at=timezone.now(),
        placed_by_id=membership_id,
    )
    _note(actor, "retention.hold-placed", hold, until=until.isoformat())
    return hold


def _release_lapsed(
    actor: Actor, subject: tuple[str, UUID], reason: str, membership_id: UUID
) -> None:
    """Make room for a new hold where one for the same reason ran out by itself."""
    lapsed = Hold.objects.visible_to(actor).on_subject(*subject)
    lapsed.filter(reason=reason, released_at__isnull=True).update(
        released_at=timezone.now(), released_by_id=membership_id
    )


@transaction.atomic
def release_hold(*, actor: Actor, hold_id: UUID) -> Hold:
    """End a hold before its day; the term runs on as if it had never been there.

    Raises ``HoldRefused`` when it ended already, ``Hold.DoesNotExist`` when the actor may not
    know of it, and ``PermissionDenied``.
    """
    _organisation_id, membership_id = _demand(actor)
    hold: Hold = Hold.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=hold_id)
    if hold.released_at is not None:
        raise HoldRefused(_("This was released already."))
    hold.released_at = timezone.now()
    hold.released_by_id = membership_id
    hold.save(update_fields=["released_at", "released_by"])
    _note(actor, "retention.hold-released", hold)
    return hold


def _note(actor: Actor, event: str, hold: Hold, **details: str) -> None:
    register.record(
        actor=actor,
        event=event,
        organisation_id=hold.organisation_id,
        subject=(hold.subject_kind, hold.subject_id),
        reason=hold.reason,
        details=details,
    )
