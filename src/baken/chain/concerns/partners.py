"""Where the two sides of a referral meet: a partner's step carried over to the concern.

The partner sees no row of the concern. So the concern's status and deadline are moved by a
named part of the system, in the same transaction, under the same lock order (concern first,
then referral), so that two sides acting at once wait for each other instead of deadlocking.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import Organisation

from . import deadlines
from .models import Concern, ConcernStatus, EventKind, Outcome, Referral, ReferralStatus
from .steps import SYSTEM, add_event, locked_concern, locked_referral, move, save_step


def locked_pair(actor: Actor, referral_id: UUID) -> tuple[Concern, Referral]:
    """Return a visible referral and its concern, both locked, the concern first.

    The concern comes without content and is only moved, by ``after_answer``. Raises
    ``Referral.DoesNotExist`` when the referral is not visible to the actor.
    """
    concern_id = (
        Referral.objects.visible_to(actor).values_list("concern_id", flat=True).get(pk=referral_id)
    )
    with acting_as(SYSTEM):
        concern = locked_concern(SYSTEM, concern_id)
    return concern, locked_referral(actor, referral_id)


def after_answer(
    concern: Concern, referral: Referral, kind: EventKind, *, actor: Actor, at: dt.datetime
) -> None:
    """Bring the concern up to date after a step in one of its referrals, and note the step.

    With nobody left to wait for, the concern is answered (somebody did or refused something)
    or decided again (everything was withdrawn); else the next partner's deadline holds.
    """
    with acting_as(SYSTEM):
        came_from = concern.status
        if came_from == ConcernStatus.WITH_PARTNERS:
            _settle(concern, at)
        save_step(concern)
        add_event(
            concern,
            kind,
            actor=actor,
            at=at,
            came_from=came_from,
            referral=referral,
            shown_to_reporter=concern.status != came_from,
        )


def _settle(concern: Concern, at: dt.datetime) -> None:
    referrals = list(Referral.objects.visible_to(SYSTEM).filter(concern_id=concern.pk))
    waiting = [referral for referral in referrals if referral.is_waiting]
    if waiting:
        deadlines.set_due(concern, deadlines.earliest_of_partners(waiting))
    elif any(r.status in (ReferralStatus.DONE, ReferralStatus.REFUSED) for r in referrals):
        move(concern, ConcernStatus.ANSWERED)
        deadlines.set_due(concern, deadlines.due_after_work(concern, at))
    else:
        move(concern, ConcernStatus.DECIDED)
        deadlines.set_due(concern, deadlines.due_after_decision([Outcome.REFER], concern, at))


def parties(sender_id: UUID, receiver: Organisation, actor: Actor) -> dict[str, Any]:
    """Return both organisations as they are now: names and public contact points, no people.

    Names and numbers change; what was sent to whom does not. Two queries.
    """
    sender = Organisation.objects.get(pk=sender_id)
    return {
        "sender": _as_known_now(sender) | {"domain": actor.domain.value},
        "receiver": _as_known_now(receiver),
    }


def _as_known_now(organisation: Organisation) -> dict[str, Any]:
    contacts = [
        {"purpose": contact.purpose, "phone": contact.phone, "email": contact.email}
        for contact in organisation.contact_points.all()[:5]
    ]
    return {
        "slug": organisation.slug,
        "name": organisation.name,
        "kind": organisation.kind,
        "contacts": contacts,
    }
