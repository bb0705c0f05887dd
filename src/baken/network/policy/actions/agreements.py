"""Recording a self-check. A check is never changed: a new one follows it."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.region.models import Organisation
from baken.network.policy.access_agreements import checks_own
from baken.network.policy.agreements.items import current_agreements, valid_until
from baken.network.policy.agreements.steps import EditConflict, person
from baken.network.policy.models.agreements import AgreementCheck, CheckState


class UnknownAgreement(LookupError):
    """The region's pack has no such agreement, or no such answer to it."""


@action
def record_check(
    *,
    actor: Actor,
    item: str,
    state: CheckState,
    evidence: str,
    checked_on: dt.date,
    checked_by: str,
    after: int,
) -> AgreementCheck:
    """Record how the actor's own municipality stands on an agreement.

    Args:
        item: slug of the agreement.
        evidence: what the answer rests on, or what is missing; never empty.
        checked_on: today or earlier; the check holds for the item's term from that day.
        checked_by: the function that checked, no name.
        after: number of the latest check that the person saw (0: none).

    The same answer sent twice is recorded once. Raises ``EditConflict`` when a colleague recorded
    another one meanwhile, ``UnknownAgreement``, ``ValueError`` for a day to come.
    """
    if not checks_own(actor) or actor.organisation_id is None:
        raise PermissionDenied
    if checked_on > timezone.localdate():
        raise ValueError("a check cannot lie in the future")
    organisation = Organisation.objects.get(pk=actor.organisation_id)
    if not organisation.is_municipality:
        raise PermissionDenied
    agreements = current_agreements()
    wanted = agreements.find(item)
    if wanted is None or (state == CheckState.NOT_APPLICABLE and not wanted.may_not_apply):
        raise UnknownAgreement(item)
    check = AgreementCheck(
        organisation=organisation,
        item=item,
        number=after + 1,
        state=CheckState(state),
        evidence=evidence.strip(),
        checked_on=checked_on,
        checked_by=checked_by.strip(),
        valid_until=valid_until(checked_on, wanted.valid_months),
        pack_version=agreements.version,
        membership_id=person(actor),
    )
    return _store(actor, check)


def _store(actor: Actor, check: AgreementCheck) -> AgreementCheck:
    """Insert under the next number; the unique index decides between two who answer at once."""
    latest: AgreementCheck | None = (
        AgreementCheck.objects.visible_to(actor)
        .filter(organisation_id=check.organisation_id, item=check.item)
        .first()
    )
    if latest is not None and _says_the_same(latest, check):
        return latest
    if (latest.number if latest else 0) != check.number - 1:
        raise EditConflict
    try:
        with transaction.atomic():
            check.save(force_insert=True)
    except IntegrityError as error:
        if "agreement_check_number_once" not in str(error):
            raise
        raise EditConflict from error
    return check


def _says_the_same(one: AgreementCheck, other: AgreementCheck) -> bool:
    """Say whether the latest check is this very answer, sent a second time."""
    names = ("number", "state", "evidence", "checked_on", "checked_by", "membership_id")
    return all(getattr(one, name) == getattr(other, name) for name in names)
