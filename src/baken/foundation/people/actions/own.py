"""What somebody does to their own account."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note, note_membership
from baken.foundation.people.models import Account, AccountSession, Membership

from .guards import own_id


@transaction.atomic
def rename(*, actor: Actor, name: str) -> None:
    """Change the name that colleagues see."""
    account = Account.objects.select_for_update().get(pk=own_id(actor))
    name = name.strip()
    if not name:
        raise PeopleError(_("Enter your name."), field="name")
    account.name = name
    account.save(update_fields=["name"])
    note(actor, "account.renamed", account, fields=("name",))


@transaction.atomic
def switch(*, actor: Actor, membership_id: UUID) -> Membership:
    """Return the own running membership to work under from now on, and note the switch.

    Raises ``Membership.DoesNotExist`` for one that is not one's own or does not run: to the
    asker it does not exist. The caller puts it in the session.
    """
    membership = (
        Membership.objects.running(timezone.localdate())
        .select_related("organisation")
        .get(account_id=own_id(actor), pk=membership_id)
    )
    note_membership(actor, "session.switched", membership)
    return membership


@transaction.atomic
def end_sessions(*, actor: Actor, digests: list[str]) -> int:
    """End some of one's own sessions by their digests; return how many there were."""
    own = AccountSession.objects.filter(account_id=own_id(actor), session_key__in=digests)
    count, _rows = own.delete()
    if count:
        account = Account.objects.get(pk=own_id(actor))
        note(actor, "session.ended", account, count=count)
    return count
