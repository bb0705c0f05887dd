"""Says an estimate: as JSON for a program, and as text for somebody who is no statistician."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from .cautions import POOR_FIT
from .outcome import Averaged, Bootstrap, Contribution, Estimate, Goodness

WIDTH = 78
INDENT = "  "
USUAL_LEVEL = 0.95
# Beyond this a number is written as a power of ten, so that no line grows too long.
LARGEST_WRITTEN = 1e12
# A share of the interval's width that a rounded number may hide.
HIDDEN_SHARE = 1 / 20

KEYS = (
    "observed",
    "estimate",
    "interval",
    "interval_kind",
    "lists",
    "model",
    "excluded",
    "identifiable",
    "warnings",
    "refusal",
    "seconds",
    "threshold",
    "main_effects",
    "all_pairs",
    "goodness",
    "contributions",
    "thresholds",
    "averaged",
    "bootstrap",
    "strata",
    "strata_sum",
)


def as_json(answer: Estimate) -> dict[str, Any]:
    """Return the answer as what ``json.dumps(..., allow_nan=False)`` takes; keys as in ``KEYS``.

    Levels are keys such as "0.95", with the pair of ends. Infinity is the string "infinity"; what
    has no value is null. Models with a figure are objects: ``averaged.best`` has model, estimate
    and weight, ``bootstrap.models`` model and share, ``bootstrap.heaviest`` history and share.
    """
    return {key: _plain(getattr(answer, key)) for key in KEYS}


def _plain(value: Any) -> Any:
    """Return ``value`` in the types of JSON."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {
            key if isinstance(key, str) else repr(float(key)): _plain(item)
            for key, item in value.items()
        }
    if isinstance(value, Estimate):
        return as_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        plain = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return plain | _named(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _named(value: object) -> dict[str, Any]:
    """Return the fields whose tuples need names in JSON."""
    if isinstance(value, Averaged):
        parts = ("model", "estimate", "weight")
        return {"best": [dict(zip(parts, _plain(line), strict=True)) for line in value.best]}
    if isinstance(value, Bootstrap):
        models = [dict(zip(("model", "share"), _plain(line), strict=True)) for line in value.models]
        heaviest = value.heaviest
        if heaviest is None:
            return {"models": models}
        named = dict(zip(("history", "share"), _plain(heaviest), strict=True))
        return {"models": models, "heaviest": named}
    return {}


def _number(value: float) -> float | str | None:
    if math.isnan(value):
        return None
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    return value


def as_text(answer: Estimate) -> str:
    """Return a report of lines of at most 80 characters; the answer comes first."""
    parts = [_opening(answer), _figures(answer), _meaning(answer), _model(answer)]
    parts += [_fit(answer.goodness), _lists(answer.contributions)]
    parts += [_thresholds(answer), _strata(answer)]
    parts += [_second_opinion(answer), _warnings(answer), _closing(answer)]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _opening(answer: Estimate) -> list[str]:
    """Say the answer in one or two sentences, with no more digits than it deserves."""
    total = answer.estimate
    if answer.refusal or total is None or math.isnan(total):
        why = answer.refusal.text if answer.refusal else "No estimate was found."
        return _wrapped(f"These lists carry no number. {why}")
    if math.isinf(total):
        return _wrapped("The estimate is infinite: these lists set no limit to the number.")
    level = _main_level(answer)
    low, high = answer.interval[level] if level else (math.nan, math.nan)
    unit = _unit(total, answer.observed, low, high)
    text = (
        f"About {_rounded(total, unit)} people in all: {_figure(answer.observed)} are on at least "
        f"one list, about {_rounded(total - answer.observed, unit)} are on none."
    )
    if level:
        least = _rounded(max(low, answer.observed), unit)
        if math.isinf(low):
            text += " The lists set no limit to the number."
        elif math.isinf(high):
            text += (
                f" With {_percent(level)} confidence there are at least about {least}; "
                "the lists set no upper limit."
            )
        else:
            text += f" With {_percent(level)} confidence there are between about {least} and "
            text += f"{_rounded(high, unit)}."
    return [*_wrapped(text), *_pointer(answer)]


def _pointer(answer: Estimate) -> list[str]:
    number = len(answer.warnings)
    if not number:
        return []
    what = "the warning" if number == 1 else f"the {number} warnings"
    return _wrapped(f"Read {what} below before you use this.")


def _figures(answer: Estimate) -> list[str]:
    rows = [("On at least one list", _figure(answer.observed), "", "")]
    total = answer.estimate
    if total is not None and not math.isnan(total):
        rows.append(("On no list, estimated", _figure(total - answer.observed), "", ""))
        rows.append(("Together", _figure(total), "", ""))
    for level, (low, high) in answer.interval.items():
        rows.append((f"{_percent(level)} interval, {answer.interval_kind}", "", *_ends(low, high)))
    if answer.bootstrap and answer.interval_kind == "BCa":
        for level, (low, high) in answer.bootstrap.percentile.items():
            rows.append((f"{_percent(level)} interval, plain percentiles", "", *_ends(low, high)))
    header = ("", "Number", "From", "To") if answer.interval else ("", "Number", "", "")
    return [*_heading("Figures"), *_table(header, rows)]


def _meaning(answer: Estimate) -> list[str]:
    if answer.refusal:
        return []
    level = _main_level(answer)
    if level is None or answer.bootstrap is None:
        text = "No interval was made, so nothing is said about how sure the number is."
        return [*_heading("How sure"), *_wrapped(text)]
    anew = "with the model chosen anew each time, " if len(answer.bootstrap.models) > 1 else ""
    does = (
        f"The table was drawn again {_figure(answer.bootstrap.replicates)} times, {anew}to see how "
        f"far chance moves the number. About {100 * level:.4g} in 100 intervals that are made like "
        "this hold the true number, when the assumptions are right. Numbers outside the interval "
        "are not impossible, and those in the middle are not certain."
    )
    does_not = (
        "The interval does not cover faults that more cases would not cure: the same person not "
        "recognised on two lists or two persons taken for one, people whom no list could ever "
        "reach, people who came or left in between, and dependence of all lists at once."
    )
    return [*_heading("What the interval means"), *_wrapped(does), "", *_wrapped(does_not)]


def _model(answer: Estimate) -> list[str]:
    if not answer.model and answer.refusal:
        return []
    lines = _heading("The model")
    if answer.model:
        number = len(answer.model)
        which = "one pair of lists, which" if number == 1 else f"{number} pairs of lists, which"
        text = (
            f"The model has an effect for {which} may share more or fewer cases than chance alone "
            f"would make: {', '.join(answer.model)}."
        )
    else:
        text = "The model has no effects of two lists: it takes the lists as independent."
    lines += _wrapped(text)
    if answer.excluded:
        text = "These pairs share nobody, and the model rules out that anybody is on both: "
        lines += _wrapped(text + ", ".join(answer.excluded) + ".")
    if answer.bootstrap and len(answer.bootstrap.models) > 1:
        lines += ["", *_wrapped("Most frequent models in the tables that were drawn again:")]
        for names, share in answer.bootstrap.models:
            lines += _wrapped(_named_model(names), first=f"{INDENT}{share:6.1%}  ")
    return lines


def _fit(found: Goodness | None) -> list[str]:
    if found is None:
        return []
    distance = f"deviance {found.deviance:,.1f}, Pearson {found.pearson:,.1f}, "
    distance += f"{found.degrees} degrees of freedom"
    if found.p_value is None:
        text = f"Nothing is left over to judge the model by ({distance})."
    else:
        poor = found.p_value < POOR_FIT
        text = (
            f"Of tables that the model itself makes, {found.p_value:.1%} lie at least as far from "
            f"it as these counts ({distance}). The model describes the lists "
            f"{'badly' if poor else 'well enough'}."
        )
    return [*_heading("The fit"), *_wrapped(text)]


def _lists(found: Sequence[Contribution]) -> list[str]:
    if not found:
        return []
    header = ("List", "Cases", "On this one only", "Estimate without it")
    rows = [
        (line.name, _figure(line.cases), _figure(line.only_here), _figure(line.without))
        for line in found
    ]
    return [*_heading("What each list adds"), *_table(header, rows)]


def _thresholds(answer: Estimate) -> list[str]:
    if not answer.thresholds:
        return []
    # A model that was given and not selected has used no threshold.
    used = (answer.threshold, len(answer.model))
    text = (
        "A pair of lists enters the model when chance alone makes such an overlap less often than "
        "the threshold says. Other thresholds give other models:"
    )
    rows = [
        (
            f"{line.threshold:g}{' (used)' if (line.threshold, line.terms) == used else ''}",
            str(line.terms),
            _figure(line.estimate),
        )
        for line in answer.thresholds
    ]
    table = _table(("Threshold", "Pairs in the model", "Estimate"), rows)
    return [*_heading("What the threshold does"), *_wrapped(text), "", *table]


def _strata(answer: Estimate) -> list[str]:
    if not answer.strata:
        return []
    level = _main_level(answer) or USUAL_LEVEL
    rows = [
        (name, _figure(part.observed), _figure(part.estimate), *_pair(part.interval, level))
        for name, part in answer.strata.items()
    ]
    added = answer.strata_sum
    if added:
        ends = _pair(added.interval, level)
        rows.append(("Parts added up", _figure(answer.observed), _figure(added.estimate), *ends))
    whole = _pair(answer.interval, level)
    rows.append(("All at once", _figure(answer.observed), _figure(answer.estimate), *whole))
    header = ("Part", "On lists", "Estimate", f"{_percent(level)} from", "to")
    lines = [*_heading("The parts"), *_table(header, rows)]
    for name, part in answer.strata.items():
        if part.refusal:
            lines += ["", *_wrapped(f"{name}: {part.refusal.text}")]
    return lines


def _second_opinion(answer: Estimate) -> list[str]:
    found = answer.averaged
    rows = []
    if answer.main_effects is not None:
        rows.append(("Lists taken as independent", _figure(answer.main_effects)))
    if answer.all_pairs is not None:
        rows.append(("An effect for every pair of lists", _figure(answer.all_pairs)))
    if found:
        rows.append(("Many models, weighed by their fit (BIC)", _figure(found.estimate)))
    if not rows:
        return []
    lines = [*_heading("A second opinion"), *_table(("Other models", "Estimate"), rows)]
    if found:
        which = "every one with an estimate" if found.complete else "the most promising, not all"
        text = (
            f"{_figure(found.models)} models were weighed ({which}); 95% of the weight lies "
            f"between {_figure(found.low)} and {_figure(found.high)}. That is how far models "
            "differ, and no interval. The heaviest:"
        )
        lines += ["", *_wrapped(text)]
        for names, total, weight in found.best:
            first = f"{INDENT}{weight:6.1%}  {_figure(total):>9}  "
            lines += _wrapped(_named_model(names), first=first)
    return lines


def _warnings(answer: Estimate) -> list[str]:
    if not answer.warnings:
        return []
    lines = _heading("Warnings")
    for number, caution in enumerate(answer.warnings):
        lines += [""] * bool(number) + _wrapped(caution.text, first="! ")
    return lines


def _closing(answer: Estimate) -> list[str]:
    how = ""
    if answer.bootstrap:
        how = f"{_figure(answer.bootstrap.replicates)} replicates, seed {answer.bootstrap.seed}; "
    return _wrapped(f"Made with {how}threshold {answer.threshold:g}; {answer.seconds:.2f} s.")


def _main_level(answer: Estimate) -> float | None:
    """Return the level that the sentences speak of."""
    if not answer.interval:
        return None
    return USUAL_LEVEL if USUAL_LEVEL in answer.interval else max(answer.interval)


def _unit(total: float, observed: int, low: float, high: float) -> float:
    """Return the power of ten to round to: small beside the interval, or two digits of the rest.

    Never so large that rounding brings the total below what was observed.
    """
    width = high - low
    fine = width * HIDDEN_SHARE if math.isfinite(width) else (total - observed) / 10
    unit = float(10 ** math.floor(math.log10(max(fine, 1.0))))
    return unit if round(total / unit) * unit >= observed else 1.0


def _rounded(value: float, unit: float) -> str:
    return _figure(round(value / unit) * unit if math.isfinite(value) else value)


def _figure(value: float | None) -> str:
    """Return a number of people."""
    if value is None or math.isnan(value):
        return "none"
    if math.isinf(value):
        return "infinite"
    return f"{value:,.0f}" if value < LARGEST_WRITTEN else f"{value:.3g}"


def _ends(low: float, high: float) -> tuple[str, str]:
    return _figure(low), _figure(high)


def _pair(interval: Mapping[float, tuple[float, float]], level: float) -> tuple[str, str]:
    return _ends(*interval[level]) if level in interval else ("", "")


def _percent(level: float) -> str:
    return f"{100 * level:.6g}%"


def _named_model(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "no effects of two lists"


def _heading(text: str) -> list[str]:
    return [text, "-" * len(text)]


def _wrapped(text: str, *, first: str = "") -> list[str]:
    """Return the lines of a paragraph; further lines stand under the end of ``first``."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return lines with the first column to the left, shortened where needed, others right."""
    cells = [list(header), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    others = sum(width + len(INDENT) for width in widths[1:])
    widths[0] = min(widths[0], WIDTH - len(INDENT) - others)
    lines = []
    for row in cells:
        name = row[0] if len(row[0]) <= widths[0] else row[0][: widths[0] - 1] + "…"
        rest = "".join(
            INDENT + cell.rjust(size) for cell, size in zip(row[1:], widths[1:], strict=True)
        )
        lines.append((INDENT + name.ljust(widths[0]) + rest).rstrip())
    return lines
