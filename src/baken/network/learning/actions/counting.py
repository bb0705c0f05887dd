"""Entering numbers: trained staff of a municipality, and of a business. Never a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.learning import access
from baken.network.learning.errors import EditConflict, LearningRefused
from baken.network.learning.models import (
    FunctionCount,
    StaffFinished,
    TakingPart,
    Training,
)

from .base import person


@dataclass(frozen=True)
class CountDraft:
    """How many of one function there are, and how many of them were trained, and when."""

    function: str
    staff: int
    trained: int
    trained_on: dt.date | None = None

    def check(self) -> None:
        """Raise ``LearningRefused`` for numbers that cannot be."""
        if self.trained > self.staff:
            raise LearningRefused(
                _("Not more people can be trained than there are."), f"{self.function}_trained"
            )
        if self.trained and self.trained_on is None:
            raise LearningRefused(_("Fill in when they were trained."), f"{self.function}_on")
        if self.trained_on is not None and self.trained_on > timezone.localdate():
            raise LearningRefused(_("The date lies in the future."), f"{self.function}_on")


def _municipality(actor: Actor, organisation_id: UUID) -> Organisation:
    """Return a municipality whose numbers the actor keeps; raises ``PermissionDenied``."""
    is_own = access.keeps_own(actor) and actor.organisation_id == organisation_id
    if not (access.manages(actor) or is_own):
        raise PermissionDenied
    found = Organisation.objects.filter(pk=organisation_id, kind=OrganisationKind.MUNICIPALITY)
    municipality = found.first()
    if municipality is None:
        raise PermissionDenied
    return municipality


@action
def enter_counts(
    *, actor: Actor, organisation_id: UUID, training_id: UUID, drafts: Iterable[CountDraft]
) -> int:
    """Enter numbers per function; what did not change makes no new row. Return how many did."""
    municipality = _municipality(actor, organisation_id)
    training = Training.objects.visible_to(actor).get(pk=training_id)
    counts = FunctionCount.objects.visible_to(actor).filter(
        organisation=municipality, training=training
    )
    newest = {count.function: count for count in counts.newest()}
    made = 0
    for draft in drafts:
        draft.check()
        trained_on = draft.trained_on if draft.trained else None
        held = newest.get(draft.function)
        if held and (held.staff, held.trained, held.trained_on) == (
            draft.staff,
            draft.trained,
            trained_on,
        ):
            continue
        FunctionCount.objects.create(
            organisation=municipality,
            training=training,
            function=draft.function,
            staff=draft.staff,
            trained=draft.trained,
            trained_on=trained_on,
            counted_by_id=person(actor),
        )
        made += 1
    return made


@dataclass(frozen=True)
class BusinessDraft:
    """What is known of a business that takes part."""

    name: str
    kind: str
    municipality_id: UUID
    training_id: UUID


@action
def add_business(*, actor: Actor, draft: BusinessDraft) -> TakingPart:
    """Let a business take part; the share that is needed is that of the training today."""
    municipality = _municipality(actor, draft.municipality_id)
    training = Training.objects.visible_to(actor).get(pk=draft.training_id)
    if training.staff_share is None:
        raise LearningRefused(_("This training has no share of the staff."), "training")
    try:
        with transaction.atomic():
            business: TakingPart = TakingPart.objects.create(
                name=draft.name.strip(),
                kind=draft.kind,
                municipality=municipality,
                training=training,
                share=training.staff_share,
                started_on=timezone.localdate(),
            )
    except IntegrityError as error:
        raise LearningRefused(_("This business takes part already."), "name") from error
    return business


def _business(actor: Actor, business_id: UUID) -> TakingPart:
    found = TakingPart.objects.visible_to(actor).editable_by(actor).select_for_update()
    business: TakingPart = found.get(pk=business_id)
    return business


@action
def edit_business(
    *, actor: Actor, business_id: UUID, name: str, kind: str, has_stopped: bool, version: int
) -> TakingPart:
    """Change name, kind, or whether it takes part still; raises ``EditConflict``."""
    business = _business(actor, business_id)
    if business.version != version:
        raise EditConflict(_("Somebody else changed this business in the meantime."))
    business.name, business.kind, business.has_stopped = name.strip(), kind, has_stopped
    business.version += 1
    try:
        with transaction.atomic():
            business.save(update_fields=["name", "kind", "has_stopped", "version"])
    except IntegrityError as error:
        raise LearningRefused(_("This business takes part already."), "name") from error
    return business


@action
def enter_finished(
    *, actor: Actor, business_id: UUID, counted_on: dt.date, staff: int, finished: int
) -> StaffFinished:
    """Enter how many of the staff had finished on a day; the same day again replaces it."""
    business = _business(actor, business_id)
    if counted_on > timezone.localdate():
        raise LearningRefused(_("The date lies in the future."), "counted_on")
    if staff < 1:
        raise LearningRefused(_("There is at least one member of staff."), "staff")
    if finished > staff:
        raise LearningRefused(_("Not more people can have finished than there are."), "finished")
    counts = StaffFinished.objects.visible_to(actor)
    count: StaffFinished
    count, _is_new = counts.update_or_create(
        taking_part=business,
        counted_on=counted_on,
        defaults={"staff": staff, "finished": finished},
    )
    return count
