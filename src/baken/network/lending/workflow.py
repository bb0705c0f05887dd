"""The life of a request, as data: which step leads where, and who takes it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from .errors import LendingRefused
from .models import LoanRequest, RequestState

TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.ASKED: frozenset(
        {RequestState.APPROVED, RequestState.REFUSED, RequestState.CANCELLED}
    ),
    RequestState.APPROVED: frozenset({RequestState.OUT, RequestState.CANCELLED}),
    RequestState.OUT: frozenset({RequestState.RETURNED}),
    RequestState.REFUSED: frozenset(),
    RequestState.RETURNED: frozenset(),
    RequestState.CANCELLED: frozenset(),
}
RUNNING = frozenset({RequestState.ASKED, RequestState.APPROVED, RequestState.OUT})
EXTENDABLE = frozenset({RequestState.APPROVED, RequestState.OUT})

EVENT_WORDS: dict[str, Any] = {
    "asked": _("Asked"),
    "changed": _("Changed"),
    "approved": _("Approved"),
    "refused": _("Refused"),
    "cancelled": _("Cancelled"),
    "handed-out": _("Handed out"),
    "came-back": _("Part came back"),
    "returned": _("Everything is back"),
    "extension-asked": _("Extension asked"),
    "extended": _("Extended"),
    "extension-refused": _("Extension refused"),
    "swapped": _("Another item was assigned"),
    "defect": _("Problem reported"),
    "reach": _("Number reached filled in"),
}


def may_become(state: str, wanted: str) -> bool:
    """Say whether a request in ``state`` may become ``wanted``."""
    return wanted in TRANSITIONS[state]


def require(request: LoanRequest, wanted: str) -> None:
    """Raise ``LendingRefused`` when the request cannot take this step any more."""
    if not may_become(request.state, wanted):
        raise LendingRefused(
            str(_("This is not possible any more: the request is “%(state)s”."))
            % {"state": request.get_state_display()}
        )
