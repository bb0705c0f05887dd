"""Reminders: a self-check ends soon, or has ended, and nobody recorded a new one.

Runs as a named part of the system every working hour; each day of expiry is said once before
and once after (see ``Notice``), to the focal points of that municipality.
"""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.actions import notify
from baken.foundation.notices.catalogue import register_notice
from baken.foundation.notices.reminders import register_reminder
from baken.network.policy.models.agreements import AgreementCheck

from .items import current_agreements
from .queries import municipalities

SYSTEM = Actor.system("reminders")
SOON, ENDED = "agreement.expires", "agreement.expired"
SILENT_AFTER = dt.timedelta(days=60)
"""Who did not act for so long is not helped by one more mail; the lists still show it."""


def register() -> None:
    """Make the words and the reminder known; from ``AppConfig.ready``."""
    from django.utils.translation import gettext_lazy as _

    register_notice(SOON, _("A self-check of the agreements expires soon"))
    register_notice(ENDED, _("A self-check of the agreements has expired"))
    register_reminder("policy.agreements", remind_of_checks)


def remind_of_checks(now: dt.datetime) -> int:
    """Remind focal points of checks that end soon or have ended; return how many checks.

    Of each municipality and agreement only the latest check counts. O(municipalities x items).
    """
    today = timezone.localdate(now)
    agreements = current_agreements(today)
    latest = AgreementCheck.objects.visible_to(SYSTEM).newest().select_related("organisation")
    there = {place.pk for place in municipalities(today)}
    made = 0
    for check in latest:
        in_window = today - SILENT_AFTER <= check.valid_until <= today + agreements.remind_before
        if not in_window or check.organisation_id not in there:
            continue
        if agreements.find(check.item) is None:
            continue
        _remind(check, ENDED if check.valid_until < today else SOON)
        made += 1
    return made


def _remind(check: AgreementCheck, kind: str) -> None:
    notify(
        kind=kind,
        subject=("agreement-check", check.pk),
        path=reverse("policy:agreement", args=[check.organisation.slug, check.item]),
        organisation_id=check.organisation_id,
        permission=Permission.POLICY_EDIT_OWN,
        on=check.valid_until,
    )
