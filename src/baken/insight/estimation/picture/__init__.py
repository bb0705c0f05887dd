"""An estimate as a picture: the overlaps of the lists above, what was not seen below.

One self-contained SVG for a screen, a report or a journal. It uses no font of its own, no script
and no style sheet; shapes and words carry the meaning, never a colour alone; its description
tells the same in sentences. The same estimate and table give the same text.
"""

from __future__ import annotations

from hashlib import sha256

from baken.insight.estimation.outcome import Estimate
from baken.insight.estimation.table import CaptureTable

from . import text, words
from .canvas import INK, SOFT, Canvas
from .outcomes import rows_of
from .overlaps import MARGIN, draw_overlaps
from .strip import draw_strip

__all__ = ["WIDTH", "draw"]

# On the 17 cm of a printed page the smallest letters are then 7 points high.
WIDTH = 840.0


def draw(estimate: Estimate, table: CaptureTable) -> str:
    """Return the picture of ``estimate``, made from ``table``, as an SVG document."""
    canvas = Canvas(WIDTH)
    room = WIDTH - 2 * MARGIN
    finding, interval = words.heading(estimate)
    canvas.text(MARGIN, MARGIN + 16, finding, font_size=19, font_weight="700", class_="heading")
    y = MARGIN + 16
    if interval:
        y += 21
        canvas.text(MARGIN, y, interval, font_size=14, class_="heading")
    shown, y = draw_overlaps(canvas, table, y + 16)
    rows = rows_of(estimate)
    y = draw_strip(canvas, rows, y + 34) + 20
    for note in words.notes(estimate):
        colour = INK if note.startswith(words.WARNING) else SOFT
        for line in text.wrap(note, 12, room):
            canvas.text(MARGIN, y, line, fill=colour, class_="note")
            y += 15
        y += 4
    told = words.description(estimate, shown, rows)
    key = sha256(told.encode("utf-8", "replace")).hexdigest()[:8]
    return canvas.finish(y, words.title(estimate), told, key)
