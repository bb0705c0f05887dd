"""The events of this room in the audit register: who changed what the region says of itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.audit.catalogue import register_event, register_subject
from baken.foundation.audit.register import record

from .models import ContactPoint, Organisation

EVENTS: dict[str, tuple[str | Promise, dict[str, str | Promise]]] = {
    "organisation.edited": (_("Changed an organisation"), {"organisation": _("organisation")}),
    "organisation.added": (_("Added an organisation"), {"organisation": _("organisation")}),
    "contact-point.edited": (_("Changed a contact point"), {"contact": _("contact point")}),
    "contact-point.added": (_("Added a contact point"), {"contact": _("contact point")}),
    "contact-point.checked": (_("Checked a contact point"), {"contact": _("contact point")}),
    "region-pack.loaded": (
        _("Loaded the region pack"),
        {
            "pack": _("pack"),
            "digest": _("digest"),
            "created": _("new"),
            "updated": _("changed"),
            "retired": _("no longer in use"),
            "kept": _("kept as edited"),
        },
    ),
}


def register() -> None:
    """Add the events and subjects to the catalogue; called once, when the app is ready."""
    for name, (label, details) in EVENTS.items():
        register_event(name, label=label, details=details)
    register_subject("organisation", _("organisation"))
    register_subject("contact-point", _("contact point"))


def note_organisation(
    actor: Actor, verb: str, organisation: Organisation, fields: Iterable[str] = ()
) -> None:
    """Write an event about an organisation in the register."""
    record(
        actor=actor,
        event=f"organisation.{verb}",
        organisation_id=chain_of(organisation),
        subject=("organisation", organisation.pk),
        fields=fields,
        details={"organisation": organisation.slug},
    )


def note_contact(
    actor: Actor, verb: str, contact: ContactPoint, fields: Iterable[str] = ()
) -> None:
    """Write an event about a contact point in the register."""
    record(
        actor=actor,
        event=f"contact-point.{verb}",
        organisation_id=chain_of(contact.organisation),
        subject=("contact-point", contact.pk),
        fields=fields,
        details={"contact": f"{contact.organisation.slug}/{contact.slug}"},
    )


def chain_of(organisation: Organisation) -> uuid.UUID | None:
    """Return whose register an event belongs in: a municipality's own, else the region's."""
    return organisation.pk if organisation.is_municipality else None
