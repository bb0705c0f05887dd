"""A person's dates for their own calendar program, under an address with a secret.

Each room adds its dates with ``register_feed(name, dates)`` in ``AppConfig.ready``; ``dates``
gets an actor and returns items from its own ``visible_to``, so a calendar can hold nothing that
its owner may not see. The actor is the owner under one role, with the permissions in ``SEES``
and no others: somebody who finds the address learns where and when, and can do nothing.

The secret stands in the path, since a calendar program can send nothing else. It has 256 random
bits and is looked up by its SHA-256: how long a look-up takes tells nothing about a secret.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Account
from baken.foundation.people.sessions import actor_of, may_sign_in, running_memberships
from baken.network.letters.actions import page_address

from . import paths
from .icalendar_files import Item, Party, subscription
from .models import AgendaItem, CalendarFeed, Meeting, MeetingState

SEES = frozenset({Permission.BODY_READ, Permission.LEARNING_READ, Permission.LENDING_REQUEST})
"""What a calendar may look up for its owner, within what the role may."""
PAST = dt.timedelta(days=180)
"""How long a date stays in the calendar after it was."""
LIMIT = 30
"""Requests of one calendar in one minute; a program asks once an hour."""

Dates = Callable[[Actor, dt.datetime], Iterable[Item]]
_feeds: dict[str, Dates] = {}


def register_feed(name: str, dates: Dates) -> None:
    """Add a room's dates to the calendars. Call it from ``AppConfig.ready``.

    ``dates(actor, since)`` returns items that end after ``since``, by the room's own
    ``visible_to(actor)``; it runs inside ``acting_as(actor)``.
    """
    if _feeds.get(name, dates) is not dates:
        raise ValueError(f"feed {name!r} is registered twice")
    _feeds[name] = dates


@dataclass(frozen=True)
class Used:
    """Whose calendar was asked for, and whether that happens too often."""

    account: Account
    is_over_limit: bool


def digest_of(secret: str) -> bytes:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


@transaction.atomic
def renew(*, actor: Actor) -> str:
    """Give the actor's calendar a new address and return its secret, which nobody sees again.

    An earlier address stops at once. Raises ``PermissionDenied`` for who takes no part.
    """
    if actor.account_id is None or not actor.may(Permission.BODY_READ):
        raise PermissionDenied
    secret = secrets.token_urlsafe(32)
    fresh = {
        "digest": digest_of(secret),
        "seal": Account.objects.get(pk=actor.account_id).get_session_auth_hash(),
        "made_at": timezone.now(),
        "last_used_at": None,
        "window_at": None,
        "window_count": 0,
    }
    CalendarFeed.objects.visible_to(actor).update_or_create(
        account_id=actor.account_id, defaults=fresh
    )
    return secret


@transaction.atomic
def revoke(*, actor: Actor) -> bool:
    """Take the address of the actor's calendar back; say whether there was one."""
    own = CalendarFeed.objects.visible_to(actor).filter(account_id=actor.account_id)
    gone: int = own.delete()[0]
    return gone > 0


def feed_of(actor: Actor) -> CalendarFeed | None:
    """Return the actor's own feed, without its secret, or None; also for one that has ended."""
    own = CalendarFeed.objects.visible_to(actor).select_related("account")
    found: CalendarFeed | None = own.filter(account_id=actor.account_id).first()
    return found if found is not None and _fits(found.seal, found.account) else None


def use(secret: str) -> Used | None:
    """Return whose calendar a secret opens, counted, or None for a secret that opens nothing.

    As every session does, an address ends when the password changes or the second step is reset.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account_id, requests, seal FROM meetings_use_feed(%s, %s)",
            [digest_of(secret), timezone.now()],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    account_id, requests, seal = row
    account: Account = Account.objects.get(pk=account_id)
    if not _fits(seal, account):
        return None
    return Used(account, requests > LIMIT)


def _fits(seal: str, account: Account) -> bool:
    """Say whether the address was made under the password that the account has now."""
    fitting = (account.get_session_auth_hash(), *account.get_session_auth_fallback_hash())
    return any(constant_time_compare(seal, one) for one in fitting)


def calendar_of(account: Account) -> bytes:
    """Return the calendar of an account as a file.

    Of who left, or has no role today, it is empty: their program then drops what it had, where
    an error would leave it standing. A constant number of queries per role and room.
    """
    items: dict[str, Item] = {}
    since = timezone.now() - PAST
    for membership in running_memberships(account) if may_sign_in(account) else []:
        whole = actor_of(membership)
        actor = replace(whole, permissions=whole.permissions & SEES)
        with acting_as(actor):
            for dates in _feeds.values():
                items |= {item.uid: item for item in dates(actor, since)}
    name = _("Baken: %(name)s") % {"name": account.name}
    return subscription(name, sorted(items.values(), key=lambda item: (item.changed_at, item.uid)))


def meeting_dates(actor: Actor, since: dt.datetime) -> list[Item]:
    """Return the meetings of the actor's bodies. Two queries.

    Cancelled ones are left out and so disappear: some programs show them as if they went on.
    """
    agenda = Prefetch(
        "items",
        queryset=AgendaItem.objects.visible_to(actor).on_the_agenda(),
        to_attr="agenda",
    )
    found = Meeting.objects.visible_to(actor).standing().filter(ends_at__gte=since)
    return [
        item_of(meeting, [point.title for point in meeting.agenda])
        for meeting in found.select_related("body").prefetch_related(agenda)
    ]


def item_of(
    meeting: Meeting,
    agenda: Iterable[str] = (),
    *,
    organiser: Party | None = None,
    attendees: tuple[Party, ...] = (),
) -> Item:
    """Return a meeting as it stands in a calendar; without people, unless they are given."""
    return Item(
        uid=meeting.uid,
        title=meeting.body.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at,
        sequence=meeting.sequence,
        place=meeting.place,
        online_url=meeting.online_link,
        page_url=page_address(paths.meeting(meeting.pk)),
        agenda=tuple(agenda),
        organiser=organiser,
        attendees=attendees,
        is_cancelled=meeting.is_cancelled,
        is_tentative=meeting.state == MeetingState.PLANNED,
    )
