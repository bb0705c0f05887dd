"""What the system does by day: remind of steps, and see to hand-over documents."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.notices.actions import notify
from baken.foundation.people.models import Membership

from .actions.handover import find_successors, forget_old
from .path import path_of

DAYS = (2, 14, 30, 60, 90)
"""Days of the path on which she is reminded, when something is for now; never more often."""


def remind_of_steps(now: dt.datetime) -> int:
    """Remind who is on such a day and has steps for now; return how many.

    Not who took the path off the first page. The same day is reminded of once (``Notice``).
    """
    today = timezone.localdate(now)
    starts = [today - dt.timedelta(days=day - 1) for day in DAYS]
    walking = (
        Membership.objects.running(today)
        .filter(role=Role.FOCAL_POINT, account__is_active=True)
        .filter(Q(starts_on__in=starts) | Q(journey__begun_on__in=starts))
        .filter(journey__dismissed_at__isnull=True)
    )
    made = 0
    for membership in walking:
        if _has_steps_for_now(membership, today):
            notify(
                kind="onboarding.days",
                subject=("membership", membership.pk),
                path=reverse("onboarding:home"),
                membership_ids=[membership.pk],
                on=today,
            )
            made += 1
    return made


def _has_steps_for_now(membership: Membership, today: dt.date) -> bool:
    actor = Actor.person(
        account_id=membership.account_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=membership.role,
        domain=membership.domain,
    )
    path = path_of(actor, today)
    return path is not None and path.day in DAYS and bool(path.for_now)


def see_to_hand_overs(now: dt.datetime) -> int:
    """Delete documents whose term is over, and give those that wait to who came since."""
    today = timezone.localdate(now)
    return forget_old(today) + find_successors(today)
