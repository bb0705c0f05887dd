"""What the coordinator sees of the paths that are shared."""

from __future__ import annotations

from dataclasses import dataclass

from baken.foundation.access.actor import Actor

from .kinds import Kind
from .models import Journey
from .path import day_of


@dataclass(frozen=True)
class Followed:
    """One focal point who shares: municipality and domain, no name. ``numbers`` by kind."""

    municipality: str
    domain: str
    day: int
    numbers: tuple[tuple[int, int], ...]

    @property
    def by_kind(self) -> list[tuple[Kind, int, int]]:
        """Return kind, done and all, in the order of the kinds."""
        return [(kind, *pair) for kind, pair in zip(Kind, self.numbers, strict=True)]

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(done for done, _total in self.numbers)

    @property
    def total(self) -> int:
        """Return how many steps there are."""
        return sum(total for _done, total in self.numbers)


def followed(actor: Actor) -> list[Followed]:
    """Return the shared paths by municipality. One query."""
    journeys = (
        Journey.objects.visible_to(actor)
        .filter(shared_at__isnull=False)
        .select_related("membership__organisation")
        .order_by("membership__organisation__name", "membership__domain")
    )
    return [
        Followed(
            one.membership.organisation.name,
            one.membership.get_domain_display(),
            day_of(one.membership, one),
            tuple((one.counts.get(kind.value) or (0, 0)) for kind in Kind),
        )
        for one in journeys
    ]
