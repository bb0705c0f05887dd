"""The life of a letter: it waits, is sent, or is given up; given up, it can wait again."""

from __future__ import annotations

from .models import LetterState

TRANSITIONS: dict[str, frozenset[str]] = {
    LetterState.QUEUED: frozenset({LetterState.SENT, LetterState.FAILED}),
    LetterState.FAILED: frozenset({LetterState.QUEUED}),
    LetterState.SENT: frozenset(),
}


def may_become(state: str, wanted: str) -> bool:
    """Say whether a letter in ``state`` may become ``wanted``."""
    return wanted in TRANSITIONS[state]
