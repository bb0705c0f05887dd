"""The invented cast of a demonstration: read from the region pack, loaded, listed.

``regions/<region>/demonstration/cast.yaml`` names people who do not exist, with the roles they
play. They have no password and no mail box (``.test`` is reserved by RFC 2606); signing in as
one of them is a button that only demonstration mode has.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import Domain, Role
from baken.foundation.region.models import Organisation, OrganisationKind

from .fitting import Draft
from .models import Account, Membership

SYSTEM = Actor.system("demonstration")
SINCE = dt.date(2025, 1, 1)
"""First day of every membership of the cast."""


@dataclass(frozen=True)
class Part:
    """One person of the cast as the file describes them."""

    email: str
    name: str
    can: str
    memberships: list[dict[str, str]]


class CastFault(Exception):
    """The cast file is missing or cannot be understood; the message names the file and why."""


def cast_file() -> Path:
    """Return the cast file of the configured region."""
    return Path(settings.REGIONS_FOLDER) / settings.REGION / "demonstration" / "cast.yaml"


def read_cast(path: Path) -> list[Part]:
    """Return the cast; raises ``CastFault``."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [_part(entry) for entry in content["people"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise CastFault(f"{path}: {fault!r}") from fault


def _part(entry: dict[str, Any]) -> Part:
    part = Part(**entry)
    if not part.email.endswith(".test"):
        raise ValueError(f"{part.email}: an invented person has an address that ends in .test")
    return part


@transaction.atomic
def load_cast() -> str:
    """Load the cast and return a line for the screen; loading again changes nothing."""
    parts = read_cast(cast_file())
    with acting_as(SYSTEM):
        made = sum(_load(part) for part in parts)
    return _("%(number)d people, %(made)d of them new") % {"number": len(parts), "made": made}


def _load(part: Part) -> bool:
    account, is_new = Account.objects.get_or_create(
        email=part.email, defaults={"name": part.name, "is_demonstration": True}
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    for entry in part.memberships:
        organisation = Organisation.objects.filter(slug=entry["organisation"]).first()
        if organisation is None:
            raise CastFault(f"{part.email}: no organisation {entry['organisation']!r} is loaded")
        draft = Draft(
            organisation=organisation,
            role=Role(entry["role"]),
            domain=Domain(entry.get("domain", "")),
            starts_on=SINCE,
        )
        draft.check()
        Membership.objects.get_or_create(
            account=account,
            organisation=draft.organisation,
            role=draft.role,
            domain=draft.domain,
            starts_on=SINCE,
        )
    return is_new


@dataclass(frozen=True)
class Player:
    """One role of one person of the cast, as the page shows it."""

    membership: Membership
    can: str


def groups() -> list[tuple[str, list[Player]]]:
    """Return the players of the demonstration in three groups, in the order of the cast file.

    One query. Empty groups are left out; somebody with two roles appears twice.
    """
    cast = _cast_or_nobody()
    order = {part.email: place for place, part in enumerate(cast)}
    can = {part.email: part.can for part in cast}
    running = (
        Membership.objects.filter(account__is_demonstration=True, account__is_active=True)
        .running(timezone.localdate())
        .select_related("account", "organisation")
    )
    players = [Player(one, can.get(one.account.email, "")) for one in running]
    players.sort(key=lambda one: order.get(one.membership.account.email, len(order)))
    titles = {
        OrganisationKind.MUNICIPALITY.value: _("Municipalities"),
        OrganisationKind.REGION.value: _("The region"),
    }
    found: dict[str, list[Player]] = {}
    for title in (_("Municipalities"), _("Partners"), _("The region")):
        found[title] = [
            one
            for one in players
            if titles.get(one.membership.organisation.kind, _("Partners")) == title
        ]
    return [(title, members) for title, members in found.items() if members]


def _cast_or_nobody() -> list[Part]:
    try:
        return read_cast(cast_file())
    except CastFault:
        return []
