"""The table of roles and permissions in words, for the screen of the same name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import ROLE_PERMISSIONS, Role, needs_second_factor
from baken.foundation.region.models import OrganisationKind

from .fitting import ROLE_KINDS

WORDS: dict[str, str | Promise] = {
    "account:manage": _("Manage accounts and roles"),
    "audit:read": _("Read the audit register of the own organisation"),
    "body:plan": _("Plan meetings of consultation bodies and keep their minutes"),
    "body:read": _("See the consultation bodies one takes part in"),
    "concern:answer-referral": _("Answer a referral"),
    "concern:assess": _("Assess a concern as second assessor"),
    "concern:close": _("Close a concern"),
    "concern:create": _("Record a concern"),
    "concern:decide": _("Decide on a concern"),
    "concern:hand-over": _("Hand a concern over to a colleague"),
    "concern:look-up": _("Look up a phone number, number plate, account number or person"),
    "concern:read": _("Read concerns of the own municipality"),
    "concern:refer": _("Refer a concern to a partner"),
    "learning:manage": _("Manage trainings, sessions and attendance"),
    "learning:read": _("See and join trainings"),
    "lending:manage": _("Approve, hand out and take back what is lent"),
    "lending:request": _("Ask to borrow"),
    "letter:edit": _("Edit the texts of mail"),
    "library:edit": _("Write and publish in the knowledge base"),
    "library:read": _("Read the knowledge base"),
    "library:read-partner": _("Read what the knowledge base keeps for who takes part"),
    "onboarding:follow": _("See how far focal points are who share it, in numbers"),
    "onboarding:walk": _("Walk the first hundred days and keep the yearly rhythm"),
    "outline:read-municipality": _("See outlines of the own municipality, without content"),
    "outline:read-region": _("See outlines of the region, without content"),
    "policy:edit": _("Edit the policy and the action plan of the region"),
    "policy:edit-own": _("Edit the plan and the agreements of the own municipality"),
    "policy:read": _("See policy and action plan"),
    "reader:admit": _("Admit readers of the knowledge base"),
    "referral:read": _("Read referrals to the own organisation"),
    "region:edit": _("Edit organisations and contact details of the region"),
    "region:edit-own": _("Edit contact details of the own municipality"),
    "work:read": _("See the own work"),
}
"""Words for each permission; a test fails when one is missing."""


@dataclass(frozen=True)
class Line:
    """One role of the table."""

    role: Role
    kinds: list[str | Promise]
    everywhere: bool
    needs_second_step: bool
    permissions: frozenset[Permission]


@dataclass(frozen=True)
class RoleTable:
    """The whole table: the permissions with words, and a line per role."""

    permissions: list[tuple[Permission, str | Promise]]
    lines: list[Line]


def role_table() -> RoleTable:
    """Return the table as the code applies it."""
    lines = [
        Line(
            role=role,
            kinds=[kind.label for kind in sorted(ROLE_KINDS[role])],
            everywhere=ROLE_KINDS[role] == frozenset(OrganisationKind),
            needs_second_step=needs_second_factor(role),
            permissions=ROLE_PERMISSIONS[role],
        )
        for role in Role
    ]
    return RoleTable([(one, WORDS[one.value]) for one in Permission], lines)
