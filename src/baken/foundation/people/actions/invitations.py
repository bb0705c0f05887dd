"""Invitations and the one-time links that follow from them.

There is no way to make one's own account but as a reader (``readers.py``). An invitation makes
an account that cannot sign in, with one membership; accepting it (choosing a password) makes the
account active.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people import jobs, links
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note
from baken.foundation.people.fitting import Draft
from baken.foundation.people.models import Account, AccountSession, LinkPurpose, OneTimeLink

from . import tokens
from .guards import locked, require_administrator
from .memberships import give

LINK_HOLDER = Actor.system("one-time-link")
"""Who acts when somebody without a session shows the secret of a link."""


FIRST = frozenset({LinkPurpose.JOIN, LinkPurpose.READER})
"""Links that open an account for the first time."""


class AddressTaken(PeopleError):
    """There is an account with this mail address; ``account`` says which."""

    def __init__(self, account: Account) -> None:
        super().__init__(
            _("There is an account with this mail address already. Add the role there."),
            field="email",
        )
        self.account = account


class LinkUnusable(PeopleError):
    """The link was used, withdrawn, replaced or is too old; which of them is not told."""


@transaction.atomic
def invite(*, actor: Actor, email: str, name: str, draft: Draft, by_mail: bool = True) -> Account:
    """Make an account with one membership and mail an invitation; return the account.

    Without ``by_mail`` the link is made but not sent; ``links.issue`` then shows it.
    Raises ``AddressTaken`` for a known address and ``PeopleError`` for a role that does not fit.
    """
    require_administrator(actor)
    account = Account(email=email.strip().lower(), name=name.strip(), is_active=False)
    account.set_unusable_password()
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError:
        raise AddressTaken(Account.objects.get(email__iexact=account.email)) from None
    give(actor=actor, account=account, draft=draft)
    link = links.make(account, LinkPurpose.JOIN, by_id=actor.account_id)
    if by_mail:
        jobs.queue_link(link)
    note(actor, "account.invited", account)
    return account


@transaction.atomic
def repeat_invitation(*, actor: Actor, account: Account) -> None:
    """Mail a fresh invitation; the earlier link stops working."""
    require_administrator(actor)
    account = _invited(account)
    _send(actor, account, LinkPurpose.JOIN)
    note(actor, "account.invitation-repeated", account)


@transaction.atomic
def withdraw_invitation(*, actor: Actor, account: Account) -> None:
    """Make the invitation worthless. The account stays, inactive, for the register."""
    require_administrator(actor)
    account = _invited(account)
    OneTimeLink.objects.open().filter(account=account).update(withdrawn_at=timezone.now())
    account.deactivated_at = timezone.now()
    account.save(update_fields=["deactivated_at"])
    note(actor, "account.invitation-withdrawn", account)


def send_restart(actor: Actor, account: Account) -> None:
    """Mail the link after a reset of the second step; part of ``accounts``."""
    _send(actor, account, LinkPurpose.RESTART)


@transaction.atomic
def request_password_link(*, email: str) -> None:
    """Mail a link to choose a new password, if an active account has this address.

    The caller shows the same words either way, and either way does no more than a look-up and
    one small insert: the mail itself is a job.
    """
    with acting_as(LINK_HOLDER):
        account = Account.objects.filter(email__iexact=email.strip(), is_active=True).first()
        # Without a password there is a restart or an invitation to answer first.
        if account is None or not account.has_usable_password():
            return
        jobs.queue_link(links.make(account, LinkPurpose.PASSWORD))
        note(LINK_HOLDER, "account.password-link", account)


def look_up(*, secret: str) -> OneTimeLink | None:
    """Return the open link with this secret and its account, or None."""
    with acting_as(LINK_HOLDER):
        link = links.find(secret)
        return link if link is not None and _matches(link) else None


@transaction.atomic
def use_link(*, secret: str, password: str) -> tuple[Account, LinkPurpose]:
    """Use a link: set the password, end all sessions, activate an invited account.

    Returns the account and what the link was for. Raises ``LinkUnusable``. The password has
    passed the validators in the form.
    """
    with acting_as(LINK_HOLDER):
        link = links.find(secret, lock=True)
        if link is None or not _matches(link):
            raise LinkUnusable(_("This link does not work any more."))
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        account, purpose = link.account, LinkPurpose(link.purpose)
        assert account is not None
        account.set_password(password)
        account.is_active = True
        account.save(update_fields=["password", "is_active"])
        AccountSession.objects.filter(account=account).delete()
        tokens.revoke_all(account)
        joined = purpose in FIRST
        note(LINK_HOLDER, "account.joined" if joined else "account.password-changed", account)
        if not joined:
            jobs.queue_word(account, "password-changed")
        return account, purpose


def _matches(link: OneTimeLink) -> bool:
    """Say whether the account still is in the state the link was made for."""
    account = link.account
    if account is None:
        return False
    if link.purpose in FIRST:
        return not account.is_active and account.deactivated_at is None
    return account.is_active


def _invited(account: Account) -> Account:
    account = locked(account)
    if account.is_active or account.deactivated_at is not None:
        raise PeopleError(_("This account has no invitation to answer."))
    return account


def _send(actor: Actor, account: Account, purpose: LinkPurpose) -> None:
    jobs.queue_link(links.make(account, purpose, by_id=actor.account_id))
