"""Small helpers for the templates of this room."""

from __future__ import annotations

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.network.learning.models import Certificate, Session

register = template.Library()

_STATES = {
    "unknown": "neutral",
    "none": "warning",
    "some": "info",
    "all": "success",
    "soon": "warning",
    "ended": "danger",
}


@register.filter
def cell_kind(state: str) -> str:
    """Return the kind of tag for how a function stands."""
    return _STATES.get(state, "neutral")


@register.filter
def cell_words(state: str) -> str:
    """Return in words how a function stands."""
    words = {
        "unknown": _("No numbers yet"),
        "none": _("Nobody trained"),
        "some": _("Partly trained"),
        "all": _("Everybody trained"),
        "soon": _("Term ends soon"),
        "ended": _("Term has ended"),
    }
    return words.get(state, state)


@register.filter
def when(session: Session) -> str:
    """Return day and times of a session: "dinsdag 3 maart 2026, 9.30 - 12.00 uur"."""
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    times = _("%(from)s - %(until)s") % {"from": f"{starts:%H.%M}", "until": f"{ends:%H.%M}"}
    return f"{date_format(starts, 'l j F Y')}, {times}"


@register.filter
def session_kind(status: str) -> str:
    """Return the kind of tag for a session."""
    return {"held": "success", "cancelled": "danger"}.get(status, "info")


@register.filter
def counts_on(certificate: Certificate, day: dt.date) -> bool:
    """Say whether a certificate counts on a day."""
    return certificate.is_valid_on(day)
