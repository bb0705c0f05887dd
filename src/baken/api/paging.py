"""Pages by cursor: the place after the last row, so that page one thousand is as fast as page one.

A cursor is signed: it is ours or it is refused. It holds the order, the value and the id of the
last row; what may be seen is decided anew at every request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from .problems import Fault, Problem

SALT = "baken.api.cursor"
DEFAULT_LIMIT = 25
MAXIMUM_LIMIT = 100


@dataclass(frozen=True)
class Slice:
    """Some rows and the cursor for what follows them; None at the end."""

    rows: list[Any]
    next_cursor: str | None


def after_cursor(rows: QuerySet[Any], cursor: str, limit: int) -> Slice:
    """Return at most ``limit`` rows after the cursor (from the start when it is empty).

    ``rows`` is ordered by one column and then the id. One query, O(limit) steps of an index.
    """
    first, second = (str(name) for name in rows.query.order_by)
    if cursor:
        rows = rows.filter(_following(rows, first, second, _read(cursor, [first, second])))
    found = list(rows[: limit + 1])
    if len(found) <= limit:
        return Slice(found, None)
    last = found[limit - 1]
    return Slice(found[:limit], _write([first, second], last))


def _write(order: list[str], row: Any) -> str:
    value = getattr(row, order[0].removeprefix("-"))
    text = value.isoformat() if value is not None else None
    return signing.dumps([order, text, str(row.pk)], salt=SALT)


def _read(cursor: str, order: list[str]) -> tuple[str | None, str]:
    try:
        of, value, row_id = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        raise _not_ours() from None
    if of != order:
        raise _not_ours()
    return value, row_id


def _not_ours() -> Problem:
    detail = _("Use “next_cursor” of the former answer, with the same filters and order.")
    return Problem("invalid", detail, faults=[Fault("query", "cursor", detail)])


def _following(rows: QuerySet[Any], first: str, second: str, place: tuple[str | None, str]) -> Q:
    value, row_id = place
    name = first.removeprefix("-")
    same = Q(**{_compared(second): row_id})
    if value is None:
        return Q(**{f"{name}__isnull": True}) & same
    later = Q(**{_compared(first): value}) | (Q(**{name: value}) & same)
    if first.startswith("-"):
        # The first condition lets the database start in the middle of the index.
        return Q(**{f"{name}__lte": value}) & later
    if rows.model._meta.get_field(name).null:
        return later | Q(**{f"{name}__isnull": True})  # PostgreSQL puts these last
    return Q(**{f"{name}__gte": value}) & later


def _compared(name: str) -> str:
    plain = name.removeprefix("-")
    return f"{plain}__lt" if name.startswith("-") else f"{plain}__gt"
