"""Checks that all actions on other people's accounts share."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.models import Account, Membership


def require_administrator(actor: Actor) -> None:
    """Raise ``PermissionDenied`` unless the actor manages accounts."""
    if not actor.may(Permission.ACCOUNT_MANAGE):
        raise PermissionDenied


def own_id(actor: Actor) -> UUID:
    """Return the account of a person; raise ``PermissionDenied`` for anybody else."""
    if actor.account_id is None:
        raise PermissionDenied
    return actor.account_id


def require_other(actor: Actor, account: Account) -> None:
    """Refuse administrators who act on themselves: nobody gives rights to, or hides, oneself."""
    require_administrator(actor)
    if account.pk == actor.account_id:
        raise PeopleError(_("You cannot do this to your own account. Ask another administrator."))


def locked(account: Account) -> Account:
    """Return the account as it is now, held until commit, so that two administrators queue."""
    return Account.objects.select_for_update().get(pk=account.pk)


def require_other_administrator(leaving: Account) -> None:
    """Refuse to take away the last administrator who can sign in."""
    others = (
        Membership.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True)
        .running(timezone.localdate())
        .exclude(account=leaving)
    )
    if not others.exists():
        raise PeopleError(_("This is the last administrator. Give somebody else this role first."))
