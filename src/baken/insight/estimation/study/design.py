"""Which populations the study asks, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from baken.insight.estimation.lattice import Floats

from . import truth
from .truth import Pair

INDEPENDENT = "independent"
DEPENDENT = "dependent"
HETEROGENEOUS = "heterogeneous"
SPARSE = "sparse"

# Lists of ordinary size: three of them miss 48 % of the people, five 30 %, eight 19 %.
ORDINARY = (0.30, 0.20, 0.15, 0.25, 0.10, 0.12, 0.18, 0.08)
# List sizes divided by the estimate, from the published table of the United Kingdom in five
# lists (Silverman, Chan and Vincent 2024): 1,169, 807, 567, 336 and 94 of 11,313. The three
# behind them are invented, of the same order.
PUBLISHED = (0.103, 0.071, 0.050, 0.030, 0.008, 0.020, 0.010, 0.005)

POSITIVE = "A and B attract"
NEGATIVE = "A and B avoid"
BOTH = "A and B attract, C and D avoid"
APART = "A and B never share"
CLASSES = "40 % are hard to find"
SPREAD = "everyone differs"
NEVER = "20 % are on no list ever"
PLAIN = "no interaction"

ODDS: Mapping[str, Mapping[Pair, float]] = {
    PLAIN: {},
    POSITIVE: {(0, 1): 4.0},
    NEGATIVE: {(0, 1): 0.25},
    BOTH: {(0, 1): 4.0, (2, 3): 0.25},
    APART: {(0, 1): 0.0},
}
HIDDEN, FACTOR = 0.4, 0.25
NEVER_SHARE = 0.2
BETA = (1.0, 4.0)


@dataclass(frozen=True)
class Cell:
    """One population: ``size`` people, ``lists`` lists, ``sets`` tables drawn from it.

    ``variant`` says in words what is special. ``pairs`` are the true two-list interactions.
    """

    family: str
    variant: str
    lists: int
    size: int
    sets: int
    pairs: tuple[Pair, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Take the true interactions from the variant."""
        object.__setattr__(self, "pairs", tuple(ODDS.get(self.variant, {})))

    @property
    def name(self) -> str:
        """Return a name that no other cell has."""
        return f"{self.family}, {self.variant}, {self.lists} lists, {self.size:,} people"

    def truth(self) -> Floats:
        """Return the chance of each capture history, shape (2**lists,)."""
        chances = (PUBLISHED if self.family == SPARSE else ORDINARY)[: self.lists]
        if self.variant == SPREAD:
            return truth.beta_mixed(self.lists, *BETA)
        if self.variant == CLASSES:
            return truth.two_classes(chances, HIDDEN, FACTOR)
        if self.variant == NEVER:
            return truth.two_classes(chances, NEVER_SHARE, 0.0)
        return truth.dependent(chances, ODDS[self.variant])


@dataclass(frozen=True)
class Design:
    """The cells, and the bootstrap replicates for each table."""

    cells: tuple[Cell, ...]
    replicates: int


ALL = (200, 1000, 5000, 20_000)
ROWS: tuple[tuple[str, str, int, tuple[int, ...]], ...] = (
    (INDEPENDENT, PLAIN, 3, ALL),
    (INDEPENDENT, PLAIN, 4, (1000,)),
    (INDEPENDENT, PLAIN, 5, ALL),
    (INDEPENDENT, PLAIN, 6, (1000,)),
    (INDEPENDENT, PLAIN, 8, (20_000,)),
    (DEPENDENT, POSITIVE, 3, ALL),
    (DEPENDENT, NEGATIVE, 3, (1000, 20_000)),
    (DEPENDENT, BOTH, 4, (1000, 20_000)),
    (DEPENDENT, BOTH, 5, ALL),
    (DEPENDENT, BOTH, 8, (5000,)),
    (HETEROGENEOUS, CLASSES, 3, ALL),
    (HETEROGENEOUS, CLASSES, 5, ALL),
    (HETEROGENEOUS, CLASSES, 8, (1000,)),
    (HETEROGENEOUS, SPREAD, 4, ALL),
    (HETEROGENEOUS, NEVER, 5, (5000,)),
    (SPARSE, PLAIN, 3, (5000, 20_000)),
    (SPARSE, PLAIN, 5, ALL),
    (SPARSE, APART, 5, (1000, 5000, 20_000)),
    (SPARSE, PLAIN, 8, (5000,)),
)
QUICK_ROWS: tuple[tuple[str, str, int, tuple[int, ...]], ...] = (
    (INDEPENDENT, PLAIN, 3, (1000,)),
    (DEPENDENT, BOTH, 4, (5000,)),
    (HETEROGENEOUS, SPREAD, 4, (5000,)),
    (SPARSE, APART, 4, (1000,)),
)
# A table of six or eight lists takes ten times as long: fewer of them.
FEW, MANY_LISTS = 40, 6
SETS, REPLICATES = 150, 1000
QUICK_SETS, QUICK_REPLICATES = 25, 200


def full() -> Design:
    """Return the design of which the documentation has the figures: about ten minutes."""
    return Design(_cells(ROWS, SETS), REPLICATES)


def quick() -> Design:
    """Return a design of seconds, to see that everything works."""
    return Design(_cells(QUICK_ROWS, QUICK_SETS), QUICK_REPLICATES)


def _cells(rows: tuple[tuple[str, str, int, tuple[int, ...]], ...], sets: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(family, variant, lists, size, FEW if lists >= MANY_LISTS else sets)
        for family, variant, lists, sizes in rows
        for size in sizes
    )
