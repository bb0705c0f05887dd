"""Who may change which part of the region's data. Reading it is open to everybody.

An editor of the region changes everything; the focal point of a municipality changes the one
contact point by which that municipality is reached. What somebody may not change does not
exist on the screens for changing: 404.
"""

from __future__ import annotations

from django.db.models import QuerySet

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission

from .models import ContactPoint, Organisation, OrganisationKind

FOCAL_POINT = "focal-point"
"""Slug of the contact point of a municipality's own focal point."""


def contacts_editable_by(actor: Actor) -> QuerySet[ContactPoint]:
    """Return the contact points that ``actor`` may change."""
    if actor.may(Permission.REGION_EDIT):
        return ContactPoint.objects.select_related("organisation")
    return own_contacts(actor)


def own_contacts(actor: Actor) -> QuerySet[ContactPoint]:
    """Return the focal point contact of the actor's own municipality, or nothing."""
    contacts = ContactPoint.objects.select_related("organisation")
    if actor.organisation_id is None or not actor.may(Permission.REGION_EDIT_OWN):
        return contacts.none()
    return contacts.filter(
        slug=FOCAL_POINT,
        organisation_id=actor.organisation_id,
        organisation__kind=OrganisationKind.MUNICIPALITY,
    )


def organisations_editable_by(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations that ``actor`` may change."""
    if actor.may(Permission.REGION_EDIT):
        return Organisation.objects.all()
    return Organisation.objects.none()
