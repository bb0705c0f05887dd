"""How far an indicator is from its base to its target, without dividing by zero.

For a rising indicator and for a falling one alike::

    progress = (value - base) / (target - base)

which is 0 at the base and 1 at the target, whichever way the target lies. What lies outside 0 to 1
is drawn at the edge and *said*: fallen back behind the base, or past the target.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

HUNDRED = Decimal(100)


class Standing(StrEnum):
    """What may be said of an indicator."""

    UNKNOWN = "unknown"
    """There is no measurement, or no target: nothing to compare."""
    WRONG_TARGET = "wrong-target"
    """The target lies on the wrong side of the base for the stated direction."""
    BEHIND_BASE = "behind-base"
    ON_THE_WAY = "on-the-way"
    REACHED = "reached"
    PASSED = "passed"


@dataclass(frozen=True)
class Progress:
    """``percent`` is None where nothing can be said, and otherwise within 0 to 100 (to draw).

    ``standing`` says when the drawn value was held at an edge; ``exact`` is the unheld share in
    per cent, rounded to a whole number, or None where base and target are the same.
    """

    standing: Standing
    percent: int | None
    exact: int | None


def progress(
    base: Decimal | None, target: Decimal | None, value: Decimal | None, *, rising: bool
) -> Progress:
    """Return how far ``value`` is; ``rising`` says which way the indicator should move.

    Without a base only whether the target was reached can be said. O(1).
    """
    if value is None or target is None:
        return Progress(Standing.UNKNOWN, None, None)
    beyond = (value - target) if rising else (target - value)
    if base is None or base == target:
        return _by_target_alone(beyond, has_base=base is not None)
    if (target > base) != rising:
        return Progress(Standing.WRONG_TARGET, None, None)
    share = (value - base) / (target - base) * HUNDRED
    exact = _whole(share)
    if share < 0:
        return Progress(Standing.BEHIND_BASE, 0, exact)
    if beyond > 0:
        return Progress(Standing.PASSED, 100, exact)
    if beyond == 0:
        return Progress(Standing.REACHED, 100, 100)
    return Progress(Standing.ON_THE_WAY, min(99, exact), exact)


def _by_target_alone(beyond: Decimal, *, has_base: bool) -> Progress:
    """Judge by the target only: without a base, or with a base that is the target itself."""
    if beyond > 0:
        return Progress(Standing.PASSED, 100, None)
    if beyond == 0:
        return Progress(Standing.REACHED, 100, None)
    standing = Standing.BEHIND_BASE if has_base else Standing.ON_THE_WAY
    return Progress(standing, 0 if has_base else None, None)


def _whole(share: Decimal) -> int:
    """Round toward zero, so that 99.9 is never called 100."""
    return int(share)
