"""Reminders: a session is soon, too few enrolled, or what was learned must be renewed.

Run as a named part of the system every working hour. The same reminder is stored once per
deadline (see ``Notice``), so nothing is remembered here.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.region.calendar import add_working_days

from . import standing
from .actions.base import SYSTEM, enrolled, session_path, tell
from .models import Certificate, Enrolment, Session
from .workflow import EnrolmentStatus, SessionStatus

WORKING_DAYS_BEFORE = 3
"""So many working days before a session participants are reminded."""


def remind_of_sessions(now: dt.datetime) -> int:
    """Remind who has a place in a session that is soon; return how many."""
    today = timezone.localdate(now)
    last = add_working_days(today, WORKING_DAYS_BEFORE)
    soon = (
        Session.objects.visible_to(SYSTEM)
        .filter(status=SessionStatus.PLANNED, starts_at__gt=now, starts_at__date__lte=last)
        .select_related("training")
    )
    made = 0
    for session in soon:
        day = timezone.localdate(session.starts_at)
        # Who enrols in these last days was just told; the reminder would say it twice.
        placed = [
            one.membership
            for one in enrolled(session, EnrolmentStatus.PLACED)
            if timezone.localdate(max(one.enrolled_at, one.moved_up_at or one.enrolled_at)) < today
        ]
        tell(session, "learning.reminder", placed, once=f"soon {day}", on=day)
        made += len(placed)
    return made


def remind_of_few(now: dt.datetime) -> int:
    """Tell organisers of sessions that have fewer participants than needed once closed."""
    today = timezone.localdate(now)
    few = Session.objects.visible_to(SYSTEM).filter(
        status=SessionStatus.PLANNED,
        starts_at__gt=now,
        closes_on__lte=today,
        taken__lt=F("minimum"),
    )
    made = 0
    for session in few:
        notify(
            kind="learning.below-minimum",
            subject=("training-session", session.pk),
            path=session_path(session),
            membership_ids=[session.organiser_id],
            on=timezone.localdate(session.starts_at),
        )
        made += 1
    return made


def remind_of_certificates(now: dt.datetime) -> int:
    """Tell people whose certificate counts no longer soon, unless they did it again since."""
    today = timezone.localdate(now)
    ending = (
        Certificate.objects.visible_to(SYSTEM)
        .filter(
            withdrawn_at__isnull=True,
            valid_until__range=(today, today + dt.timedelta(standing.SOON_DAYS)),
        )
        .select_related("enrolment__session")
    )
    made = 0
    for certificate in ending:
        enrolment = certificate.enrolment
        if _has_newer(enrolment, certificate.held_on):
            continue
        notify(
            kind="learning.certificate-ends",
            subject=("training-session", enrolment.session_id),
            path=reverse("learning:mine"),
            membership_ids=[enrolment.membership_id],
            on=certificate.valid_until,
        )
        made += 1
    return made


def _has_newer(enrolment: Enrolment, held_on: dt.date) -> bool:
    newer = Certificate.objects.visible_to(SYSTEM).filter(
        enrolment__membership__account__memberships=enrolment.membership_id,
        enrolment__session__training_id=enrolment.session.training_id,
        held_on__gt=held_on,
        withdrawn_at__isnull=True,
    )
    return bool(newer.exists())


def remind_of_counts(now: dt.datetime) -> int:
    """Tell focal points that trainings in their municipality must be renewed soon."""
    made = 0
    for count in standing.ending_counts(timezone.localdate(now)):
        notify(
            kind="learning.count-ends",
            subject=("training-count", count.pk),
            path=f"{reverse('learning:status')}?training={count.training.slug}",
            organisation_id=count.organisation_id,
            permission=Permission.POLICY_EDIT_OWN,
            on=count.ends_on,
        )
        made += 1
    return made
