"""How a municipality stands on an agreement today. Plain rules, no database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """What the latest self-check says today; an old one says nothing any more."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not-met", _("Not met")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")
    EXPIRED = "expired", _("Check expired")
    NEVER = "never", _("Not checked yet")


BEHIND = frozenset({Standing.PARTLY, Standing.NOT_MET, Standing.EXPIRED, Standing.NEVER})
"""Where something is left to do."""

KINDS = {
    Standing.MET: "success",
    Standing.PARTLY: "warning",
    Standing.NOT_MET: "danger",
    Standing.NOT_APPLICABLE: "neutral",
    Standing.EXPIRED: "warning",
    Standing.NEVER: "neutral",
}
"""The kind of tag; the words say the same."""


def standing_of(state: str | None, valid_until: dt.date | None, on: dt.date) -> Standing:
    """Return how a check with this state and last day stands on a day; None: there is no check.

    ``valid_until`` is the last day on which the check holds, so that day itself still counts.
    """
    if state is None or valid_until is None:
        return Standing.NEVER
    return Standing.EXPIRED if on > valid_until else Standing(state)


def expires_soon(valid_until: dt.date, on: dt.date, before: dt.timedelta) -> bool:
    """Say whether a check that still holds ends within ``before``."""
    return on <= valid_until <= on + before


@dataclass(frozen=True)
class FocalPoints:
    """How many people are focal point of a municipality today, counted from their memberships."""

    total: int = 0
    domains: Mapping[str, int] | None = None
    minimum: int = 1
    asked: tuple[str, ...] = ()

    @property
    def meets_minimum(self) -> bool:
        """True when there are as many as was agreed."""
        return self.total >= self.minimum

    @property
    def missing_domains(self) -> tuple[str, ...]:
        """Return the domains in which the region asks for a focal point and there is none."""
        found = self.domains or {}
        return tuple(domain for domain in self.asked if not found.get(domain))

    def differs_from(self, standing: Standing) -> bool:
        """Say whether a running self-check and the count cannot both be right.

        "Partly" fits any count: somebody may be appointed and not have an account yet.
        """
        if standing == Standing.MET:
            return not self.meets_minimum
        return standing == Standing.NOT_MET and self.meets_minimum


def count_focal_points(
    rows: Collection[tuple[Any, str]], *, minimum: int, asked: tuple[str, ...]
) -> FocalPoints:
    """Return the count for one municipality from ``(account, domain)`` of its focal points.

    A person with both domains is one person who covers both. O(rows).
    """
    by_domain: Counter[str] = Counter()
    for _account, domain in set(rows):
        by_domain[domain] += 1
    total = len({account for account, _domain in rows})
    return FocalPoints(total, dict(by_domain), minimum, asked)
