"""Arithmetic on capture histories: bit codes, and sums over supersets and subsets.

With ``t`` lists a capture history is a number below ``2**t``: bit ``i`` says that list ``i`` has
the case. A term of a log-linear model is such a number as well: 0 is the constant, one bit a
main effect, two bits the interaction of two lists. Cell ``c`` has term ``s`` in its linear
predictor when ``s`` is a subset of ``c``. So

- the linear predictor of all cells is a sum over subsets of the parameters,
- the margin that belongs to a term is a sum over supersets of the cells, and
- entry ``(r, s)`` of the information matrix is the superset sum of the means at ``r | s``.

Both sums take ``t * 2**(t - 1)`` additions (Yates 1937, "The design and analysis of factorial
experiments"), where a design matrix takes ``2**t`` times the number of terms.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]


def superset_sums(values: Floats) -> Floats:
    """Sum ``values`` over all histories that contain each history.

    ``values``: shape (rows, 2**t). Returns the same shape; the argument stays as it is.
    """
    sums = values.copy()
    for upper, lower in _halves(sums):
        lower += upper
    return sums


def subset_sums(values: Floats) -> Floats:
    """Sum ``values`` over all histories that each history contains; shapes as above."""
    sums = values.copy()
    for upper, lower in _halves(sums):
        upper += lower
    return sums


def _halves(values: Floats) -> list[tuple[Floats, Floats]]:
    """Return, for each list, views of the histories with it and of the same without it."""
    rows, cells = values.shape
    views = []
    width = 1
    while width < cells:
        view = values.reshape(rows, cells // (2 * width), 2, width)
        views.append((view[:, :, 1, :], view[:, :, 0, :]))
        width *= 2
    return views


def main_terms(lists: int) -> Whole:
    """Return the constant and the main effects, shape (lists + 1,)."""
    return np.array([0, *(1 << number for number in range(lists))], dtype=np.int64)


@cache
def pairs(lists: int) -> tuple[tuple[int, int], ...]:
    """Return all pairs of lists in the order in which they are tried."""
    return tuple(combinations(range(lists), 2))


def pair_terms(lists: int) -> Whole:
    """Return the two-list effects as codes, in the order of ``pairs``."""
    return np.array([1 << first | 1 << second for first, second in pairs(lists)], dtype=np.int64)


def contains(cells: Whole, terms: Whole) -> Flags:
    """Tell which cells contain which terms: shape (cells, terms)."""
    found: Flags = (cells[:, None] & terms[None, :]) == terms[None, :]
    return found
