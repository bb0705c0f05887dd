"""The plain way to do what the engine does fast: one table, dense matrices, textbook steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

Table = NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]


def design(lists: int, model: Pairs) -> tuple[Table, list[int]]:
    """Return the design of all observable histories, and their codes in the order of its rows."""
    codes = list(range(1, 1 << lists))
    rows = []
    for code in codes:
        bits = [code >> number & 1 for number in range(lists)]
        rows.append([1, *bits, *(bits[a] * bits[b] for a, b in model)])
    return np.array(rows, dtype=float), codes


def reduced(counts: Table, lists: int, model: Pairs) -> tuple[Table, Table, list[int]]:
    """Return design, counts and codes without parameters at minus infinity and their cells."""
    full, codes = design(lists, model)
    seen = counts[codes]
    empty = full.T @ seen == 0
    kept = ~(full[:, empty] > 0).any(axis=1)
    return (
        full[kept][:, ~empty],
        seen[kept],
        [c for c, keep in zip(codes, kept, strict=True) if keep],
    )


def fit_dense(counts: Table, lists: int, model: Pairs) -> tuple[float, Table]:
    """Return the unseen number and the means (2**t,) of a Poisson regression by Newton steps."""
    matrix, seen, codes = reduced(counts, lists, model)
    beta = np.zeros(matrix.shape[1])
    beta[0] = np.log(seen.mean())

    def likelihood(at: Table) -> float:
        predictor = np.minimum(matrix @ at, 300.0)
        return float(seen @ predictor - np.exp(predictor).sum())

    for _step in range(500):
        means = np.exp(matrix @ beta)
        root = np.sqrt(means)
        # Least squares on the square root of the weights keeps twice the digits.
        move = np.linalg.lstsq(root[:, None] * matrix, (seen - means) / root, rcond=1e-15)[0]
        size = 1.0
        while likelihood(beta + size * move) < likelihood(beta) and size > 1e-10:
            size /= 2
        beta = beta + size * move
        if np.abs(move).max() < 1e-13:
            break
    all_means = np.zeros(1 << lists)
    all_means[codes] = np.exp(matrix @ beta)
    return float(np.exp(beta[0])), all_means


def exists_primal(counts: Table, lists: int, model: Pairs) -> bool:
    """Tell whether one estimate exists: full rank, and a table with all cells positive.

    Fienberg and Rinaldo (2012, theorem 3): the margins must be those of some table with every
    allowed cell above zero. The program finds the largest smallest cell.
    """
    matrix, seen, _codes = reduced(counts, lists, model)
    rows, columns = matrix.shape
    if np.linalg.matrix_rank(matrix) < columns:
        return False
    answer = linprog(
        np.append(np.zeros(rows), -1.0),
        A_eq=np.hstack([matrix.T, np.zeros((columns, 1))]),
        b_eq=matrix.T @ seen,
        A_ub=np.hstack([-np.eye(rows), np.ones((rows, 1))]),
        b_ub=np.zeros(rows),
        bounds=[(0, None)] * rows + [(None, None)],
    )
    assert answer.success
    return bool(-answer.fun > 1e-7)


@st.composite
def tables(draw: st.DrawFn, fewest: int = 2, most: int = 5, largest: int = 50) -> tuple[int, Table]:
    """Make a number of lists and counts (2**t,), sparse or full; nobody is in cell 0."""
    lists = draw(st.integers(fewest, most))
    cell = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, largest))
    counts = draw(st.lists(cell, min_size=1 << lists, max_size=1 << lists))
    found = np.array(counts, dtype=float)
    found[0] = 0
    return lists, found


@st.composite
def models(draw: st.DrawFn, lists: int) -> list[tuple[int, int]]:
    """Make a model: some of the pairs of lists."""
    every = list(combinations(range(lists), 2))
    return draw(st.lists(st.sampled_from(every), unique=True, max_size=len(every)))


def terms_of(lists: int, model: Pairs) -> NDArray[np.int64]:
    """Return the model as the engine writes it."""
    return np.array(
        [0, *(1 << n for n in range(lists)), *(1 << a | 1 << b for a, b in model)], dtype=np.int64
    )
