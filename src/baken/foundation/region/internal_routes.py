"""How each municipality wants a suspicion told inside: reading it and changing it.

The focal point of a municipality keeps it; everybody reads it, since it names no person.
A municipality that has none is shown the sensible default of the region, and told so.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission

from .actions import EditConflict, author_of
from .documents import DocumentMissing, current_document
from .events import note_organisation
from .history import note_changes
from .models import Organisation, OrganisationKind
from .route_model import InternalRoute, RouteStep


@dataclass(frozen=True)
class RouteView:
    """A route to show. Without steps of its own a municipality has the region's ``default``."""

    steps: tuple[RouteStep, ...] = ()
    default: tuple[RouteStep, ...] = ()
    note: str = ""
    changed_on: Any = None
    version: int = 0

    @property
    def is_own(self) -> bool:
        """True when the municipality filled it in itself."""
        return bool(self.steps)

    @property
    def shown(self) -> tuple[RouteStep, ...]:
        """Return the steps to show."""
        return self.steps or self.default


def route_of(organisation_id: uuid.UUID) -> RouteView:
    """Return the route of a municipality by its id. Two queries at most."""
    return _view(InternalRoute.objects.filter(organisation_id=organisation_id).first())


def route_by_code(code: str) -> RouteView:
    """Return the route of a municipality by its code (GMxxxx). Two queries at most."""
    found = InternalRoute.objects.filter(organisation__municipality_code=code)
    return _view(found.first())


def route_by_slug(slug: str) -> RouteView:
    """Return the route of a municipality by its slug. Two queries at most."""
    return _view(InternalRoute.objects.filter(organisation__slug=slug).first())


def _view(route: InternalRoute | None) -> RouteView:
    default = default_steps()
    if route is None:
        return RouteView(default=default)
    steps = tuple(RouteStep(**step) for step in route.steps)
    return RouteView(steps, default, route.note, route.changed_on, route.version)


def default_steps() -> tuple[RouteStep, ...]:
    """Return what holds where a municipality says nothing: the pack's words, or our own."""
    try:
        given = current_document("region").get("internal_route", [])
    except DocumentMissing:
        given = []
    if given:
        return tuple(
            RouteStep(one["who"], one["tells"], one["within_days"], one.get("replaced_by", ""))
            for one in given
        )
    return (
        RouteStep(
            _("Whoever sees something"),
            _("Focal point of the municipality"),
            1,
            _("Advice desk of the region"),
        ),
    )


def may_edit(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor may change the route of this municipality."""
    is_own = organisation.is_municipality and actor.organisation_id == organisation.pk
    return is_own and actor.may(Permission.REGION_EDIT_OWN)


def own_municipality(actor: Actor) -> Organisation | None:
    """Return the municipality whose route the actor keeps, or None."""
    if actor.organisation_id is None or not actor.may(Permission.REGION_EDIT_OWN):
        return None
    return Organisation.objects.filter(
        pk=actor.organisation_id, kind=OrganisationKind.MUNICIPALITY
    ).first()


@transaction.atomic
def save_route(
    organisation: Organisation,
    *,
    actor: Actor,
    steps: Sequence[RouteStep],
    note: str,
    version: int,
) -> list[str]:
    """Store the route and return the names of the fields that changed.

    ``version`` is the one that the editor saw, 0 when there was none.

    Raises:
        PermissionDenied: when the actor may not change it.
        EditConflict: when somebody else saved in the meantime.
    """
    if not may_edit(actor, organisation):
        raise PermissionDenied
    InternalRoute.objects.bulk_create(
        [InternalRoute(organisation=organisation, version=0)], ignore_conflicts=True
    )
    route = InternalRoute.objects.select_for_update().get(organisation=organisation)
    if route.version != version:
        raise EditConflict(route)  # type: ignore[arg-type]
    values: dict[str, Any] = {"steps": [step.as_data() for step in steps], "note": note}
    changes = {
        name: (getattr(route, name), value)
        for name, value in values.items()
        if getattr(route, name) != value
    }
    if not changes:
        return []
    for name, (_old, new) in changes.items():
        setattr(route, name, new)
    route.version += 1
    route.changed_on = timezone.localdate()
    route.save(update_fields=[*changes, "version", "changed_on"])
    note_changes(route, changes, author=author_of(actor), membership_id=actor.membership_id)
    note_organisation(actor, "edited", organisation, ["internal_route"])
    return list(changes)
