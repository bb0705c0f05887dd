"""Proves that a route can be trusted, for every combination of answers at every hour.

What is proved, for each of the about four million combinations (``bitsets``):

* acute danger always starts with the emergency number;
* a minor always brings the child protection desk;
* at every moment of the probed weeks at least one contact answers, and every contact that does
  not answer names one that does;
* no contradiction: no contact is both advised and advised against, no two rows take different
  stands on one topic, and each contact comes with exactly one statement on what may be shared;
* every row holds for some combination, and every organisation named exists.

Why this is sound: the rows that hold do not depend on time, so they are computed once for all
combinations; whether a contact answers depends on time only, so it is computed once for each
moment. Equal sets of open contacts are judged once. The focal point is taken as *not*
answering: where it does answer somebody answers, so the proof covers every municipality.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

from .bitsets import AnswerSpace, in_words
from .contacts import ContactBook, Hours
from .route import Fallback, RouteTable, Row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PROBE_STEP = timedelta(minutes=15)
PROBED_WEEKS = (
    datetime(2026, 11, 23, tzinfo=AMSTERDAM),  # an ordinary week
    datetime(2026, 12, 21, tzinfo=AMSTERDAM),  # Christmas, on working days
    datetime(2026, 3, 23, tzinfo=AMSTERDAM),  # the clock goes forward
    datetime(2026, 10, 19, tzinfo=AMSTERDAM),  # the clock goes back
)


@dataclass(frozen=True)
class RouteFault:
    """What is wrong and where: ``place`` is ``rows``, ``outside_hours`` or a key of the top."""

    place: str
    row_id: str
    message: str

    def __str__(self) -> str:
        return f"{self.row_id}: {self.message}" if self.row_id else self.message


def moments() -> Iterator[datetime]:
    """Yield every quarter of an hour of the probed weeks, as absolute moments."""
    utc = ZoneInfo("UTC")
    for start in PROBED_WEEKS:
        first = start.astimezone(utc)
        for step in range(int(timedelta(days=7) / PROBE_STEP)):
            yield (first + step * PROBE_STEP).astimezone(AMSTERDAM)


PROBED = tuple(moments())


@lru_cache(maxsize=256)
def _open_moments(hours: Hours) -> frozenset[int]:
    """Return at which of the probed moments these hours are open; many contacts share hours."""
    return frozenset(number for number, moment in enumerate(PROBED) if hours.is_open(moment))


class RouteChecker:
    """Judges one table against one book of contacts."""

    def __init__(self, table: RouteTable, book: ContactBook, forms: Sequence[str]) -> None:
        self.table = table
        self.book = book
        self.space = AnswerSpace(tuple(forms))

    def faults(self) -> list[RouteFault]:
        """Return everything that is wrong; empty for a route that can be trusted."""
        unknown = list(self._unknown_organisations())
        if unknown:
            return unknown
        return [
            *self._double_ids(),
            *self._unreachable_rows(),
            *self._danger(),
            *self._minors(),
            *self._positions(),
            *self._shares(),
            *self._reachability(),
        ]

    @cached_property
    def _where(self) -> dict[str, int]:
        rows: list[Row | Fallback] = [*self.table.rows, *self.table.fallbacks]
        return {row.id: self.space.where(row.when) for row in rows}

    @cached_property
    def _advised(self) -> dict[str, int]:
        """Return for each contact the combinations in which a contact row advises it."""
        advised: dict[str, int] = {}
        for row in self.table.rows:
            if row.kind == "contact":
                advised[row.target] = advised.get(row.target, 0) | self._where[row.id]
        return advised

    @cached_property
    def _listed(self) -> dict[str, int]:
        """Return for each contact the combinations in which it may be on the list at all."""
        listed = dict(self._advised)
        for fallback in self.table.fallbacks:
            for target in fallback.targets:
                use = self._advised.get(target, 0) & self._where[fallback.id]
                listed[fallback.use] = listed.get(fallback.use, 0) | use
        return listed

    def _example(self, combinations: int) -> str:
        return in_words(self.space.example(combinations))

    def _unknown_organisations(self) -> Iterator[RouteFault]:
        for place, row_id, slugs in self._named():
            for slug in slugs:
                if slug and slug not in self.book:
                    message = f"{slug!r} is no organisation with a contact point in this pack"
                    yield RouteFault(place, row_id, message)

    def _named(self) -> Iterator[tuple[str, str, Collection[str]]]:
        """Yield where the table names organisations, and which."""
        for row in self.table.rows:
            yield "rows", row.id, (row.target,)
        for fallback in self.table.fallbacks:
            yield "outside_hours", fallback.id, (*fallback.targets, fallback.use)
        yield "safety", "", (self.table.emergency, self.table.child_protection)
        yield "direct", "", self.table.direct

    def _double_ids(self) -> Iterator[RouteFault]:
        seen: set[str] = set()
        places: list[tuple[str, Sequence[Row | Fallback]]] = [
            ("rows", self.table.rows),
            ("outside_hours", self.table.fallbacks),
        ]
        for place, rows in places:
            for row in rows:
                if row.id in seen:
                    yield RouteFault(place, row.id, "this id is used twice")
                seen.add(row.id)

    def _unreachable_rows(self) -> Iterator[RouteFault]:
        for row in self.table.rows:
            if not self._where[row.id]:
                yield RouteFault("rows", row.id, "holds for no combination of answers")
            elif row.kind == "share" and not self._where[row.id] & self._listed.get(row.target, 0):
                message = f"is never used: {row.target} is on no list when this row holds"
                yield RouteFault("rows", row.id, message)
        for fallback in self.table.fallbacks:
            reach = 0
            for target in fallback.targets:
                reach |= self._where[fallback.id] & self._advised.get(target, 0)
            if not reach:
                yield RouteFault("outside_hours", fallback.id, "is never used")

    def _danger(self) -> Iterator[RouteFault]:
        danger = self.space.answer("danger", True)
        missing = danger & ~self._advised.get(self.table.emergency, 0)
        if missing:
            message = f"danger does not bring {self.table.emergency}: {self._example(missing)}"
            yield RouteFault("rows", "", message)
        for row in self.table.rows:
            if row.kind != "contact":
                continue
            if row.target == self.table.emergency:
                return
            if self._where[row.id] & danger:
                message = f"stands before {self.table.emergency} although there is danger"
                yield RouteFault("rows", row.id, message)

    def _minors(self) -> Iterator[RouteFault]:
        minors = self.space.answer("minor", "yes")
        missing = minors & ~self._advised.get(self.table.child_protection, 0)
        if missing:
            slug = self.table.child_protection
            message = f"a minor does not bring {slug}: {self._example(missing)}"
            yield RouteFault("rows", "", message)

    def _positions(self) -> Iterator[RouteFault]:
        taken: dict[str, list[tuple[str, Row]]] = {}
        for row in self.table.rows:
            for topic, stand in row.positions:
                for other_stand, other in taken.setdefault(topic, []):
                    clash = self._where[row.id] & self._where[other.id]
                    if stand != other_stand and clash:
                        message = f"contradicts {other.id} on {topic}: {self._example(clash)}"
                        yield RouteFault("rows", row.id, message)
                taken[topic].append((stand, row))
            if row.kind == "do_not" and row.target:
                clash = self._where[row.id] & self._listed.get(row.target, 0)
                if clash:
                    message = f"advises against {row.target}, which is advised as well: "
                    yield RouteFault("rows", row.id, message + self._example(clash))

    def _shares(self) -> Iterator[RouteFault]:
        told: dict[str, int] = {}
        for row in self.table.rows:
            if row.kind != "share":
                continue
            double = told.get(row.target, 0) & self._where[row.id] & self._listed[row.target]
            if double:
                message = (
                    f"says again what may be shared with {row.target}: {self._example(double)}"
                )
                yield RouteFault("rows", row.id, message)
            told[row.target] = told.get(row.target, 0) | self._where[row.id]
        for slug, listed in self._listed.items():
            gap = listed & ~told.get(slug, 0)
            if gap:
                message = f"nothing says what may be shared with {slug} when {self._example(gap)}"
                yield RouteFault("rows", "", message)

    def _reachability(self) -> Iterator[RouteFault]:
        open_moments = {
            slug: _open_moments(contact.hours)
            for slug, contact in self.book.contacts.items()
            if slug in self._listed and contact.phone and contact.hours is not None
        }
        first_moment: dict[frozenset[str], datetime] = {}
        for number, moment in enumerate(PROBED):
            answering = {slug for slug, numbers in open_moments.items() if number in numbers}
            first_moment.setdefault(frozenset(answering), moment)
        for answering_then, moment in first_moment.items():
            yield from self._reachability_at(answering_then, moment)

    def _reachability_at(self, answering: frozenset[str], moment: datetime) -> Iterator[RouteFault]:
        reached = 0
        for slug, advised in self._advised.items():
            if slug in answering:
                reached |= advised
                continue
            helped = self._helped(slug, answering)
            reached |= advised & helped
            alone = advised & ~helped
            if alone:
                message = (
                    f"{slug} does not answer on {_clock(moment)} and nobody stands in: "
                    f"{self._example(alone)}"
                )
                yield RouteFault("outside_hours", "", message)
        nobody = self.space.everything & ~reached
        if nobody:
            message = f"nobody answers on {_clock(moment)}: {self._example(nobody)}"
            yield RouteFault("outside_hours", "", message)

    def _helped(self, slug: str, answering: frozenset[str]) -> int:
        helped = 0
        for fallback in self.table.fallbacks:
            if slug in fallback.targets and fallback.use in answering:
                helped |= self._where[fallback.id]
        return helped


def _clock(moment: datetime) -> str:
    return moment.strftime("%A %d-%m-%Y %H:%M")
