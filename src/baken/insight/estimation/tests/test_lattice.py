"""Sums over supersets and subsets, against loops over all pairs of histories."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation.lattice import (
    contains,
    main_terms,
    pair_terms,
    pairs,
    subset_sums,
    superset_sums,
)


def _values(lists: int, rows: int = 3) -> np.ndarray:
    return np.random.default_rng(lists).integers(0, 1000, size=(rows, 1 << lists)).astype(float)


@pytest.mark.parametrize("lists", [1, 2, 3, 5])
def test_sums_equal_loops(lists: int) -> None:
    values = _values(lists)
    over, under = superset_sums(values), subset_sums(values)
    cells = range(1 << lists)
    for row in range(len(values)):
        for term in cells:
            assert over[row, term] == sum(values[row, c] for c in cells if c & term == term)
            assert under[row, term] == sum(values[row, c] for c in cells if c & term == c)


@given(st.integers(1, 7), st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_inclusion_and_exclusion_undo_the_sums(lists: int, seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 10**6, size=(2, 1 << lists)).astype(float)
    signs = np.array([(-1.0) ** code.bit_count() for code in range(1 << lists)])
    # Moebius: the inverse of a sum is the same sum between alternating signs.
    for sums in (superset_sums, subset_sums):
        assert (signs * sums(signs * sums(values)) == values).all()


def test_supersets_are_subsets_of_the_complement() -> None:
    values = _values(4)
    assert (superset_sums(values) == subset_sums(values[:, ::-1])[:, ::-1]).all()


def test_arguments_stay_as_they_are() -> None:
    values = _values(3)
    before = values.copy()
    superset_sums(values)
    subset_sums(values)
    assert (values == before).all()


def test_terms_and_design() -> None:
    assert main_terms(3).tolist() == [0, 1, 2, 4]
    assert pairs(3) == ((0, 1), (0, 2), (1, 2))
    assert pair_terms(3).tolist() == [3, 5, 6]
    design = contains(np.arange(8), np.array([0, 1, 6]))
    assert design.astype(int).tolist() == [
        [1, 0, 0],
        [1, 1, 0],
        [1, 0, 0],
        [1, 1, 0],
        [1, 0, 0],
        [1, 1, 0],
        [1, 0, 1],
        [1, 1, 1],
    ]
