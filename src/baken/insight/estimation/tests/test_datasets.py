"""The public data sets, and the estimates that the published software makes of them."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from baken.insight.estimation import estimate
from baken.insight.estimation.datasets import DATASETS, dataset
from baken.insight.estimation.selection import stepwise

REFERENCES = Path(__file__).parent / "references"
WITH_REFERENCE = [found for found in DATASETS if found.reference]


@pytest.mark.parametrize("found", WITH_REFERENCE, ids=lambda found: found.name)
def test_the_estimate_agrees_to_four_digits(found):
    answer = estimate(found.table(), checks=False)
    assert answer.estimate == pytest.approx(found.reference.estimate, rel=5e-5)


@pytest.mark.parametrize(
    ("name", "main", "every_pair"),
    [
        ("uk-6", 12213.99512, 10568.706730),
        ("uk-5", 13444.13121, 11232.531369),
        ("netherlands-6", 52823.46393, 47683.22433),
        ("netherlands-5", 52923.89425, 45135.43825),
        ("new-orleans-8", 996.6642934, 2393.2027997),
        ("new-orleans-5", 1034.1510652, 3375.5453540),
        ("western-5", 2007.141757, 7874.349929),
        ("kosovo-4", 7394.586663, 14402.48895),
    ],
)
def test_main_effects_and_all_pairs_agree_as_well(name, main, every_pair):
    answer = estimate(dataset(name).table(), checks=False)
    assert answer.main_effects == pytest.approx(main, rel=1e-8)
    assert answer.all_pairs == pytest.approx(every_pair, rel=1e-6)


def test_the_published_models_are_selected():
    uk = estimate(dataset("uk-5").table(), checks=False)
    assert uk.model == ("LA:NG", "NG:GP", "PFNCA:GP", "LA:PFNCA", "GO:GP", "NG:GO")
    assert not uk.excluded
    netherlands = estimate(dataset("netherlands-6").table(), checks=False)
    assert set(netherlands.excluded) == {"K:R", "I:K"}


@pytest.mark.parametrize("path", sorted(REFERENCES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_resampled_table_agrees(path):
    """Resampled tables and what SparseMSE 2.0.1 made of each: a selection of its own each time.

    The columns are bit codes of histories, the last one is the estimate.
    """
    with path.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    codes = np.array([int(head) for head in heads[:-1]])
    values = np.array(rows, dtype=float)
    counts, expected = values[:, :-1], values[:, -1]
    lists = int(codes.max()).bit_length()
    cells = np.zeros((len(counts), 1 << lists))
    cells[:, codes] = counts
    found = stepwise(cells, lists).unseen + counts.sum(axis=1)
    assert len(rows) >= 30
    np.testing.assert_allclose(found, expected, rtol=5e-5)


def test_the_smaller_tables_of_a_country_are_made_of_the_larger():
    six, five = dataset("uk-6").table(), dataset("uk-5").table()
    police, agency = six.lists.index("PF"), six.lists.index("NCA")
    total: Counter[int] = Counter()
    for code, count in zip(six.histories, six.counts, strict=True):
        low = code & ((1 << agency) - 1)
        total[low | ((code >> agency & 1) << police)] += count
    assert dict(zip(five.histories, five.counts, strict=True)) == dict(total)
    four = five.without("GP")
    assert four == dataset("uk-4").table()


def test_every_file_is_named_and_every_name_has_a_source():
    files = {path.stem for path in DATASETS[0].path.parent.glob("*.csv")}
    assert files == {found.name for found in DATASETS}
    assert all(found.source and found.title for found in DATASETS)
    with pytest.raises(KeyError):
        dataset("atlantis")
