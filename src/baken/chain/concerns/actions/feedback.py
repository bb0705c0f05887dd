"""Feedback to the reporter: always, also when nothing can be told; and one answer back."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.chain.concerns import codes, deadlines, judging, receipts
from baken.chain.concerns.drafts import Receipt
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    Concern,
    ConcernStatus,
    DueKind,
    EventKind,
    FeedbackDirection,
    FeedbackMeans,
    FeedbackMessage,
    ReporterChannel,
)
from baken.chain.concerns.steps import (
    SYSTEM,
    add_event,
    audit,
    child_of,
    demand,
    locked_concern,
    moment,
    person,
    save_step,
    sealed,
    tell_holder,
)
from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.lock import acting_as, action
from baken.foundation.access.permissions import Permission

from .intake import open_way_back

MAXIMUM_REPLY = 2_000


@action
def open_channel(*, actor: Actor, concern_id: UUID, at: dt.datetime | None = None) -> Receipt:
    """Make a channel for a reporter who has none, or a new secret for one who lost it.

    The old secret stops working. The secret is in the receipt and nowhere else.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    secret = receipts.new_secret()
    old = ReporterChannel.objects.visible_to(actor).filter(concern=concern).first()
    if old is None:
        open_way_back(concern, secret, at=at)
    else:
        old.reporter_key = receipts.reporter_key(concern.reference, secret)
        old.expires_at = deadlines.channel_expires(at)
        old.save(update_fields=["reporter_key", "expires_at"])
    audit(concern, "concern.channel-opened", actor=actor)
    return Receipt(concern.reference, secret)


@action
def give_feedback(
    *,
    actor: Actor,
    concern_id: UUID,
    means: FeedbackMeans,
    standard: str = "",
    text: str = "",
    at: dt.datetime | None = None,
) -> FeedbackMessage:
    """Tell the reporter something: a set text, own words, or both.

    ``means`` other than the channel records what was said by phone, mail or in person. A set
    text that only confirms receipt does not count as feedback. Raises ``ConcernError`` when
    nothing is said, or the channel is chosen and there is none.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    if not concern.is_open:
        raise ConcernError(_("This concern is closed. Reopen it first."))
    means = FeedbackMeans(means)
    counts = _judge_feedback(concern, actor, means, standard)
    message = FeedbackMessage(
        **child_of(concern),
        direction=FeedbackDirection.TO_REPORTER,
        means=means,
        standard=standard,
        written_by_id=person(actor),
        written_at=at,
    )
    sealed(message, text=judging.text(text, field="text", required=not standard))
    message.save(force_insert=True)
    if counts:
        _note_feedback(concern, at)
    add_event(concern, EventKind.FEEDBACK_GIVEN, actor=actor, at=at, shown_to_reporter=True)
    audit(concern, "concern.feedback-given", actor=actor, means=means.value, standard=standard)
    return message


def _judge_feedback(concern: Concern, actor: Actor, means: FeedbackMeans, standard: str) -> bool:
    """Return whether this counts as feedback; raise for an unknown text or a missing channel."""
    texts = codes.standard_feedback()
    if standard:
        codes.require(standard, texts, field="standard")
    if means == FeedbackMeans.CHANNEL:
        channels = ReporterChannel.objects.visible_to(actor).filter(concern=concern)
        if not channels.exists():
            raise ConcernError(_("This reporter has no reference and secret."), field="means")
    return all(text.counts for text in texts if text.slug == standard)


def _note_feedback(concern: Concern, at: dt.datetime) -> None:
    concern.feedback_given_at = at
    if concern.status == ConcernStatus.ANSWERED or concern.due_kind == DueKind.FEEDBACK:
        deadlines.set_due(concern, deadlines.due_after_work(concern, at))
    save_step(concern, "feedback_given_at")


@action
def reporter_reply(*, actor: Actor, text: str, at: dt.datetime | None = None) -> FeedbackMessage:
    """Store the one answer of a reporter who showed reference and secret.

    Raises ``ReporterChannel.DoesNotExist`` when the channel is closed, ``ConcernError`` for a
    second answer or an empty one.
    """
    if actor.kind != ActorKind.REPORTER:
        raise PermissionDenied
    at = moment(at)
    channel = ReporterChannel.objects.visible_to(actor).get()
    text = judging.text(text, field="text", maximum=MAXIMUM_REPLY)
    with acting_as(SYSTEM):
        concern = locked_concern(SYSTEM, channel.concern_id)
    earlier = FeedbackMessage.objects.visible_to(actor).filter(
        direction=FeedbackDirection.FROM_REPORTER
    )
    if earlier.exists():
        raise ConcernError(_("You have answered already. You can always send a new concern."))
    message = FeedbackMessage(
        **child_of(concern),
        direction=FeedbackDirection.FROM_REPORTER,
        means=FeedbackMeans.CHANNEL,
        written_at=at,
    )
    sealed(message, text=text).save(force_insert=True)
    with acting_as(SYSTEM):
        add_event(concern, EventKind.REPORTER_REPLIED, actor=actor, at=at, shown_to_reporter=True)
    audit(concern, "concern.reporter-replied", actor=actor)
    tell_holder(concern, "concern.reporter-replied")
    return message


@action
def mark_reply_read(*, actor: Actor, concern_id: UUID, at: dt.datetime | None = None) -> None:
    """Mark the reporter's answer as read; doing it twice changes nothing."""
    demand(actor, Permission.CONCERN_READ)
    FeedbackMessage.objects.visible_to(actor).filter(
        concern_id=concern_id,
        direction=FeedbackDirection.FROM_REPORTER,
        read_at__isnull=True,
    ).update(read_at=moment(at))


@action
def mark_feedback_read(*, actor: Actor, at: dt.datetime | None = None) -> None:
    """Mark feedback as read by the reporter who opens the channel."""
    FeedbackMessage.objects.visible_to(actor).filter(
        direction=FeedbackDirection.TO_REPORTER, read_at__isnull=True
    ).update(read_at=moment(at))
