"""The sections of the pack that the region room itself owns, and what a schema cannot check."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from baken.foundation.access.roles import Role

from . import records
from .hours import HoursProblem, OpeningHours
from .mail_domains import MailDomainProblem
from .mail_domains import normalise as normalise_domain
from .pack import Fault, Pack, PackSection, register_section
from .phones import PhoneProblem, normalise
from .yaml_lines import JsonPath

SCHEMAS = Path(__file__).parent / "schema"
FOCAL_POINT_SLUG = "focal-point"
"""Slug of the contact point of a municipality's own focal point."""

RESERVED_SLUGS = {FOCAL_POINT_SLUG}
"""Not for organisations: in a route it stands for the focal point of the municipality."""


def register() -> None:
    """Register the region's own sections; called once, when the app is ready."""
    register_section(PackSection("region", SCHEMAS / "region.json", check_region, order=1))
    register_section(PackSection("calendar", SCHEMAS / "calendar.json", check_calendar, order=2))
    register_section(
        PackSection(
            "municipalities",
            SCHEMAS / "municipalities.json",
            check_municipalities,
            records.load_municipalities,
            order=10,
        )
    )
    register_section(
        PackSection(
            "organisations",
            SCHEMAS / "organisations.json",
            check_organisations,
            records.load_organisations,
            order=11,
        )
    )
    register_section(
        PackSection(
            "contacts", SCHEMAS / "contacts.json", check_contacts, records.load_contacts, order=12
        )
    )
    register_section(
        PackSection("bodies", SCHEMAS / "bodies.json", check_bodies, records.load_bodies, order=20)
    )
    register_section(
        PackSection("roles", SCHEMAS / "roles.json", check_roles, records.load_roles, order=21)
    )


def check_region(pack: Pack) -> Iterator[Fault]:
    """The alliance must exist, and the number of municipalities must be what it says."""
    region = pack.content("region")
    if region["alliance"] not in pack.organisation_slugs:
        yield pack.fault("region", ("alliance",), _unknown("organisation", region["alliance"]))
    day = dt.date.fromisoformat(region["valid_from"])
    count = sum(_exists_on(item, day) for item in pack.items("municipalities", "municipalities"))
    if count != region["municipality_count"]:
        yield pack.fault(
            "region",
            ("municipality_count",),
            f"says {region['municipality_count']}, but municipalities.yaml has {count} "
            f"that exist on {day.isoformat()}",
        )


def _exists_on(item: dict[str, Any], day: dt.date) -> bool:
    begin, end = item.get("valid_from", ""), item.get("valid_until", "9999-12-31")
    return bool(begin <= day.isoformat() <= end)


def check_calendar(pack: Pack) -> Iterator[Fault]:
    """An extra day off may stand there once."""
    days = pack.items("calendar", "extra")
    yield from _duplicates(pack, "calendar", "extra", [day["date"] for day in days], "date")


def check_municipalities(pack: Pack) -> Iterator[Fault]:
    """Every municipality once: code, slug, name and place on the tile map; mergers add up."""
    section = "municipalities"
    items = pack.items(section, section)
    slugs = [item["slug"] for item in items]
    yield from _duplicates(pack, section, section, [item["code"] for item in items], "code")
    yield from _duplicates(pack, section, section, slugs, "slug")
    yield from _duplicates(pack, section, section, [item["name"] for item in items], "name")
    yield from _same_tile(pack, items)
    known_regions = set(pack.content("region").get("safety_regions", []))
    for index, item in enumerate(items):
        path: JsonPath = (section, index)
        yield from _municipality_period(pack, path, item, set(slugs))
        safety_region = item.get("safety_region")
        if safety_region and safety_region not in known_regions:
            yield pack.fault(
                section,
                (*path, "safety_region"),
                f"unknown safety region '{safety_region}'; region.yaml lists: "
                f"{', '.join(sorted(known_regions)) or 'none'}",
            )


def _municipality_period(
    pack: Pack, path: JsonPath, item: dict[str, Any], slugs: set[str]
) -> Iterator[Fault]:
    section, successor = "municipalities", item.get("merged_into")
    begin, end = item.get("valid_from"), item.get("valid_until")
    if begin and end and end < begin:
        yield pack.fault(section, (*path, "valid_until"), "'valid_until' lies before 'valid_from'")
    if successor is None:
        return
    if successor not in slugs or successor == item["slug"]:
        yield pack.fault(section, (*path, "merged_into"), _unknown("other municipality", successor))
    if not end:
        yield pack.fault(section, path, "'merged_into' needs 'valid_until'")


def _same_tile(pack: Pack, items: list[dict[str, Any]]) -> Iterator[Fault]:
    taken: dict[tuple[int, int], str] = {}
    for index, item in enumerate(items):
        if "tile_column" not in item or "tile_row" not in item or "valid_until" in item:
            continue
        tile = (item["tile_column"], item["tile_row"])
        if tile in taken:
            yield pack.fault(
                "municipalities",
                ("municipalities", index, "tile_column"),
                f"tile {tile[0]},{tile[1]} is already taken by {taken[tile]}",
            )
        taken.setdefault(tile, item["name"])


def check_organisations(pack: Pack) -> Iterator[Fault]:
    """Slugs are unique over organisations and municipalities together, and not reserved."""
    items = pack.items("organisations", "organisations")
    slugs = [item["slug"] for item in items]
    yield from _duplicates(pack, "organisations", "organisations", slugs, "slug")
    municipalities = {item["slug"] for item in pack.items("municipalities", "municipalities")}
    for index, slug in enumerate(slugs):
        path: JsonPath = ("organisations", index, "slug")
        if slug in municipalities:
            yield pack.fault("organisations", path, f"'{slug}' is already a municipality")
        if slug in RESERVED_SLUGS:
            yield pack.fault("organisations", path, f"'{slug}' is reserved; choose another slug")
    yield from _mail_domains(pack)


def _mail_domains(pack: Pack) -> Iterator[Fault]:
    """A mail domain belongs to one organisation, and never to a provider for everybody."""
    owners: dict[str, str] = {}
    for section in ("municipalities", "organisations"):
        for index, item in enumerate(pack.items(section, section)):
            for place, domain in enumerate(item.get("mail_domains", [])):
                path: JsonPath = (section, index, "mail_domains", place)
                try:
                    normalise_domain(domain)
                except MailDomainProblem:
                    yield pack.fault(
                        section, path, f"'{domain}' is not the domain of one organisation"
                    )
                owner = owners.setdefault(domain, item["slug"])
                if owner != item["slug"]:
                    yield pack.fault(section, path, f"'{domain}' already belongs to '{owner}'")


def check_contacts(pack: Pack) -> Iterator[Fault]:
    """Organisations and fallbacks exist, phones can be dialled, hours make sense."""
    contacts = pack.items("contacts", "contacts")
    keys = [f"{item['organisation']}/{item['slug']}" for item in contacts]
    yield from _duplicates(pack, "contacts", "contacts", keys, "organisation and slug")
    for index, item in enumerate(contacts):
        yield from _contact_faults(pack, ("contacts", index), item, set(keys))
    fallback = pack.content("contacts")["focal_points"]["fallback"]
    if fallback not in keys:
        yield pack.fault("contacts", ("focal_points", "fallback"), _unknown("contact", fallback))


def _contact_faults(
    pack: Pack, path: JsonPath, item: dict[str, Any], keys: set[str]
) -> Iterator[Fault]:
    if item["organisation"] not in pack.organisation_slugs:
        yield pack.fault(
            "contacts", (*path, "organisation"), _unknown("organisation", item["organisation"])
        )
    fallback = item.get("fallback")
    if fallback and (fallback not in keys or fallback == f"{item['organisation']}/{item['slug']}"):
        yield pack.fault("contacts", (*path, "fallback"), _unknown("other contact", fallback))
    for key in ("phone", "phone_abroad"):
        try:
            normalise(item.get(key, ""))
        except PhoneProblem:
            yield pack.fault(
                "contacts", (*path, key), f"'{item[key]}' is not a number that can be dialled"
            )
    try:
        OpeningHours.from_data(item.get("hours"))
    except HoursProblem as problem:
        yield pack.fault("contacts", (*path, "hours"), str(problem))
    if item.get("last_checked_on", "") > dt.date.today().isoformat():  # noqa: DTZ011
        yield pack.fault("contacts", (*path, "last_checked_on"), "lies in the future")


def check_bodies(pack: Pack) -> Iterator[Fault]:
    """A body stands there once."""
    slugs = [item["slug"] for item in pack.items("bodies", "bodies")]
    yield from _duplicates(pack, "bodies", "bodies", slugs, "slug")


def check_roles(pack: Pack) -> Iterator[Fault]:
    """A role stands there once and is one the product knows or calls itself otherwise."""
    slugs = [item["slug"] for item in pack.items("roles", "roles")]
    yield from _duplicates(pack, "roles", "roles", slugs, "slug")
    for index, slug in enumerate(slugs):
        if slug not in Role.values:
            yield pack.fault(
                "roles",
                ("roles", index, "slug"),
                f"unknown role '{slug}'; expected one of: {', '.join(sorted(Role.values))}",
            )


def _duplicates(
    pack: Pack, section: str, key: str, values: Iterable[str], what: str
) -> Iterator[Fault]:
    listed = list(values)
    repeated = {value for value, count in Counter(listed).items() if count > 1}
    for index, value in enumerate(listed):
        if value in repeated and index != listed.index(value):
            yield pack.fault(section, (key, index), f"the {what} '{value}' is used twice")


def _unknown(what: str, value: str) -> str:
    return f"unknown {what} '{value}'"
