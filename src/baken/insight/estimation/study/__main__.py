"""``python -m baken.insight.estimation.study``: run the simulation study and print it."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy
import scipy

from .design import full, quick
from .figures import figures, sides
from .picture import draw
from .report import as_json, markdown
from .running import TimeLeft, run


def main(arguments: list[str] | None = None) -> None:
    """Run the study that the arguments ask for."""
    options = _options(arguments)
    design = quick() if options.quick else full()
    started = time.monotonic()
    answers = run(design, options.seed, options.workers, TimeLeft(sys.stderr.write))
    seconds = time.monotonic() - started
    found = [figures(cell, part) for cell, part in zip(design.cells, answers, strict=True)]
    mixed = sides(design.cells, answers, heterogeneous=True)
    others = sides(design.cells, answers, heterogeneous=False)
    about: dict[str, object] = {
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": round(seconds, 1),
        "seed": options.seed,
        "tables": sum(cell.sets for cell in design.cells),
        "replicates": design.replicates,
        "processes": options.workers,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
    }
    sys.stdout.write("; ".join(f"{name} {value}" for name, value in about.items()) + "\n\n")
    sys.stdout.write(markdown(found, mixed, others))
    if options.json:
        _write(options.json, as_json(about, found, mixed, others))
    if options.plot:
        _write(options.plot, draw(found))


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m baken.insight.estimation.study",
        description="Estimate populations of known size, and tell how often that goes wrong.",
    )
    parser.add_argument("--quick", action="store_true", help="a few small populations: seconds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all figures there")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="also draw them there, as SVG")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other tables")
    parser.add_argument("--workers", type=int, default=2, help="processes; changes no figure")
    options = parser.parse_args(arguments)
    if options.seed < 0 or options.workers < 1:
        parser.error("--seed is at least 0, --workers at least 1")
    return options


if __name__ == "__main__":
    main()
