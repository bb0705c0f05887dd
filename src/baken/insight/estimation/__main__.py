"""``python -m baken.insight.estimation lists.csv``: the command without the rest of Baken."""

from __future__ import annotations

import os
import sys

from .command import run


def say(line: str) -> None:
    """Print to standard output at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the command with the words after the module's name."""
    try:
        return run(sys.argv[1:], say=say, program="python -m baken.insight.estimation")
    except BrokenPipeError:
        # Whoever read our words has gone ("... | head"); that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
