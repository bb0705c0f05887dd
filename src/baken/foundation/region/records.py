"""Writes the lists of a pack (municipalities, organisations, contacts, bodies, roles) as records.

Each function makes rows ``(key, values)`` of one section and hands them to ``load_records``,
which creates, merges and retires. New records get their id first, so that they can refer to
each other; the database checks references when the load ends.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from .history import PACK_AUTHOR, note_changes
from .hours import OpeningHours
from .loading import LoadReport
from .merge import as_plain, column_of, merge
from .models import (
    ChainRole,
    ConsultationBody,
    ContactPoint,
    Organisation,
    OrganisationKind,
    PackRecord,
    RegionRole,
)
from .pack import Pack
from .phones import normalise

Row = tuple[str, dict[str, Any]]


def municipality_rows(pack: Pack) -> list[Row]:
    """Return the municipalities as fields of ``Organisation``, by slug."""
    return [
        (
            item["slug"],
            {
                "kind": OrganisationKind.MUNICIPALITY.value,
                "chain_role": ChainRole.MUNICIPALITY.value,
                "name": f"Gemeente {item['name']}",
                "short_name": item["name"],
                "municipality_code": item["code"],
                "safety_region": item.get("safety_region", ""),
                "website": item.get("website", ""),
                "mail_domains": item.get("mail_domains", []),
                "tile_column": item.get("tile_column"),
                "tile_row": item.get("tile_row"),
                "valid_from": _date(item.get("valid_from")),
                "valid_until": _date(item.get("valid_until")),
                "source": item["source"],
                "verification": item["verification"],
                "position": 1000 + position,
            },
        )
        for position, item in enumerate(pack.items("municipalities", "municipalities"))
    ]


def organisation_rows(pack: Pack) -> list[Row]:
    """Return all other organisations as fields of ``Organisation``, by slug."""
    optional = ("description", "task", "serves", "website", "short_name")
    return [
        (
            item["slug"],
            {name: item[name] for name in ("name", "kind", "chain_role", "source")}
            | {"verification": item["verification"], "position": position}
            | {key: item.get(key, "") for key in optional}
            | {key: item.get(key, []) for key in ("call_when", "mail_domains")},
        )
        for position, item in enumerate(pack.items("organisations", "organisations"))
    ]


def contact_rows(pack: Pack) -> list[Row]:
    """Return the contact points by ``organisation/contact``, focal points of municipalities last.

    ``fallback`` holds such a key too, or nothing.
    """
    rows = [
        (f"{item['organisation']}/{item['slug']}", _contact_values(item, position))
        for position, item in enumerate(pack.items("contacts", "contacts"))
    ]
    taken = {key for key, _ in rows}
    template = pack.content("contacts")["focal_points"]
    for position, item in enumerate(pack.items("municipalities", "municipalities")):
        key = f"{item['slug']}/focal-point"
        if key not in taken:
            rows.append((key, _contact_values(template, 1000 + position)))
    return rows


def _contact_values(item: Mapping[str, Any], position: int) -> dict[str, Any]:
    texts = ("email", "website", "hours_note", "checked_by", "conflict_note", "fallback")
    return {
        "name": item["name"],
        "purpose": item["purpose"],
        "phone": normalise(item.get("phone", "")),
        "phone_abroad": normalise(item.get("phone_abroad", "")),
        "hours": OpeningHours.from_data(item.get("hours")).to_data(),
        "anonymous_possible": item.get("anonymous_possible", False),
        "last_checked_on": _date(item.get("last_checked_on")),
        "source": item["source"],
        "verification": item["verification"],
        "position": position,
        **{key: item.get(key, "") for key in texts},
    }


def load_municipalities(pack: Pack, report: LoadReport) -> None:
    """Load the municipalities as organisations, with who took over from whom."""
    existing = _organisations(Q(kind=OrganisationKind.MUNICIPALITY))
    rows = municipality_rows(pack)
    ids = _identities(existing, rows)
    for (_, values), item in zip(rows, pack.items("municipalities", "municipalities"), strict=True):
        values["merged_into"] = ids.get(item.get("merged_into", ""))
    load_records(Organisation, existing, rows, report, ids)


def load_organisations(pack: Pack, report: LoadReport) -> None:
    """Load all other organisations."""
    existing = _organisations(~Q(kind=OrganisationKind.MUNICIPALITY))
    load_records(Organisation, existing, organisation_rows(pack), report)


def _organisations(which: Q) -> dict[str, Organisation]:
    """Return what is there by slug; municipalities and others never retire each other."""
    found = Organisation.objects.filter(which).select_for_update()
    return {organisation.slug: organisation for organisation in found}


def load_contacts(pack: Pack, report: LoadReport) -> None:
    """Load the contact points, and one focal point contact for every municipality."""
    organisations = {org.slug: org.pk for org in Organisation.objects.all()}
    found = ContactPoint.objects.select_related("organisation").select_for_update(of=("self",))
    existing = {f"{contact.organisation.slug}/{contact.slug}": contact for contact in found}
    rows = contact_rows(pack)
    ids = _identities(existing, rows)
    for key, values in rows:
        slug, _, contact = key.partition("/")
        values |= {"organisation": organisations[slug], "slug": contact}
        values["fallback"] = ids.get(values["fallback"])
    load_records(ContactPoint, existing, rows, report, ids)


def load_bodies(pack: Pack, report: LoadReport) -> None:
    """Load the consultation bodies."""
    keys = ("chair", "members", "conflict_note")
    rows = [
        (
            item["slug"],
            {name: item[name] for name in ("name", "level", "purpose", "source", "verification")}
            | {"minimum_per_year": item.get("minimum_per_year"), "position": position}
            | {key: item.get(key, "") for key in keys},
        )
        for position, item in enumerate(pack.items("bodies", "bodies"))
    ]
    existing = {body.slug: body for body in ConsultationBody.objects.select_for_update()}
    load_records(ConsultationBody, existing, rows, report)


def load_roles(pack: Pack, report: LoadReport) -> None:
    """Load what the roles are for."""
    rows = [
        (
            item["slug"],
            {name: item[name] for name in ("name", "description", "source", "verification")}
            | {"tasks": item.get("tasks", []), "position": position},
        )
        for position, item in enumerate(pack.items("roles", "roles"))
    ]
    existing = {role.slug: role for role in RegionRole.objects.select_for_update()}
    load_records(RegionRole, existing, rows, report)


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _identities(existing: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, uuid.UUID]:
    """Return the id of every record of ``rows``, new ones included, so that they can refer."""
    return {key: existing[key].pk if key in existing else uuid.uuid4() for key, _ in rows}


def load_records(
    model: type[PackRecord],
    existing: Mapping[str, Any],
    rows: Sequence[Row],
    report: LoadReport,
    ids: Mapping[str, uuid.UUID] | None = None,
) -> None:
    """Create what is new, merge what is known, retire what the pack no longer has."""
    kind, created = model.__name__.lower(), []
    ids = ids or _identities(existing, rows)
    for key, values in rows:
        values["is_current"] = True
        if key in existing:
            _merge_record(existing[key], values, f"{kind} {key}", report)
        else:
            created.append(_new(model, key, values, ids[key]))
            report.created.append(f"{kind} {key}")
    model._default_manager.bulk_create(created)
    in_pack = {key for key, _ in rows}
    for key, record in existing.items():
        if key not in in_pack and record.pack_values.get("is_current"):
            _merge_record(record, {"is_current": False}, f"{kind} {key}", report, retire=True)


def _new(
    model: type[PackRecord], key: str, values: dict[str, Any], identity: uuid.UUID
) -> PackRecord:
    """Return a record that is not saved yet; its pack values are its values."""
    if model is not ContactPoint:
        values["slug"] = key
    record = model()
    record.pk = identity
    for name, value in values.items():
        setattr(record, column_of(record, name), value)
    record.pack_values = {name: as_plain(value) for name, value in values.items()}
    return record


def _merge_record(
    record: Any,
    values: Mapping[str, Any],
    label: str,
    report: LoadReport,
    *,
    retire: bool = False,
) -> None:
    """Merge into one record and save what differs."""
    before = dict(record.pack_values)
    result = merge(record, values, label=label)
    report.kept.extend(result.kept)
    if result.changed or record.pack_values != before:
        record.version += bool(result.changed)
        record.save(update_fields=["pack_values", "version", *result.changed])
    if result.changed:
        note_changes(record, result.changed, author=PACK_AUTHOR)
        (report.retired if retire else report.updated).append(label)
