"""The figures as a Markdown table for people and as JSON for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from baken.insight.estimation.cautions import ALWAYS as ALWAYS_TOLD

from .design import HETEROGENEOUS, NEVER
from .figures import POOR_COVERAGE, Figures, Share, Sides

# A bias this large has no meaning but "far too high".
LARGEST_PERCENT = 1000
COMMON = 0.1
OFTEN, ALWAYS = 0.5, 0.95

HEAD = (
    "population", "lists", "people", "seen", "finite", "bias", "mean bias", "error",
    "95 % covers", "80 % covers", "width", "main", "average", "right model", "failure",
)  # fmt: skip

LEGEND = """\
**seen**: share on at least one list. **finite**: share of the tables that gave a number.
**bias**: median of estimate / truth - 1 (an infinite one counts as larger than any); **mean bias**
and **error** (root mean square): over finite estimates. **covers**: share of the BCa intervals that
hold the truth, and the Monte-Carlo standard error. **width**: median width of the 95 % interval,
divided by the truth. **main**, **average**: median bias of main effects alone and of the second
opinion. **right model**: share that selected just the true interactions. **failure**: bias above
20 %, coverage under 90 %, or more than 10 % of the tables without a number."""


def markdown(found: Sequence[Figures], mixed: Sequence[Sides], others: Sequence[Sides]) -> str:
    """Return all tables, the failures first."""
    parts = [*_failures(found)]
    parts += ["", "### All populations", "", LEGEND, "", _table(HEAD, [_row(f) for f in found])]
    parts += ["", "### Warnings that came with the answers", ""]
    parts += [_table(("population", "warnings"), [_warned(line) for line in found])]
    head = ("warning", "tables with", "95 % covers", "median error", "without it", "median error")
    for title, lines in (
        ("Lists that a two-list model describes", others),
        ("People who differ (heterogeneous)", mixed),
    ):
        parts += ["", f"### On either side of a warning: {title}", ""]
        parts += [_table(head, [_side(line) for line in lines])]
    return "\n".join(parts) + "\n"


def sentence(line: Figures) -> str:
    """Say what goes wrong in one cell."""
    said = []
    if "too low" in line.failures or "too high" in line.failures:
        said.append(f"half of the estimates are off by {percent(line.bias, signed=True)} or worse")
    if "misses the truth" in line.failures:
        side = "below" if (line.below or 0) >= (line.above or 0) else "above"
        most = max(line.below or 0, line.above or 0)
        said.append(
            f"the 95 % interval holds the truth in {percent(line.wide.value)} of the tables and "
            f"lies {side} it in {percent(most)}"
            + (" (not surely under 90 %)" if _near(line.wide) else "")
        )
    if "often no number" in line.failures:
        said.append(
            f"no number in {percent(1 - (line.finite.value or 0))} of the tables (infinite "
            f"{percent(line.infinite.value)}, refused {percent(line.refused.value)})"
        )
    return "; ".join(said) + "."


def _near(share: Share) -> bool:
    """Tell whether two Monte-Carlo standard errors reach the bound of a failure."""
    return (share.value or 0.0) + 2 * (share.error or 0.0) >= POOR_COVERAGE


def why(line: Figures) -> str:
    """Say what the failure of a cell comes from."""
    cell = line.cell
    right = line.right_model.value or 0.0
    if cell.variant == NEVER:
        return "A group that no list can reach leaves no trace in the overlaps"
    if cell.family == HETEROGENEOUS:
        return (
            "Those who are easy to find fill the overlaps, those who are hard to find are missed "
            "by all lists together, and no effect of two lists can say so"
        )
    if "often no number" in line.failures:
        return "The smallest lists are empty, or share nobody, in many of the draws"
    if cell.pairs and right < OFTEN:
        return (
            "Lists this small seldom show that they depend on each other, and the true "
            f"interactions were selected in only {percent(right)} of the tables"
        )
    if not cell.pairs and right < ALWAYS:
        return (
            f"In {percent(1 - right)} of the tables the selection took chance for an effect of "
            "two lists"
        )
    return "No cause shows in the figures"


def _failures(found: Sequence[Figures]) -> list[str]:
    """Return the failures by cause, the most frequent cause first."""
    causes: dict[str, list[Figures]] = {}
    for line in found:
        if line.failures:
            causes.setdefault(why(line), []).append(line)
    bad = sum(map(len, causes.values()))
    said = [f"### Failures: {bad} of {len(found)} populations"]
    for cause, lines in sorted(causes.items(), key=lambda item: -len(item[1])):
        said += ["", f"{cause}:", ""]
        said += [f"- {line.cell.name}: {sentence(line)}" for line in lines]
    return said


def as_json(
    about: Mapping[str, object],
    found: Sequence[Figures],
    mixed: Sequence[Sides],
    others: Sequence[Sides],
) -> str:
    """Return everything as JSON; an infinite figure is the word "infinite"."""
    content = {
        "about": dict(about),
        "cells": [{**asdict(line), "failures": line.failures} for line in found],
        "warnings": {
            "heterogeneous": [asdict(line) for line in mixed],
            "others": [asdict(line) for line in others],
        },
    }
    return json.dumps(_plain(content), indent=1, allow_nan=False) + "\n"


def percent(value: float | None, *, signed: bool = False) -> str:
    """Return a share in whole per cents; a dash for none."""
    if value is None:
        return "–"
    if math.isinf(value):
        return "infinite"
    if value * 100 > LARGEST_PERCENT:
        return f"> {LARGEST_PERCENT} %"
    whole = round(value * 100)
    return f"{whole:+d} %" if signed and whole else f"{whole} %"


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return "infinite" if isinstance(value, float) and math.isinf(value) else value


def _row(line: Figures) -> tuple[str, ...]:
    cell = line.cell
    return (
        f"{cell.family}: {cell.variant}",
        str(cell.lists),
        f"{cell.size:,}",
        percent(line.seen),
        percent(line.finite.value),
        percent(line.bias, signed=True),
        percent(line.mean_bias, signed=True),
        percent(line.error),
        _with_error(line.wide),
        _with_error(line.narrow),
        percent(line.width),
        percent(line.main, signed=True),
        percent(line.average, signed=True),
        percent(line.right_model.value),
        "**" + ", ".join(line.failures) + "**" if line.failures else "",
    )


def _with_error(share: Share) -> str:
    if share.value is None or share.error is None:
        return "–"
    return f"{share.value * 100:.1f} ± {share.error * 100:.1f}"


def _warned(line: Figures) -> tuple[str, str]:
    """Return the warnings that at least a tenth of the tables have, most frequent first."""
    kept = [
        (share, code)
        for code, share in line.cautions.items()
        if share >= COMMON and code != ALWAYS_TOLD.code
    ]
    kept.sort(key=lambda item: (-item[0], item[1]))
    return line.cell.name, ", ".join(f"{code} {percent(share)}" for share, code in kept)


def _side(line: Sides) -> tuple[str, ...]:
    return (
        line.code,
        f"{line.with_it.of:,}",
        _with_error(line.with_it),
        percent(line.error_with),
        _with_error(line.without),
        percent(line.error_without),
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table that is also readable as text."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    left = {0, len(head) - 1} if len(head) in {2, len(HEAD)} else {0}

    def line(cells: Sequence[str]) -> str:
        padded = [
            text.ljust(width) if place in left else text.rjust(width)
            for place, (text, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return "| " + " | ".join(padded) + " |"

    rule = [
        "-" * width if place in left else "-" * (width - 1) + ":"
        for place, width in enumerate(widths)
    ]
    return "\n".join([line(head), "| " + " | ".join(rule) + " |", *map(line, rows)])
