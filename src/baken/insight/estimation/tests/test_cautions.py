"""Warnings: each comes when it must, and only then."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from baken.insight.estimation import CaptureTable, cautions, estimate
from baken.insight.estimation.datasets import dataset
from baken.insight.estimation.outcome import Bootstrap, Contribution

CALM = Bootstrap(
    replicates=1000,
    seed=1,
    percentile={0.95: (90.0, 160.0)},
    bias=0.1,
    acceleration=0.01,
    infinite=0.0,
    undefined=0.0,
    models=((("A:B",), 0.9),),
    heaviest=("A and B", 0.3),
)
INTERVAL = {0.95: (80.0, 150.0)}


def codes(found: Bootstrap, interval=INTERVAL, kind="BCa") -> set[str]:
    return {caution.code for caution in cautions.of_bootstrap(found, interval, kind)}


def test_a_calm_bootstrap_gives_no_warning():
    assert codes(CALM) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"infinite": 0.001}, "no_end_in_replicates"),
        ({"undefined": 0.001}, "replicates_without_estimate"),
        ({"heaviest": ("A alone", 0.51)}, "one_cell_dominates"),
        ({"models": (((), 0.49),)}, "model_unstable"),
        ({"bias": -0.51}, "lopsided"),
    ],
)
def test_each_trouble_gives_its_own_warning(change, code):
    assert codes(replace(CALM, **change)) == {code}


def test_the_interval_itself_can_be_the_trouble():
    assert codes(CALM, {0.95: (10.0, 51.0)}) == {"wide_interval"}
    assert codes(CALM, {0.95: (10.0, math.inf)}) == {"wide_interval"}
    assert codes(CALM, kind="percentile") == {"percentiles_only"}


def test_an_end_that_is_none_is_said_in_words():
    (caution,) = cautions.of_bootstrap(
        replace(CALM, bias=0.9, percentile={0.95: (90.0, math.inf)}), INTERVAL, "BCa"
    )
    assert "90 without an end" in caution.text
    assert "inf" not in caution.text.replace("uncertain", "")


def test_lists_without_overlap_are_told_so_and_not_that_an_estimate_rests_on_them():
    table = CaptureTable.from_counts(["A", "B"], [((1, 0), 40), ((0, 1), 30)])
    answer = estimate(table)
    assert answer.refusal is not None
    assert answer.refusal.code == "infinite"
    texts = {caution.code: caution.text for caution in answer.warnings}
    assert texts["few_overlaps"].startswith("None of 70 cases")
    assert "rests" not in texts["few_overlaps"]


def test_the_sparse_city_warns_of_its_lopsided_bootstrap():
    answer = estimate(dataset("new-orleans-8").table(), bootstrap=500, seed=1, checks=False)
    assert {"few_overlaps", "lopsided"} <= {caution.code for caution in answer.warnings}


def test_a_list_without_which_there_is_no_end_keeps_its_name():
    line = Contribution("Zinf x", 30, 20, math.inf)
    (caution,) = cautions.of_lists(100.0, (line,))
    assert caution.text.endswith("it would be infinite without 'Zinf x'.")
