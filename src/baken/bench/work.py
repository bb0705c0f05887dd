"""What the two children of ``baken bench`` do: fill as the owner, measure as the web role."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import pages, report, samples, seeding, steps
from .measuring import Figures, repeated


def say(line: str) -> None:
    """Print progress at once, apart from the results."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def fill(total: int) -> None:
    """Bring the database up to date and fill it, unless it holds ``total`` concerns already."""
    from baken.config.prepare import prepare
    from baken.foundation.people.demonstration import load_cast

    prepare(say, with_demonstration=False)
    kept = samples.kept()
    if kept is not None and kept["concerns"] == total:
        say(f"The database holds {total:,} invented concerns already.")
        return
    if kept is not None or not _is_empty():
        raise SystemExit("This database holds other concerns; start anew with --fresh.")
    load_cast()
    places = seeding.seed(total, say=say)
    say("Sealing some concerns really ...")
    content: dict[str, Any] = {"concerns": total}
    for name, place in places.items():
        content[name] = {**asdict(place), **samples.seal_some(place)}
    samples.keep(content)
    _grant()


def _is_empty() -> bool:
    from baken.chain.concerns.models import Concern

    return not Concern._base_manager.exists()


def _grant() -> None:
    from baken.config.database import grant_web_role

    grant_web_role()


def measure(requests: int, *, lists_only: bool, only: str = "") -> dict[str, Any]:
    """Measure and return the report's content."""
    subjects = samples.kept()
    assert subjects is not None, "the database was filled before"
    wanted: list[Callable[[], Iterable[pages.Page]]] = [lambda: pages.list_pages(subjects)]
    if not lists_only:
        wanted = [pages.public_pages, lambda: pages.staff_pages(subjects)]
    figures = []
    for group in wanted:
        for page in group():
            if only in page.name:
                figures.append(
                    repeated(page.name, page.asks, requests=requests, status=page.status)
                )
                _tell(figures[-1])
    if not lists_only and only in "actions":
        for figure in steps.measured_steps(subjects, requests=requests):
            figures.append(figure)
            _tell(figure)
    return {
        "concerns": subjects["concerns"],
        "requests": requests,
        "machine": report.machine(),
        "figures": [figure.as_json() for figure in figures],
    }


def _tell(figures: Figures) -> None:
    row = figures.as_json()
    say(
        f"  {row['name']}: p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms"
        f" (work {row['work_p50_ms']} and {row['work_p95_ms']}),"
        f" {row['queries']} queries{'' if row['ok'] else '  !!'}"
    )


def write(content: dict[str, Any], path: Path) -> None:
    """Write the content as JSON."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
