"""Measuring and telling how an action goes; the owner's people do this, and the coordinator."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.network.policy.errors import PeriodEnded, PolicyError
from baken.network.policy.models import (
    ActionIndicator,
    Direction,
    HistoryKind,
    Measurement,
    PlannedAction,
    ProgressNote,
)
from baken.network.policy.steps import (
    check_version,
    demand,
    hold,
    in_words,
    locked_action,
    may_report,
    note,
    refuse_personal_data,
)


@dataclass(frozen=True)
class IndicatorDraft:
    """What the coordinator fills in about an indicator."""

    name: str
    unit: str = ""
    base: Decimal | None = None
    target: Decimal | None = None
    direction: str = Direction.UP
    every_months: int = 6

    def check(self) -> None:
        """Raise ``PolicyError`` for a target on the wrong side of the base."""
        if self.base is not None and self.target is not None and self.base != self.target:
            rises = self.target > self.base
            if rises != (self.direction == Direction.UP):
                raise PolicyError(
                    _("The target lies on the wrong side of the value at the start."),
                    field="target",
                )
        refuse_personal_data(name=self.name)


def _reportable(actor: Actor, action_id: UUID) -> PlannedAction:
    """Return an action of which the actor may tell how it goes. No lock: its row stays as it is."""
    planned: PlannedAction = (
        PlannedAction.objects.visible_to(actor).select_related("framework").get(pk=action_id)
    )
    if not may_report(actor, planned):
        raise PermissionDenied
    if not planned.framework.is_open:
        raise PeriodEnded
    return planned


@action
def set_indicator(
    *,
    actor: Actor,
    action_id: UUID,
    draft: IndicatorDraft,
    indicator_id: UUID,
    version: int = 0,
) -> ActionIndicator:
    """Add an indicator (``version`` 0; the id comes from the form) or change one.

    Raises ``EditConflict`` and ``PolicyError``.
    """
    demand(actor, Permission.POLICY_EDIT)
    planned = locked_action(actor, action_id)
    draft.check()
    values: dict[str, Any] = vars(draft)
    known: ActionIndicator | None = planned.indicators.filter(pk=indicator_id).first()
    if known is None:
        last = planned.indicators.aggregate(last=Max("position"))["last"] or 0
        made: ActionIndicator = ActionIndicator.objects.create(
            pk=indicator_id,
            framework_id=planned.framework_id,
            action=planned,
            position=last + 10,
            **values,
        )
        note(planned, HistoryKind.EDITED, actor=actor, changes={_("Indicator"): ["", made.name]})
        return made
    if version == 0:
        return known
    check_version(known, version, {str(_("Indicator")): known.name})
    old = known.name
    for name, value in values.items():
        setattr(known, name, value)
    known.version += 1
    known.save(update_fields=[*values, "version"])
    note(planned, HistoryKind.EDITED, actor=actor, changes={_("Indicator"): [old, known.name]})
    return known


@action
def measure(
    *,
    actor: Actor,
    action_id: UUID,
    indicator_id: UUID,
    measured_on: dt.date,
    value: Decimal,
    text: str = "",
) -> Measurement:
    """Record one value; the same value of the same day twice is recorded once.

    Raises ``PolicyError`` for a day to come, or a day that already has another value.
    """
    planned = _reportable(actor, action_id)
    indicator = planned.indicators.get(pk=indicator_id)
    if measured_on > timezone.localdate():
        raise PolicyError(_("The day lies in the future."), field="measured_on")
    refuse_personal_data(note=text)
    hold(f"policy.measure {indicator.pk} {measured_on}")
    known: Measurement | None = indicator.measurements.filter(
        measured_on=measured_on, withdrawn_at__isnull=True
    ).first()
    if known is not None:
        if known.value == value:
            return known
        raise PolicyError(
            _("This day already has a value. Withdraw that one first."), field="measured_on"
        )
    made: Measurement = Measurement.objects.create(
        framework_id=planned.framework_id,
        indicator=indicator,
        measured_on=measured_on,
        value=value,
        note=text.strip(),
        recorded_by_id=actor.membership_id,
    )
    note(
        planned,
        HistoryKind.MEASURED,
        actor=actor,
        changes={indicator.name: ["", f"{value.normalize():f} ({in_words(measured_on)})"]},
    )
    return made


@action
def withdraw_measurement(
    *, actor: Actor, action_id: UUID, measurement_id: UUID, reason: str
) -> Measurement:
    """Take a mistaken value out of the picture; it stays readable, with the reason."""
    planned = _reportable(actor, action_id)
    found: Measurement = (
        Measurement.objects.visible_to(actor)
        .select_for_update(of=("self",))
        .select_related("indicator")
        .get(pk=measurement_id, indicator__action=planned)
    )
    if found.withdrawn_at is not None:
        return found
    if not reason.strip():
        raise PolicyError(_("Write down why; others need to understand it."), field="reason")
    refuse_personal_data(reason=reason)
    found.withdrawn_at, found.withdrawn_reason = timezone.now(), reason.strip()
    found.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    words = f"{found.value.normalize():f} ({in_words(found.measured_on)})"
    note(
        planned,
        HistoryKind.WITHDRAWN,
        actor=actor,
        reason=found.withdrawn_reason,
        changes={found.indicator.name: [words, ""]},
    )
    return found


@action
def write_note(*, actor: Actor, action_id: UUID, text: str, token: UUID) -> ProgressNote:
    """Write how it goes; the same ``token`` twice writes once."""
    planned = _reportable(actor, action_id)
    if not text.strip():
        raise PolicyError(_("Write down how it goes."), field="text")
    refuse_personal_data(text=text)
    hold(f"policy.note {token}")
    known: ProgressNote | None = planned.notes.filter(token=token).first()
    if known is not None:
        return known
    made: ProgressNote = ProgressNote.objects.create(
        framework_id=planned.framework_id,
        action=planned,
        text=text.strip(),
        written_by_id=actor.membership_id,
        token=token,
    )
    return made
