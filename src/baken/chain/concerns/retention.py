"""The end of a concern: what is due, how it is taken apart, and the figures that remain."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.retention.registry import Remains

from .models import Concern, Referral

SYSTEM = Actor.system("retention")


def due(day: dt.date) -> Any:
    """Return closed concerns whose term ended before or on a day. By a partial index."""
    return (
        Concern.objects.visible_to(SYSTEM)
        .filter(closed_at__isnull=False, retention_due_on__lte=day)
        .select_related("data_key")
    )


def find(actor: Actor, concern_id: UUID) -> Concern | None:
    """Return a concern that the actor may know of, or None."""
    concern: Concern | None = Concern.objects.visible_to(actor).filter(pk=concern_id).first()
    return concern


def shred(concern: Concern, actor: Actor) -> Remains:
    """Delete every row of a concern and return the slugs and counts that remain.

    The rows go through a function of the database that looks at the term itself: the web
    process has no right to delete a row of a concern.
    """
    assert concern.closed_at is not None, "only closed concerns are due"
    remains = Remains(
        organisation_id=concern.organisation_id,
        data_keys=[concern.data_key],
        opened_on=timezone.localdate(concern.received_at),
        closed_on=timezone.localdate(concern.closed_at),
        reason=concern.closing_reason,
        facts=_facts(concern, actor),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT concerns_shred(%s)", [concern.pk])
    return remains


def _facts(concern: Concern, actor: Actor) -> dict[str, Any]:
    referrals = list(
        Referral.objects.visible_to(actor).filter(concern_id=concern.pk).select_related("receiver")
    )
    return {
        "forms": concern.forms,
        "minor": concern.minor,
        "subject": concern.subject,
        "critical": concern.critical,
        "channel": concern.channel,
        "anonymous": concern.anonymous,
        "reporter_function": concern.reporter_function or "unknown",
        "feedback_given": concern.feedback_given_at is not None,
        "referrals": len(referrals),
        "receivers": sorted({referral.receiver.slug for referral in referrals}),
        "outcomes": sorted({referral.outcome for referral in referrals if referral.outcome}),
    }
