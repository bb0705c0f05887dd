"""Endings: a role that stops, an account that closes, and the work that must not be orphaned.

Open work goes to a successor with the same role in the same organisation. Only where there is
nobody else it goes to the organisation's unassigned queue, and the screen warns first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.people import handover
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note, note_membership
from baken.foundation.people.models import Account, AccountSession, Membership, OneTimeLink
from baken.foundation.people.queries import members_of

from . import tokens
from .guards import locked, require_other, require_other_administrator

_LOOKED_BACK = dt.timedelta(days=60)
"""How long after its end the nightly job still looks at a membership."""


@dataclass(frozen=True)
class Leaving:
    """What leaving a membership means: the open work, and who could take it over."""

    membership: Membership
    work: list[handover.OpenWork]
    successors: list[Membership]

    @property
    def needs_successor(self) -> bool:
        """True when work is open and somebody can take it over."""
        return bool(self.work and self.successors)

    @property
    def goes_to_queue(self) -> bool:
        """True when work is open and nobody is left to take it over."""
        return bool(self.work and not self.successors)


def leaving(membership: Membership) -> Leaving:
    """Return what stands in the way of ending a membership."""
    colleagues = members_of(membership.organisation_id, role=membership.role)
    others = list(colleagues.exclude(account=membership.account_id))
    return Leaving(membership, handover.open_work(membership.pk), others)


@transaction.atomic
def end_membership(
    *,
    actor: Actor,
    membership: Membership,
    ends_on: dt.date | None,
    reason: str,
    successor_id: UUID | None = None,
) -> int:
    """Set the last day of a membership and pass its open work on; return how much moved.

    ``ends_on`` None ends it at once (also one that has not begun). When the last day is still
    to come, the successor is remembered and the work moves in the night after it. Raises
    ``PeopleError`` when work is open, somebody could take it over, and nobody was named.
    """
    require_other(actor, membership.account)
    locked(membership.account)
    membership.refresh_from_db()
    today = timezone.localdate()
    ends_on = _last_day(membership, ends_on, today)
    if membership.role == Role.ADMINISTRATOR:
        require_other_administrator(membership.account)
    successor = _successor(leaving(membership), successor_id)
    membership.ends_on, membership.successor = ends_on, successor
    membership.save(update_fields=["ends_on", "successor"])
    note_membership(
        actor, "membership.ended", membership, reason=reason, ends_on=ends_on.isoformat()
    )
    if ends_on >= today:
        return 0
    return _pass_on(actor, membership, successor, reason)


@transaction.atomic
def deactivate(
    *,
    actor: Actor,
    account: Account,
    reason: str,
    successor_ids: Mapping[UUID, UUID | None],
) -> int:
    """Close an account at once, end its sessions and pass on all its work; return how much.

    ``successor_ids`` maps each membership with open work to who takes over. The memberships
    stay as they are, so that activating again restores them.
    """
    require_other(actor, account)
    account = locked(account)
    if not account.is_active:
        raise PeopleError(_("This account is not active."))
    running = list(account.memberships.running(timezone.localdate()))
    if any(membership.role == Role.ADMINISTRATOR for membership in running):
        require_other_administrator(account)
    moved = 0
    for membership in sorted(running, key=lambda one: one.organisation_id):
        successor = _successor(leaving(membership), successor_ids.get(membership.pk))
        moved += _pass_on(actor, membership, successor, reason)
    account.is_active, account.deactivated_at = False, timezone.now()
    account.save(update_fields=["is_active", "deactivated_at"])
    AccountSession.objects.filter(account=account).delete()
    tokens.revoke_all(account)
    OneTimeLink.objects.open().filter(account=account).update(withdrawn_at=timezone.now())
    note(actor, "account.deactivated", account, reason=reason)
    return moved


def hand_over_ended(*, actor: Actor) -> int:
    """Pass on what is still open under memberships that ended; return how much moved.

    Runs every night as the system: a last day that was set long ago, or a colleague who was
    named and has left as well, may not leave work behind.
    """
    moved = 0
    today = timezone.localdate()
    ended = Membership.objects.filter(ends_on__lt=today, ends_on__gte=today - _LOOKED_BACK)
    for membership in ended.select_related("successor__account", "organisation").order_by(
        "organisation_id", "pk"
    ):
        if not handover.open_work(membership.pk):
            continue
        successor = membership.successor
        able = leaving(membership).successors
        if successor not in able:
            successor = able[0] if len(able) == 1 else None
        moved += _pass_on(actor, membership, successor, "")
    return moved


def _last_day(membership: Membership, ends_on: dt.date | None, today: dt.date) -> dt.date:
    """Return the last day as it will be stored; raise ``PeopleError`` for one that cannot be."""
    if membership.ends_on is not None and membership.ends_on < today:
        raise PeopleError(_("This role has ended already."))
    if ends_on is None:
        # Yesterday, or for a role that began today or later the empty period before its start.
        return max(today, membership.starts_on) - dt.timedelta(days=1)
    if ends_on < max(today, membership.starts_on):
        raise PeopleError(_("The last day must be today or later."), field="ends_on")
    return ends_on


def _successor(plan: Leaving, successor_id: UUID | None) -> Membership | None:
    """Return the chosen successor; refuse to orphan work while somebody can take it over."""
    chosen = next((one for one in plan.successors if one.pk == successor_id), None)
    if successor_id is not None and chosen is None:
        raise PeopleError(_("Choose a colleague from the list."), field="successor")
    if chosen is None and plan.needs_successor:
        raise PeopleError(_("Work is open. Choose who takes it over."), field="successor")
    return chosen


def _pass_on(
    actor: Actor, membership: Membership, successor: Membership | None, reason: str
) -> int:
    moved = handover.transfer_work(
        actor=actor,
        from_membership_id=membership.pk,
        to_membership_id=successor.pk if successor else None,
        reason=reason,
    )
    if moved:
        note_membership(
            actor,
            "membership.handed-over",
            membership,
            reason=reason,
            to=str(successor.pk) if successor else "queue",
            count=moved,
        )
    return moved
