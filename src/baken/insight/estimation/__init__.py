"""How many are there that nobody sees? Estimates from overlapping lists, with their limits.

The lists of police, care and inspectorate overlap. From how they overlap, multiple systems
estimation infers how many cases are on none of them. This package reads such lists, selects a
log-linear model, gives an interval that counts the uncertainty of the selection, says what the
number hides, and refuses where the lists cannot carry one. It needs NumPy and SciPy alone::

    from baken.insight.estimation import estimate, read_table

    answer = estimate(read_table("lists.csv"), bootstrap=1000, seed=1)
    answer.estimate, answer.interval[0.95], answer.model

Methods, checks against the published software and a simulation study: ``docs/estimation.md``.
"""

from .estimate import LEVELS, estimate, estimate_strata, together
from .outcome import Caution, Estimate
from .reading import FileError, read_strata, read_table
from .selection import DEFAULT_THRESHOLD
from .table import MOST_LISTS, CaptureTable, TableError

__all__ = [
    "DEFAULT_THRESHOLD",
    "LEVELS",
    "MOST_LISTS",
    "CaptureTable",
    "Caution",
    "Estimate",
    "FileError",
    "TableError",
    "estimate",
    "estimate_strata",
    "read_strata",
    "read_table",
    "together",
]
