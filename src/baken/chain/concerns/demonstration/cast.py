"""Who plays: the running memberships that the cast's file made, as actors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.models import Organisation, OrganisationKind


@dataclass
class Cast:
    """Municipalities with and without focal points, and partners, by organisation."""

    organisations: dict[str, Organisation]
    focal_points: dict[UUID, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    partners: dict[UUID, list[Actor]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def gather(cls) -> Cast:
        """Find the players; only invented accounts play."""
        organisations = Organisation.objects.filter(is_current=True).order_by("slug")
        cast = cls({organisation.slug: organisation for organisation in organisations})
        for permission, players in (
            (Permission.CONCERN_DECIDE, cast.focal_points),
            (Permission.CONCERN_ANSWER_REFERRAL, cast.partners),
        ):
            members = (
                Membership.objects.filter(
                    role__in=roles_with(permission), account__is_demonstration=True
                )
                .running(timezone.localdate())
                .order_by("-domain", "account__email")
            )
            for member in members:
                players[member.organisation_id].append(_actor(member))
        return cast

    @property
    def municipalities(self) -> list[Organisation]:
        """Return all municipalities, in a fixed order."""
        kind = OrganisationKind.MUNICIPALITY
        return [one for one in self.organisations.values() if one.kind == kind]


def _actor(member: Membership) -> Actor:
    return Actor.person(
        account_id=member.account_id,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        role=member.role,
        domain=member.domain,
    )
