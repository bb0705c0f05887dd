"""How the organisations of a region are reached: plain data for the route.

The data comes from the region pack or, where a database is in use, from the contact points as
an editor last saved them (``sources``). The route itself only needs what is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

FOCAL_POINT = "focal-point"
"""Placeholder in the route for the focal point of the municipality that was named."""


class Hours(Protocol):
    """Opening hours, as ``foundation.region.hours.OpeningHours`` keeps them; never changed."""

    def __hash__(self) -> int:
        """Return a hash: equal hours are judged once."""

    def is_open(self, at: datetime) -> bool:
        """Say whether somebody answers at this moment."""

    def next_open(self, at: datetime) -> datetime | None:
        """Return the first moment from ``at`` on which somebody answers."""

    def describe(self) -> str:
        """Return the hours in words."""


@dataclass(frozen=True)
class Contact:
    """One way to reach an organisation.

    ``phone`` is what a telephone dials (``+31102365256``, ``112``); ``phone_text`` is how people
    write it. Without hours nobody knows whether somebody answers: ``is_open`` is then ``None``.
    """

    organisation: str
    name: str
    purpose: str = ""
    phone: str = ""
    phone_text: str = ""
    email: str = ""
    website: str = ""
    hours: Hours | None = None
    anonymous_possible: bool = False
    note: str = ""
    checked_on: date | None = None

    def is_open(self, at: datetime) -> bool | None:
        """Say whether a call is answered at ``at``; None when that is not known."""
        if not self.phone or self.hours is None:
            return None
        return self.hours.is_open(at)

    def next_open(self, at: datetime) -> datetime | None:
        """Return the first moment from ``at`` on which a call is answered, if known."""
        if not self.phone or self.hours is None:
            return None
        return self.hours.next_open(at)

    @property
    def hours_text(self) -> str:
        """Return the opening hours in words; empty when they are not known."""
        return self.hours.describe() if self.phone and self.hours is not None else ""


@dataclass(frozen=True)
class ContactBook:
    """All contacts of a region: organisations by slug, focal points by municipality code."""

    contacts: Mapping[str, Contact]
    focal_points: Mapping[str, Contact] = field(default_factory=dict)
    source: str = "pack"

    def find(self, organisation: str, municipality: str) -> Contact:
        """Return the contact of an organisation.

        A focal point whose municipality gave no number is still a contact: it can be reached
        in person or through Baken. An organisation without any contact point raises
        ``KeyError``; the checker proves that the route names none.
        """
        if organisation == FOCAL_POINT:
            return self.focal_points.get(municipality, Contact(FOCAL_POINT, ""))
        return self.contacts[organisation]

    def __contains__(self, organisation: object) -> bool:
        return organisation == FOCAL_POINT or organisation in self.contacts

    def __iter__(self) -> Iterator[Contact]:
        yield from self.contacts.values()
        yield from self.focal_points.values()
