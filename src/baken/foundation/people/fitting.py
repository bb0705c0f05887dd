"""Which role fits which kind of organisation, as one table.

A role opens doors by what it is *and* where it is: a focal point of a regional centre, or a
RIEC officer of a municipality, does not exist. The table follows the dossier's division of
roles; the screens offer, and the actions accept, nothing outside it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baken.foundation.access.roles import Domain, Role
from baken.foundation.region.models import Organisation, OrganisationKind

from .errors import PeopleError

_K = OrganisationKind

ROLE_KINDS: dict[Role, frozenset[OrganisationKind]] = {
    Role.FOCAL_POINT: frozenset({_K.MUNICIPALITY}),
    Role.ADVICE_DESK: frozenset({_K.CARE, _K.NATIONAL}),
    Role.CARE_COORDINATOR: frozenset({_K.CARE, _K.NATIONAL, _K.MUNICIPALITY}),
    Role.SHELTER_WORKER: frozenset({_K.CARE, _K.NATIONAL}),
    Role.CHILD_PROTECTION: frozenset({_K.CHILD_PROTECTION}),
    Role.RIEC: frozenset({_K.RIEC}),
    Role.POLICE: frozenset({_K.POLICE}),
    Role.INSPECTORATE: frozenset({_K.INSPECTORATE}),
    Role.PROSECUTOR: frozenset({_K.PROSECUTION}),
    Role.REGIONAL_COORDINATOR: frozenset({_K.REGION}),
    Role.PORTFOLIO_HOLDER: frozenset({_K.REGION}),
    Role.MAYOR: frozenset({_K.MUNICIPALITY}),
    Role.TRAINER: frozenset({_K.REGION, _K.CARE, _K.NATIONAL, _K.MUNICIPALITY}),
    Role.EDITOR: frozenset({_K.REGION, _K.MUNICIPALITY}),
    Role.ADMINISTRATOR: frozenset({_K.REGION}),
    Role.PRIVACY_OFFICER: frozenset(OrganisationKind),
    Role.READER: frozenset(OrganisationKind),
}

WITH_DOMAIN = frozenset({Role.FOCAL_POINT})
"""Roles that are held for care or for safety; for all others the domain stays empty."""


@dataclass(frozen=True)
class Draft:
    """A membership as somebody wants to give it; ``check`` says whether it can exist."""

    organisation: Organisation
    role: Role
    domain: Domain
    starts_on: dt.date
    ends_on: dt.date | None = None

    def check(self) -> None:
        """Raise ``PeopleError`` naming the field when role, place and period do not fit."""
        if self.organisation.kind not in ROLE_KINDS[self.role]:
            raise PeopleError(
                _("“%(role)s” is not a role of %(organisation)s.")
                % {"role": self.role.label, "organisation": self.organisation},
                field="role",
            )
        needs_domain = self.role in WITH_DOMAIN
        if needs_domain and not self.domain:
            raise PeopleError(_("Choose care or safety for this role."), field="domain")
        if self.domain and not needs_domain:
            raise PeopleError(
                _("This role has no domain. Choose “not applicable”."), field="domain"
            )
        if self.ends_on and self.ends_on < self.starts_on:
            raise PeopleError(_("The last day must not be before the first day."), field="ends_on")


def roles_of(kind: OrganisationKind | str) -> list[Role]:
    """Return the roles that exist at an organisation of this kind."""
    return [role for role in Role if OrganisationKind(kind) in ROLE_KINDS[role]]
