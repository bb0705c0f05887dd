"""The lines of municipalities as a map, a narrowed table and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .items import Item
from .queries import Cell, Line
from .standing import Standing

SHORT = {
    Standing.MET: pgettext_lazy("in a square of the map", "yes"),
    Standing.PARTLY: pgettext_lazy("in a square of the map", "partly"),
    Standing.NOT_MET: pgettext_lazy("in a square of the map", "no"),
    Standing.NOT_APPLICABLE: pgettext_lazy("in a square of the map", "n/a"),
    Standing.EXPIRED: pgettext_lazy("in a square of the map", "expired"),
    Standing.NEVER: "–",
}
"""What fits in a square; the table beside the map has the whole words."""

SHADES: dict[Standing, int | None] = {
    Standing.MET: 4,
    Standing.PARTLY: 2,
    Standing.NOT_MET: 0,
    Standing.EXPIRED: 1,
    Standing.NOT_APPLICABLE: None,
    Standing.NEVER: None,
}
HIGHEST = 4
"""End of the scale of shades: the darker, the more is in order."""

HEADS = (
    gettext_lazy("Municipality"),
    gettext_lazy("Agreement"),
    gettext_lazy("State"),
    gettext_lazy("Checked on"),
    gettext_lazy("Valid until"),
    gettext_lazy("Checked by (function)"),
    gettext_lazy("Evidence"),
    gettext_lazy("Focal points counted"),
)


def tile_rows(board: Iterable[Line], chosen: Item | None) -> list[dict[str, Any]]:
    """Return the squares: of one agreement its state, of all how many are in order."""
    rows = []
    for line in board:
        place = line.organisation
        if place.tile_column is None or place.tile_row is None:
            continue
        row: dict[str, Any] = {
            "label": line.name,
            "column": place.tile_column,
            "row": place.tile_row,
            "href": reverse("policy:agreements-of", args=[place.slug]),
            "value": line.in_order,
        }
        if chosen is not None:
            standing = _cell_of(line, chosen.slug).standing
            row |= {"value": SHADES[standing], "words": str(SHORT[standing])}
        rows.append(row)
    return rows


def narrowed(board: Sequence[Line], item: str, *, behind: bool) -> list[Line]:
    """Return the lines with one agreement only, and only those with something left to do."""
    found = [
        Line(line.organisation, [_cell_of(line, item)] if item else line.cells) for line in board
    ]
    return [line for line in found if line.behind] if behind else found


def _cell_of(line: Line, slug: str) -> Cell:
    return next(cell for cell in line.cells if cell.item.slug == slug)


def sheet_rows(board: Iterable[Line]) -> list[list[Any]]:
    """Return one row for each municipality and agreement, evidence included."""
    return [
        [
            line.name,
            cell.item.title,
            str(cell.standing.label),
            cell.check.checked_on if cell.check else None,
            cell.check.valid_until if cell.check else None,
            cell.check.checked_by if cell.check else "",
            cell.check.evidence if cell.check else "",
            _counted(cell),
        ]
        for line in board
        for cell in line.cells
    ]


def _counted(cell: Cell) -> str:
    if cell.measured is None:
        return ""
    return _("%(total)d (care %(care)d, safety %(safety)d)") % {
        "total": cell.measured.total,
        "care": (cell.measured.domains or {}).get("care", 0),
        "safety": (cell.measured.domains or {}).get("safety", 0),
    }
