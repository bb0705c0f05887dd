"""Refusals and warnings in plain words. Codes are stable; screens translate by them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from .existence import Verdict
from .outcome import (
    Averaged,
    Bootstrap,
    Caution,
    Contribution,
    Estimate,
    Goodness,
    StrataSum,
    ThresholdLine,
)
from .table import CaptureTable

# Bounds above which a reader is warned. They are judgement, not law; docs/estimation.md shows
# in simulation how estimates fare on either side of them.
FEW_OVERLAPS = 20
DOMINANT_SHARE = 0.5
POOR_FIT = 0.05
THRESHOLD_RATIO = 1.5
OPINION_RATIO = 1.5
LIST_RATIO = 2.0
WIDE_RATIO = 5.0
UNSTABLE_MODEL = 0.5
# Of the bias correction z0: beyond it fewer than 31 % of the replicates lie on one side.
LOPSIDED = 0.5


def refusal_of_table(table: CaptureTable) -> Caution | None:
    """Return why no model can be asked at all, or None."""
    if not table.observed:
        return Caution("no_cases", "The lists hold no cases.")
    sizes = dict(zip(table.lists, np.diagonal(table.overlaps()), strict=True))
    for name in (name for name, size in sizes.items() if size == 0):
        return Caution(
            "empty_list",
            f"List {name!r} contains nobody, so it says nothing about who is unseen. Leave it out.",
        )
    for name in (name for name, size in sizes.items() if size == table.observed):
        return Caution(
            "list_of_everybody",
            f"List {name!r} contains every case, so the lists cannot show that anybody is "
            "missing from it. Leave it out, or use lists that were made independently.",
        )
    return None


def refusal_of_model(verdict: Verdict) -> Caution | None:
    """Return why the model gives no number, or None when it does."""
    texts = {
        Verdict.INFINITE: (
            "infinite",
            "The estimate is infinite: the lists share too few cases to bound the number from "
            "above. The larger the number, the better it fits these lists.",
        ),
        Verdict.NOBODY_UNSEEN: (
            "nobody_unseen",
            "The model pushes the unseen number to zero, which these lists cannot prove.",
        ),
        Verdict.BOUNDARY: (
            "boundary",
            "The model has no best fit: one of its effects grows without end on these counts.",
        ),
        Verdict.UNIDENTIFIABLE: (
            "unidentifiable",
            "Different numbers fit these lists equally well. Use fewer two-list effects, or lists "
            "that share more cases.",
        ),
    }
    return Caution(*texts[verdict]) if verdict in texts else None


def of_table(table: CaptureTable) -> tuple[Caution, ...]:
    """Warn of lists that share few cases, and of two lists only."""
    found = []
    shared = sum(
        count
        for code, count in zip(table.histories, table.counts, strict=True)
        if code.bit_count() > 1
    )
    if shared < FEW_OVERLAPS:
        rest = "What can be said rests on them alone, and one more or less would move it."
        found.append(
            Caution(
                "few_overlaps",
                f"{shared or 'None'} of {table.observed} cases are on more than one list. "
                + (rest if shared else "Only such cases tell how many are unseen."),
            )
        )
    overlaps = table.overlaps()
    size = len(table.lists)
    if size == 2:
        found.append(
            Caution(
                "two_lists",
                "With two lists it cannot be checked whether they are independent. Where the same "
                "people tend to be on both, the true number is higher.",
            )
        )
    same = [
        f"{table.lists[row]!r} and {table.lists[column]!r}"
        for row in range(size)
        for column in range(row + 1, size)
        if overlaps[row, row] == overlaps[row, column] == overlaps[column, column]
    ]
    found += [
        Caution("same_list", f"Lists {both} hold exactly the same cases: they count as one source.")
        for both in same
    ]
    return tuple(found)


def of_goodness(found: Goodness | None) -> tuple[Caution, ...]:
    """Warn when the counts lie far from the model."""
    if found is None or found.p_value is None or found.p_value >= POOR_FIT:
        return ()
    return (
        Caution(
            "poor_fit",
            f"The counts lie farther from the model than {1 - found.p_value:.1%} of tables that "
            "the model itself makes: something in how the lists overlap is not in the model.",
        ),
    )


def of_lists(estimate: float, found: tuple[Contribution, ...]) -> tuple[Caution, ...]:
    """Warn when a single list decides the answer."""
    texts = []
    for line in found:
        if line.without is None or not math.isfinite(estimate):
            continue
        ratio = max(line.without, estimate) / max(1.0, min(line.without, estimate))
        if ratio > LIST_RATIO:
            figure = f"{line.without:,.0f}" if math.isfinite(line.without) else "infinite"
            texts.append(f"{figure} without {line.name!r}")
    if not texts:
        return ()
    return (
        Caution(
            "one_list_decides",
            f"The answer depends on a single list: it would be {', '.join(texts)}.",
        ),
    )


def of_thresholds(estimate: float, lines: tuple[ThresholdLine, ...]) -> tuple[Caution, ...]:
    """Warn when another threshold in common use gives quite another number."""
    near = [line for line in lines if 0.001 <= line.threshold <= 0.1]
    if not near or not math.isfinite(estimate):
        return ()
    low = min(near, key=lambda line: line.estimate)
    high = max(near, key=lambda line: line.estimate)
    if high.estimate <= THRESHOLD_RATIO * low.estimate:
        return ()
    return (
        Caution(
            "threshold_decides",
            f"The choice of the threshold matters: {low.estimate:,.0f} at {low.threshold:g}, "
            f"{high.estimate:,.0f} at {high.threshold:g}.",
        ),
    )


def of_average(estimate: float, found: Averaged | None) -> tuple[Caution, ...]:
    """Warn when the second opinion differs."""
    if found is None or not math.isfinite(estimate):
        return ()
    ratio = max(found.estimate, estimate) / max(1.0, min(found.estimate, estimate))
    if ratio <= OPINION_RATIO:
        return ()
    return (
        Caution(
            "second_opinion_differs",
            f"Models that fit these counts about equally well disagree: weighed together they say "
            f"{found.estimate:,.0f} ({found.low:,.0f} to {found.high:,.0f}), the selected one "
            f"{estimate:,.0f}.",
        ),
    )


def of_bootstrap(
    found: Bootstrap, interval: Mapping[float, tuple[float, float]], kind: str
) -> tuple[Caution, ...]:
    """Warn of what the resampled tables showed."""
    return _of_replicates(found) + _of_interval(found, interval, kind)


def _of_replicates(found: Bootstrap) -> tuple[Caution, ...]:
    texts = {}
    if found.infinite > 0:
        texts["no_end_in_replicates"] = (
            f"In {found.infinite:.1%} of the resampled tables the estimate is infinite. They "
            "count as larger than any number in the interval."
        )
    if found.undefined > 0:
        texts["replicates_without_estimate"] = (
            f"{found.undefined:.1%} of the resampled tables have no estimate at all and are left "
            "out of the interval."
        )
    if found.heaviest and found.heaviest[1] > DOMINANT_SHARE:
        texts["one_cell_dominates"] = (
            f"The cases seen {found.heaviest[0]} make {found.heaviest[1]:.0%} of the "
            "uncertainty: a single such case more or less moves the estimate."
        )
    if found.models and found.models[0][1] < UNSTABLE_MODEL:
        texts["model_unstable"] = (
            "No model is chosen in even half of the resampled tables (the most frequent one in "
            f"{found.models[0][1]:.0%}). The interval counts that, the single number does not."
        )
    return tuple(Caution(code, text) for code, text in texts.items())


def _of_interval(
    found: Bootstrap, interval: Mapping[float, tuple[float, float]], kind: str
) -> tuple[Caution, ...]:
    texts = {}
    if kind != "BCa":
        texts["percentiles_only"] = (
            "The bias-corrected interval does not exist for these lists; plain percentiles of the "
            "resampled tables are given."
        )
    elif interval and found.bias is not None and abs(found.bias) > LOPSIDED:
        low, high = found.percentile[max(interval)]
        ends = f"{low:,.0f} to {high:,.0f}" if math.isfinite(high) else f"{low:,.0f} without an end"
        texts["lopsided"] = (
            "The estimates from resampled tables lie mostly on one side of the estimate, so the "
            f"correction moves the interval far; without it, it runs from {ends}. Such ends are "
            "uncertain themselves."
        )
    if interval:
        low, high = interval[max(interval)]
        if high > WIDE_RATIO * max(low, 1.0):
            texts["wide_interval"] = (
                "The upper end of the interval is more than five times the lower end: these lists "
                "give an order of size at best."
            )
    return tuple(Caution(code, text) for code, text in texts.items())


def of_strata(
    whole: Estimate, parts: Mapping[str, Estimate], added: StrataSum | None
) -> tuple[Caution, ...]:
    """Warn of parts without a number, and of a whole that differs from its parts."""
    without = [name for name, part in parts.items() if part.refusal]
    found = []
    if without:
        found.append(
            Caution(
                "strata_without_number",
                "These parts cannot carry a number by themselves: " + ", ".join(without) + ".",
            )
        )
    if added and whole.estimate and math.isfinite(whole.estimate):
        ratio = max(added.estimate, whole.estimate) / min(added.estimate, whole.estimate)
        if ratio > 1.2:
            found.append(
                Caution(
                    "strata_differ",
                    f"The parts add up to {added.estimate:,.0f}, the whole says "
                    f"{whole.estimate:,.0f}. The lists catch the parts differently; trust the sum "
                    "more, as far as each part has enough cases.",
                )
            )
    return tuple(found)


ALWAYS = Caution(
    "untestable_dependence",
    "No data can show whether all lists together miss the same people, or all tend to find the "
    "same people. The estimate assumes that there is no such dependence of all lists at once. "
    "Where some people are hard to find for every list, the true number is higher.",
)
NOT_COMPUTED = Caution(
    "not_computed",
    "There is an estimate, but the counts differ by so many orders of size that it cannot be "
    "computed to any digit. Combine lists, or leave the smallest out.",
)
