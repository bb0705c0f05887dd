"""Words for the pages of guidance."""

from __future__ import annotations

from typing import Any

from django import template

from baken.chain.guidance.route import Advice
from baken.chain.guidance.words import ANSWER_LABELS, LEVEL_WORDS

register = template.Library()


@register.filter
def open_state(advice: Advice) -> str:
    """Return yes, no or (when nobody knows) nothing, as the contact component wants it."""
    if advice.is_open is None:
        return ""
    return "yes" if advice.is_open else "no"


@register.filter
def answer_word(answer: str) -> str:
    """Return how an answer to an indicator is called."""
    return str(ANSWER_LABELS[answer])


@register.filter
def level_words(share: Any) -> str:
    """Return how much may be shared, of a row or of a mapping with ``level``."""
    level = share["level"] if isinstance(share, dict) else share.level
    return str(LEVEL_WORDS[level])
