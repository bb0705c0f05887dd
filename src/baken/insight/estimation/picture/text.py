"""Words and figures on paper: how wide they are, where they break, how a number is written.

Without a font at hand widths are guessed, on the wide side: the picture is read with whatever
sans serif a reader's machine has.
"""

from __future__ import annotations

import math
import unicodedata

ELLIPSIS = "…"
BOLD = 1.08
_NARROW = frozenset(" iljI|.,:;'!()[]/\\-ftr·")
_WIDE = frozenset("mwMW@%&—…")
_JOINERS = frozenset("\u200c\u200d")  # Persian and Hindi names are misspelt without them.
# From here on digits are noise and take the room of the picture.
_TOO_LONG = 1e15


def clean(words: str) -> str:
    """Return ``words`` on one line, without characters that XML forbids or that turn text round."""
    kept = "".join(
        letter if letter.isprintable() or letter in _JOINERS or letter.isspace() else "\ufffd"
        for letter in words
    )
    return " ".join(kept.split())


def width(words: str, size: float) -> float:
    """Return about how wide ``words`` are in letters of ``size``."""
    return size * sum(_em(letter) for letter in words)


def shorten(words: str, size: float, room: float) -> str:
    """Return ``words``, or as much of their beginning as fits ``room``, with an ellipsis."""
    words = clean(words)
    if width(words, size) <= room:
        return words
    kept = words
    while kept and width(kept + ELLIPSIS, size) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(words: str, size: float, room: float) -> list[str]:
    """Return ``words`` as lines that fit ``room``; a word that does not is broken."""
    lines: list[str] = []
    for word in clean(words).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.extend(_broken(word, size, room))
    return lines


def two_lines(words: str, size: float, room: float) -> list[str]:
    """Return ``words`` on one line or two, the second shortened where that is not enough."""
    lines = wrap(words, size, room)
    if len(lines) > 2:
        lines[1:] = [shorten(" ".join(lines[1:]), size, room)]
    return lines


def figure(value: float) -> str:
    """Return a number of cases as it is written: whole, with thousands apart."""
    if math.isinf(value):
        return "no upper end"
    return f"{value:,.0f}" if abs(value) < _TOO_LONG else f"{value:.3g}"


def span(low: float, high: float) -> str:
    """Return an interval as it is written."""
    if math.isinf(low):
        return figure(low)
    return f"{figure(low)} to {figure(high)}"


def cases(count: int) -> str:
    """Return a count with its unit."""
    return f"{count:,} case" if count == 1 else f"{count:,} cases"


def percent(level: float) -> str:
    """Return a level such as 0.95 as it is written."""
    return f"{100 * level:g} %"


def listed(names: list[str]) -> str:
    """Return names as a sentence has them: "A", "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def round_ticks(limit: float, most: int) -> list[float]:
    """Return 0 and at most ``most`` round numbers up to ``limit``, all equally far apart."""
    power = 10.0 ** max(0, math.floor(math.log10(limit / most)) if limit > most else 0)
    step = next(power * unit for unit in (1, 2, 5, 10, 20) if limit / (power * unit) <= most)
    return [step * number for number in range(int(limit / step) + 1)]


def root_ticks(largest: float, length: float, apart: float) -> list[float]:
    """Return 0 and round numbers that are ``apart`` on a square-root axis of ``length``."""
    ticks = [0.0]
    place = length
    for power in range(int(math.log10(max(largest, 1))), -1, -1):
        for unit in (5, 2, 1):
            tick = float(unit * 10**power)
            there = length * math.sqrt(tick / largest) if largest else 0.0
            fits = there <= length and (place - there >= apart or len(ticks) == 1)
            if fits and there >= apart:
                ticks.append(tick)
                place = there
    return sorted(ticks)


def _broken(word: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _em(letter: str) -> float:
    if unicodedata.combining(letter) or letter in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.98
    return 0.72 if letter.isupper() else 0.62
