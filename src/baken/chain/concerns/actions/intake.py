"""How a concern comes in: from the public check, or entered by a focal point.

Both are idempotent: the page makes one random token, and the same submission sent twice (a
double tap, a bad connection) gives one concern and the same receipt.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from baken.chain.concerns import deadlines, judging, receipts
from baken.chain.concerns.drafts import ConcernDraft, Receipt
from baken.chain.concerns.models import (
    Concern,
    ConcernContent,
    ConcernStatus,
    DueKind,
    EventKind,
    HandOver,
    HandOverReason,
    ReporterChannel,
)
from baken.chain.concerns.steps import (
    add_event,
    audit,
    child_of,
    demand,
    moment,
    sealed,
    tell_holder,
)
from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.vault import keys

T = TypeVar("T")

ATTEMPTS = 5
"""A random reference is taken about once in 80,000 concerns when a million are stored."""


class AlreadyStored(Exception):
    """This very submission was stored before."""


def insert_once(insert: Callable[[], T]) -> T:
    """Run ``insert`` in a savepoint, again with a new reference when that one was taken.

    Raises ``AlreadyStored`` when the database knows the submission.
    """
    for _attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return insert()
        except IntegrityError as error:
            violated = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
            if "submission_key" in violated:
                raise AlreadyStored from error
            if "reference" not in violated:
                raise
    raise RuntimeError("no free reference was found")


@action
def receive_from_public(
    *, actor: Actor, draft: ConcernDraft, token: str, at: dt.datetime | None = None
) -> Receipt:
    """Store what the public check sends to one municipality and return the receipt.

    ``actor`` is ``Actor.intake(organisation_id)``; it adds and reads nothing. The same token
    with the same draft returns the same receipt and stores nothing. Raises ``ConcernError``
    for a draft that cannot be stored.
    """
    if actor.kind != ActorKind.INTAKE or actor.organisation_id is None:
        raise PermissionDenied
    at = moment(at)
    judging.concern(draft)
    submission = receipts.submission_key(token, draft)
    secret = receipts.secret_of(submission)
    try:
        concern = insert_once(lambda: _store(actor, draft, at=at, submission=submission))
    except AlreadyStored:
        return Receipt(_reference_of(submission), secret)
    open_way_back(concern, secret, at=at)
    add_event(concern, EventKind.RECEIVED, actor=actor, at=at, shown_to_reporter=True)
    arrival = {"channel": concern.channel, "reference": concern.reference}
    audit(concern, "concern.received", actor=actor, **arrival)
    tell_holder(concern, "concern.received", on=concern.next_due_on)
    return Receipt(concern.reference, secret)


@action
def register(
    *,
    actor: Actor,
    draft: ConcernDraft,
    token: str,
    with_channel: bool = False,
    take_it: bool = True,
    at: dt.datetime | None = None,
) -> tuple[Concern, Receipt | None]:
    """Enter a concern that reached a focal point in person, by phone, by mail or from a partner.

    ``with_channel`` makes a receipt with a secret for the reporter, to read out or hand over;
    ``take_it`` makes the actor its holder at once. The same submission sent twice returns the
    concern that was stored. Raises ``PermissionDenied`` or ``ConcernError``.
    """
    demand(actor, Permission.CONCERN_CREATE)
    at = moment(at)
    judging.concern(draft)
    submission = receipts.submission_key(token, draft)
    secret = receipts.secret_of(submission)
    try:
        concern = insert_once(
            lambda: _store(actor, draft, at=at, submission=submission, take_it=take_it)
        )
    except AlreadyStored:
        concern = Concern.objects.visible_to(actor).get(submission_key=submission)
        return concern, Receipt(concern.reference, secret) if with_channel else None
    if with_channel:
        open_way_back(concern, secret, at=at)
    add_event(concern, EventKind.RECEIVED, actor=actor, at=at, shown_to_reporter=True)
    arrival = {"channel": concern.channel, "reference": concern.reference}
    audit(concern, "concern.registered", actor=actor, **arrival)
    if take_it:
        # A moment later, so that the time line shows it second.
        _record_first_holder(concern, actor, at + dt.timedelta(microseconds=1))
    else:
        tell_holder(concern, "concern.received", on=concern.next_due_on)
    return concern, Receipt(concern.reference, secret) if with_channel else None


def open_way_back(concern: Concern, secret: str, *, at: dt.datetime) -> ReporterChannel:
    """Let the reporter come back with the concern's reference and this secret."""
    channel: ReporterChannel = ReporterChannel.objects.create(
        concern=concern,
        organisation_id=concern.organisation_id,
        reporter_key=receipts.reporter_key(concern.reference, secret),
        created_at=at,
        expires_at=deadlines.channel_expires(at),
    )
    return channel


def _store(
    actor: Actor, draft: ConcernDraft, *, at: dt.datetime, submission: bytes, take_it: bool = False
) -> Concern:
    organisation_id = actor.organisation_id
    assert organisation_id is not None, "intake and focal points act for an organisation"
    concern = _outline(organisation_id, draft, at)
    concern.submission_key = submission
    kind = DueKind.FIRST_LOOK
    if take_it:
        concern.status = ConcernStatus.IN_ASSESSMENT
        concern.holder_id = actor.membership_id
        kind = DueKind.ASSESSMENT
    deadlines.set_due(concern, deadlines.due(kind, at, critical=concern.critical))
    concern.data_key = keys.new_key(organisation_id=organisation_id)
    concern.save(force_insert=True)
    _store_content(concern, draft)
    return concern


def _outline(organisation_id: UUID, draft: ConcernDraft, at: dt.datetime) -> Concern:
    return Concern(
        reference=receipts.new_reference(receipts.CONCERN_PREFIX),
        organisation_id=organisation_id,
        channel=draft.channel,
        forms=judging.forms(draft.forms),
        minor=draft.minor,
        subject=draft.subject,
        critical=draft.critical,
        reporter_function=draft.reporter_function,
        anonymous=draft.anonymous,
        received_at=at,
        route_version=draft.route_version[:40],
    )


def _store_content(concern: Concern, draft: ConcernDraft) -> None:
    def as_json(value: object) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""

    content = ConcernContent(**child_of(concern))
    sealed(
        content,
        story=draft.story.strip(),
        answers=as_json(draft.answers),
        reporter=as_json(draft.reporter and asdict(draft.reporter)),
        location=as_json(draft.location and asdict(draft.location)),
    )
    content.save(force_insert=True)


def _record_first_holder(concern: Concern, actor: Actor, at: dt.datetime) -> None:
    HandOver.objects.create(
        concern=concern,
        organisation_id=concern.organisation_id,
        to_holder_id=actor.membership_id,
        reason=HandOverReason.TAKEN,
        by_membership_id=actor.membership_id,
        at=at,
    )
    add_event(
        concern,
        EventKind.TAKEN,
        actor=actor,
        at=at,
        came_from=ConcernStatus.RECEIVED,
        shown_to_reporter=True,
    )


def _reference_of(submission: bytes) -> str:
    """Return the reference under which this very submission was stored.

    The intake reads no table; the database's function answers only who holds the 256 bits
    that were made from the page's token and the whole draft.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT concerns_reference_of(%s)", [submission])
        row = cursor.fetchone()
    assert row is not None, "a function returns a row"
    return str(row[0])
