"""What an estimate says: plain, frozen data with units, for a screen, a file or a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Caution:
    """Something a reader must know; ``code`` is stable, ``text`` is one or two plain sentences."""

    code: str
    text: str


@dataclass(frozen=True)
class Goodness:
    """How far the counts are from the model.

    ``deviance`` and ``pearson``: distances over the cells that the model allows; ``degrees``:
    cells minus free parameters. ``p_value``: share of tables drawn from the fitted model that
    are at least as far (by deviance), None when nothing is left over to judge by.
    """

    deviance: float
    pearson: float
    degrees: int
    p_value: float | None


@dataclass(frozen=True)
class Contribution:
    """What one list adds. ``without``: the estimate from the other lists, None when refused."""

    name: str
    cases: int
    only_here: int
    without: float | None


@dataclass(frozen=True)
class ThresholdLine:
    """What the selection says at another threshold."""

    threshold: float
    estimate: float
    terms: int


@dataclass(frozen=True)
class Averaged:
    """The second opinion: models weighted by exp(-BIC / 2).

    ``estimate``: weighted mean. ``low``, ``high``: where 2.5 % and 97.5 % of the weight lies;
    the spread between models alone, not an interval. ``models``: how many were weighed.
    ``complete``: whether these were all models with two-list effects. ``best``: name, estimate
    and weight of the five heaviest.
    """

    estimate: float
    low: float
    high: float
    models: int
    complete: bool
    best: tuple[tuple[tuple[str, ...], float, float], ...]


@dataclass(frozen=True)
class Bootstrap:
    """How the interval came about.

    ``replicates``: resampled tables, each with its own selection. ``percentile``: level to pair.
    ``bias`` (z0) and ``acceleration`` (a) of Efron (1987), None where they do not exist.
    ``infinite``: share of replicates without an end, ``undefined`` of those without any
    estimate, which are left out. ``models``: the most frequent models with
    the share of replicates that chose them. ``heaviest``: the capture history that moves the
    estimate most, and its share of the jackknife's squared influence.
    """

    replicates: int
    seed: int
    percentile: Mapping[float, tuple[float, float]]
    bias: float | None
    acceleration: float | None
    infinite: float
    undefined: float
    models: tuple[tuple[tuple[str, ...], float], ...]
    heaviest: tuple[str, float] | None


@dataclass(frozen=True)
class StrataSum:
    """The strata added up: estimate, and percentiles of the sums of their replicates."""

    estimate: float
    interval: Mapping[float, tuple[float, float]]


@dataclass(frozen=True)
class Estimate:
    """The answer for one table.

    ``observed``: cases on at least one list. ``estimate``: observed and unobserved together;
    infinity where the likelihood has no end, None where there is no number at all.
    ``interval``: level to pair, bias-corrected and accelerated (``interval_kind`` "BCa"), or
    percentiles where that does not exist. ``model``: the two-list effects, "A:B", in the order
    in which they were chosen; ``excluded`` those of them whose lists share nobody (parameter
    minus infinity). ``identifiable``: whether the lists carry this number. ``refusal``: why
    there is none. ``seconds``: elapsed. ``strata``: the same for each part, where parts were
    given.
    """

    lists: tuple[str, ...]
    observed: int
    estimate: float | None
    interval: Mapping[float, tuple[float, float]]
    interval_kind: str
    model: tuple[str, ...]
    excluded: tuple[str, ...]
    identifiable: bool
    refusal: Caution | None
    warnings: tuple[Caution, ...]
    threshold: float
    main_effects: float | None = None
    all_pairs: float | None = None
    goodness: Goodness | None = None
    contributions: tuple[Contribution, ...] = ()
    thresholds: tuple[ThresholdLine, ...] = ()
    averaged: Averaged | None = None
    bootstrap: Bootstrap | None = None
    seconds: float = 0.0
    strata: Mapping[str, Estimate] = field(default_factory=dict)
    strata_sum: StrataSum | None = None
