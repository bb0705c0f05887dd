"""Questions about people: who works where, who may do what, and how an account stands."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import (
    Case,
    CharField,
    Exists,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import ROLE_PERMISSIONS, Role, needs_second_factor
from baken.foundation.region.models import Organisation

from .models import Account, AccountSession, LinkPurpose, Membership, OneTimeLink

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountState(TextChoices):
    """How an account stands; the first that applies, in the order of ``_state``."""

    DEACTIVATED = "deactivated", _("Closed")
    INVITED = "invited", _("Invited")
    LAPSED = "lapsed", _("Invitation lapsed")
    NO_ROLE = "no-role", _("No role today")
    NO_SECOND_STEP = "no-second-step", _("Second step missing")
    NEVER_SEEN = "never-seen", _("Never signed in")
    ACTIVE = "active", _("Active")


def members_of(
    organisation_id: UUID,
    *,
    role: Role | str | None = None,
    permission: Permission | None = None,
    on: dt.date | None = None,
) -> QuerySet[Membership]:
    """Return the running memberships of an organisation with their accounts, by name.

    Only accounts that can sign in count: an invited colleague who has not answered yet, or a
    deactivated one, can take over nothing. ``role`` and ``permission`` narrow; ``on`` is a
    day, today when left out. One query.
    """
    members = (
        Membership.objects.filter(organisation_id=organisation_id, account__is_active=True)
        .running(on or timezone.localdate())
        .select_related("account", "organisation")
        .order_by("account__name", "role", "domain")
    )
    if role is not None:
        members = members.filter(role=Role(role))
    if permission is not None:
        members = members.filter(role__in=roles_with(permission))
    return members


def colleagues(organisation_id: UUID) -> list[Membership]:
    """Return who works for an organisation today or will, also who was only invited. One query.

    Not those whose account was closed or whose invitation was withdrawn.
    """
    today = timezone.localdate()
    found = (
        Membership.objects.filter(organisation_id=organisation_id)
        .filter(account__deactivated_at__isnull=True)
        .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
        .select_related("account")
        .order_by("account__name", "role", "domain", "starts_on")
    )
    return [membership for membership in found if not membership.is_empty]


def roles_with(permission: Permission) -> list[Role]:
    """Return the roles that carry a permission."""
    return [role for role, carried in ROLE_PERMISSIONS.items() if permission in carried]


def accounts(
    actor: Actor,
    *,
    search: str = "",
    organisation: Organisation | None = None,
    role: str = "",
    state: str = "",
) -> QuerySet[Account]:
    """Return the accounts the actor may know of, with ``state`` and current memberships.

    Organisation and role hold for one and the same membership that runs or is to come. Two
    queries for a page: the accounts, and their memberships (``current_memberships``).
    """
    today = timezone.localdate()
    current = Membership.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    found: QuerySet[Account] = Account.objects.visible_to(actor).annotate(state=_state(today))
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    if organisation or role:
        held = current.filter(account=OuterRef("pk"))
        held = held.filter(organisation=organisation) if organisation else held
        found = found.filter(Exists(held.filter(role=role) if role else held))
    if state:
        found = found.filter(Q(state=state))
    listed = current.select_related("organisation").order_by("organisation__name", "role")
    return found.prefetch_related(
        Prefetch("memberships", queryset=listed, to_attr="current_memberships")
    ).order_by("name", "pk")


def _state(today: dt.date) -> Case:
    """Return the expression for an account's ``AccountState``."""
    held = Membership.objects.filter(account=OuterRef("pk")).running(today)
    strict = [role for role in Role if needs_second_factor(role)]
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
    invitation = OneTimeLink.objects.open().filter(account=OuterRef("pk"), purpose=LinkPurpose.JOIN)
    table = [
        (Q(deactivated_at__isnull=False), AccountState.DEACTIVATED),
        (Q(is_active=False) & Exists(invitation), AccountState.INVITED),
        (Q(is_active=False), AccountState.LAPSED),
        (~Exists(held), AccountState.NO_ROLE),
        # The invented people of a demonstration sign in by a button and never have one.
        (
            Q(is_demonstration=False) & Exists(held.filter(role__in=strict)) & ~Exists(factor),
            AccountState.NO_SECOND_STEP,
        ),
        (Q(last_login__isnull=True), AccountState.NEVER_SEEN),
    ]
    return Case(
        *[When(condition, then=Value(state.value)) for condition, state in table],
        default=Value(AccountState.ACTIVE.value),
        output_field=CharField(),
    )


def memberships_of(account: Account) -> list[Membership]:
    """Return all memberships of an account, running ones first, then coming, then ended."""
    order = {"running": 0, "coming": 1, "ended": 2}
    found = account.memberships.select_related("organisation", "successor__account")
    return sorted(found, key=lambda one: (order[one.phase], one.organisation.name, one.role))


def factors_of(account: Account) -> list[str]:
    """Return the kinds of second step an account has (``totp``, ``webauthn``)."""
    kinds = Authenticator.objects.filter(user=account, type__in=SECOND_STEPS)
    return sorted(set(kinds.values_list("type", flat=True)))


def sessions_of(account: Account) -> list[AccountSession]:
    """Return the sessions of an account that still run, the last used first."""
    return list(account.sessions.filter(expire_date__gt=timezone.now()))
