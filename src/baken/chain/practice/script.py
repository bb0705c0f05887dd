"""What the others do: the colleague weighs along, the partners accept and answer.

A practiser works alone, and a concern is never handled alone. So a job looks each minute who
waits for whom, and answers by the product's own actions, as invented people who have the right
roles. Nobody can sign in as one of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

import structlog
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.chain.concerns import actions as concerns
from baken.chain.concerns import codes
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import Assessment, Referral, ReferralStatus
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.fitting import ROLE_KINDS
from baken.foundation.people.models import Account, Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.people.sessions import actor_of
from baken.foundation.region.models import Organisation

from .actions import SYSTEM
from .models import Practiser
from .scenarios import Scenario, current_book

log = structlog.get_logger("baken.practice")

THINKS = dt.timedelta(seconds=30)
"""How long a colleague or a partner takes before they react."""
WORKS = dt.timedelta(minutes=1)
"""How long a partner works on it after accepting."""
OVERTAKEN = (ConcernError, ObjectDoesNotExist, PermissionDenied, IntegrityError)
"""What happens when she withdraws, closes or wipes what somebody is about to answer."""
CRITERIA = {"concrete": "yes", "recent": "yes", "own_territory": "yes"}


def play(*, now: dt.datetime | None = None) -> int:
    """Let everybody react whose moment has come; return how many reactions that were."""
    now = now or timezone.now()
    with acting_as(SYSTEM):
        practisers = list(_those_who_play(now))
    return sum(_react(practiser, now, patient=True) for practiser in practisers)


def hurry(practiser: Practiser) -> int:
    """Let everybody react for whom this practiser waits, at once and to the end."""
    now = timezone.now()
    first = _react(practiser, now, patient=False)
    return first + _react(practiser, now, patient=False)


def _those_who_play(now: dt.datetime) -> Iterable[Practiser]:
    """Return who came in within a day: longer than a session lasts nobody waits."""
    found: Iterable[Practiser] = (
        Practiser.objects.visible_to(SYSTEM)
        .exclude(concern_id=None)
        .filter(seen_at__gte=now - dt.timedelta(days=1))
        .select_related("organisation", "membership", "colleague")
    )
    return found


def _react(practiser: Practiser, now: dt.datetime, *, patient: bool) -> int:
    """Let the others of one practiser react; what she changed meanwhile stops only hers."""
    try:
        return _react_to(practiser, now, patient)
    except OVERTAKEN as error:
        log.info("practice.overtaken", practiser=str(practiser.pk), error=type(error).__name__)
        return 0


def _react_to(practiser: Practiser, now: dt.datetime, patient: bool) -> int:
    scenario = current_book().get(practiser.scenario)
    if scenario is None:
        return 0
    done = _weigh(practiser, scenario, now, patient)
    with acting_as(SYSTEM):
        waiting = list(
            Referral.objects.visible_to(SYSTEM)
            .filter(concern_id=practiser.concern_id)
            .filter(status__in=(ReferralStatus.SENT, ReferralStatus.ACCEPTED))
            .select_related("receiver")
        )
    for referral in waiting:
        if patient and not _has_come(referral, now):
            continue
        _answer(referral, scenario)
        done += 1
    return done


def _has_come(referral: Referral, now: dt.datetime) -> bool:
    if referral.status == ReferralStatus.SENT:
        return bool(now - referral.sent_at >= THINKS)
    return bool(referral.answered_at and now - referral.answered_at >= WORKS)


def _weigh(practiser: Practiser, scenario: Scenario, now: dt.datetime, patient: bool) -> int:
    """Let the invented colleague answer, when she was asked."""
    colleague = actor_of(practiser.colleague)
    with acting_as(colleague):
        asked = list(
            Assessment.objects.visible_to(colleague).filter(
                concern_id=practiser.concern_id,
                assessor_id=practiser.colleague_id,
                given_at__isnull=True,
            )
        )
    ripe = [one for one in asked if not patient or now - one.requested_at >= THINKS]
    for assessment in ripe:
        concerns.give_assessment(
            actor=colleague,
            concern_id=assessment.concern_id,
            assessment_id=assessment.pk,
            advice=scenario.advice,
            criteria=CRITERIA,
            text=scenario.opinion["text"],
        )
    return len(ripe)


def _answer(referral: Referral, scenario: Scenario) -> None:
    """Accept what was sent; report the result of what was accepted."""
    partner = partner_of(referral.receiver)
    if referral.status == ReferralStatus.SENT:
        concerns.accept(actor=partner, referral_id=referral.pk)
        return
    said = scenario.answers.get(referral.receiver.slug, {})
    outcomes = [outcome.slug for outcome in codes.outcomes(referral.kind)]
    outcome = said.get("outcome", "")
    concerns.complete(
        actor=partner,
        referral_id=referral.pk,
        outcome=outcome if outcome in outcomes else outcomes[0],
        text=said.get("text") or _("We have looked into it and done what we could."),
    )


def partner_of(organisation: Organisation) -> Actor:
    """Return an invented person of an organisation who may answer; made the first time."""
    address = f"{organisation.slug}@partner.oefenruimte.test"
    with acting_as(SYSTEM), transaction.atomic():
        account, is_new = Account.objects.get_or_create(
            email=address,
            defaults={"name": _("Practice partner"), "is_demonstration": True},
        )
        if is_new:
            account.set_unusable_password()
            account.save(update_fields=["password"])
        membership, _made = Membership.objects.get_or_create(
            account=account,
            organisation=organisation,
            role=_role_in(organisation),
            domain="",
            defaults={"starts_on": timezone.localdate()},
        )
        return actor_of(membership)


def _role_in(organisation: Organisation) -> Role:
    """Return a role that answers referrals and exists in this kind of organisation."""
    for role in roles_with(Permission.CONCERN_ANSWER_REFERRAL):
        if organisation.kind in ROLE_KINDS[Role(role)]:
            return Role(role)
    raise ValueError(f"nobody answers referrals in {organisation.slug}")


def waits(practiser: Practiser, actor: Actor) -> list[UUID]:
    """Return whom a practiser waits for now: ids of open questions and referrals. Two queries."""
    asked = Assessment.objects.visible_to(actor).filter(
        concern_id=practiser.concern_id,
        given_at__isnull=True,
        assessor_id=practiser.colleague_id,
    )
    sent = Referral.objects.visible_to(actor).filter(
        concern_id=practiser.concern_id,
        status__in=(ReferralStatus.SENT, ReferralStatus.ACCEPTED),
    )
    return [*asked.values_list("pk", flat=True), *sent.values_list("pk", flat=True)]
