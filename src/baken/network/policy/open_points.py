"""The agreements in which the municipality of somebody who leaves has something left to do."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.open_points import OpenPoint, register_open_points
from baken.foundation.region.models import Organisation

from .agreements.items import current_agreements
from .agreements.queries import lines


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_open_points("agreements", label=_("Agreements"), points=points, order=50)


def points(actor: Actor) -> Iterator[OpenPoint]:
    """Yield the agreements in which the actor's own municipality is behind. Some four queries."""
    if actor.organisation_id is None:
        return
    places = list(Organisation.objects.filter(pk=actor.organisation_id))
    for line in lines(actor, current_agreements(), places, timezone.localdate()):
        for cell in line.behind:
            path = reverse(
                "policy:agreement",
                kwargs={"agreements_of": line.organisation.slug, "agreement": cell.item.slug},
            )
            until = cell.check.valid_until if cell.check else None
            yield OpenPoint(cell.item.title, str(cell.standing.label), path, until)
