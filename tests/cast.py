"""The fixed cast of the tests: invented people, real kinds of organisations.

The focal points of Vlaardingen own the concern; the advice desk and partners may be asked;
the focal point of Schiedam must see nothing; the coordinator sees outlines; the
administrator sees accounts and no content at all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.test import Client

from baken.foundation.access.actor import Actor
from baken.foundation.people.models import Account, Membership
from baken.foundation.region.models import Organisation

ORGANISATIONS = {
    "vlaardingen": ("Gemeente Vlaardingen", "municipality", "GM0622"),
    "schiedam": ("Gemeente Schiedam", "municipality", "GM0606"),
    "essm": ("ESSM", "care", ""),
    "police": ("Politie eenheid Rotterdam", "police", ""),
    "nla": ("Nederlandse Arbeidsinspectie", "inspectorate", ""),
    "riec": ("RIEC Rotterdam", "riec", ""),
    "veilig-thuis": ("Veilig Thuis", "child-protection", ""),
    "om": ("Openbaar Ministerie Rotterdam", "prosecution", ""),
    "var": ("VeiligheidsAlliantie Rotterdam", "region", ""),
}

PASSWORD = "vijf-lantaarns-langs-de-kade"

PEOPLE = {
    "focal_safety": ("vlaardingen", "focal-point", "safety"),
    "focal_care": ("vlaardingen", "focal-point", "care"),
    "focal_schiedam": ("schiedam", "focal-point", "safety"),
    "advice_desk": ("essm", "advice-desk", ""),
    "care_coordinator": ("essm", "care-coordinator", ""),
    "shelter_worker": ("essm", "shelter-worker", ""),
    "police": ("police", "police", ""),
    "inspectorate": ("nla", "inspectorate", ""),
    "riec": ("riec", "riec", ""),
    "child_protection": ("veilig-thuis", "child-protection", ""),
    "prosecutor": ("om", "prosecutor", ""),
    "coordinator": ("var", "regional-coordinator", ""),
    "portfolio_holder": ("var", "portfolio-holder", ""),
    "mayor": ("vlaardingen", "mayor", ""),
    "trainer": ("var", "trainer", ""),
    "editor": ("var", "editor", ""),
    "administrator": ("var", "administrator", ""),
    "privacy_officer": ("vlaardingen", "privacy-officer", ""),
    "reader": ("essm", "reader", ""),
}


@dataclass(frozen=True)
class Player:
    """One member of the cast."""

    account: Account
    membership: Membership
    actor: Actor

    @property
    def client(self) -> Client:
        """Return a browser in which this player is signed in with a second factor."""
        client = Client()
        client.force_login(self.account)
        session: Any = client.session
        session["membership_id"] = str(self.membership.pk)
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session.save()
        return client


class Cast:
    """The players by name (``cast.focal_safety``) and the organisations by slug."""

    def __init__(self) -> None:
        self.organisations: dict[str, Organisation] = {}
        self.players: dict[str, Player] = {}

    @classmethod
    def gather(cls) -> Cast:
        """Create organisations, accounts and memberships."""
        cast = cls()
        for slug, (name, kind, code) in ORGANISATIONS.items():
            cast.organisations[slug], _made = Organisation.objects.get_or_create(
                slug=slug, defaults={"name": name, "kind": kind, "municipality_code": code}
            )
        for key, (slug, role, domain) in PEOPLE.items():
            cast.players[key] = cast._join(key, slug, role, domain)
        return cast

    def _join(self, key: str, slug: str, role: str, domain: str) -> Player:
        account = Account(email=f"{key}@voorbeeld.test", name=key.replace("_", " ").title())
        account.set_password(PASSWORD)
        account.save()
        membership = Membership.objects.create(
            account=account,
            organisation=self.organisations[slug],
            role=role,
            domain=domain,
            starts_on=dt.date(2025, 1, 1),
        )
        actor = Actor.person(
            account_id=account.pk,
            membership_id=membership.pk,
            organisation_id=membership.organisation_id,
            role=role,
            domain=domain,
        )
        return Player(account, membership, actor)

    def __getattr__(self, name: str) -> Player:
        try:
            return self.__dict__["players"][name]
        except KeyError as error:
            raise AttributeError(name) from error

    @property
    def stranger(self) -> Client:
        """Return a browser in which nobody is signed in."""
        return Client()
