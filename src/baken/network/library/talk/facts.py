"""What slides and posters say that changes: contacts, hours, the route and the address, of today.

Nothing here is kept with a talk, so a talk that is opened again says what holds now.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.directory import Contact, Directory, Listed
from baken.foundation.region.documents import DocumentMissing, current_document
from baken.foundation.region.internal_routes import route_of
from baken.foundation.region.models import ChainRole, Organisation
from baken.foundation.region.presentation import Region, current_region
from baken.foundation.region.route_model import RouteStep

EMERGENCY = "112"


@dataclass(frozen=True)
class Facts:
    """The region as one talk needs it. ``own`` is whose talk it is, mostly a municipality."""

    own: Listed | None
    contact: Contact | None
    """Where colleagues tell it: the focal point of the municipality, or the own desk."""
    advice: Contact | None
    advice_name: str
    child_protection: Contact | None
    child_protection_name: str
    is_invented: bool
    check_address: str
    own_route: tuple[RouteStep, ...] = ()
    """Who tells whom inside, where the municipality says so."""
    own_route_note: str = ""

    @property
    def name(self) -> str:
        """Return whose talk it is, as it stands under every slide."""
        return self.own.name if self.own else ""

    @property
    def has_contact(self) -> bool:
        """True when the directory says how to reach the own contact point."""
        return bool(self.contact and self.contact.is_filled)

    @property
    def check_shown(self) -> str:
        """Return the address of the check as people type it."""
        return self.check_address.split("://", 1)[-1].rstrip("/")


def check_address() -> str:
    """Return the address of the public check of this installation."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('guidance:check')}"


def own_organisation(actor: Actor) -> Organisation | None:
    """Return the organisation for which somebody acts. One query."""
    if actor.organisation_id is None:
        return None
    return Organisation.objects.filter(pk=actor.organisation_id).first()


def facts_for(organisation_id: UUID | None) -> Facts:
    """Return what holds today for an organisation. Eight queries at most."""
    region = current_region(timezone.now())
    if organisation_id is None:
        return facts_from(region, "")
    own = Organisation.objects.filter(pk=organisation_id)
    facts = facts_from(region, own.values_list("slug", flat=True).first() or "")
    inside = route_of(organisation_id)
    return replace(facts, own_route=inside.steps, own_route_note=inside.note)


def facts_from(region: Region, slug: str) -> Facts:
    """Return the facts for the organisation with this slug; unknown gives those of the region."""
    directory = region.directory
    own = directory.organisations.get(slug)
    contact = _own_contact(directory, own)
    advice = _advice(directory, contact)
    child = directory.contact(_child_protection())
    return Facts(
        own=own,
        contact=contact,
        advice=advice,
        advice_name=_name(directory, advice),
        child_protection=child,
        child_protection_name=_name(directory, child),
        is_invented=region.is_invented,
        check_address=check_address(),
    )


def _own_contact(directory: Directory, own: Listed | None) -> Contact | None:
    if own is None:
        return None
    return (
        directory.focal_point(own.municipality_code)
        if own.municipality_code
        else (own.first_contact)
    )


def _advice(directory: Directory, contact: Contact | None) -> Contact | None:
    """Return the advice desk: who answers for the focal point, else the first that gives advice."""
    named = directory.contact(contact.fallback) if contact and contact.fallback else None
    if named is not None and named.is_filled:
        return named
    for listed in directory.organisations.values():
        if listed.chain_role == ChainRole.ADVICE:
            found = next((one for one in listed.contacts if one.phone), None)
            if found is not None:
                return found
    return None


def _child_protection() -> str:
    """Return the slug of who protects children, as the route names it."""
    try:
        return str(current_document("route").get("safety", {}).get("child_protection", ""))
    except DocumentMissing:
        return ""


def _name(directory: Directory, contact: Contact | None) -> str:
    if contact is None:
        return ""
    listed = directory.organisations[contact.organisation]
    return listed.short_name or listed.name
