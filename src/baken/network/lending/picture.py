"""The calendar as a picture: a grid of items by days or weeks, drawn on the server as SVG.

The picture never stands alone: ``rows_of`` gives the table beside it, with the same facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.region.calendar import is_working_day

from .access import keeps_the_store
from .availability import HOLDS
from .models import Item, Loan, LoanRequest, LoanState
from .periods import DAY, Period, free_stretches
from .words import period_words

LABEL = 150
HEAD = 44
ROW = 32
MONTH_WIDTH = 110
VIEWS = {"dagen": (1, 35, 26), "weken": (7, 26, 34)}
"""Per view: days in a column, number of columns, width of a column."""


@dataclass(frozen=True)
class Column:
    """One day or week; ``label`` below the month, ``month`` only where a new one begins."""

    x: int
    width: int
    label: str
    month: str
    is_rest: bool
    is_today: bool


@dataclass(frozen=True)
class Block:
    """A taken period in a row; ``kind`` is reserved, out, late, back or cleaning."""

    x: float
    width: float
    kind: str
    text: str
    title: str


@dataclass
class Line:
    """One item of the grid."""

    item: Item
    y: int
    is_usable: bool
    blocks: list[Block] = field(default_factory=list)
    taken: list[tuple[Period, str, str]] = field(default_factory=list)
    free: str = ""

    @property
    def label(self) -> str:
        """Return the name of the row."""
        return str(self.item)


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    width: int
    height: int
    first: dt.date
    last: dt.date
    earlier: dt.date
    later: dt.date
    head: int = HEAD
    row: int = ROW

    @property
    def grid(self) -> int:
        """Return the height of the rows together."""
        return self.height - self.head


LEGEND = (
    ("reserved", _("Reserved")),
    ("out", _("Lent out")),
    ("late", _("Too late")),
    ("back", _("Returned")),
    ("cleaning", _("Cleaning")),
)
"""Kinds of blocks with their words."""


def draw(actor: Actor, *, first: dt.date, view: str, today: dt.date) -> Picture:
    """Return the grid from the Monday of ``first``. Four queries; O(items + loans)."""
    days, number, width = VIEWS[view]
    first -= first.weekday() * DAY
    last = first + (days * number - 1) * DAY
    items = list(_shown(actor))
    lines = {
        item.number: Line(item, HEAD + ROW * place, not item.open_defects)
        for place, item in enumerate(items)
    }
    names = _names(actor, first, last)
    taken: dict[int, list[Period]] = {number: [] for number in lines}
    for loan in _loans(actor, first, last):
        if loan.item_number in lines:
            line = lines[loan.item_number]
            whom = names.get(loan.request_id, "")
            _add(line, loan, whom, first, last, width / days, today)
            if loan.state in HOLDS:
                taken[loan.item_number].append(_period(loan, today, cleaning=True))
    for key, line in lines.items():
        if line.is_usable:
            line.free = _free_words(taken[key], max(first, today), last)
    return Picture(
        columns=_columns(first, days, number, width, today),
        lines=list(lines.values()),
        width=LABEL + number * width,
        height=HEAD + ROW * len(items),
        first=first,
        last=last,
        earlier=first - days * (number - 1) * DAY,
        later=first + days * (number - 1) * DAY,
    )


def _shown(actor: Actor) -> Any:
    from django.db.models import Count, Q

    return (
        Item.objects.visible_to(actor)
        .filter(retired_on__isnull=True, kind__is_current=True)
        .select_related("kind")
        .annotate(open_defects=Count("defects", filter=Q(defects__mended_at__isnull=True)))
        .order_by("number")
    )


def _loans(actor: Actor, first: dt.date, last: dt.date) -> Any:
    return (
        Loan.objects.visible_to(actor)
        .exclude(state=LoanState.RELEASED)
        .filter(starts_on__lte=last)
        .exclude(state=LoanState.RETURNED, ends_on__lt=first)
        .order_by("item_number", "starts_on")
    )


def _names(actor: Actor, first: dt.date, last: dt.date) -> dict[Any, str]:
    """Return for whom, of the requests the actor may know of."""
    known = LoanRequest.objects.visible_to(actor).select_related("organisation")
    near = known.filter(starts_on__lte=last, ends_on__gte=first - 120 * DAY)
    if keeps_the_store(actor):
        return {one.pk: one.organisation.short_name or one.organisation.name for one in near}
    return {one.pk: one.reference for one in near}


def _period(loan: Loan, today: dt.date, *, cleaning: bool = False) -> Period:
    """Return the days on which the loan keeps its item, as known today."""
    if loan.state == LoanState.RETURNED and loan.returned_on is not None:
        return loan.starts_on, max(loan.starts_on, loan.returned_on)
    end = loan.blocked_until if cleaning else loan.ends_on
    if loan.state == LoanState.OUT:
        end = max(end, today)
    return loan.starts_on, end


def _add(
    line: Line,
    loan: Loan,
    whom: str,
    first: dt.date,
    last: dt.date,
    scale: float,
    today: dt.date,
) -> None:
    """Draw one loan and the cleaning after it, as far as they fall in the picture."""
    start, end = _period(loan, today)
    kind, words = _state(loan, today)
    name = whom or gettext("taken")
    if end >= first:
        title = f"{line.item}: {period_words(start, end)}, {words}, {name}"
        line.blocks.append(_block(start, end, kind, name, title, (first, last, scale)))
        line.taken.append(((start, end), words, name))
    if loan.state in HOLDS and loan.blocked_until > end and loan.blocked_until >= first:
        clean = (end + DAY, loan.blocked_until)
        title = f"{line.item}: {period_words(*clean)}, {gettext('cleaning')}"
        line.blocks.append(_block(*clean, "cleaning", "", title, (first, last, scale)))


def _state(loan: Loan, today: dt.date) -> tuple[str, str]:
    if loan.state == LoanState.OUT and loan.ends_on < today:
        return "late", gettext("too late")
    if loan.state == LoanState.RETURNED:
        return "back", str(loan.get_state_display())
    return str(loan.state), str(loan.get_state_display())


def _block(
    start: dt.date,
    end: dt.date,
    kind: str,
    text: str,
    title: str,
    frame: tuple[dt.date, dt.date, float],
) -> Block:
    first, last, scale = frame
    begin = max((start - first).days, 0)
    until = min((end - first).days + 1, (last - first).days + 1)
    width = round(max(until - begin, 0) * scale, 1)
    fitting = int((width - 8) / 7)
    short = text if len(text) <= fitting else text[: max(fitting - 1, 0)] + "…"
    return Block(round(LABEL + begin * scale, 1), width, kind, short if fitting > 2 else "", title)


def _columns(first: dt.date, days: int, number: int, width: int, today: dt.date) -> list[Column]:
    found: list[Column] = []
    month = 0
    for place in range(number):
        day = first + place * days * DAY
        # A month begins in the column that holds its first day (or in the first column).
        until = day + (days - 1) * DAY
        new = until.month != month
        month = until.month
        if new and place * width < MONTH_WIDTH:
            # The few days of the month before would write over this one.
            found = [replace(column, month="") for column in found]
        found.append(
            Column(
                x=LABEL + place * width,
                width=width,
                label=str(day.day),
                month=formats.date_format(until, "F Y") if new else "",
                is_rest=days == 1 and not is_working_day(day),
                is_today=day <= today <= until,
            )
        )
    return found


def _free_words(taken: list[Period], first: dt.date, last: dt.date) -> str:
    if first > last:
        return ""
    stretches = free_stretches(taken, first, last)
    return "; ".join(_short(start, end) for start, end in stretches)


def _short(start: dt.date, end: dt.date) -> str:
    first, last = (formats.date_format(day, "j b") for day in (start, end))
    return first if start == end else f"{first} – {last}"
