"""My work: what waits for this person, what is late on top."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission

from .access import owns, receives
from .models import (
    Assessment,
    Concern,
    FeedbackDirection,
    FeedbackMessage,
    MessageSide,
    Referral,
    ReferralMessage,
)
from .models.referral import WAITING

LIMIT = 50
"""More than this is not "my work" but a list; the list is one click away."""


@dataclass(frozen=True)
class WorkItem:
    """One concern or referral, why it is here, and whether it is late."""

    record: Any
    due_on: dt.date | None
    overdue: bool
    unread_answer: bool = False
    unread_message: bool = False
    unread_reply: bool = False

    @property
    def unread(self) -> bool:
        """True when somebody answered and nobody read it yet."""
        return self.unread_answer or self.unread_message or self.unread_reply


@dataclass(frozen=True)
class MyWork:
    """Sections of the page; each is empty for roles it does not concern."""

    mine: list[WorkItem] = field(default_factory=list)
    queue: list[WorkItem] = field(default_factory=list)
    to_weigh: list[WorkItem] = field(default_factory=list)
    received: list[WorkItem] = field(default_factory=list)

    @property
    def overdue(self) -> int:
        """Return how many items are late, over all sections."""
        every = [*self.mine, *self.queue, *self.to_weigh, *self.received]
        return sum(item.overdue for item in every)

    @property
    def is_empty(self) -> bool:
        """True when nothing waits."""
        return not (self.mine or self.queue or self.to_weigh or self.received)


def my_work(actor: Actor) -> MyWork:
    """Return what waits for the actor: overdue first, then unread answers, then by deadline.

    One query per section that concerns the actor's role, at most four. O(LIMIT) rows by
    partial indexes on open work; a long queue takes no place from what is one's own.
    """
    is_owner = owns(actor)
    return MyWork(
        mine=_concerns(actor, Q(holder_id=actor.membership_id)) if is_owner else [],
        queue=_concerns(actor, Q(holder__isnull=True)) if is_owner else [],
        to_weigh=_assessments(actor) if actor.may(Permission.CONCERN_ASSESS) else [],
        received=_referrals(actor) if receives(actor) else [],
    )


def _concerns(actor: Actor, held: Q) -> list[WorkItem]:
    today = timezone.localdate()
    answers = Referral.objects.visible_to(actor).filter(
        concern_id=OuterRef("pk"), answered_at__isnull=False, answer_read_at__isnull=True
    )
    messages = ReferralMessage.objects.visible_to(actor).filter(
        concern_id=OuterRef("pk"), side=MessageSide.RECEIVER, read_at__isnull=True
    )
    replies = FeedbackMessage.objects.visible_to(actor).filter(
        concern_id=OuterRef("pk"),
        direction=FeedbackDirection.FROM_REPORTER,
        read_at__isnull=True,
    )
    rows = (
        Concern.objects.visible_to(actor)
        .still_open()
        .filter(held)
        .annotate(
            unread_answer=Exists(answers),
            unread_message=Exists(messages),
            unread_reply=Exists(replies),
        )
        .order_by("next_due_on", "id")[:LIMIT]
    )
    return _sorted(
        WorkItem(
            record=concern,
            due_on=concern.next_due_on,
            overdue=concern.is_overdue(today),
            unread_answer=concern.unread_answer,
            unread_message=concern.unread_message,
            unread_reply=concern.unread_reply,
        )
        for concern in rows
    )


def _assessments(actor: Actor) -> list[WorkItem]:
    today = timezone.localdate()
    rows = (
        Assessment.objects.visible_to(actor)
        .filter(assessor_id=actor.membership_id, given_at__isnull=True)
        .select_related("concern", "requested_by__account")
        .order_by("due_on", "id")[:LIMIT]
    )
    return [WorkItem(row, row.due_on, overdue=row.due_on < today) for row in rows]


def _referrals(actor: Actor) -> list[WorkItem]:
    today = timezone.localdate()
    messages = ReferralMessage.objects.visible_to(actor).filter(
        referral_id=OuterRef("pk"), side=MessageSide.SENDER, read_at__isnull=True
    )
    rows = (
        Referral.objects.visible_to(actor)
        .received_by(actor)
        .filter(WAITING)
        .select_related("organisation")
        .annotate(unread_message=Exists(messages))
        .order_by("due_on", "id")[:LIMIT]
    )
    return _sorted(
        WorkItem(
            record=referral,
            due_on=referral.due_on,
            overdue=referral.is_overdue(today),
            unread_message=referral.unread_message,
        )
        for referral in rows
    )


def _sorted(items: Any) -> list[WorkItem]:
    return sorted(
        items,
        key=lambda item: (not item.overdue, not item.unread, item.due_on or dt.date.max),
    )
