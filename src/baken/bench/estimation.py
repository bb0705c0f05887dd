"""``baken bench estimation``: how right and how fast is the estimate of a hidden population?

Every public data set with 1,000 replicates and BCa, beside what the R package SparseMSE 2.0.1
took for the same; then invented lists, to show what the time grows with. "work" is processor
time, which other programs on the machine do not lengthen; "times" compares the clocks.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from baken.insight.estimation import CaptureTable, Estimate, estimate
from baken.insight.estimation.datasets import DATASETS, Dataset, Reference

from .machine import plain_machine

Say = Callable[[str], None]
LEVEL = 0.95
# Lists, cases and two-list effects of the invented tables.
GROWTH = (
    (4, 1_000, 2),
    (4, 1_000_000, 2),
    (6, 1_000, 2),
    (6, 1_000_000, 2),
    (8, 1_000, 2),
    (8, 1_000_000, 2),
    (10, 1_000, 2),
    (10, 1_000_000, 2),
)
PROBABILITY = 0.08  # that a list has a case: near what the published tables have
EFFECT = 0.7  # of a pair that is dependent: e**0.7 is twice the odds


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    found = argparse.ArgumentParser(
        prog="baken bench estimation", description="measure estimates on public and invented lists"
    )
    found.add_argument("--replicates", type=int, default=1000, help="for each interval (1,000)")
    found.add_argument("--runs", type=int, default=3, help="the median of these is told (3)")
    found.add_argument("--seeds", type=int, default=10, help="for the spread of the ends (10)")
    found.add_argument("--only", default="", help="only data sets with this text in their name")
    found.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    return found


def run(arguments: Sequence[str], *, say: Say) -> int:
    """Measure, print two tables, and write JSON where asked."""
    options = parser().parse_args(arguments)
    sets = [found for found in DATASETS if options.only in found.name]
    rows = [_measured(found, options.replicates, options.runs, options.seeds) for found in sets]
    growth = [_grown(*shape, options.replicates) for shape in GROWTH] if not options.only else []
    say(dataset_table(rows))
    if growth:
        say("")
        say(growth_table(growth))
    if options.json is not None:
        content = {"machine": plain_machine(), "datasets": rows, "growth": growth}
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0


def _measured(found: Dataset, replicates: int, runs: int, seeds: int) -> dict[str, Any]:
    table = found.table()
    estimate(table, bootstrap=replicates, checks=False)  # imports, caches: does not count
    answers, works = [], []
    for _run in range(runs):
        begun = time.process_time()
        answers.append(estimate(table, bootstrap=replicates, seed=1, checks=False))
        works.append(time.process_time() - begun)
    seconds, work = (
        statistics.median(answer.seconds for answer in answers),
        statistics.median(works),
    )
    spread = [
        estimate(table, bootstrap=replicates, seed=seed, checks=False).interval[LEVEL]
        for seed in range(1, seeds + 1)
    ]
    return {
        "name": found.name,
        "cases": table.observed,
        "histories": len(table.histories),
        "estimate": answers[0].estimate,
        "model": list(answers[0].model),
        "interval": list(answers[0].interval[LEVEL]),
        "low_over_seeds": [min(low for low, _ in spread), max(low for low, _ in spread)],
        "high_over_seeds": [min(high for _, high in spread), max(high for _, high in spread)],
        "seconds": round(seconds, 4),
        "work_seconds": round(work, 4),
        "replicates_per_second": round(replicates / seconds),
        "reference": _reference(found.reference, replicates, seconds),
    }


def _reference(found: Reference | None, replicates: int, seconds: float) -> dict[str, Any] | None:
    if found is None:
        return None
    times = found.seconds / seconds if replicates == 1000 else None
    return {
        "estimate": found.estimate,
        "interval": [found.low, found.high],
        "seconds": found.seconds,
        "times_faster": round(times) if times else None,
    }


def invented(lists: int, cases: int, effects: int, seed: int = 3) -> CaptureTable:
    """Return a table of ``cases`` observed cases with ``effects`` dependent pairs of lists."""
    cells = np.arange(1 << lists)
    seen = (cells[:, None] >> np.arange(lists)) & 1
    predictor = seen.sum(axis=1) * np.log(PROBABILITY / (1 - PROBABILITY))
    for first in range(effects):
        predictor = predictor + EFFECT * seen[:, first] * seen[:, first + 1]
    chances = np.exp(predictor)
    chances[0] = 0.0
    drawn = np.random.default_rng(seed).multinomial(cases, chances / chances.sum())
    held = np.flatnonzero(drawn)
    names = tuple(f"list {number + 1}" for number in range(lists))
    return CaptureTable(names, tuple(held.tolist()), tuple(drawn[held].tolist()))


def _grown(lists: int, cases: int, effects: int, replicates: int) -> dict[str, Any]:
    table = invented(lists, cases, effects)
    begun = time.process_time()
    answer: Estimate = estimate(table, bootstrap=replicates, checks=False)
    work = time.process_time() - begun
    return {
        "lists": lists,
        "cases": cases,
        "histories": len(table.histories),
        "terms": len(answer.model),
        "seconds": round(answer.seconds, 3),
        "work_seconds": round(work, 3),
        "replicates_per_second": round(replicates / answer.seconds),
    }


def dataset_table(rows: list[dict[str, Any]]) -> str:
    """Return the public data sets as a Markdown table."""
    heads = ("data set", "cases", "estimate", "R", "95 % BCa", "R", "seconds", "work", "R", "times")
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" + " ---: |" * (len(heads) - 1)]
    for row in rows:
        reference = row["reference"]
        cells = [
            row["name"],
            f"{row['cases']:,}",
            f"{row['estimate']:,.1f}",
            f"{reference['estimate']:,.1f}" if reference else "",
            _ends(*row["interval"]),
            _ends(*reference["interval"]) if reference else "",
            f"{row['seconds']:.3f}",
            f"{row['work_seconds']:.3f}",
            f"{reference['seconds']:,.1f}" if reference else "",
            f"{reference['times_faster']:,}" if reference and reference["times_faster"] else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "| data set | low, over seeds | high, over seeds | R low | R high | per second |"]
    lines.append("| --- |" + " ---: |" * 5)
    for row in rows:
        ends = [f"{end:,.0f}" for end in (row["reference"] or {}).get("interval", [])] or ["", ""]
        spread = [_ends(*row["low_over_seeds"]), _ends(*row["high_over_seeds"])]
        speed = f"{row['replicates_per_second']:,}"
        lines.append("| " + " | ".join([row["name"], *spread, *ends, speed]) + " |")
    return "\n".join(lines)


def _ends(low: float, high: float) -> str:
    return f"{low:,.0f} – {high:,.0f}"


def growth_table(rows: list[dict[str, Any]]) -> str:
    """Return the invented tables as a Markdown table."""
    lines = [
        "| lists | cases | histories | effects chosen | seconds | work | per second |",
        "|" + " ---: |" * 7,
    ]
    lines += [
        f"| {row['lists']} | {row['cases']:,} | {row['histories']} | {row['terms']} "
        f"| {row['seconds']:.2f} | {row['work_seconds']:.2f} | {row['replicates_per_second']:,} |"
        for row in rows
    ]
    return "\n".join(lines)
