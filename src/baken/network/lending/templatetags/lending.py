"""Small words and colours for the pages of lending."""

from __future__ import annotations

import datetime as dt

from django import template

from baken.network.lending.models import LoanState, RequestState
from baken.network.lending.words import day_words, period_words

register = template.Library()
register.filter("day", day_words)


@register.filter
def period(start: dt.date, end: dt.date) -> str:
    """Return a period in words."""
    return period_words(start, end)


@register.filter
def request_kind(state: str) -> str:
    """Return the kind of tag for the state of a request."""
    kinds = {
        RequestState.ASKED: "warning",
        RequestState.APPROVED: "success",
        RequestState.OUT: "info",
        RequestState.REFUSED: "danger",
    }
    return kinds.get(RequestState(state), "neutral")


@register.filter
def loan_kind(state: str) -> str:
    """Return the kind of tag for the state of a loan."""
    kinds = {LoanState.RESERVED: "success", LoanState.OUT: "info"}
    return kinds.get(LoanState(state), "neutral")
