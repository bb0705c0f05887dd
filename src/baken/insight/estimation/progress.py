"""A line on a terminal that says how far something is and how long it will still take."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TextIO

BAR = 30
EVERY_SECONDS = 0.1
# The time left is a guess from the time spent; before this it would only jump about.
GUESS_AFTER_SECONDS = 1.0


class Progress:
    """Draws a bar over itself and clears it at the end; use it in a ``with`` statement.

    Call it with what is done and what there is to do. ``clock`` gives seconds.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._start = clock()
        self._last = -EVERY_SECONDS
        self._drawn = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()

    def __call__(self, done: int, total: int) -> None:
        """Note that ``done`` of ``total`` are done; draws ten times a second at most."""
        spent = self._clock() - self._start
        if total <= 0 or spent - self._last < EVERY_SECONDS:
            return
        self._last = spent
        self._draw(line(done / total, spent))

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()
            self._drawn = 0

    def _draw(self, text: str) -> None:
        # A line that wraps cannot be drawn over; one place stays free for the cursor.
        text = text[: max(shutil.get_terminal_size().columns - 1, 0)]
        self._stream.write("\r" + text.ljust(self._drawn))
        self._stream.flush()
        self._drawn = max(self._drawn, len(text))


def line(share: float, spent: float) -> str:
    """Return the bar for a share of the work and the seconds it took."""
    share = min(max(share, 0.0), 1.0)
    full = int(share * BAR)
    bar = "#" * full + "." * (BAR - full)
    left = ""
    if share > 0 and spent >= GUESS_AFTER_SECONDS:
        left = f"  {duration(spent * (1 - share) / share)} left"
    return f"[{bar}] {int(100 * share):3d}%{left}"


def duration(seconds: float) -> str:
    """Return seconds as people say them: 42 s, 3 min 20 s, 2 h 5 min."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
