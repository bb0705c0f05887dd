"""Populations whose size is known, as the chance of each capture history.

All functions return the chances of the ``2**t`` histories, shape (2**t,): bit ``i`` of the place
says that list ``i`` has the case, entry 0 is the chance to be on no list. They add up to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.random import Generator
from scipy.special import betaln

from baken.insight.estimation.lattice import Floats
from baken.insight.estimation.table import CaptureTable

Pair = tuple[int, int]
# Proportional fitting stops when the margins are right to this many parts of one.
EXACT = 1e-13
MOST_ROUNDS = 10_000


def independent(chances: Sequence[float]) -> Floats:
    """Return the truth of lists that know nothing of each other."""
    cells = np.ones(1)
    for chance in chances:
        cells = np.concatenate([cells * (1.0 - chance), cells * chance])
    return cells


def dependent(chances: Sequence[float], odds: Mapping[Pair, float]) -> Floats:
    """Return the truth of lists with two-list interactions; ``odds`` has their odds ratios.

    An odds ratio of 4 means: on the one list, the odds to be on the other are four times as high,
    whatever the remaining lists say. 0 means that the two never share anybody. Each list keeps
    its own chance: iterative proportional fitting (Deming and Stephan 1940) moves the margins and
    leaves the odds ratios alone.
    """
    places = np.arange(1 << len(chances))
    cells = np.ones(places.size)
    for (first, second), ratio in odds.items():
        cells[(places >> first & places >> second & 1).astype(bool)] *= ratio
    cells /= cells.sum()
    members = [(places >> number & 1).astype(bool) for number in range(len(chances))]
    for _round in range(MOST_ROUNDS):
        for on, chance in zip(members, chances, strict=True):
            share = cells[on].sum()
            cells = np.where(on, cells * (chance / share), cells * ((1 - chance) / (1 - share)))
        wrong = [cells[on].sum() - chance for on, chance in zip(members, chances, strict=True)]
        if np.abs(wrong).max() < EXACT:
            return cells
    raise ArithmeticError("no population has these chances and these odds ratios")


def two_classes(chances: Sequence[float], hidden: float, factor: float) -> Floats:
    """Return the truth when a share ``hidden`` has ``factor`` times the others' chance.

    ``chances`` are those of the whole population. Within a class the lists are independent, so
    that ``factor`` 0 is a group that no list can reach.
    """
    easy = np.array(chances) / (1.0 - hidden + hidden * factor)
    if easy.max() >= 1:
        raise ValueError("a list cannot catch more than all of the easy ones")
    classes = (independent(list(easy)), independent(list(easy * factor)))
    mixed: Floats = (1.0 - hidden) * classes[0] + hidden * classes[1]
    return mixed


def beta_mixed(lists: int, a: float, b: float) -> Floats:
    """Return the truth when each case has a chance of its own, the same on all lists.

    That chance is drawn from Beta(a, b). A history with ``k`` lists has chance
    ``B(a + k, b + t - k) / B(a, b)`` (Burnham and Overton 1978, model M_h).
    """
    on = np.array([code.bit_count() for code in range(1 << lists)])
    cells: Floats = np.exp(betaln(a + on, b + lists - on) - betaln(a, b))
    return cells


def list_chances(cells: Floats) -> Floats:
    """Return the chance to be on each list, shape (t,)."""
    lists = int(math.log2(cells.size))
    places = np.arange(cells.size)
    return np.array([cells[(places >> number & 1).astype(bool)].sum() for number in range(lists)])


def draw(cells: Floats, size: int, random: Generator) -> CaptureTable:
    """Draw a population of ``size`` cases and return what the lists hold of it."""
    counts = random.multinomial(size, cells / cells.sum())
    kept = [code for code in range(1, cells.size) if counts[code]]
    names = tuple(chr(ord("A") + number) for number in range(int(math.log2(cells.size))))
    return CaptureTable(names, tuple(kept), tuple(int(counts[code]) for code in kept))
