"""Writing the hand-over document, giving it, taking it back, and forgetting it in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.roles import Role
from baken.foundation.notices.actions import notify
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import colleagues
from baken.network.onboarding import handing_over
from baken.network.onboarding.errors import EditConflict, OnboardingRefused
from baken.network.onboarding.models import Handover
from baken.network.onboarding.path import own_membership
from baken.web.documents.tree import to_data

from .base import SYSTEM, walker

DRAFT_KEPT = dt.timedelta(days=30)
"""How long a document that was not given is kept after its author left: an end may be put off."""


@dataclass(frozen=True)
class HandoverDraft:
    """What the leaving focal point writes herself; ``successor_id`` None is not known yet."""

    contacts: str = ""
    habits: str = ""
    remarks: str = ""
    successor_id: UUID | None = None


def successors_of(author: Membership) -> list[Membership]:
    """Return who can be the successor: other focal points of the municipality. One query."""
    return [
        one
        for one in colleagues(author.organisation_id)
        if one.role == Role.FOCAL_POINT and one.account_id != author.account_id
    ]


@action
def write(*, actor: Actor, draft: HandoverDraft, version: int) -> Handover:
    """Store what she wrote; the first time this makes the document. ``version`` 0 is new.

    Raises:
        EditConflict: when it was saved in another window.
        OnboardingRefused: for a successor of another municipality or another role.
    """
    author_id = walker(actor)
    author = own_membership(actor)
    if draft.successor_id is not None and draft.successor_id not in {
        one.pk for one in successors_of(author)
    }:
        raise OnboardingRefused(_("Choose a focal point of your own municipality."), "successor")
    handover = _own(actor, author_id)
    if handover is None:
        handover = Handover(author=author, organisation_id=author.organisation_id, version=0)
    if handover.version != version:
        raise EditConflict(_("This was saved in another window in the meantime."))
    handover.contacts, handover.habits = draft.contacts, draft.habits
    handover.remarks, handover.successor_id = draft.remarks, draft.successor_id
    handover.changed_at = timezone.now()
    handover.version += 1
    if handover.given_at is not None:
        _fix_content(actor, author, handover)
    handover.save()
    return handover


@action
def give(*, actor: Actor) -> Handover:
    """Let the successor read it, with what is open now; given again it is renewed.

    Raises ``Http404`` when nothing was written yet.
    """
    handover = _own(actor, walker(actor))
    if handover is None:
        raise Http404
    handover.given_at = timezone.now()
    handover.kept_until = handing_over.kept_until(timezone.localdate())
    _fix_content(actor, own_membership(actor), handover)
    handover.version += 1
    handover.save()
    if handover.successor_id is not None:
        _tell(handover)
    return handover


@action
def take_back(*, actor: Actor) -> None:
    """Take the document away from the successor; what she wrote stays hers."""
    handover = _own(actor, walker(actor))
    if handover is None:
        raise Http404
    handover.given_at, handover.kept_until, handover.content = None, None, []
    handover.version += 1
    handover.save(update_fields=["given_at", "kept_until", "content", "version"])


@action
def delete(*, actor: Actor) -> None:
    """Delete the document altogether."""
    handover = _own(actor, walker(actor))
    if handover is None:
        raise Http404
    handover.delete()


def forget_old(today: dt.date) -> int:
    """Delete documents whose term is over; return how many. Runs as the system.

    One that was never given goes with who wrote it: nobody is left who may read it.
    """
    over = Q(kept_until__lt=today)
    left = Q(given_at__isnull=True, author__ends_on__lt=today - DRAFT_KEPT)
    count: int = Handover.objects.visible_to(SYSTEM).filter(over | left).delete()[0]
    return count


def find_successors(today: dt.date) -> int:
    """Give documents that wait to the successor who came since; return how many.

    Only where there is no doubt: the author has left, and exactly one focal point of the same
    municipality and domain began after the document was given. Runs as the system.
    """
    waiting = Handover.objects.visible_to(SYSTEM).filter(
        successor__isnull=True, given_at__isnull=False, author__ends_on__lt=today
    )
    found = 0
    for handover in waiting.select_related("author"):
        author = handover.author
        new = Membership.objects.running(today).filter(
            organisation_id=handover.organisation_id,
            role=Role.FOCAL_POINT,
            domain=author.domain,
            starts_on__gte=timezone.localdate(handover.given_at),
            account__is_active=True,
        )
        candidates = list(new.exclude(account_id=author.account_id)[:2])
        if len(candidates) == 1:
            handover.successor = candidates[0]
            handover.save(update_fields=["successor"])
            _tell(handover)
            found += 1
    return found


def _own(actor: Actor, author_id: UUID) -> Handover | None:
    own = Handover.objects.visible_to(actor).filter(author_id=author_id)
    found: Handover | None = own.select_for_update().first()
    return found


def _fix_content(actor: Actor, author: Membership, handover: Handover) -> None:
    """Keep what is open at this moment: the successor reads what was true then."""
    handover.content = to_data(handing_over.blocks_now(actor, author, handover))


def _tell(handover: Handover) -> None:
    assert handover.successor_id is not None
    notify(
        kind="onboarding.handover",
        subject=("handover-document", handover.pk),
        path=reverse("onboarding:handover-page", kwargs={"handover_id": handover.pk}),
        membership_ids=[handover.successor_id],
    )
