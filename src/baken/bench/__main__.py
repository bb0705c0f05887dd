"""``python -m baken.bench fill|measure``: one step of the bench, in a process of its own.

The two steps sign in to PostgreSQL as different roles, and Django knows one role per process.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from baken.config.start import set_up_django


def main() -> None:
    """Run one step."""
    parser = argparse.ArgumentParser(prog="python -m baken.bench")
    steps = parser.add_subparsers(dest="step", required=True)
    filling = steps.add_parser("fill")
    filling.add_argument("--concerns", type=int, required=True)
    measuring = steps.add_parser("measure")
    measuring.add_argument("--requests", type=int, required=True)
    measuring.add_argument("--lists-only", action="store_true")
    measuring.add_argument("--only", default="")
    measuring.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    set_up_django()
    from . import work

    if options.step == "fill":
        work.fill(options.concerns)
        return
    content = work.measure(options.requests, lists_only=options.lists_only, only=options.only)
    work.write(content, options.into)


if __name__ == "__main__":
    main()
