"""Whom to meet for a step: partners from the directory, colleagues from the own list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import colleagues
from baken.foundation.region.directory import FOCAL_POINT
from baken.foundation.region.presentation import (
    ContactNow,
    contact_now,
    current_region,
)

from .path import other_domain


@dataclass(frozen=True)
class ToMeet:
    """One organisation with the contact point to use first, as of now."""

    name: str
    slug: str
    serves: str
    contact: ContactNow | None


def partners(slugs: Sequence[str], now: dt.datetime) -> list[ToMeet]:
    """Return the organisations by slug, in the order of the step. Three queries."""
    region = current_region(now)
    found = []
    for slug in slugs:
        listed = region.directory.organisations.get(slug)
        if listed is not None:
            first = listed.first_contact
            contact = contact_now(region, first, now) if first else None
            found.append(ToMeet(listed.name, slug, listed.serves, contact))
    return found


def focal_points_of_region(own: Membership, now: dt.datetime) -> list[ToMeet]:
    """Return how the focal points of the other municipalities are reached, no names. Three queries.

    Only contact points that were filled in.
    """
    region = current_region(now)
    found = []
    for listed in region.directory.organisations.values():
        contact = region.directory.contact(f"{listed.slug}/{FOCAL_POINT}")
        if contact and contact.is_filled and listed.slug != own.organisation.slug:
            name = listed.short_name or listed.name
            found.append(ToMeet(name, listed.slug, "", contact_now(region, contact, now)))
    return sorted(found, key=lambda one: one.name)


def own_colleagues(own: Membership) -> list[Membership]:
    """Return who else works on this in her municipality, today or soon. One query.

    Not who only reads the knowledge base: they signed up themselves under a name of their choice.
    """
    return [
        one
        for one in colleagues(own.organisation_id)
        if one.account_id != own.account_id and one.role != Role.READER
    ]


def second_focal_points(own: Membership) -> list[Membership]:
    """Return the focal points of the other domain. One query."""
    return other_domain(own)
