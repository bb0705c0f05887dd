"""All organisations and their contact points in plain objects, from a pack or from the database.

One shape for both, so that the public directory, the route and ``baken route`` (which has no
database) read the same thing, and a page needs a fixed number of queries.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from . import phones, records
from .calendar import Calendar, current_calendar
from .hours import OpeningHours
from .models import ContactPoint, Organisation
from .pack import Pack

FOCAL_POINT = "focal-point"
"""Slug of the contact point of a municipality's focal point."""


@dataclass(frozen=True)
class Contact:
    """One contact point; ``key`` is ``organisation/contact``."""

    organisation: str
    slug: str
    name: str
    purpose: str = ""
    phone: str = ""
    phone_abroad: str = ""
    email: str = ""
    website: str = ""
    hours: OpeningHours = field(default_factory=lambda: OpeningHours(known=False))
    hours_note: str = ""
    anonymous_possible: bool = False
    fallback: str = ""
    last_checked_on: dt.date | None = None
    checked_by: str = ""
    conflict_note: str = ""
    source: str = ""
    verification: str = ""

    @property
    def key(self) -> str:
        """Return ``organisation/contact``."""
        return f"{self.organisation}/{self.slug}"

    @property
    def phone_display(self) -> str:
        """Return the number as people in the Netherlands write it."""
        return phones.display(self.phone)

    @property
    def phone_abroad_display(self) -> str:
        """Return the number for use from abroad, in international form."""
        return phones.display_international(self.phone_abroad)

    @property
    def phone_link(self) -> str:
        """Return the ``tel:`` address, empty without a number."""
        return phones.link(self.phone)

    @property
    def is_filled(self) -> bool:
        """False for a contact that the region has not supplied yet."""
        return bool(self.phone or self.email or self.website)


@dataclass(frozen=True)
class Listed:
    """One organisation with its contact points, in the order of the pack."""

    slug: str
    name: str
    short_name: str = ""
    kind: str = ""
    chain_role: str = ""
    description: str = ""
    task: str = ""
    serves: str = ""
    call_when: tuple[str, ...] = ()
    website: str = ""
    municipality_code: str = ""
    safety_region: str = ""
    contacts: tuple[Contact, ...] = ()
    source: str = ""
    verification: str = ""

    @property
    def first_contact(self) -> Contact | None:
        """Return the contact point to use when nothing more is known."""
        return self.contacts[0] if self.contacts else None


@dataclass(frozen=True)
class Directory:
    """The whole region. ``source`` is ``pack`` or ``database``."""

    organisations: Mapping[str, Listed]
    source: str

    def municipality(self, code: str) -> Listed | None:
        """Return the municipality with this code (GMxxxx)."""
        for listed in self.organisations.values():
            if listed.municipality_code == code:
                return listed
        return None

    def focal_point(self, code: str) -> Contact | None:
        """Return the focal point's contact of a municipality, filled or not."""
        listed = self.municipality(code)
        return self.contact(f"{listed.slug}/{FOCAL_POINT}") if listed else None

    def contact(self, key: str) -> Contact | None:
        """Return a contact by ``organisation/contact``, or an organisation's first by its slug."""
        slug, _, wanted = key.partition("/")
        listed = self.organisations.get(slug)
        if listed is None:
            return None
        if not wanted:
            return listed.first_contact
        return next((contact for contact in listed.contacts if contact.slug == wanted), None)


_SHARED = tuple(part.name for part in fields(Listed) if part.name != "contacts")
_CONTACT = tuple(
    part.name for part in fields(Contact) if part.name not in {"organisation", "hours", "fallback"}
)


def from_database(*, on: dt.date | None = None, calendar: Calendar | None = None) -> Directory:
    """Return what is in use, with what editors changed. Three queries, two with ``calendar``.

    With ``on`` only organisations that exist on that day.
    """
    calendar = calendar or current_calendar()
    keys: dict[Any, str] = {}
    by_organisation: dict[Any, list[ContactPoint]] = {}
    points = ContactPoint.objects.filter(is_current=True).select_related("organisation")
    for point in points:
        keys[point.pk] = f"{point.organisation.slug}/{point.slug}"
        by_organisation.setdefault(point.organisation_id, []).append(point)
    organisations = {}
    for organisation in Organisation.objects.filter(is_current=True):
        if on is not None and not organisation.exists_on(on):
            continue
        contacts = tuple(
            _contact_of(point, organisation.slug, keys, calendar)
            for point in by_organisation.get(organisation.pk, [])
        )
        values = {name: getattr(organisation, name) for name in _SHARED}
        values["call_when"] = tuple(organisation.call_when)
        organisations[organisation.slug] = Listed(**values, contacts=contacts)
    return Directory(organisations, "database")


def _contact_of(
    point: ContactPoint, organisation: str, keys: Mapping[Any, str], calendar: Calendar
) -> Contact:
    values = {name: getattr(point, name) for name in _CONTACT}
    return Contact(
        organisation=organisation,
        hours=OpeningHours.from_data(point.hours, calendar=calendar),
        fallback=keys.get(point.fallback_id, ""),
        **values,
    )


def from_pack(pack: Pack) -> Directory:
    """Return what a sound pack says; no database is needed."""
    calendar = Calendar.from_data(pack.content("calendar"))
    contacts: dict[str, list[Contact]] = {}
    for key, values in records.contact_rows(pack):
        organisation, _, slug = key.partition("/")
        values.pop("position")
        hours = OpeningHours.from_data(values.pop("hours"), calendar=calendar)
        contact = Contact(organisation=organisation, slug=slug, hours=hours, **values)
        contacts.setdefault(organisation, []).append(contact)
    rows = [*records.organisation_rows(pack), *records.municipality_rows(pack)]
    organisations = {
        slug: Listed(
            slug=slug,
            contacts=tuple(contacts.get(slug, ())),
            **{name: values[name] for name in _SHARED if name in values}
            | {"call_when": tuple(values.get("call_when", ()))},
        )
        for slug, values in rows
    }
    return Directory(organisations, "pack")
