"""Maximum likelihood of many Poisson log-linear models at once.

Each row is one table of counts with one model. All rows of a call have the same number of terms,
so that one step of iteratively reweighted least squares is a handful of array operations for all
rows together. Each fit starts cold, from the counts themselves as McCullagh and Nelder (1989,
section 2.5) do: a start from another model's parameters saves little and can end in a
corner where the weights vanish.

A term whose margin is zero has the extended estimate minus infinity. Its parameter leaves the
system, and the cells that contain it are forced to zero (Chan, Silverman and Vincent 2021,
section 2). Whether the remaining estimate exists is for ``existence`` to say, before a fit.

Where cells of one case lie next to cells of a billion, the first step can end so far away that
Newton does not return within its steps, or the equations are singular in rounding. Such rows,
and only they, are fitted again with more patience.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lattice import Flags, Floats, Whole, subset_sums, superset_sums

# Twice the gain in log likelihood that a last step may still have brought. Newton's steps
# square the error, so what remains after that step is of the order of rounding.
TOLERANCE = 1e-8
MOST_STEPS = 60
MOST_HALVINGS = 30
# Newton may overshoot on a sparse table; the exponential must not overflow before it is halved.
LARGEST_PREDICTOR = 200.0
# The patient way: rounds of proportional fitting, then damped steps.
ROUNDS = 200
PATIENT_STEPS = 200
NEAR = 0.01
DAMPING = 1e-12
# Rounding can end the last step before the gain is as small as asked; the margins then tell.
SAME_MARGIN = 1e-7


@dataclass(frozen=True)
class Fits:
    """The fits of ``rows`` tables with ``p`` terms each.

    ``unseen`` (rows,): expected number of cases on no list. ``means`` (rows, 2**t): fitted
    counts, zero for the history of nobody and for cells that are forced to zero.
    ``log_likelihood`` (rows,): without the term that depends on the counts alone.
    ``free`` (rows,): parameters that are finite. ``converged`` (rows,).
    """

    unseen: Floats
    means: Floats
    log_likelihood: Floats
    free: Whole
    converged: Flags


def fit(counts: Floats, terms: Whole) -> Fits:
    """Fit row ``i`` of ``counts`` (rows, 2**t) with ``terms[i]`` (rows, p), constant first.

    Time per step and row: ``t * 2**t`` for the sums and ``p**3`` for the equations. Memory:
    rows * (2**t + p**2). The caller keeps rows at a few hundred.
    """
    task = _Task(counts, terms)
    task.start()
    for _step in range(MOST_STEPS):
        if not task.open.size:
            break
        task.step()
    if not task.converged.all():
        task.be_patient(np.flatnonzero(~task.converged))
    return task.result()


def forced_to_zero(margins: Floats, terms: Whole) -> Flags:
    """Tell which cells an empty margin of the model forces to zero, and the history of nobody.

    ``margins`` (rows, 2**t): superset sums of the counts; ``terms`` (rows, p). Returns
    (rows, 2**t).
    """
    empty = np.zeros_like(margins)
    np.put_along_axis(empty, terms, np.take_along_axis(margins, terms, 1) <= 0, 1)
    zero = subset_sums(empty) > 0
    zero[:, 0] = True
    return zero


class _Task:
    """The state of one call: all rows, and which of them are still open."""

    def __init__(self, counts: Floats, terms: Whole) -> None:
        rows, cells = counts.shape
        self.counts = counts
        self.terms = terms
        self.margins = superset_sums(counts)
        self.targets = np.take_along_axis(self.margins, terms, 1)
        self.finite = self.targets > 0
        self.allowed = ~forced_to_zero(self.margins, terms)
        self.parameters = np.zeros(terms.shape)
        self.means = np.zeros((rows, cells))
        self.log_likelihood = np.full(rows, -np.inf)
        self.converged = np.zeros(rows, dtype=bool)
        self.open = np.arange(rows)

    def start(self) -> None:
        """Take the first step, from means that are the counts and a little."""
        means = np.where(self.allowed, self.counts + 0.1, 0.0)
        logs = np.log(means, out=np.zeros_like(means), where=self.allowed)
        working = means * logs + np.where(self.allowed, self.counts - means, 0.0)
        right = np.take_along_axis(superset_sums(working), self.terms, 1)
        self.parameters = self._solve(superset_sums(means), right, self.terms, self.finite)
        self.means, self.log_likelihood = self._at(self.parameters, self.open)

    def step(self, damping: float = 0.0) -> None:
        """Take one Newton step on the open rows, halved where it would lose likelihood."""
        rows = self.open
        terms, finite = self.terms[rows], self.finite[rows]
        sums = superset_sums(self.means[rows])
        gradient = self.targets[rows] - np.take_along_axis(sums, terms, 1)
        move = self._solve(sums, gradient, terms, finite, damping)
        gain = np.einsum("ij,ij->i", move, np.where(finite, gradient, 0.0))
        old = self.log_likelihood[rows]
        slack = 1e-9 * (1.0 + np.abs(old))
        waiting = np.arange(rows.size)
        for _halving in range(MOST_HALVINGS):
            trial = self.parameters[rows[waiting]] + move[waiting]
            means, likelihood = self._at(trial, rows[waiting])
            good = likelihood >= old[waiting] - slack[waiting]
            taken = rows[waiting[good]]
            self.parameters[taken] = trial[good]
            self.means[taken] = means[good]
            self.log_likelihood[taken] = likelihood[good]
            waiting = waiting[~good]
            if not waiting.size:
                break
            move[waiting] /= 2
        done = np.isfinite(gain) & (np.abs(gain) < TOLERANCE)
        done[waiting] = False
        self.converged[rows[done]] = True
        stuck = np.zeros(rows.size, dtype=bool)
        stuck[waiting] = True
        self.open = rows[~(done | stuck)]

    def be_patient(self, rows: Whole) -> None:
        """Fit these rows again, slowly and safely.

        Proportional fitting gives each term in turn its best value, which needs no equations
        and cannot overshoot (Deming and Stephan 1940). Damped Newton steps then finish.
        """
        self.parameters[rows] = self._proportional(rows)
        self.means[rows], self.log_likelihood[rows] = self._at(self.parameters[rows], rows)
        self.open = rows
        for _step in range(PATIENT_STEPS):
            if not self.open.size:
                break
            self.step(damping=DAMPING)
        fitted = np.take_along_axis(superset_sums(self.means[rows]), self.terms[rows], 1)
        near = np.abs(fitted - self.targets[rows]) <= SAME_MARGIN * self.targets[rows]
        self.converged[rows] |= (near | ~self.finite[rows]).all(axis=1)

    def _proportional(self, rows: Whole) -> Floats:
        """Return parameters of these rows from which Newton's steps are safe."""
        means = self.allowed[rows].astype(np.float64)
        parameters = np.zeros(self.terms[rows].shape)
        cells = np.arange(means.shape[1])
        busy = np.arange(rows.size)
        for _round in range(ROUNDS):
            terms, targets, part = self.terms[rows[busy]], self.targets[rows[busy]], means[busy]
            farthest = np.zeros(busy.size)
            for column in range(terms.shape[1]):
                inside = (cells & terms[:, column, None]) == terms[:, column, None]
                fitted = np.einsum("ij,ij->i", part, inside)
                target = targets[:, column]
                usable = (target > 0) & (fitted > 0)
                ratio = np.divide(target, fitted, out=np.ones_like(fitted), where=usable)
                part *= np.where(inside, ratio[:, None], 1.0)
                parameters[busy, column] += np.log(ratio)
                farthest = np.maximum(farthest, np.abs(np.log(ratio)))
            means[busy] = part
            busy = busy[farthest > NEAR]
            if not busy.size:
                break
        return parameters

    def _at(self, parameters: Floats, rows: Whole) -> tuple[Floats, Floats]:
        """Return means and log likelihood of these rows at these parameters."""
        allowed = self.allowed[rows]
        placed = np.zeros(allowed.shape)
        np.put_along_axis(placed, self.terms[rows], parameters, 1)
        predictor = np.minimum(subset_sums(placed), LARGEST_PREDICTOR)
        means = np.where(allowed, np.exp(predictor), 0.0)
        likelihood = np.einsum("ij,ij->i", self.targets[rows], parameters) - means.sum(axis=1)
        return means, likelihood

    @staticmethod
    def _solve(
        sums: Floats, right: Floats, terms: Whole, finite: Flags, damping: float = 0.0
    ) -> Floats:
        """Solve the weighted normal equations; parameters that are not finite stay zero.

        ``sums``: superset sums of the means, from which every entry of the matrix is read. A
        row whose equations are singular gets NaN. With ``damping`` the equations are scaled to
        a diagonal of ones and a little, for rows of which the sizes differ too much.
        """
        rows, size = terms.shape
        both = (terms[:, :, None] | terms[:, None, :]).reshape(rows, size * size)
        matrix = np.take_along_axis(sums, both, 1).reshape(rows, size, size)
        kept = finite[:, :, None] & finite[:, None, :]
        matrix = np.where(kept, matrix, np.eye(size))
        wanted = np.where(finite, right, 0.0)
        if not damping:
            return _solve_each(matrix, wanted)
        scale = 1.0 / np.sqrt(np.maximum(np.einsum("ijj->ij", matrix), 1e-300))
        matrix = matrix * scale[:, :, None] * scale[:, None, :] + damping * np.eye(size)
        move: Floats = scale * _solve_each(matrix, scale * wanted)
        return move

    def result(self) -> Fits:
        """Return what was found; a row that did not converge says so."""
        return Fits(
            unseen=np.exp(np.minimum(self.parameters[:, 0], LARGEST_PREDICTOR)),
            means=self.means,
            log_likelihood=self.log_likelihood,
            free=self.finite.sum(axis=1),
            converged=self.converged,
        )


def _solve_each(matrix: Floats, right: Floats) -> Floats:
    """Solve (rows, p, p) for (rows, p); NaN for the rows that are singular in rounding."""
    try:
        solved = np.asarray(np.linalg.solve(matrix, right[:, :, None])[:, :, 0], dtype=np.float64)
    except np.linalg.LinAlgError:
        if len(matrix) == 1:
            return np.full_like(right, np.nan)
        halves = np.array_split(np.arange(len(matrix)), 2)
        return np.concatenate([_solve_each(matrix[half], right[half]) for half in halves])
    return solved
