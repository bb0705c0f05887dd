"""The section ``meetings`` of the region pack: who belongs to which body, what prepares what.

Bodies themselves are in ``bodies.yaml``. Loading leaves alone what the coordinator did on
screen: a seat made there stays, and a seat ended there is not brought back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role, permissions_of
from baken.foundation.region.loading import LoadReport
from baken.foundation.region.models import ConsultationBody, Organisation
from baken.foundation.region.pack import Fault, Pack, PackSection, register_section

from .models import BodyArrangement, BodySeat

SECTION = "meetings"
SCHEMA = Path(__file__).parent / "schema" / "meetings.json"
_REASON = "loading a region pack"


def register() -> None:
    """Make the section known; from ``AppConfig.ready``."""
    register_section(PackSection(SECTION, SCHEMA, check, load, required=False, order=30))


def check(pack: Pack) -> Iterator[Fault]:
    """Bodies, roles and organisations exist; each body and each key once; nothing in a circle."""
    bodies = {item["slug"] for item in pack.items("bodies", "bodies")}
    seen: set[str] = set()
    for index, item in enumerate(pack.items(SECTION, "bodies")):
        path: tuple[str | int, ...] = ("bodies", index)
        for name in ("body", "prepares"):
            if name in item and item[name] not in bodies:
                yield _fault(pack, (*path, name), f"'{item[name]}' is not in bodies.yaml")
        if item["body"] in seen:
            yield _fault(pack, (*path, "body"), f"'{item['body']}' stands here twice")
        if item.get("prepares") == item["body"]:
            yield _fault(pack, (*path, "prepares"), "a body does not prepare itself")
        seen.add(item["body"])
        yield from _seat_faults(pack, path, item["seats"])


def _seat_faults(
    pack: Pack, path: tuple[str | int, ...], seats: list[dict[str, Any]]
) -> Iterator[Fault]:
    keys: set[str] = set()
    for index, seat in enumerate(seats):
        here = (*path, "seats", index)
        if seat["key"] in keys:
            yield _fault(pack, (*here, "key"), f"the key '{seat['key']}' stands here twice")
        keys.add(seat["key"])
        role = seat.get("role")
        if role is not None and not _takes_part(role):
            yield _fault(pack, (*here, "role"), f"'{role}' is not a role that takes part")
        organisation = seat.get("organisation")
        if organisation is not None and organisation not in pack.organisation_slugs:
            yield _fault(pack, (*here, "organisation"), f"unknown organisation '{organisation}'")


def _takes_part(role: str) -> bool:
    return role in Role.values and Permission.BODY_READ in permissions_of(role)


def _fault(pack: Pack, path: tuple[str | int, ...], message: str) -> Fault:
    return pack.fault(SECTION, path, message)


def load(pack: Pack, report: LoadReport) -> None:
    """Write arrangements and seats. O(bodies + seats) queries; runs when a pack is loaded."""
    bodies = {body.slug: body for body in ConsultationBody.objects.all()}
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    for item in pack.items(SECTION, "bodies"):
        body = bodies[item["body"]]
        _arrange(body, item, bodies, report)
        for seat in item["seats"]:
            _seat(body, seat, organisations, report)
        _retire(body, {seat["key"] for seat in item["seats"]}, report)


def _arrange(
    body: ConsultationBody,
    item: dict[str, Any],
    bodies: dict[str, ConsultationBody],
    report: LoadReport,
) -> None:
    wanted = {
        "is_round_of_talks": item.get("round_of_talks", False),
        "prepares": bodies[item["prepares"]] if "prepares" in item else None,
    }
    found, is_new = BodyArrangement.objects.unscoped(reason=_REASON).get_or_create(
        body=body, defaults=wanted
    )
    if is_new:
        report.created.append(f"arrangement {body.slug}")
    elif _update(found, wanted):
        report.updated.append(f"arrangement {body.slug}")


def _seat(
    body: ConsultationBody,
    seat: dict[str, Any],
    organisations: dict[str, Any],
    report: LoadReport,
) -> None:
    wanted = {
        "role": seat.get("role", ""),
        "organisation_id": organisations[seat["organisation"]] if "organisation" in seat else None,
        "function": seat.get("function", ""),
        "is_chair": seat.get("chair", False),
    }
    name = f"seat {body.slug}/{seat['key']}"
    found = BodySeat.objects.unscoped(reason=_REASON).filter(body=body, key=seat["key"]).first()
    if found is None:
        BodySeat.objects.create(body=body, key=seat["key"], **wanted)
        report.created.append(name)
    elif _update(found, wanted | {"is_current": not found.ended_on_screen}):
        report.updated.append(name)


def _update(row: Any, wanted: dict[str, Any]) -> bool:
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)


def _retire(body: ConsultationBody, keys: set[str], report: LoadReport) -> None:
    gone = (
        BodySeat.objects.unscoped(reason=_REASON)
        .filter(body=body, is_current=True)
        .exclude(key="")
        .exclude(key__in=keys)
    )
    for seat in gone:
        seat.is_current = False
        seat.save(update_fields=["is_current"])
        report.retired.append(f"seat {body.slug}/{seat.key}")
