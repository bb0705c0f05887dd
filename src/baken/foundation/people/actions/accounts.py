"""What an administrator does to somebody else's account, apart from roles."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note
from baken.foundation.people.models import Account, AccountSession

from . import tokens
from .guards import locked, require_other
from .invitations import send_restart


@transaction.atomic
def activate(*, actor: Actor, account: Account, reason: str) -> None:
    """Open a deactivated account again, with its former password and second step."""
    require_other(actor, account)
    account = locked(account)
    if account.is_active or account.deactivated_at is None:
        raise PeopleError(_("This account was not deactivated."))
    if not account.has_usable_password():
        raise PeopleError(_("This person never chose a password. Send an invitation."))
    account.is_active, account.deactivated_at = True, None
    account.save(update_fields=["is_active", "deactivated_at"])
    note(actor, "account.activated", account, reason=reason)


@transaction.atomic
def reset_second_factor(*, actor: Actor, account: Account, reason: str) -> None:
    """Take somebody's second step away after a loss, and make them start again.

    Whoever holds only the password must not be able to set up a second step of their own, so
    the password goes as well: the way back is a one-time link to the person's mail address.
    """
    require_other(actor, account)
    account = locked(account)
    if not account.is_active:
        raise PeopleError(_("This account is not active."))
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    AccountSession.objects.filter(account=account).delete()
    tokens.revoke_all(account)
    send_restart(actor, account)
    note(actor, "account.second-factor-reset", account, reason=reason)
