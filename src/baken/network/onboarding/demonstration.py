"""An invented start: a path half walked, a shared one, and internal routes. Nothing happened."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people.models import Membership
from baken.foundation.region.internal_routes import route_of, save_route
from baken.foundation.region.route_model import RouteStep

from .actions import walking
from .models import Journey
from .path import path_of

DAY = 24
"""The day of the path on which the invented focal points are."""

STEPS = (
    RouteStep("Medewerker die iets ziet of hoort", "Teamleider", 0, "Andere teamleider"),
    RouteStep(
        "Teamleider", "Aandachtsfunctionaris", 1, "Aandachtsfunctionaris van het andere domein"
    ),
)


def load() -> str:
    """Let the invented focal points be on their way; loading again changes nothing."""
    people = list(
        Membership.objects.filter(role="focal-point", account__is_demonstration=True)
        .running(timezone.localdate())
        .select_related("organisation")
        .order_by("account__email")
    )
    for number, membership in enumerate(people):
        _begin(membership, number)
    return f"onboarding: {len(people)} focal points on their way"


def _begin(membership: Membership, number: int) -> None:
    actor = Actor.person(
        account_id=membership.account_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=membership.role,
        domain=membership.domain,
    )
    if Journey.objects.unscoped(reason="a demonstration").filter(membership=membership).exists():
        return
    begun_on = timezone.localdate() - dt.timedelta(days=DAY - 1 + 17 * (number % 4))
    Journey.objects.create(membership=membership, begun_on=begun_on)
    with acting_as(actor):
        if number % 2 == 0 and not route_of(membership.organisation_id).is_own:
            save_route(membership.organisation, actor=actor, steps=STEPS, note="", version=0)
        path = path_of(actor)
        for step in (path.steps if path else ())[: 4 + 2 * (number % 3)]:
            if step.may_tick:
                walking.tick_step(actor=actor, key=step.key, done=True)
        if number % 3 != 1:
            walking.share(actor=actor, shared=True)
