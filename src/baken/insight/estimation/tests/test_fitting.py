"""The batched fit, against a dense Poisson regression and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from baken.insight.estimation import existence, fitting
from baken.insight.estimation.fitting import fit
from baken.insight.estimation.lattice import superset_sums

from .dense import Pairs, Table, fit_dense, models, tables, terms_of


def _cells(lists: int, **counts: float) -> Table:
    """Make counts from names such as ``AB=3``."""
    cells = np.zeros(1 << lists)
    for name, count in counts.items():
        cells[sum(1 << "ABCDEF".index(letter) for letter in name)] = count
    return cells


def _fit(cells: Table, lists: int, model: Pairs) -> fitting.Fits:
    return fit(cells[None, :], terms_of(lists, model)[None, :])


def _unseen(cells: Table, lists: int, model: Pairs) -> float:
    found = _fit(cells, lists, model)
    assert found.converged.all()
    return float(found.unseen[0])


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_equals_a_dense_regression(data: st.DataObject) -> None:
    lists, cells = data.draw(tables())
    model = data.draw(models(lists))
    terms = terms_of(lists, model)
    assume(cells.any() and existence.verdict(cells, terms) is existence.Verdict.FOUND)
    found = _fit(cells, lists, model)
    unseen, means = fit_dense(cells, lists, model)
    assert found.converged.all()
    assert found.unseen[0] == pytest.approx(unseen, rel=1e-6)
    assert found.means[0] == pytest.approx(means, rel=1e-6, abs=1e-8)
    positive = means > 0
    likelihood = cells[positive] @ np.log(means[positive]) - means.sum()
    assert found.log_likelihood[0] == pytest.approx(likelihood, rel=1e-9, abs=1e-8)


@pytest.mark.parametrize(("only_a", "only_b", "both"), [(30, 20, 10), (1, 1, 1), (10**9, 7, 3)])
def test_two_lists_are_lincoln_and_petersen(only_a: int, only_b: int, both: int) -> None:
    unseen = _unseen(_cells(2, A=only_a, B=only_b, AB=both), 2, [])
    total = only_a + only_b + both + unseen
    assert total == pytest.approx((only_a + both) * (only_b + both) / both, rel=1e-8)


def test_three_lists_with_one_pair() -> None:
    # Given A:B, the pair "on A or B" is one list that is independent of C.
    cells = _cells(3, A=60, B=45, AB=30, C=25, AC=9, BC=14, ABC=7)
    unseen = _unseen(cells, 3, [(0, 1)])
    assert unseen == pytest.approx((60 + 45 + 30) * 25 / (9 + 14 + 7), rel=1e-8)


def test_three_lists_with_two_pairs() -> None:
    # A and C are independent given B: among those not on B, Lincoln and Petersen.
    cells = _cells(3, A=60, B=45, AB=30, C=25, AC=9, BC=14, ABC=7)
    assert _unseen(cells, 3, [(0, 1), (1, 2)]) == pytest.approx(60 * 25 / 9, rel=1e-8)


def test_three_lists_with_all_pairs() -> None:
    cells = _cells(3, A=60, B=45, AB=30, C=25, AC=9, BC=14, ABC=7)
    expected = 60 * 45 * 25 * 7 / (30 * 9 * 14)
    assert _unseen(cells, 3, [(0, 1), (0, 2), (1, 2)]) == pytest.approx(expected, rel=1e-8)


def test_a_forced_zero_equals_its_closed_form() -> None:
    # A and B share nobody; the cells AB and ABC leave, and A, B, neither cross C: one ratio.
    cells = _cells(3, A=60, B=45, C=25, AC=9, BC=14)
    found = _fit(cells, 3, [(0, 1)])
    assert found.unseen[0] == pytest.approx((60 + 45) * 25 / (9 + 14), rel=1e-8)
    assert found.means[0, [3, 7]].tolist() == [0.0, 0.0]
    assert found.free[0] == 4


def test_a_zero_that_is_not_in_the_model_forces_nothing() -> None:
    cells = _cells(3, A=60, B=45, C=25, AC=9, BC=14)
    found = _fit(cells, 3, [])
    assert (found.means[0, [3, 7]] > 0).all()


def test_rows_are_independent() -> None:
    random = np.random.default_rng(3)
    rows = random.poisson(8.0, size=(40, 32)).astype(float) + 1.0
    rows[:, 0] = 0.0
    rows[7] *= 1e6
    rows[8, 3] = 1e9
    terms = np.array(
        [terms_of(5, [(0, 1), pair]) for pair in [(0, 2), (3, 4), (1, 4), (2, 3)] * 10]
    )
    together = fit(rows, terms)
    for row in range(len(rows)):
        alone = fit(rows[row : row + 1], terms[row : row + 1])
        assert together.unseen[row] == pytest.approx(alone.unseen[0], rel=1e-10)
        assert together.log_likelihood[row] == pytest.approx(alone.log_likelihood[0], rel=1e-10)


def test_one_singular_row_leaves_the_others_their_digits() -> None:
    good = _cells(3, A=60, B=45, AB=30, C=25, AC=9, BC=14, ABC=7)
    none = _cells(3, A=5)
    terms = np.repeat(terms_of(3, [(0, 1)])[None, :], 3, axis=0)
    matrix = np.array([np.eye(2), np.zeros((2, 2)), 2 * np.eye(2)])
    solved = fitting._solve_each(matrix, np.ones((3, 2)))
    assert solved[[0, 2]].tolist() == [[1.0, 1.0], [0.5, 0.5]]
    assert np.isnan(solved[1]).all()
    found = fit(np.array([good, none, good]), terms)
    assert found.converged[[0, 2]].all()
    assert found.unseen[0] == found.unseen[2]
    assert found.unseen[0] == pytest.approx(135 * 25 / 30, rel=1e-8)


def test_a_step_that_loses_likelihood_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = _cells(3, A=60, B=45, AB=30, C=25, AC=9, BC=14, ABC=7)
    tried: list[int] = []
    whole = fitting._Task._at

    def counted(self: fitting._Task, parameters: Table, rows: np.ndarray) -> tuple[Table, Table]:
        tried.append(len(rows))
        return whole(self, parameters, rows)

    task = fitting._Task(cells[None, :], terms_of(3, [])[None, :])
    # So far above the counts a full step would be right; so far below it overshoots.
    task.parameters = np.array([[-6.0, 0.0, 0.0, 0.0]])
    task.means, task.log_likelihood = task._at(task.parameters, task.open)
    before = float(task.log_likelihood[0])
    monkeypatch.setattr(fitting._Task, "_at", counted)
    task.step()
    assert len(tried) > 1
    assert task.log_likelihood[0] > before
    for _step in range(fitting.MOST_STEPS):
        if task.open.size:
            task.step()
    assert task.result().converged.all()
    assert task.result().unseen[0] == pytest.approx(_unseen(cells, 3, []), rel=1e-8)


# Counts over nine orders; the plain steps overshoot to means of 1e35 or meet singular equations.
HARD = {
    "far": {
        1: 3110, 3: 186929, 5: 746419656, 8: 69211900, 9: 7, 10: 247773, 11: 44, 13: 21307,
        14: 264420029, 16: 295101736, 20: 335003, 23: 1, 24: 215, 25: 106724, 29: 6, 30: 51567,
    },
}  # fmt: skip
HARD_TERMS = [0, 1, 2, 4, 8, 16, 20, 10, 9, 17, 24, 12, 6, 18]


def test_counts_over_nine_orders_reach_their_margins(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = np.zeros(32)
    for code, count in HARD["far"].items():
        cells[code] = count
    terms = np.array([HARD_TERMS])
    assert existence.verdict(cells, terms[0]) is existence.Verdict.FOUND
    asked = []
    patient = fitting._Task.be_patient
    monkeypatch.setattr(
        fitting._Task, "be_patient", lambda self, rows: (asked.append(1), patient(self, rows))
    )
    found = fit(cells[None, :], terms)
    assert asked
    assert found.converged.all()
    fitted = superset_sums(found.means)[0, terms[0]]
    # Equal margins are what maximum likelihood of such a model is.
    assert fitted == pytest.approx(superset_sums(cells[None, :])[0, terms[0]], rel=1e-9)


@given(st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_large_counts_reach_their_margins(data: st.DataObject) -> None:
    lists, small = data.draw(tables(most=4, largest=9))
    model = data.draw(models(lists))
    cells = np.where(small > 0, np.floor(10.0**small), 0.0)
    terms = terms_of(lists, model)
    assume(cells.any() and existence.verdict(cells, terms) is existence.Verdict.FOUND)
    found = _fit(cells, lists, model)
    assert found.converged.all()
    margins = superset_sums(cells[None, :])[0, terms]
    assert superset_sums(found.means)[0, terms] == pytest.approx(margins, rel=1e-6)


def test_what_forces_a_cell_to_zero() -> None:
    cells = _cells(3, A=60, B=45, C=25, AC=9, BC=14)
    margins = superset_sums(cells[None, :])
    with_pair = fitting.forced_to_zero(margins, terms_of(3, [(0, 1)])[None, :])
    without = fitting.forced_to_zero(margins, terms_of(3, [(0, 2)])[None, :])
    assert np.flatnonzero(with_pair[0]).tolist() == [0, 3, 7]
    assert np.flatnonzero(without[0]).tolist() == [0]
