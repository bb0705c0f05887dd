"""The life cycles of a concern and of a referral, as tables; one function checks each step.

Every status of a concern can reach ``closed``; a closed concern can be reopened. A referral
ends in refused, done or withdrawn and never starts again: a new attempt is a new referral.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from .errors import ConcernError
from .models.choices import ConcernStatus as C
from .models.choices import ReferralStatus as R

Status = TypeVar("Status", C, R)


class StepNotAllowed(ConcernError):
    """The step does not fit the status in which the record now is."""

    def __init__(self, source: C | R, target: C | R) -> None:
        self.source = source
        self.target = target
        super().__init__(
            _("This step is not possible any more: the status is now “%(status)s”.")
            % {"status": source.label}
        )


@dataclass(frozen=True)
class LifeCycle(Generic[Status]):
    """A table of allowed transitions; what is not in it cannot happen."""

    table: Mapping[Status, frozenset[Status]]

    def allows(self, source: Status, target: Status) -> bool:
        """Say whether the step from ``source`` to ``target`` is in the table."""
        return target in self.table[source]

    def check(self, source: Status, target: Status) -> Status:
        """Return ``target``, or raise ``StepNotAllowed`` when the table lacks the step."""
        if not self.allows(source, target):
            raise StepNotAllowed(source, target)
        return target

    def next_steps(self, source: Status) -> frozenset[Status]:
        """Return the statuses that may follow ``source``."""
        return self.table[source]


CONCERN: LifeCycle[C] = LifeCycle(
    {
        # A duplicate, or a report withdrawn by its reporter, may be closed straight away.
        C.RECEIVED: frozenset({C.IN_ASSESSMENT, C.CLOSED}),
        C.IN_ASSESSMENT: frozenset({C.DECIDED, C.CLOSED}),
        # Decided on an own investigation or on no action: nobody else is asked.
        C.DECIDED: frozenset({C.WITH_PARTNERS, C.IN_ASSESSMENT, C.CLOSED}),
        # Not straight to closed: first every partner answers, or the referral is withdrawn.
        C.WITH_PARTNERS: frozenset({C.ANSWERED, C.DECIDED}),
        C.ANSWERED: frozenset({C.WITH_PARTNERS, C.IN_ASSESSMENT, C.DECIDED, C.CLOSED}),
        C.CLOSED: frozenset({C.IN_ASSESSMENT}),
    }
)

REFERRAL: LifeCycle[R] = LifeCycle(
    {
        # Advice over the phone is often given at once: sent may go straight to done.
        R.SENT: frozenset({R.ACCEPTED, R.REFUSED, R.DONE, R.WITHDRAWN}),
        R.ACCEPTED: frozenset({R.DONE, R.REFUSED, R.WITHDRAWN}),
        R.REFUSED: frozenset(),
        R.DONE: frozenset(),
        R.WITHDRAWN: frozenset(),
    }
)
