"""For the pages of every room that sends letters."""

from __future__ import annotations

from typing import Any

from django import template

from baken.network.letters import queries
from baken.network.letters.models import LetterState

register = template.Library()


@register.inclusion_tag("letters/mail_warning.html")
def mail_warning() -> dict[str, Any]:
    """Say that mail is not set up and how many letters wait; nothing when it is. One query."""
    return {"waiting": queries.waiting_without_server()}


@register.filter
def letter_kind(state: str) -> str:
    """Return the kind of tag for the state of a letter."""
    kinds = {LetterState.SENT: "success", LetterState.FAILED: "danger"}
    return kinds.get(LetterState(state), "info")
