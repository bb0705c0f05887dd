"""Who works with the invented concerns: focal points everywhere, partners, and readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from baken.foundation.access.roles import Role
from baken.foundation.people.demonstration import SINCE
from baken.foundation.people.models import Account, Membership
from baken.foundation.region.models import Organisation, OrganisationKind

SKEW = 1.1
"""The place of rank r has 1 / r**SKEW of the biggest: 30% against 1%, as inhabitants are."""

TEAM, BIGGEST_TEAM = 4, 24
RECEIVERS = (
    ("essm", Role.ADVICE_DESK),
    ("police", Role.POLICE),
    ("nla", Role.INSPECTORATE),
    ("veilig-thuis", Role.CHILD_PROTECTION),
    ("riec", Role.RIEC),
)
RECEIVERS_COUNT = len(RECEIVERS)


@dataclass(frozen=True)
class Place:
    """A municipality that the bench looks at, and who looks."""

    organisation_id: UUID
    slug: str
    focal_point: UUID
    privacy_officer: UUID


def gather() -> dict[str, Place]:
    """Give every municipality a team; return the biggest and a small one.

    Everybody is marked as invented, and has an address that cannot exist.
    """
    places = _places()
    for position, organisation in enumerate(places):
        for number in range(BIGGEST_TEAM if position == 0 else TEAM):
            _member(organisation, Role.FOCAL_POINT, number)
    for slug, role in RECEIVERS:
        _member(Organisation.objects.get(slug=slug), role, 0)
    return {"biggest": _place(places[0]), "small": _place(places[-1])}


def _places() -> list[Organisation]:
    """Return the municipalities, the one that the region is named after first."""
    found = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    return sorted(found, key=lambda one: (one.slug != "rotterdam", one.slug))


def _place(organisation: Organisation) -> Place:
    return Place(
        organisation.pk,
        organisation.slug,
        _member(organisation, Role.FOCAL_POINT, 0).pk,
        _member(organisation, Role.PRIVACY_OFFICER, 0).pk,
    )


def _member(organisation: Organisation, role: Role, number: int) -> Membership:
    address = f"{role.value}-{number}@{organisation.slug}.bench.test"
    name = f"{role.label} {number + 1}, {organisation.name}"
    account, _is_new = Account.objects.get_or_create(
        email=address, defaults={"name": name[:120], "is_demonstration": True}
    )
    membership, _is_new = Membership.objects.get_or_create(
        account=account,
        organisation=organisation,
        role=role,
        domain=("care", "safety")[number % 2] if role == Role.FOCAL_POINT else "",
        starts_on=SINCE,
    )
    return membership


def tell_database(cursor: Any) -> None:
    """Put places with their shares, teams and receivers in tables of this session."""
    cursor.execute("DROP TABLE IF EXISTS bench_place, bench_member, bench_receiver")
    cursor.execute(
        "CREATE TEMP TABLE bench_place (organisation_id uuid, name text, members int,"
        " low float8, high float8)"
    )
    cursor.execute(
        "CREATE TEMP TABLE bench_member (organisation_id uuid, rank int, membership_id uuid,"
        " account_id uuid)"
    )
    cursor.execute(
        "CREATE TEMP TABLE bench_receiver (rank int, organisation_id uuid, name text,"
        " membership_id uuid, account_id uuid)"
    )
    places = _places()
    weights = [1 / (position + 1) ** SKEW for position in range(len(places))]
    low = 0.0
    for position, (place, weight) in enumerate(zip(places, weights, strict=True)):
        team = _team(place.pk)
        high = low + weight / sum(weights) if position + 1 < len(places) else 1.0
        cursor.execute(
            "INSERT INTO bench_place VALUES (%s, %s, %s, %s, %s)",
            [place.pk, place.name, len(team), low, high],
        )
        for rank, one in enumerate(team):
            cursor.execute(
                "INSERT INTO bench_member VALUES (%s, %s, %s, %s)",
                [place.pk, rank, one.pk, one.account_id],
            )
        low = high
    for rank, (slug, role) in enumerate(RECEIVERS):
        organisation = Organisation.objects.get(slug=slug)
        one = _member(organisation, role, 0)
        cursor.execute(
            "INSERT INTO bench_receiver VALUES (%s, %s, %s, %s, %s)",
            [rank, organisation.pk, organisation.name, one.pk, one.account_id],
        )


def _team(organisation_id: UUID) -> list[Membership]:
    running = Membership.objects.running(timezone.localdate())
    return list(running.filter(organisation_id=organisation_id, role=Role.FOCAL_POINT))
