"""What the picture shows, in sentences: its heading, its description and the notes under it."""

from __future__ import annotations

from baken.insight.estimation.outcome import Estimate

from . import text
from .outcomes import Row, endless
from .overlaps import Overlaps, combination

# More pairs than this are counted instead of named.
MOST_PAIRS = 8
WARNING = "Warning:"


def heading(estimate: Estimate) -> tuple[str, str]:
    """Return the finding, and its interval, without which the finding is not to be read."""
    seen = f"{estimate.observed:,} seen"
    if estimate.estimate is None or (estimate.refusal and not endless(estimate)):
        return f"{seen}, no estimate can be given", ""
    found = f"{text.figure(estimate.estimate)} estimated in all"
    if endless(estimate):
        found = "the estimate has no upper end"
    if estimate.refusal:
        return f"{seen}, {found}", ""
    if not estimate.interval:
        return f"{seen}, {found}", "No interval was computed."
    level = max(estimate.interval)
    span = text.span(*estimate.interval[level])
    return f"{seen}, {found}", f"{text.percent(level)} interval: {span}"


def title(estimate: Estimate) -> str:
    """Return the name of the picture."""
    lists = len(estimate.lists)
    finding = "; ".join(filter(None, heading(estimate)))
    return f"Overlaps of {lists} lists and the estimated number of cases: {finding}"


def notes(estimate: Estimate) -> list[str]:
    """Return what belongs under the picture: the model, the interval, the warnings in full."""
    lines = []
    if not estimate.refusal and estimate.estimate is not None:
        lines.append(f"Model: {_model(estimate)}. {_method(estimate)}")
    lines.extend(f"{WARNING} {caution.text}" for caution in estimate.warnings)
    with_own = [name for name, part in estimate.strata.items() if part.warnings]
    if with_own:
        lines.append(f"{WARNING} These parts have warnings of their own: {text.listed(with_own)}.")
    return lines


def description(estimate: Estimate, shown: Overlaps, rows: list[Row]) -> str:
    """Tell the same as the picture, for who does not see it."""
    sizes = zip(shown.names, shown.sizes, strict=True)
    told = [
        f"Cases on each list: {'; '.join(f'{name}: {size:,}' for name, size in sizes)}.",
        f"Cases by combination of lists, each on exactly these lists: {_combinations(shown)}.",
        *(_row(row) for row in rows),
        *notes(estimate),
    ]
    return " ".join(told)


def _combinations(shown: Overlaps) -> str:
    told = [f"{combination(shown.names, column)}: {column.count:,}" for column in shown.columns]
    if shown.rest:
        told.append(shown.rest.words)
    return "; ".join(told) or "none"


def _row(row: Row) -> str:
    label = f"{row.label} ({row.note})" if row.note else row.label
    if row.reason:
        return f"{label}: {'no number' if row.point is None else 'no upper end'}. {row.reason}"
    told = [text.figure(row.seen or 0) if row.point is None else text.figure(row.point)]
    told.extend(
        f"{one.words}{f' ({one.kind})' if one.kind else ''} {text.span(one.low, one.high)}"
        for one in row.ranges
    )
    return f"{label}: {'; '.join(told)}."


def _model(estimate: Estimate) -> str:
    if not estimate.model:
        return "main effects only"
    if len(estimate.model) > MOST_PAIRS:
        return f"main effects and {len(estimate.model)} pairs of lists"
    pairs = "pair" if len(estimate.model) == 1 else "pairs"
    told = f"main effects and the {pairs} {text.listed(list(estimate.model))}"
    if estimate.excluded:
        told += f" (no case in common: {text.listed(list(estimate.excluded))})"
    return told


def _method(estimate: Estimate) -> str:
    made = estimate.bootstrap
    if not made or not estimate.interval:
        return "No interval was computed."
    return f"Intervals from {made.replicates:,} bootstrap replicates, seed {made.seed}."
