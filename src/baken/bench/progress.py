"""Says how far something is and how long it will still take, a few times a minute."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY_SECONDS = 10.0


class Progress:
    """Counts up to ``total``; ``say`` gets a line at most once in ten seconds, and at the end."""

    def __init__(self, what: str, total: int, say: Callable[[str], None]) -> None:
        self.what = what
        self.total = total
        self._say = say
        self._start = self._last = time.monotonic()

    def at(self, number: int) -> None:
        """Note that ``number`` of ``total`` are done."""
        now = time.monotonic()
        if number < self.total and now - self._last < EVERY_SECONDS:
            return
        self._last = now
        spent = now - self._start
        left = spent * (self.total - number) / max(1, number)
        rest = f"about {_words(left)} left" if number < self.total else f"in {_words(spent)}"
        self._say(f"  {number:,} of {self.total:,} {self.what}, {rest}")


def _words(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"
