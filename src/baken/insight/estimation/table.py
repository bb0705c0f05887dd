"""The table of capture histories: who was seen by which lists, and how often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, permutations, product

import numpy as np

from .lattice import Floats, Whole, superset_sums

FEWEST_LISTS = 2
MOST_LISTS = 10
# Above this the arithmetic would lose the cells of one case.
MOST_CASES = 10**12
# Arrangements times histories that are tried to find an order; more would be felt.
MOST_ARRANGING = 50_000


class TableError(ValueError):
    """The lists are no table of capture histories. The text says where and why."""


@dataclass(frozen=True)
class CaptureTable:
    """Counts by capture history.

    ``lists``: the names, ``t`` of them. ``histories`` (k,): bit codes, bit ``i`` for list ``i``,
    ascending and each once. ``counts`` (k,): cases with that history, above zero. Cases on no
    list are not in it: they are what is asked. Make one with ``from_counts`` or ``from_cases``.
    """

    lists: tuple[str, ...]
    histories: tuple[int, ...]
    counts: tuple[int, ...]

    @classmethod
    def from_counts(
        cls, lists: Sequence[str], rows: Iterable[tuple[Sequence[int], int]]
    ) -> CaptureTable:
        """Make a table from rows of 0/1 by list and a count; equal histories are added up.

        Raises ``TableError`` for names that are empty or twice, fewer than 2 or more than 10
        lists, a value that is not 0 or 1, a count that is negative or not whole, and cases on
        no list.
        """
        names = _names(lists)
        total: Counter[int] = Counter()
        for number, (row, count) in enumerate(rows, start=1):
            code = _code(row, len(names), number)
            if not math.isfinite(count) or count != int(count) or count < 0:
                raise TableError(f"row {number}: the count {count!r} is not a whole number >= 0")
            if count and not code:
                raise TableError(f"row {number}: a case on no list cannot have been counted")
            total[code] += int(count)
        if total.total() > MOST_CASES:
            raise TableError(f"{total.total()} cases; an estimate takes {MOST_CASES} at most")
        return cls.from_totals(names, total)

    @classmethod
    def from_cases(cls, lists: Sequence[str], cases: Iterable[Sequence[int]]) -> CaptureTable:
        """Make a table from one row of 0/1 per case; raises as ``from_counts`` does."""
        return cls.from_counts(lists, ((case, 1) for case in cases))

    @classmethod
    def from_totals(cls, lists: tuple[str, ...], totals: Mapping[int, int]) -> CaptureTable:
        """Make a table from cases by history; nothing is checked."""
        kept = sorted(code for code, count in totals.items() if count)
        return cls(lists, tuple(kept), tuple(totals[code] for code in kept))

    @property
    def observed(self) -> int:
        """Return the number of cases on at least one list."""
        return sum(self.counts)

    def cells(self) -> Floats:
        """Return the counts by code, shape (2**t,); entry 0, cases on no list, is zero."""
        full = np.zeros(1 << len(self.lists))
        full[list(self.histories)] = self.counts
        return full

    def overlaps(self) -> Whole:
        """Return the cases that two lists share, shape (t, t); the diagonal has each list."""
        sums = superset_sums(self.cells()[None, :])[0]
        size = len(self.lists)
        shared = [[sums[1 << row | 1 << column] for column in range(size)] for row in range(size)]
        return np.array(shared, dtype=np.int64)

    def without(self, name: str) -> CaptureTable:
        """Return the table that the other lists would have made; cases on ``name`` alone go."""
        number = self.lists.index(name)
        low = (1 << number) - 1
        total: Counter[int] = Counter()
        for code, count in zip(self.histories, self.counts, strict=True):
            total[(code & low) | ((code >> (number + 1)) << number)] += count
        total.pop(0, None)
        names = (*self.lists[:number], *self.lists[number + 1 :])
        return CaptureTable.from_totals(names, total)

    def in_order(self, order: Sequence[int]) -> CaptureTable:
        """Return the same table with list ``order[i]`` in place ``i``."""
        total = {
            sum(1 << place for place, number in enumerate(order) if code >> number & 1): count
            for code, count in zip(self.histories, self.counts, strict=True)
        }
        return CaptureTable.from_totals(tuple(self.lists[number] for number in order), total)

    def own_order(self) -> tuple[int, ...]:
        """Return an order of the lists that depends on the counts and not on the given order.

        Sorted by size and by what each list shares with the others; of lists that these figures
        cannot tell apart every arrangement is tried. With it an estimate, its bootstrap
        included, is the same to the last digit however the columns were arranged. Only where
        that is too much work (``MOST_ARRANGING``; seven lists that are all alike, say) do such
        lists keep the order in which they came.
        """
        shared = self.overlaps()
        counted = dict(zip(self.histories, self.counts, strict=True))

        def signature(number: int) -> tuple[object, ...]:
            with_it = sorted(
                (code.bit_count(), count) for code, count in counted.items() if code >> number & 1
            )
            return (-shared[number, number], sorted(shared[number].tolist()), with_it)

        def arranged(order: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
            table = self.in_order(order)
            return table.histories, table.counts

        order = sorted(range(len(self.lists)), key=signature)
        alike = [tuple(group) for _signature, group in groupby(order, key=signature)]
        ways = math.prod(math.factorial(len(group)) for group in alike)
        if ways == 1 or ways * len(self.histories) > MOST_ARRANGING:
            return tuple(order)
        arrangements = product(*(permutations(group) for group in alike))
        return min((tuple(chain.from_iterable(parts)) for parts in arrangements), key=arranged)


def _names(lists: Sequence[str]) -> tuple[str, ...]:
    names = tuple(str(name).strip() for name in lists)
    if not FEWEST_LISTS <= len(names) <= MOST_LISTS:
        raise TableError(
            f"{len(names)} lists; an estimate takes {FEWEST_LISTS} to {MOST_LISTS} of them"
        )
    if "" in names:
        raise TableError(f"list {names.index('') + 1} has no name")
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise TableError(f"two lists are named {twice[0]!r}")
    return names


def _code(row: Sequence[int], lists: int, number: int) -> int:
    if len(row) != lists:
        raise TableError(f"row {number}: {len(row)} values for {lists} lists")
    code = 0
    for place, value in enumerate(row):
        if value not in (0, 1):
            raise TableError(f"row {number}: {value!r} is not 0 or 1")
        code |= int(value) << place
    return code
