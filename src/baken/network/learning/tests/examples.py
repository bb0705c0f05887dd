"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

FOCAL_POINTS = {"focal_safety", "focal_care"}
ORGANISERS = {"coordinator", "trainer", "editor"}

SEES: dict[str, set[str]] = {
    "attended_session_id": {"police"},
    "certificate_id": {"police"} | ORGANISERS,
    "municipality_slug": FOCAL_POINTS | ORGANISERS,
    "business_id": FOCAL_POINTS | ORGANISERS | {"mayor", "portfolio_holder"},
    "own_business_id": FOCAL_POINTS | ORGANISERS,
    "own_outreach_id": FOCAL_POINTS | ORGANISERS | {"mayor"},
}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    from baken.network.learning import actions
    from baken.network.learning.models import BusinessKind, Enrolment, OutreachAudience

    from .world import World, all_of

    world = World(cast)
    held = world.held(cast.police)
    coming = world.session(maximum=5)
    enrolment = actions.enrol(actor=cast.police.actor, session_id=coming.pk)
    vlaardingen = cast.organisations["vlaardingen"]
    business = actions.add_business(
        actor=cast.focal_safety.actor,
        draft=actions.BusinessDraft(
            "Hotel De Kade", BusinessKind.HOTEL, vlaardingen.pk, world.no_room.pk
        ),
    )
    outreach = actions.add_outreach(
        actor=cast.focal_safety.actor,
        draft=actions.OutreachDraft(
            on=dt.date(2026, 3, 3),
            audience=OutreachAudience.SCHOOLS,
            title="Gastles",
            place="Een school",
            organisation_id=vlaardingen.pk,
            reached=30,
        ),
        token=uuid4(),
    )
    attended = all_of(Enrolment).get(session=held)
    return {
        "training": world.training.slug,
        "session_id": str(coming.pk),
        "enrolment_id": str(enrolment.pk),
        "attended_session_id": str(held.pk),
        "certificate_id": str(attended.certificate.pk),
        "municipality_slug": "vlaardingen",
        "business_id": str(business.pk),
        "own_business_id": str(business.pk),
        "own_outreach_id": str(outreach.pk),
    }
