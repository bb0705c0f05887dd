"""Whether an estimate exists, against the primal linear program and tables from the papers."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from baken.insight.estimation import existence
from baken.insight.estimation.existence import Verdict, exists, judge, verdict

from .dense import exists_primal, fit_dense, models, tables, terms_of


def _artificial() -> np.ndarray:
    """Return the table of Chan, Silverman and Vincent (2021): only A and B share anybody."""
    cells = np.zeros(8)
    cells[[1, 2, 4, 3]] = [40, 30, 20, 6]
    return cells


A_B, A_C, B_C = (0, 1), (0, 2), (1, 2)


@given(st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_equals_the_primal_program(data: st.DataObject) -> None:
    lists, cells = data.draw(tables(largest=3))
    assume(cells.any())
    model = data.draw(models(lists))
    terms = terms_of(lists, model)
    expected = exists_primal(cells, lists, model)
    assert (verdict(cells, terms) is Verdict.FOUND) == expected
    assert bool(exists(cells[None, :], terms[None, :])[0]) == expected


@given(st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_only_the_pattern_and_not_the_order_counts(data: st.DataObject) -> None:
    lists, cells = data.draw(tables(largest=3))
    assume(cells.any())
    model = data.draw(models(lists))
    order = data.draw(st.permutations(range(lists)))
    moved = np.zeros_like(cells)
    for code in range(1 << lists):
        moved[sum(1 << order[n] for n in range(lists) if code >> n & 1)] = cells[code]
    again = terms_of(lists, [(order[a], order[b]) for a, b in model])
    found = verdict(cells, terms_of(lists, model))
    assert verdict(moved, again) is found
    assert verdict(cells * 1_000, terms_of(lists, model)) is found


def test_the_artificial_table() -> None:
    cells = _artificial()
    all_pairs = terms_of(3, [A_B, A_C, B_C])
    assert verdict(cells, all_pairs) is Verdict.UNIDENTIFIABLE
    # With A:B alone nothing is left to bound those not on A or B: C shares nobody with them.
    assert verdict(cells, terms_of(3, [A_B])) is Verdict.INFINITE
    assert verdict(cells, terms_of(3, [])) is Verdict.FOUND
    assert verdict(cells, terms_of(3, [A_C, B_C])) is Verdict.FOUND
    assert verdict(cells, terms_of(3, [A_C])) is Verdict.FOUND
    assert verdict(cells, terms_of(3, [B_C])) is Verdict.FOUND


def test_lists_that_share_nobody_have_no_upper_bound() -> None:
    cells = np.zeros(4)
    cells[[1, 2]] = [5, 3]
    assert verdict(cells, terms_of(2, [])) is Verdict.INFINITE


def test_a_list_of_everybody_leaves_nobody_unseen() -> None:
    cells = np.zeros(4)
    cells[[1, 3]] = [5, 3]
    assert verdict(cells, terms_of(2, [])) is Verdict.NOBODY_UNSEEN


def test_two_lists_cannot_tell_their_own_dependence() -> None:
    cells = np.array([0.0, 5, 3, 2])
    assert verdict(cells, terms_of(2, [(0, 1)])) is Verdict.UNIDENTIFIABLE


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_infinite_means_that_ever_larger_numbers_fit_ever_better(data: st.DataObject) -> None:
    """Put 1e-7 into every allowed cell: the estimate then runs where the verdict points."""
    lists, cells = data.draw(tables(most=4, largest=3))
    assume(cells.any())
    model = data.draw(models(lists))
    terms = terms_of(lists, model)
    found = verdict(cells, terms)
    assume(found in {Verdict.INFINITE, Verdict.NOBODY_UNSEEN})
    allowed = np.array(
        [
            code > 0
            and all(cells[_over(term, lists)].any() for term in terms if code & term == term)
            for code in range(1 << lists)
        ]
    )
    a_little, less = (fit_dense(cells + small * allowed, lists, model)[0] for small in (1e-3, 1e-5))
    assert (less > a_little) == (found is Verdict.INFINITE)


def _over(term: int, lists: int) -> list[int]:
    return [code for code in range(1 << lists) if code & term == term]


def test_a_list_inside_another() -> None:
    # B lies within A: no cell B alone. The main effects exist, the pair's effect has no end.
    cells = np.zeros(8)
    cells[[1, 3, 4, 5, 7]] = [30, 10, 20, 6, 3]
    assert exists_primal(cells, 3, [])
    assert verdict(cells, terms_of(3, [])) is Verdict.FOUND
    assert not exists_primal(cells, 3, [A_B])
    assert verdict(cells, terms_of(3, [A_B])) is not Verdict.FOUND


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_ways_up_and_ways_down_tell_nothing(order: tuple[int, ...]) -> None:
    """One case on A and C, one on B, C and D: as likely with ever more unseen as with ever fewer.

    Which of the ways a solver hit upon hung on the order of the lists.
    """
    cells = np.zeros(16)
    for lists in [(0, 2), (1, 2, 3)]:
        cells[sum(1 << order[n] for n in lists)] = 1
    model = [(order[a], order[b]) for a, b in [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)]]
    assert verdict(cells, terms_of(4, model)) is Verdict.UNIDENTIFIABLE


def test_a_design_with_several_directions_asks_the_program() -> None:
    # Two directions run away together, or against each other.
    held = np.zeros((0, 2))
    assert judge(held, np.array([[1.0, 0.0], [0.0, 1.0]])) is Verdict.NOBODY_UNSEEN
    opposed = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    assert judge(held, opposed) is Verdict.FOUND
    assert judge(held, np.array([[1.0, 1.0], [-1.0, -1.0]])) is Verdict.UNIDENTIFIABLE


def test_many_rows_at_once_equal_one_by_one() -> None:
    random = np.random.default_rng(5)
    rows = random.poisson(0.6, size=(200, 16)).astype(float)
    rows[:, 0] = 0.0
    rows[:, 1] = 1.0
    terms = np.repeat(terms_of(4, [(0, 1), (2, 3)])[None, :], 200, axis=0)
    together = exists(rows, terms)
    assert 20 < together.sum() < 180
    for row in range(200):
        assert together[row] == (verdict(rows[row], terms[row]) is Verdict.FOUND)


def test_answers_are_kept_in_bounded_space() -> None:
    held = existence._verdict.cache_info().maxsize
    assert held is not None
    key = np.packbits(np.zeros(1 << 10, dtype=bool)).nbytes + 56 * 8
    assert held * key < 50e6


@pytest.mark.parametrize("lists", [8, 10])
def test_many_lists_with_all_pairs(lists: int) -> None:
    cells = np.ones(1 << lists)
    cells[0] = 0
    every = [(a, b) for a in range(lists) for b in range(a + 1, lists)]
    assert verdict(cells, terms_of(lists, every)) is Verdict.FOUND
    assert exists(cells[None, :], terms_of(lists, every)[None, :])[0]
