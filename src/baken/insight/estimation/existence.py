"""Does a maximum likelihood estimate exist, and is it the only one? Asked before any number.

Write ``X`` for the design of the cells that the model allows, ``S`` for the cells that hold
somebody. A direction ``d`` with ``X d = 0`` on ``S`` and ``X d <= 0`` elsewhere costs no
likelihood: along it the estimate runs away. The estimate exists when every such direction has
``X d = 0`` everywhere, and it is identifiable when only ``d = 0`` has (Fienberg and Rinaldo
2012, "Maximum likelihood estimation in log-linear models", theorem 7, in its dual form; with
parameters at minus infinity as in Chan, Silverman and Vincent 2021, section 2.6). Both depend
on *which* cells hold somebody and not on how many: answers are kept by that pattern.

When the rows of ``S`` have full column rank there is no direction at all. That is the rule in
practice, costs one factorisation, and is asked of all tables together. Only the others need the
null space of ``S``: with one direction two signs decide, with more a linear program.
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog

from .lattice import Flags, Floats, Whole, contains, superset_sums

# The determinant of the scaled Gram matrix is 1 for orthogonal columns and 0 for dependent
# ones; rounding moves it by 1e-13 at most. Between the two nothing is assumed: the slow way asks.
SURELY_INDEPENDENT = 1e-6
ZERO = 1e-9
# The linear program answers to 1e-7; real moves are fractions with small denominators.
STILL = 1e-6


class Verdict(Enum):
    """What can be said of a model on a table."""

    FOUND = "found"
    INFINITE = "infinite"  # the likelihood keeps rising while the unseen number grows
    NOBODY_UNSEEN = "nobody unseen"  # it keeps rising while the unseen number falls to zero
    BOUNDARY = "boundary"  # another parameter runs away; the published method refuses it too
    UNIDENTIFIABLE = "unidentifiable"  # different numbers fit equally well, or ever better


def exists(counts: Floats, terms: Whole) -> Flags:
    """Tell for each row whether its estimate exists and is identifiable.

    ``counts`` (rows, 2**t), ``terms`` (rows, p). Returns (rows,).
    """
    seen = (counts > 0).astype(float)
    sums = superset_sums(seen)
    rows, size = terms.shape
    margins = np.take_along_axis(sums, terms, 1)
    finite = margins > 0
    scale = np.where(finite, 1.0 / np.sqrt(np.maximum(margins, 1.0)), 1.0)
    both = (terms[:, :, None] | terms[:, None, :]).reshape(rows, size * size)
    gram = np.take_along_axis(sums, both, 1).reshape(rows, size, size)
    gram *= scale[:, :, None] * scale[:, None, :]
    gram = np.where(finite[:, :, None] & finite[:, None, :], gram, np.eye(size))
    fine: Flags = np.linalg.det(gram) > SURELY_INDEPENDENT
    doubtful = np.flatnonzero(~fine)
    if doubtful.size:
        # With many terms the determinant is small for no bad reason; the least eigenvalue is not.
        fine[doubtful] = np.linalg.eigvalsh(gram[doubtful])[:, 0] > SURELY_INDEPENDENT
    for row in np.flatnonzero(~fine):
        fine[row] = _found(*_key(counts[row], terms[row]))
    return fine


def verdict(counts: Floats, terms: Whole) -> Verdict:
    """Judge one table (2**t,) with one model (p,)."""
    return _verdict(*_key(counts, terms))


def _key(counts: Floats, terms: Whole) -> tuple[bytes, bytes, int]:
    """Return what a verdict depends on, as keys that stay small at ten lists."""
    return np.packbits(counts > 0).tobytes(), terms.astype(np.int64).tobytes(), counts.size


@lru_cache(maxsize=50_000)
def _found(seen: bytes, terms: bytes, cells: int) -> bool:
    """Tell whether the verdict is ``FOUND``, without asking which of the others it is."""
    held, others, _constant = _design(seen, terms, cells)
    directions = _null_space(held)
    if not directions.shape[1]:
        return True
    slopes = others @ directions
    full = bool(slopes.size) and _rank(slopes) == directions.shape[1]
    return full and _runaway(slopes) is None


@lru_cache(maxsize=50_000)
def _verdict(seen: bytes, terms: bytes, cells: int) -> Verdict:
    return judge(*_design(seen, terms, cells))


def _design(seen: bytes, terms: bytes, cells: int) -> tuple[Floats, Floats, int]:
    """Return the arguments of ``judge``."""
    held = np.flatnonzero(np.unpackbits(np.frombuffer(seen, dtype=np.uint8), count=cells))
    model = np.frombuffer(terms, dtype=np.int64)
    supported = contains(held, model).any(axis=0)
    empty, finite = model[~supported], model[supported]
    every = np.arange(1, cells, dtype=np.int64)
    allowed = every[~contains(every, empty).any(axis=1)]
    unseen_cells = np.setdiff1d(allowed, held)
    return (
        contains(held, finite).astype(float),
        contains(unseen_cells, finite).astype(float),
        int(np.flatnonzero(finite == 0)[0]) if (finite == 0).any() else 0,
    )


def judge(held: Floats, others: Floats, constant: int = 0) -> Verdict:
    """Judge a design by its rows with counts (n, p) and its allowed rows without (m, p).

    ``constant``: the column whose parameter is the log of the unseen number.
    """
    directions = _null_space(held)
    if not directions.shape[1]:
        return Verdict.FOUND
    slopes = others @ directions
    if not slopes.size or _rank(slopes) < directions.shape[1]:
        return Verdict.UNIDENTIFIABLE
    away = _runaway(slopes)
    if away is None:
        return Verdict.FOUND
    # Of several ways to run away, some may raise the unseen number and some lower it.
    up, down = _reach(slopes, directions[constant], away)
    if up > STILL:
        return Verdict.UNIDENTIFIABLE if down > STILL else Verdict.INFINITE
    return Verdict.NOBODY_UNSEEN if down > STILL else Verdict.BOUNDARY


def _null_space(matrix: Floats) -> Floats:
    rows, columns = matrix.shape
    if rows > columns:  # the left vectors are of no use; spare a square of the rows
        matrix = np.asarray(np.linalg.qr(matrix, mode="r"), dtype=np.float64)
    _left, values, right = np.linalg.svd(matrix, full_matrices=True)
    rank = int((values > ZERO * max(1.0, values.max(initial=0.0))).sum())
    return np.asarray(right[rank:].T, dtype=np.float64)


def _rank(matrix: Floats) -> int:
    return int(np.linalg.matrix_rank(matrix, tol=ZERO * max(1.0, float(np.abs(matrix).max()))))


def _runaway(slopes: Floats) -> Floats | None:
    """Return ``w`` with ``slopes @ w <= 0`` and not zero, or None when there is none."""
    if slopes.shape[1] == 1:
        column = slopes[:, 0]
        if (column <= ZERO).all():
            return np.array([1.0])
        if (column >= -ZERO).all():
            return np.array([-1.0])
        return None
    lowest, away = _lowest(slopes, slopes.sum(axis=0))
    # A direction can be lengthened until a slope is -1; without one only rounding is left.
    return away if lowest < -0.5 else None


def _reach(slopes: Floats, constant: Floats, away: Floats) -> tuple[float, float]:
    """Return how far the constant can rise and fall along runaway directions of bounded length."""
    if slopes.shape[1] == 1:
        move = float(constant @ away)
        return max(move, 0.0), max(-move, 0.0)
    return -_lowest(slopes, -constant)[0], -_lowest(slopes, constant)[0]


def _lowest(slopes: Floats, cost: Floats) -> tuple[float, Floats]:
    """Return the least ``cost @ w`` over ``w`` with ``-1 <= slopes @ w <= 0``, and that ``w``."""
    answer = linprog(
        cost,
        A_ub=np.vstack([slopes, -slopes]),
        b_ub=np.concatenate([np.zeros(len(slopes)), np.ones(len(slopes))]),
        bounds=(None, None),
        method="highs",
    )
    if not answer.success:
        raise ArithmeticError(f"the linear program ended with: {answer.message}")
    return float(answer.fun), answer.x
