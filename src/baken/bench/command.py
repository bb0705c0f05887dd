"""``baken bench``: makes the databases, has them filled and measured, and tells the figures."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from baken.config import start
from baken.config.environment import OperatorError

from . import place

Say = Callable[[str], None]
ESTIMATION = "estimation"


def parser() -> argparse.ArgumentParser:
    """Return the options of the command."""
    found = argparse.ArgumentParser(
        prog="baken bench",
        description="measure pages and actions with many invented concerns; "
        "'baken bench estimation' measures estimates of a hidden population",
    )
    found.add_argument("--concerns", type=int, default=1_000_000, help="how many (1,000,000)")
    found.add_argument("--requests", type=int, default=200, help="for each line (200)")
    found.add_argument(
        "--compare", type=int, default=10_000, help="a small database beside it (10,000; 0: none)"
    )
    found.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    found.add_argument("--only", default="", help="only lines with this text in their name")
    found.add_argument("--fresh", action="store_true", help="fill again, also when it was filled")
    found.add_argument("--drop", action="store_true", help="throw the databases away afterwards")
    return found


def run(arguments: Sequence[str], *, say: Say) -> int:
    """Run the bench. The data folder is one of its own unless ``BAKEN_DATA`` says otherwise."""
    if arguments[:1] == [ESTIMATION]:
        from . import estimation  # needs no database and no Django

        return estimation.run(arguments[1:], say=say)
    options = parser().parse_args(arguments)
    os.environ.setdefault("BAKEN_DATA", os.path.join(".baken", "bench"))
    with start.database(mode="demonstration", say=_to_stderr):
        content = _measured(place.BIG, options.concerns, options)
        _keep(content, options.json)  # so that a fault in what follows loses nothing
        if options.compare:
            small = _measured(place.SMALL, options.compare, options, lists_only=True)
            content |= _compared(small, content, options.compare)
        if options.drop:
            for name in (place.BIG, place.SMALL):
                place.drop(name)
    _keep(content, options.json)
    start.set_up_django()
    from . import report

    say(report.text(content))
    return 0


def _keep(content: dict[str, Any], path: Path | None) -> None:
    if path is not None:
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")


def _measured(
    name: str, concerns: int, options: argparse.Namespace, *, lists_only: bool = False
) -> dict[str, Any]:
    place.make(name, fresh=options.fresh)
    _child(name, "owner", "fill", f"--concerns={concerns}")
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder) / "figures.json"
        words = [f"--requests={options.requests}", f"--only={options.only}", f"--into={into}"]
        _child(name, "web", "measure", *words, *(["--lists-only"] if lists_only else []))
        content: dict[str, Any] = json.loads(into.read_text(encoding="utf-8"))
    return content


def _child(name: str, role: str, *words: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own module and options
        [sys.executable, "-m", "baken.bench", *words],
        env=place.environment(name, role),
        check=False,
    )
    if done.returncode:
        raise OperatorError(f"'bench {words[0]}' failed; the lines above say why.")


def _compared(small: dict[str, Any], big: dict[str, Any], number: int) -> dict[str, Any]:
    start.set_up_django()
    from . import report

    return {"compare": number, "ratios": report.ratios(small["figures"], big["figures"])}
