"""Tokens for programs: somebody makes them for themselves, and takes them back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.audit.register import Detail, record
from baken.foundation.people import jobs, tokens
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.models import Account, ApiToken, Membership, TokenScope
from baken.foundation.people.tokens import UsedToken

from .guards import locked, own_id

TERMS = (7, 30, 90)
"""For how many days a token may be made; the database refuses more than the last."""
MOST = 10
"""Working tokens of one account. More than that nobody keeps track of."""
KEPT = dt.timedelta(days=90)
"""How long somebody still sees a token that ended; the register keeps longer."""


@transaction.atomic
def make(
    *, actor: Actor, name: str, scope: TokenScope, days: int, second_factor: bool
) -> tuple[ApiToken, str]:
    """Make a token for the role the actor works in; return it with its secret, shown once.

    ``second_factor`` says whether this session showed one: what a token opens is not less
    than what a session opens. Raises ``PeopleError``, and ``PermissionDenied`` without a role
    and for a reader: no program reads the knowledge base.
    """
    if actor.membership_id is None or not actor.may(Permission.WORK_READ):
        raise PermissionDenied
    if not second_factor:
        raise PeopleError(_("Sign in with a second step first. Then you can make a token."))
    if not name.strip():
        raise PeopleError(_("Say what the token is for."), field="name")
    if days not in TERMS:
        raise PeopleError(_("Choose how long it works."), field="days")
    account = locked(Account.objects.get(pk=own_id(actor)))
    if ApiToken.objects.visible_to(actor).working().count() >= MOST:
        raise PeopleError(
            _("You have %(number)d working tokens. Revoke one that you no longer use.")
            % {"number": MOST}
        )
    secret = tokens.draw()
    now = timezone.now()
    token: ApiToken = ApiToken.objects.create(
        account=account,
        membership_id=actor.membership_id,
        name=name.strip(),
        digest=tokens.digest_of(secret),
        scope=scope,
        created_at=now,
        expires_at=now + dt.timedelta(days=days),
    )
    until = timezone.localdate(token.expires_at).isoformat()
    _note(actor, "token.made", token.membership, token.pk, scope=scope.value, until=until)
    jobs.queue_word(account, "token-made")
    return token, secret


@transaction.atomic
def revoke(*, actor: Actor, token_id: UUID) -> ApiToken:
    """Take one's own token back at once; one that ended already stays as it is.

    Raises ``ApiToken.DoesNotExist`` for a token of somebody else: to the asker there is none.
    """
    found = ApiToken.objects.visible_to(actor).select_related("membership")
    token: ApiToken = found.select_for_update(of=("self",)).get(pk=token_id)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        _note(actor, "token.revoked", token.membership, token.pk)
    return token


def revoke_all(account: Account) -> None:
    """End every token of an account, where all its sessions end; that event tells it."""
    ApiToken.objects.filter(account=account, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )


def note_use(*, actor: Actor, token: UsedToken, membership: Membership) -> None:
    """Write once a day that a program worked for this person. Each read is its own event."""
    _note(actor, "token.used", membership, token.id)


def forget_ended() -> int:
    """Delete tokens that ended long ago; return how many. Runs at night as the system."""
    before = timezone.now() - KEPT
    ended = ApiToken.objects.filter(expires_at__lt=before) | ApiToken.objects.filter(
        revoked_at__lt=before
    )
    return ended.delete()[0]


def _note(
    actor: Actor, event: str, membership: Membership, token_id: UUID, **details: Detail
) -> None:
    record(
        actor=actor,
        event=event,
        organisation_id=membership.organisation_id,
        subject=("token", token_id),
        details=details,
    )
