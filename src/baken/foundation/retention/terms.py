"""How long something is kept: data of the region, per kind and per reason of closing.

No law gives a term for a municipal concern about trafficking (the sources are in the pack's
``retention.yaml``), so each region decides, and each term says where it comes from.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from baken.foundation.region.documents import current_document
from baken.foundation.region.pack import Fault, Pack, PackSection, register_section

SECTION = "retention"
DEFAULT = "default"


@dataclass(frozen=True)
class Term:
    """One term: months after closing, and on what it rests."""

    kind: str
    reason: str
    months: int
    because: str
    source: str
    verification: str

    @property
    def is_proposal(self) -> bool:
        """True while the region has not decided on it (own proposal, or a source to check)."""
        return self.verification in {"P", "K"}


def all_terms() -> list[Term]:
    """Return the region's terms, in the order of the pack.

    Raises ``region.documents.DocumentMissing`` when the pack was not loaded.
    """
    return [_term(item) for item in current_document(SECTION)["terms"]]


def _term(item: dict[str, Any]) -> Term:
    return Term(
        item["kind"],
        item["reason"],
        item["months"],
        item["because"],
        item["source"],
        item["verification"],
    )


def term_for(kind: str, reason: str) -> Term:
    """Return the term for a reason of closing, or the default of its kind.

    Raises ``LookupError`` for a kind without terms: nothing is kept for ever by accident.
    """
    terms = {term.reason: term for term in all_terms() if term.kind == kind}
    try:
        return terms.get(reason) or terms[DEFAULT]
    except KeyError:
        raise LookupError(f"the region has no retention term for {kind!r}") from None


def due_on(kind: str, reason: str, closed_on: dt.date) -> dt.date:
    """Return the first day on which a record closed on ``closed_on`` may be shredded."""
    return after_months(closed_on, term_for(kind, reason).months)


def after_months(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))


def check(pack: Pack) -> Iterator[Fault]:
    """Each kind has a default, no reason twice, and every reason exists in the pack."""
    items = pack.items(SECTION, "terms")
    seen: set[tuple[str, str]] = set()
    known = _closing_reasons(pack)
    for number, item in enumerate(items):
        place = (item["kind"], item["reason"])
        path = ("terms", number, "reason")
        if place in seen:
            yield pack.fault(SECTION, path, f"'{item['reason']}' has a term already")
        seen.add(place)
        if known and item["kind"] == "concern" and item["reason"] not in known | {DEFAULT}:
            yield pack.fault(SECTION, path, f"'{item['reason']}' is no closing reason of this pack")
    for kind in sorted({kind for kind, _reason in seen}):
        if (kind, DEFAULT) not in seen:
            yield pack.fault(SECTION, ("terms",), f"'{kind}' has no term with reason 'default'")


def _closing_reasons(pack: Pack) -> set[str]:
    if not pack.has("reasons"):
        return set()
    return {reason["slug"] for reason in pack.items("reasons", "closing")}


def register() -> None:
    """Make the section known; from ``AppConfig.ready``."""
    schema = Path(__file__).parent / "schema" / "retention.json"
    register_section(PackSection(SECTION, schema, check=check))
