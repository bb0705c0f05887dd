"""Words of consultation for templates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.network.meetings import presentation
from baken.network.meetings.models import ActionState, DecisionState, MeetingState
from baken.network.meetings.standing import Standing

register = template.Library()

_KINDS: dict[str, str] = {
    MeetingState.PLANNED.value: "neutral",
    MeetingState.INVITED.value: "info",
    MeetingState.HELD.value: "success",
    MeetingState.CANCELLED.value: "danger",
    ActionState.OPEN.value: "info",
    ActionState.DONE.value: "success",
    ActionState.DROPPED.value: "neutral",
    DecisionState.IN_FORCE.value: "success",
    DecisionState.REPLACED.value: "neutral",
    DecisionState.WITHDRAWN.value: "danger",
}


@register.filter
def state_kind(state: str) -> str:
    """Return the kind of tag for a state."""
    return _KINDS.get(state, "neutral")


@register.filter
def verdict(standing: Standing | None) -> str:
    """Say how a body stands."""
    return presentation.verdict(standing)


@register.filter
def verdict_kind(standing: Standing | None) -> str:
    """Return the kind of tag for how a body stands."""
    return presentation.verdict_kind(standing)


@register.filter
def owner_words(action: Any) -> str:
    """Return who does an action: name and organisation, or the function."""
    if action.owner_id is None:
        return str(action.owner_function)
    organisation = action.owner.organisation
    return f"{action.owner.account.name} ({organisation.short_name or organisation.name})"


@register.filter
def is_late(day: dt.date | None) -> bool:
    """Say whether a day is over."""
    return day is not None and day < timezone.localdate()


@register.filter
def seat_words(seat: Any) -> str:
    """Return a seat as a sentence fragment."""
    if seat.function:
        place = seat.organisation.name if seat.organisation_id else ""
        return ", ".join(part for part in (seat.function, place) if part)
    if seat.membership_id:
        return f"{seat.membership.account.name} ({seat.membership.organisation.name})"
    if seat.role and seat.organisation_id:
        return _("%(role)s of %(organisation)s") % {
            "role": seat.get_role_display(),
            "organisation": seat.organisation.name,
        }
    if seat.role:
        return _("Everybody with the role %(role)s") % {"role": seat.get_role_display()}
    return _("Everybody of %(organisation)s") % {"organisation": seat.organisation.name}
