"""Small helpers for the pages of concerns; no query and no rule lives here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import (
    ConcernEvent,
    ConcernStatus,
    Outcome,
    ReferralStatus,
    YesNoUnknown,
)
from baken.chain.concerns.words import (
    CRITERIA_WORDS,
    DUE_FOR_PARTNER,
    EVENT_FOR_PARTNER,
    EVENT_FOR_REPORTER,
    KIND_OF_REFERRAL,
    KIND_OF_STATUS,
    TONE_OF_EVENT,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.region import phones

register = template.Library()


@register.filter
def of(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what the mapping holds for a key, or the key itself: history is never rewritten."""
    return mapping.get(key, key) if key is not None else ""


@register.filter
def find(mapping: Mapping[Any, Any], key: Any) -> Any:
    """Return what the mapping holds for a key, or None."""
    return mapping.get(key)


@register.filter
def form_names(labels: Labels, slugs: list[str]) -> str:
    """Return forms of exploitation in words."""
    return labels.form_names(slugs)


@register.filter
def status_kind(status: str) -> str:
    """Return the kind of tag for a status of a concern."""
    return KIND_OF_STATUS[ConcernStatus(status)]


@register.filter
def referral_kind(status: str) -> str:
    """Return the kind of tag for a status of a referral."""
    return KIND_OF_REFERRAL[ReferralStatus(status)]


@register.filter
def criterion(name: str) -> Any:
    """Return the question behind a criterion of weighing."""
    return CRITERIA_WORDS.get(name, name)


@register.filter
def outcome_words(outcomes: list[str]) -> str:
    """Return the outcomes of a decision in one line."""
    return "; ".join(str(Outcome(outcome).label) for outcome in outcomes)


@register.filter
def due_words(day: dt.date | None) -> str:
    """Return how far away a deadline is, in words."""
    if day is None:
        return ""
    days = (day - timezone.localdate()).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 1:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    late = -days
    return ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}


@register.filter
def is_late(day: dt.date | None) -> bool:
    """Say whether a deadline has passed."""
    return day is not None and day < timezone.localdate()


@register.filter
def age_words(moment: dt.datetime) -> str:
    """Return how long ago something came in, in days."""
    days = (timezone.localdate() - timezone.localdate(moment)).days
    if days <= 0:
        return _("today")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


@register.filter
def may(actor: Actor, permission: str) -> bool:
    """Say whether the actor's role carries a permission; the view and the action decide anew."""
    return actor.may(Permission(permission))


@register.filter
def yes_no(answer: str) -> Any:
    """Return yes, no or unknown in words."""
    return YesNoUnknown(answer).label


@register.filter
def iso_day(text: str) -> str:
    """Return a day that was sealed as ISO text, as people write it."""
    try:
        return date_format(dt.date.fromisoformat(text), "j F Y")
    except ValueError:
        return text


@register.filter
def event_tone(kind: str) -> str:
    """Return the tone of a step on the time line."""
    return TONE_OF_EVENT.get(kind, "neutral")


@register.filter
def phone(number: str) -> str:
    """Return a telephone number as people write it."""
    return phones.display(number)


@register.filter
def due_for_partner(kind: str) -> Any:
    """Return what a receiver has to do, in its own words."""
    return DUE_FOR_PARTNER.get(kind, "")


@register.filter
def event_for_partner(kind: str) -> Any:
    """Return a step on the time line as a receiver reads it."""
    return EVENT_FOR_PARTNER.get(kind, "")


@register.filter
def event_for_reporter(event: ConcernEvent) -> Any:
    """Return a step as the reporter reads it."""
    return EVENT_FOR_REPORTER.get(event.kind, event.get_kind_display())
