"""Small helpers for the templates of this room."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import template

from baken.foundation.people.queries import AccountState

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """Return a value as JSON for a data attribute; the template escapes it."""
    return json.dumps(value, default=_plain)


def _plain(value: Any) -> Any:
    """Return what ``json`` cannot write itself: the mappings of the passkey library."""
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


_KINDS = {
    AccountState.ACTIVE: "success",
    AccountState.INVITED: "info",
    AccountState.LAPSED: "warning",
    AccountState.NO_SECOND_STEP: "warning",
    AccountState.DEACTIVATED: "neutral",
}


@register.filter
def state_label(state: str) -> str:
    """Return the words for an account's state."""
    return str(AccountState(state).label)


@register.filter
def state_kind(state: str) -> str:
    """Return the kind of tag for an account's state."""
    return _KINDS.get(AccountState(state), "neutral")
