"""The directory as pages show it: grouped, searched, with what is open at this moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .calendar import DUTCH, calendar_by_digest
from .directory import Contact, Directory, Listed, from_database
from .documents import current_versions, document_by_digest
from .hours_words import say_moment
from .models import ChainRole, Situation, Verification
from .searching import folded, situations_of

OTHER = "other"


@dataclass(frozen=True)
class Region:
    """The region and its directory, as one page needs them."""

    directory: Directory
    document: dict[str, Any]

    @property
    def is_invented(self) -> bool:
        """True for a region that does not exist, whose numbers nobody must dial."""
        return bool(self.document.get("is_invented"))


def current_region(now: dt.datetime) -> Region:
    """Return what is in use on the day of ``now``. Three queries."""
    versions = current_versions("region", "calendar")
    calendar, document = DUTCH, {}
    if "calendar" in versions:
        calendar = calendar_by_digest(versions["calendar"].digest)
    if "region" in versions:
        document = document_by_digest("region", versions["region"].digest)
    return Region(from_database(on=now.date(), calendar=calendar), document)


@dataclass(frozen=True)
class ContactNow:
    """A contact point at a moment: is it open, until when, or when next, and what else."""

    contact: Contact
    now: dt.datetime
    fallback: Contact | None = None
    fallback_name: str = ""

    @property
    def open_state(self) -> str:
        """Return ``yes``, ``no``, or nothing when nobody can say: no phone, or no hours."""
        if not self.contact.phone or not self.contact.hours.known:
            return ""
        return "yes" if self.contact.hours.is_open(self.now) else "no"

    @property
    def is_closed(self) -> bool:
        """True when it is known that nobody answers now."""
        return self.open_state == "no"

    @property
    def next_open_text(self) -> str:
        """Return when it opens, in words; empty when open or not known."""
        opens = self.contact.hours.next_open(self.now) if self.is_closed else None
        return say_moment(opens, self.now) if opens else ""

    @property
    def hours_text(self) -> str:
        """Return the hours in words, empty for a contact without a phone and hours."""
        if not self.contact.hours.known and not self.contact.phone:
            return ""
        return self.contact.hours.describe()

    @property
    def verification_text(self) -> str:
        """Return how well the contact is known."""
        if not self.contact.verification:
            return ""
        return str(Verification(self.contact.verification).label)


@dataclass(frozen=True)
class Entry:
    """One organisation on the list."""

    listed: Listed
    contact: ContactNow | None
    when: list[str]
    """When to call, in words."""


@dataclass(frozen=True)
class Group:
    """Organisations with the same place in the chain."""

    slug: str
    label: str
    entries: list[Entry]

    @property
    def is_municipalities(self) -> bool:
        """True for the group that is shown as a short list of links."""
        return self.slug == ChainRole.MUNICIPALITY


def contact_now(region: Region, contact: Contact, now: dt.datetime) -> ContactNow:
    """Return a contact with whom to contact instead: the nearest fallback that answers now."""
    fallback = _fallback(region.directory, contact, now)
    name = ""
    if fallback is not None:
        listed = region.directory.organisations[fallback.organisation]
        name = listed.short_name or listed.name
    return ContactNow(contact, now, fallback, name)


def _fallback(directory: Directory, contact: Contact, now: dt.datetime) -> Contact | None:
    """Follow the fallbacks to one that is open; without any, the first one."""
    seen = {contact.key}
    first = following = directory.contact(contact.fallback) if contact.fallback else None
    while following is not None and following.key not in seen:
        if following.hours.is_open(now):
            return following
        seen.add(following.key)
        following = directory.contact(following.fallback) if following.fallback else None
    return first


def groups(region: Region, organisations: Iterable[Listed], now: dt.datetime) -> list[Group]:
    """Return these organisations by place in the chain."""
    by_role: dict[str, list[Entry]] = {}
    for listed in organisations:
        first = listed.first_contact
        when = [str(Situation(value).label) for value in situations_of(listed)]
        entry = Entry(listed, contact_now(region, first, now) if first else None, when)
        by_role.setdefault(listed.chain_role, []).append(entry)
    municipalities = by_role.get(ChainRole.MUNICIPALITY.value, [])
    municipalities.sort(key=lambda entry: folded(entry.listed.short_name or entry.listed.name))
    return [
        Group(role.value, str(role.label), by_role[role.value])
        for role in ChainRole
        if role.value in by_role
    ]
