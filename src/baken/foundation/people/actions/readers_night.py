"""What happens to requests and readers by itself, every night.

Nothing of somebody who asked is kept longer than it is needed: an unconfirmed request for as
long as its link works, a decided one for a week, a request that nobody looked at for sixty days,
a reader whose year ended for ninety.
"""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import Role
from baken.foundation.notices.actions import forget_subject
from baken.foundation.people import jobs, links
from baken.foundation.people.events import note, note_request
from baken.foundation.people.links import LIFETIME
from baken.foundation.people.models import (
    Account,
    AccountSession,
    LinkPurpose,
    Membership,
    OneTimeLink,
    ReaderRequest,
    Refusal,
    RequestState,
)

from . import tokens
from .readers import DOOR, was_shown_out

UNCONFIRMED_KEPT = LIFETIME[LinkPurpose.CONFIRM]
WAITING_KEPT = dt.timedelta(days=60)
DECIDED_KEPT = dt.timedelta(days=7)
FORMER_KEPT = dt.timedelta(days=90)
ASKED_BEFORE = dt.timedelta(days=30)
"""How long before the end of the year a reader is asked, and, without an answer, once more."""
ASKED_AGAIN_AFTER = dt.timedelta(days=22)


@transaction.atomic
def run(now: dt.datetime | None = None) -> dict[str, int]:
    """Do all of it as a part of the system; return how many of each."""
    now = now or timezone.now()
    with acting_as(DOOR):
        return {
            "late": _turn_away_late(now),
            "removed": _remove_requests(now),
            "asked": _ask_whether_they_go_on(now),
            "forgotten": _forget_former(now),
        }


def _turn_away_late(now: dt.datetime) -> int:
    """Tell who waited for two months that nobody looked; the row goes a week later."""
    waiting = ReaderRequest.objects.visible_to(DOOR).waiting()
    late = list(waiting.filter(confirmed_at__lt=now - WAITING_KEPT).select_for_update())
    for request in late:
        request.state, request.refusal, request.decided_at = (
            RequestState.REFUSED,
            Refusal.LATE,
            now,
        )
        request.save()
        jobs.queue_reader_refusal(request)
        forget_subject(subject=("reader-request", request.pk))
        note_request(DOOR, "reader.refused", request, refusal=Refusal.LATE.value)
    return len(late)


def _remove_requests(now: dt.datetime) -> int:
    requests = ReaderRequest.objects.visible_to(DOOR)
    old = requests.unconfirmed().filter(created_at__lt=now - UNCONFIRMED_KEPT)
    decided = requests.filter(decided_at__lt=now - DECIDED_KEPT)
    return sum(found.delete()[1].get("people.ReaderRequest", 0) for found in (old, decided))


def _only_readers() -> QuerySet[Account]:
    """Return accounts that are open and have been a reader and nothing else."""
    held = Membership.objects.filter(account=OuterRef("pk"))
    return Account.objects.filter(
        Exists(held.filter(role=Role.READER)),
        ~Exists(held.exclude(role=Role.READER)),
        deactivated_at__isnull=True,
    )


def _ask_whether_they_go_on(now: dt.datetime) -> int:
    """Mail readers whose year ends soon, twice at most."""
    today = timezone.localdate(now)
    held = Membership.objects.filter(account=OuterRef("pk"))
    soon = held.running(today).filter(ends_on__lte=today + ASKED_BEFORE)
    asked = OneTimeLink.objects.filter(
        account=OuterRef("pk"),
        purpose=LinkPurpose.RENEW,
        created_at__gt=now - ASKED_AGAIN_AFTER,
    )
    later = held.filter(ends_on__gt=today + ASKED_BEFORE)
    found = _only_readers().filter(Exists(soon), ~Exists(asked), ~Exists(later), is_active=True)
    readers = [account for account in found if not was_shown_out(account)]
    for account in readers:
        jobs.queue_link(links.make(account, LinkPurpose.RENEW))
    return len(readers)


def _forget_former(now: dt.datetime) -> int:
    """Take name and address off accounts of readers whose year ended long ago.

    The row stays, closed, for the ids in the register; the address is free to sign up anew.
    """
    before = timezone.localdate(now) - FORMER_KEPT
    later = Membership.objects.filter(account=OuterRef("pk")).exclude(ends_on__lt=before)
    former = list(_only_readers().filter(~Exists(later), is_demonstration=False))
    for account in former:
        account.name, account.email = "–", f"{account.pk}@verwijderd.invalid"
        account.is_active, account.deactivated_at = False, now
        account.set_unusable_password()
        account.save()
        AccountSession.objects.filter(account=account).delete()
        Authenticator.objects.filter(user=account).delete()
        OneTimeLink.objects.filter(account=account).delete()
        tokens.revoke_all(account)
        note(DOOR, "account.forgotten", account, fields=("name", "email"))
    return len(former)
