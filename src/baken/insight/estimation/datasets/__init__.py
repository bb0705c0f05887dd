"""Public data sets: to try the package, to check it against the published software, to measure.

Counts of cases by combination of lists, as published; nobody can be recognised in them. The
reference figures are those of the R package SparseMSE 2.0.1 (Chan, Silverman and Vincent 2019),
run on these data with its default settings: stepwise selection at 0.02, 1,000 replicates, seed
1234, BCa. They were made on the machine of docs/estimation.md, and are what its table shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from baken.insight.estimation.reading import read_table
from baken.insight.estimation.table import CaptureTable

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Reference:
    """What SparseMSE 2.0.1 says: estimate, 95 % BCa interval, seconds for 1,000 replicates."""

    estimate: float
    low: float
    high: float
    seconds: float


@dataclass(frozen=True)
class Dataset:
    """A public data set. ``name`` is that of its file, ``source`` where it was published."""

    name: str
    title: str
    source: str
    reference: Reference | None = None

    @property
    def path(self) -> Path:
        """Return where the file is."""
        return FOLDER / f"{self.name}.csv"

    def table(self) -> CaptureTable:
        """Read the counts."""
        return read_table(self.path)


UK = "Bales, Hesketh and Silverman (2015), Modern slavery in the UK: how many victims?"
NETHERLANDS = "Cruyff, van Dijk and van der Heijden (2017); table 2 of Silverman (2020)"
NEW_ORLEANS = "Bales, Murphy and Silverman (2020), How many trafficked people ... New Orleans?"

DATASETS = (
    Dataset("uk-6", "United Kingdom 2013, six lists", UK, Reference(11417.99, 9267, 14307, 186.9)),
    Dataset(
        "uk-5",
        "United Kingdom 2013, police and crime agency as one list",
        UK,
        Reference(11312.99, 8785, 14701, 80.4),
    ),
    Dataset(
        "uk-4",
        "United Kingdom 2013, the same without the general public",
        UK,
        Reference(11015.24, 9054, 13692, 25.8),
    ),
    Dataset(
        "netherlands-6",
        "Netherlands 2010-2015, six lists",
        NETHERLANDS,
        Reference(111139.37, 45759, 171108, 254.3),
    ),
    Dataset(
        "netherlands-5",
        "Netherlands 2010-2015, the two smallest as one list",
        NETHERLANDS,
        Reference(121521.61, 47393, 162846, 96.2),
    ),
    Dataset(
        "new-orleans-8",
        "New Orleans, eight lists, as in SparseMSE 2.0.1",
        NEW_ORLEANS,
        Reference(1183.692, 717, 1658, 844.9),
    ),
    Dataset(
        "new-orleans-5",
        "New Orleans, the four smallest as one list",
        NEW_ORLEANS,
        Reference(1034.151, 589, 1704, 23.0),
    ),
    Dataset(
        "new-orleans-8-corrected",
        "New Orleans, eight lists, 186 cases as in MultipleSystemsEstimation 1.2.0",
        NEW_ORLEANS,
    ),
    Dataset(
        "new-orleans-5-corrected",
        "New Orleans, five lists, 186 cases as in MultipleSystemsEstimation 1.2.0",
        NEW_ORLEANS,
    ),
    Dataset(
        "western-5",
        "Sex trafficking in a western place of the United States",
        "Farrell and others (2019), report 2015-VF-GX-0105 of the National Institute of Justice",
        Reference(2483.384, 1293, 3672, 32.7),
    ),
    Dataset(
        "kosovo-4",
        "Killings in Kosovo, March to June 1999",
        "Ball, Betts, Scheuren, Dudukovich and Asher (2002)",
        Reference(14341.66, 12596, 16527, 34.5),
    ),
    Dataset(
        "korea-3",
        "Women held by the Japanese army in Palembang",
        "Ball, Shin and Yang (2018)",
        Reference(268.7778, 123, 440, 8.1),
    ),
    Dataset(
        "artificial-3",
        "Artificial: three lists, two of which share nobody with the third",
        "Chan, Silverman and Vincent (2021), table 2",
        Reference(539.0939, 281, 1484, 3.7),
    ),
)


def dataset(name: str) -> Dataset:
    """Return one by its name. Raises ``KeyError``."""
    return {found.name: found for found in DATASETS}[name]
