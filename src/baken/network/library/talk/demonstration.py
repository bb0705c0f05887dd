"""A talk for each invented focal point, so that the list and a talk show something."""

from __future__ import annotations

import datetime as dt
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.people.demo import register_demonstration
from baken.foundation.people.models import Membership
from baken.network.library.models import Talk

from . import actions
from .audiences import TalkAudience, TalkLength

TALKS = {
    "vlaardingen": ("Zien en melden aan de balie", "Teamoverleg publieksbalie", "front-desk", 20),
    "schiedam": ("Kijk verder dan de controle", "Werkoverleg toezicht", "enforcement", 10),
    "dordrecht": ("Mensenhandel: wat kan ons team?", "Overleg wijkteam", "social-team", 40),
    "duinhaven": ("Zien en melden", "Teamoverleg", "front-desk", 10),
}
IN_DAYS = 9


def register() -> None:
    """Make the loader known; called once, when the app is ready."""
    register_demonstration("talks", load, order=75)


def load() -> str:
    """Make the talks that are not there yet."""
    today = timezone.localdate()
    members = Membership.objects.running(today).filter(
        role=Role.FOCAL_POINT, account__is_demonstration=True, organisation__slug__in=TALKS
    )
    made = 0
    seen: set[str] = set()
    for member in members.select_related("organisation").order_by("domain", "pk"):
        slug = member.organisation.slug
        if slug not in seen:
            seen.add(slug)
            made += _make(member, slug, today)
    return f"{made} talks of invented focal points"


def _make(member: Membership, slug: str, today: dt.date) -> bool:
    title, meeting, audience, length = TALKS[slug]
    token = uuid5(NAMESPACE_URL, f"baken talk {slug}")
    known = Talk.objects.unscoped(reason="a demonstration is loaded by the owner of the tables")
    if known.filter(form_token=token).exists():
        return False
    details = actions.Details(
        title=title,
        meeting=meeting,
        held_on=today + dt.timedelta(days=IN_DAYS),
        audience=TalkAudience(audience).value,
        length=TalkLength(length).value,
    )
    actor = Actor.person(
        account_id=member.account_id,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        role=member.role,
        domain=member.domain,
    )
    actions.make_talk(actor=actor, details=details, form_token=token)
    return True
