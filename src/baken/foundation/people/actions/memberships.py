"""Giving a role and prolonging it; endings have a module of their own."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import ONE_STEP_ROLES, Role, needs_second_factor
from baken.foundation.notices.actions import notify
from baken.foundation.people import jobs, links
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note, note_membership
from baken.foundation.people.fitting import Draft
from baken.foundation.people.models import Account, AccountSession, LinkPurpose, Membership
from baken.foundation.people.queries import roles_with

from . import tokens
from .guards import locked, require_other

WATCHERS = (
    Permission.CONCERN_READ,
    Permission.REFERRAL_READ,
    Permission.AUDIT_READ,
    Permission.ACCOUNT_MANAGE,
)
"""Who hears of a new role in their organisation: those whose work it may open, or who watch."""


@transaction.atomic
def give(*, actor: Actor, account: Account, draft: Draft) -> Membership:
    """Give an account a role for a period; raises ``PeopleError`` when it does not fit.

    The same role twice in one period is refused, so that every action has one membership.
    """
    require_other(actor, account)
    draft.check()
    account = locked(account)
    _refuse_overlap(account, draft)
    membership = Membership.objects.create(
        account=account,
        organisation=draft.organisation,
        role=draft.role,
        domain=draft.domain,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )
    note_membership(
        actor,
        "membership.given",
        membership,
        role=draft.role.value,
        domain=draft.domain.value,
        starts_on=_day(draft.starts_on),
        ends_on=_day(draft.ends_on),
    )
    if draft.role != Role.READER:
        _end_reading(actor, account, draft)
        _start_again(actor, account, membership)
        _tell_colleagues(membership, actor)
    return membership


def _end_reading(actor: Actor, account: Account, draft: Draft) -> None:
    """End the role of reader where another begins: that opens the knowledge base too.

    So somebody who signed up and is invited later keeps one account, with one role.
    """
    reading = account.memberships.filter(role=Role.READER)
    for membership in reading.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=draft.starts_on)):
        last = max(draft.starts_on, membership.starts_on) - dt.timedelta(days=1)
        membership.ends_on = last
        membership.save(update_fields=["ends_on"])
        note_membership(actor, "membership.ended", membership, ends_on=last.isoformat())


def _start_again(actor: Actor, account: Account, given: Membership) -> None:
    """Let who signed in with a password alone choose a new one before a stricter role.

    Until now the password opened little; whoever learned it could set up a second step of
    their own, also long ago, and with that the new role. So a second step goes too, and a link
    to the mail box comes first, as for a reset.
    """
    before = account.memberships.exclude(pk=given.pk).values_list("role", flat=True)
    was_weak = account.is_active and not account.is_demonstration
    was_weak = was_weak and bool(before) and set(before) <= ONE_STEP_ROLES
    if not (was_weak and needs_second_factor(given.role)):
        return
    Authenticator.objects.filter(user=account).delete()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    AccountSession.objects.filter(account=account).delete()
    tokens.revoke_all(account)
    jobs.queue_link(links.make(account, LinkPurpose.RISE, by_id=actor.account_id))
    note(actor, "account.must-start-again", account)


def _tell_colleagues(membership: Membership, actor: Actor) -> None:
    """Put a new role before the people of that organisation: an administrator cannot hide one.

    An administrator reads no concern, but could invite an accomplice who does. Colleagues know
    who works with them; the register alone would wait until somebody looks.
    """
    roles = {role for permission in WATCHERS for role in roles_with(permission)}
    watchers = (
        Membership.objects.running(timezone.localdate())
        .filter(organisation=membership.organisation_id, role__in=roles, account__is_active=True)
        .exclude(account__in=[membership.account_id, *filter(None, [actor.account_id])])
    )
    ids = list(watchers.values_list("pk", flat=True))
    if ids:
        notify(
            kind="membership.given",
            subject=("membership", membership.pk),
            path=reverse("people:colleagues"),
            membership_ids=ids,
        )


@transaction.atomic
def prolong(*, actor: Actor, membership: Membership, ends_on: dt.date | None) -> None:
    """Move the last day of a running membership to later, or take it away (None).

    An ended membership stays ended: give the role anew, so that the register shows the gap.
    """
    require_other(actor, membership.account)
    locked(membership.account)
    membership.refresh_from_db()
    if membership.ends_on is None or membership.ends_on < timezone.localdate():
        raise PeopleError(_("Only a role with a last day that is still to come can be prolonged."))
    if ends_on is not None and ends_on <= membership.ends_on:
        raise PeopleError(_("Choose a later last day, or end the role."), field="ends_on")
    membership.ends_on, membership.successor = ends_on, None
    membership.save(update_fields=["ends_on", "successor"])
    note_membership(actor, "membership.changed", membership, ends_on=_day(ends_on))


def _refuse_overlap(account: Account, draft: Draft) -> None:
    same = account.memberships.filter(
        organisation=draft.organisation, role=draft.role, domain=draft.domain
    ).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=draft.starts_on))
    if draft.ends_on is not None:
        same = same.filter(starts_on__lte=draft.ends_on)
    if same.exists():
        raise PeopleError(_("This person has this role there in this period already."))


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
