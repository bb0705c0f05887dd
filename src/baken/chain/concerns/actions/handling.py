"""Holding a concern: take it, hand it over, change its outline, close it, reopen it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.chain.concerns import codes, deadlines, judging
from baken.chain.concerns.drafts import DetailsDraft
from baken.chain.concerns.errors import (
    ConcernError,
    EditConflict,
    FeedbackMissing,
    ReferralsOpen,
)
from baken.chain.concerns.models import (
    Concern,
    ConcernStatus,
    DueKind,
    EventKind,
    HandOver,
    HandOverReason,
    Note,
    Referral,
    ReporterChannel,
)
from baken.chain.concerns.models.referral import WAITING
from baken.chain.concerns.steps import (
    add_event,
    audit,
    child_of,
    concern_path,
    demand,
    locked_concern,
    moment,
    move,
    person,
    save_step,
    sealed,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.people.queries import members_of
from baken.foundation.retention import terms

DETAILS = ("forms", "minor", "subject", "critical", "reporter_function")


@action
def take(*, actor: Actor, concern_id: UUID, at: dt.datetime | None = None) -> Concern:
    """Become the holder; a concern that was just received goes into assessment.

    Taking what one works on already changes nothing; what was handed over before anybody
    looked at it is taken by its new holder. Raises ``ConcernError`` when a colleague holds it:
    they hand it over. Raises ``PermissionDenied`` or ``Concern.DoesNotExist``.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    is_own = concern.holder_id == actor.membership_id
    if is_own and concern.status != ConcernStatus.RECEIVED:
        return concern
    _demand_open(concern)
    if concern.holder_id is not None and not is_own:
        raise ConcernError(_("A colleague holds this concern. Ask them to hand it over."))
    came_from = concern.status
    if concern.status == ConcernStatus.RECEIVED:
        move(concern, ConcernStatus.IN_ASSESSMENT)
        term = deadlines.due(DueKind.ASSESSMENT, at, critical=concern.critical)
        deadlines.set_due(concern, term)
    if not is_own:
        _set_holder(concern, actor.membership_id, reason=HandOverReason.TAKEN, actor=actor, at=at)
    save_step(concern, "holder")
    add_event(
        concern,
        EventKind.TAKEN,
        actor=actor,
        at=at,
        came_from=came_from,
        shown_to_reporter=came_from == ConcernStatus.RECEIVED,
    )
    audit(concern, "concern.taken", actor=actor)
    return concern


@action
def hand_over(
    *,
    actor: Actor,
    concern_id: UUID,
    to_membership_id: UUID | None,
    at: dt.datetime | None = None,
) -> Concern:
    """Give the concern to a colleague of the same organisation, or (None) back to the queue.

    Raises ``ConcernError`` for somebody who is not a focal point there today.
    """
    demand(actor, Permission.CONCERN_HAND_OVER)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    _demand_open(concern)
    if to_membership_id is not None:
        colleagues = members_of(concern.organisation_id, permission=Permission.CONCERN_ASSESS)
        if not colleagues.filter(pk=to_membership_id).exists():
            raise ConcernError(
                _("Choose a focal point of your own organisation."), field="to_membership"
            )
    _set_holder(concern, to_membership_id, reason=HandOverReason.HANDED_OVER, actor=actor, at=at)
    save_step(concern, "holder")
    add_event(concern, EventKind.HANDED_OVER, actor=actor, at=at)
    audit(concern, "concern.handed-over", actor=actor)
    _tell_new_holder(concern, actor)
    return concern


def transfer_holdings(
    *,
    actor: Actor,
    from_membership_id: UUID,
    to_membership_id: UUID | None,
    reason: str = "",
    at: dt.datetime | None = None,
) -> int:
    """Move all open concerns of somebody who leaves; None puts them in the queue.

    Called by the room of people (``register_holdings``) inside its transaction, for the
    database as a system actor: it moves work and reads nothing. ``actor`` is who decided.
    A second opinion asked of the leaver stays with the concern's holder, whose deadline runs:
    they ask somebody else. Returns how many concerns moved.
    """
    at = moment(at)
    system = Actor.system("hand-over")
    held = (
        Concern.objects.visible_to(system)
        .still_open()
        .filter(holder_id=from_membership_id)
        .select_for_update()
        .order_by("pk")
    )
    moved = 0
    for concern in held:
        _set_holder(
            concern, to_membership_id, reason=HandOverReason.HOLDER_LEFT, actor=actor, at=at
        )
        concern.save(update_fields=["holder"])
        add_event(concern, EventKind.HANDED_OVER, actor=actor, at=at)
        audit(concern, "concern.handed-over", actor=actor, reason=reason)
        moved += 1
    return moved


def count_holdings(membership_id: UUID) -> int:
    """Return how many open concerns somebody holds; a number, for the administrator."""
    system = Actor.system("hand-over")
    count: int = (
        Concern.objects.visible_to(system).still_open().filter(holder_id=membership_id).count()
    )
    return count


@action
def edit_details(
    *,
    actor: Actor,
    concern_id: UUID,
    version: int,
    draft: DetailsDraft,
    at: dt.datetime | None = None,
) -> Concern:
    """Change the outline (forms, minor, subject, critical, function of the reporter).

    ``version`` is the one the form was filled from. Raises ``EditConflict`` with both versions
    when a colleague was first, unless both say the same.
    """
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    _demand_open(concern)
    judging.function(draft.reporter_function, field="reporter_function")
    mine = {
        "forms": judging.forms(draft.forms),
        "minor": draft.minor,
        "subject": draft.subject,
        "critical": draft.critical,
        "reporter_function": draft.reporter_function,
    }
    theirs = {name: getattr(concern, name) for name in DETAILS}
    if mine == theirs:
        return concern
    if version != concern.version:
        raise EditConflict(mine=mine, theirs=theirs)
    changed = [name for name in DETAILS if mine[name] != theirs[name]]
    for name in changed:
        setattr(concern, name, mine[name])
    save_step(concern, *changed)
    add_event(concern, EventKind.EDITED, actor=actor, at=moment(at))
    audit(concern, "concern.edited", actor=actor, fields=changed)
    return concern


@action
def close(*, actor: Actor, concern_id: UUID, reason: str, at: dt.datetime | None = None) -> Concern:
    """Close with a reason of the region's list; the retention term of that reason starts.

    Before it is decided on only "direct" reasons hold. Raises ``ReferralsOpen`` while a
    partner still has something to do, ``FeedbackMissing`` while a reporter who can be reached
    has heard nothing, and ``StepNotAllowed``.
    """
    demand(actor, Permission.CONCERN_CLOSE)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    if Referral.objects.visible_to(actor).filter(WAITING, concern=concern).exists():
        raise ReferralsOpen
    came_from = concern.status
    move(concern, ConcernStatus.CLOSED)
    undecided = came_from in (ConcernStatus.RECEIVED, ConcernStatus.IN_ASSESSMENT)
    choices = codes.closing_reasons(direct_only=undecided)
    concern.closing_reason = codes.require(reason, choices, field="reason")
    if _owes_feedback(concern, actor):
        raise FeedbackMissing
    concern.closed_at = at
    concern.retention_due_on = terms.due_on("concern", reason, deadlines.local_day(at))
    deadlines.set_due(concern, None)
    save_step(concern, "closing_reason", "closed_at", "retention_due_on")
    add_event(
        concern, EventKind.CLOSED, actor=actor, at=at, came_from=came_from, shown_to_reporter=True
    )
    audit(concern, "concern.closed", actor=actor, closing_reason=concern.closing_reason)
    return concern


@action
def reopen(*, actor: Actor, concern_id: UUID, text: str, at: dt.datetime | None = None) -> Concern:
    """Take a closed concern up again, with the reason kept as a note.

    The reporter gets feedback anew before it closes again; the retention term stops.
    """
    demand(actor, Permission.CONCERN_CLOSE)
    concern = locked_concern(actor, concern_id)
    at = moment(at)
    came_from = concern.status
    if came_from != ConcernStatus.CLOSED:
        raise ConcernError(_("This concern is not closed."))
    why = judging.text(text, field="text")
    move(concern, ConcernStatus.IN_ASSESSMENT)
    concern.closed_at = None
    concern.closing_reason = ""
    concern.retention_due_on = None
    concern.feedback_given_at = None
    term = deadlines.due(DueKind.ASSESSMENT, at, critical=concern.critical)
    deadlines.set_due(concern, term)
    save_step(concern, "closed_at", "closing_reason", "retention_due_on", "feedback_given_at")
    if concern.holder_id != actor.membership_id:
        _set_holder(concern, actor.membership_id, reason=HandOverReason.TAKEN, actor=actor, at=at)
        concern.save(update_fields=["holder"])
    note = Note(**child_of(concern), entered_by_id=person(actor), entered_at=at)
    sealed(note, text=why).save(force_insert=True)
    add_event(concern, EventKind.REOPENED, actor=actor, at=at, came_from=came_from)
    audit(concern, "concern.reopened", actor=actor)
    return concern


def reporter_can_be_reached(concern: Concern, actor: Actor) -> bool:
    """Say whether feedback can be given: a known reporter, or an open channel back."""
    if not concern.anonymous:
        return True
    channels = ReporterChannel.objects.visible_to(actor).filter(concern=concern)
    still_open: bool = channels.filter(expires_at__gt=timezone.now()).exists()
    return still_open


def _owes_feedback(concern: Concern, actor: Actor) -> bool:
    if concern.feedback_given_at is not None:
        return False
    reasons = {reason.slug: reason.needs_feedback for reason in codes.closing_reasons()}
    return reasons[concern.closing_reason] and reporter_can_be_reached(concern, actor)


def _demand_open(concern: Concern) -> None:
    if not concern.is_open:
        raise ConcernError(_("This concern is closed. Reopen it first."))


def _set_holder(
    concern: Concern,
    membership_id: UUID | None,
    *,
    reason: HandOverReason,
    actor: Actor,
    at: dt.datetime,
) -> None:
    HandOver.objects.create(
        concern_id=concern.pk,
        organisation_id=concern.organisation_id,
        from_holder_id=concern.holder_id,
        to_holder_id=membership_id,
        reason=reason,
        by_membership_id=actor.membership_id,
        at=at,
    )
    concern.holder_id = membership_id


def _tell_new_holder(concern: Concern, actor: Actor) -> None:
    if concern.holder_id and concern.holder_id != actor.membership_id:
        notify(
            kind="concern.handed-over",
            subject=("concern", concern.pk),
            path=concern_path(concern.pk),
            membership_ids=[concern.holder_id],
        )
