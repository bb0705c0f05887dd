"""Reports: what a reader and a program are told, also of answers with no number or no end."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation import CaptureTable, estimate, estimate_strata
from baken.insight.estimation.outcome import (
    Averaged,
    Bootstrap,
    Caution,
    Contribution,
    Estimate,
    Goodness,
    StrataSum,
    ThresholdLine,
)
from baken.insight.estimation.report import KEYS, as_json, as_text

BOOT = Bootstrap(
    replicates=1000,
    seed=7,
    percentile={0.95: (8_000.4, math.inf), 0.8: (9_500.0, 14_000.0)},
    bias=None,
    acceleration=-0.01,
    infinite=0.002,
    undefined=0.0,
    models=((("police:care",), 0.61), ((), 0.39)),
    heaviest=("police and care", 0.31),
)
FULL = Estimate(
    lists=("police", "care", "inspectorate"),
    observed=2_744,
    estimate=11_312.99,
    interval={0.95: (8_784.6, 14_700.9), 0.8: (9_623.0, 12_531.0)},
    interval_kind="BCa",
    model=("police:care", "care:inspectorate"),
    excluded=("care:inspectorate",),
    identifiable=True,
    refusal=None,
    warnings=(
        Caution("few_overlaps", "Few cases are on more than one list. " * 5),
        Caution("untestable_dependence", "No data can show it."),
    ),
    threshold=0.02,
    main_effects=13_444.1,
    all_pairs=math.inf,
    goodness=Goodness(16.35, 13.86, 19, 0.1158),
    contributions=(
        Contribution("police", 1_169, 995, 22_623.0),
        Contribution("care", 94, 54, math.inf),
        Contribution("inspectorate", 20, 4, None),
    ),
    thresholds=(ThresholdLine(0.0, math.nan, 0), ThresholdLine(0.02, 11_312.99, 2)),
    averaged=Averaged(18_019.7, 10_674.3, math.inf, 64, False, ((("police:care",), 9e3, 0.3),)),
    bootstrap=BOOT,
    seconds=0.4619,
)
REFUSED = Estimate(
    lists=("police", "care"),
    observed=50,
    estimate=None,
    interval={},
    interval_kind="",
    model=(),
    excluded=(),
    identifiable=False,
    refusal=Caution("empty_list", "List 'care' contains nobody."),
    warnings=(),
    threshold=0.02,
)
INFINITE = replace(REFUSED, estimate=math.inf, refusal=Caution("infinite", "There is no end."))
PARTS = replace(
    FULL,
    strata={"East": FULL, "West": REFUSED, "North " * 30: FULL},
    strata_sum=StrataSum(12_345.6, {0.95: (9_000.0, math.inf)}),
)


def flat(text: str) -> str:
    """Return the text without its line breaks."""
    return " ".join(text.split())


def through_json(answer: Estimate) -> Any:
    return json.loads(json.dumps(as_json(answer), allow_nan=False))


def test_json_has_what_a_program_needs() -> None:
    told = through_json(FULL)
    assert tuple(told) == KEYS
    assert told["observed"] == 2_744
    assert told["estimate"] == 11_312.99
    assert told["interval"] == {"0.95": [8_784.6, 14_700.9], "0.8": [9_623.0, 12_531.0]}
    assert told["model"] == ["police:care", "care:inspectorate"]
    assert told["excluded"] == ["care:inspectorate"]
    assert told["identifiable"] is True
    assert told["warnings"][1] == {"code": "untestable_dependence", "text": "No data can show it."}
    assert told["refusal"] is None
    assert told["strata"] == {}
    assert told["strata_sum"] is None
    assert told["goodness"] == {
        "deviance": 16.35,
        "pearson": 13.86,
        "degrees": 19,
        "p_value": 0.1158,
    }
    assert told["averaged"]["best"] == [{"model": ["police:care"], "estimate": 9e3, "weight": 0.3}]
    assert told["bootstrap"]["models"][1] == {"model": [], "share": 0.39}
    assert told["bootstrap"]["heaviest"] == {"history": "police and care", "share": 0.31}


def test_json_knows_no_infinity_and_no_nan() -> None:
    told = through_json(FULL)
    assert told["all_pairs"] == "infinity"
    assert told["bootstrap"]["percentile"]["0.95"] == [8_000.4, "infinity"]
    assert [line["without"] for line in told["contributions"]] == [22_623.0, "infinity", None]
    assert [line["estimate"] for line in told["thresholds"]] == [None, 11_312.99]
    assert through_json(INFINITE)["estimate"] == "infinity"
    assert through_json(REFUSED)["estimate"] is None
    assert through_json(REFUSED)["refusal"]["code"] == "empty_list"


def test_json_takes_numbers_of_numpy() -> None:
    answer = replace(
        FULL, observed=np.int64(3), estimate=np.float64("nan"), identifiable=np.bool_(False)
    )
    told = through_json(answer)
    assert (told["observed"], told["estimate"], told["identifiable"]) == (3, None, False)


def test_json_has_the_parts_whole() -> None:
    told = through_json(PARTS)
    assert told["strata"]["West"]["refusal"]["text"] == "List 'care' contains nobody."
    assert tuple(told["strata"]["East"]) == KEYS
    assert told["strata_sum"] == {"estimate": 12_345.6, "interval": {"0.95": [9_000.0, "infinity"]}}


def test_the_answer_comes_first_without_false_precision() -> None:
    text = as_text(FULL)
    assert flat(text).startswith(
        "About 11,300 people in all: 2,744 are on at least one list, about 8,600 are on none. "
        "With 95% confidence there are between about 8,800 and 14,700. Read the 2 warnings below"
    )


def test_the_table_has_the_exact_figures() -> None:
    lines = [line.split() for line in as_text(FULL).splitlines()]
    assert ["Together", "11,313"] in lines
    assert ["On", "no", "list,", "estimated", "8,569"] in lines
    assert ["95%", "interval,", "BCa", "8,785", "14,701"] in lines
    assert ["95%", "interval,", "plain", "percentiles", "8,000", "infinite"] in lines


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "in 100 intervals that are made like this hold the true number, when the assump"),
        ({}, "does not cover faults that more cases would not cure"),
        ({}, "an effect for 2 pairs of lists, which may share more or fewer cases"),
        ({"model": ("a:b",)}, "an effect for one pair of lists, which may share"),
        ({"model": ()}, "it takes the lists as independent"),
        ({}, "rules out that anybody is on both: care:inspectorate."),
        ({}, "61.0% police:care 39.0% no effects of two lists"),
        ({}, "11.6% lie at least as far"),
        ({}, "describes the lists well enough"),
        ({"goodness": Goodness(9.0, 9.0, 2, 0.01)}, "describes the lists badly"),
        ({"goodness": Goodness(0.0, 0.0, 0, None)}, "Nothing is left over to judge the model by"),
        ({}, "police 1,169 995 22,623 care 94 54 infinite inspectorate 20 4 none"),
        ({}, "0 0 none 0.02 (used) 2 11,313"),
        ({"model": ("a:b",)}, "0.02 2 11,313"),
        ({}, "64 models were weighed (the most promising, not all); 95% of the weight lies "),
        ({}, "between 10,674 and infinite"),
        ({}, "! No data can show it."),
        ({}, "Made with 1,000 replicates, seed 7; threshold 0.02; 0.46 s."),
        ({"interval": {}, "bootstrap": None}, "No interval was made"),
        ({"interval": {0.95: (9_000.0, math.inf)}}, "at least about 9,000; the lists set no upper"),
        ({"interval": {0.95: (math.inf, math.inf)}}, "The lists set no limit to the number."),
        ({"interval": {0.5: (11_000.0, 12_000.0)}}, "With 50% confidence"),
        ({"estimate": 2_744.6, "interval": {}}, "About 2,745 people in all"),
        ({"estimate": math.inf}, "The estimate is infinite"),
        ({"estimate": math.nan}, "No estimate was found"),
    ],
)
def test_words_for_each_part(changes: dict[str, Any], words: str) -> None:
    assert words in flat(as_text(replace(FULL, **changes)))


def test_a_refusal_is_said_with_its_reason_and_no_number() -> None:
    text = as_text(REFUSED)
    assert text.startswith("These lists carry no number. List 'care' contains nobody.")
    assert "confidence" not in text
    assert "There is no end." in as_text(INFINITE)


def test_parts_have_a_line_each_and_a_reason_without_number() -> None:
    lines = [line.split() for line in as_text(PARTS).splitlines()]
    assert ["East", "2,744", "11,313", "8,785", "14,701"] in lines
    assert ["West", "50", "none"] in lines
    assert ["Parts", "added", "up", "2,744", "12,346", "9,000", "infinite"] in lines
    assert "West: List 'care' contains nobody." in as_text(PARTS)


@pytest.mark.parametrize("answer", [FULL, REFUSED, INFINITE, PARTS])
def test_no_line_is_wider_than_a_terminal(answer: Estimate) -> None:
    assert max(map(len, as_text(answer).splitlines())) <= 80


TABLES = st.dictionaries(st.integers(1, 7), st.integers(1, 10**11), min_size=1).map(
    lambda cells: CaptureTable(
        ("police " * 12, "care", "a" * 90),
        tuple(sorted(cells)),
        tuple(cells[code] for code in sorted(cells)),
    )
)


@settings(deadline=None, max_examples=40)
@given(TABLES, st.integers(0, 5))
def test_whatever_the_lists_are_both_reports_can_be_made(table: CaptureTable, times: int) -> None:
    answer = estimate_strata({"here": table, "there": table}, bootstrap=times, checks=False)
    assert max(map(len, as_text(answer).splitlines())) <= 80
    assert "nan" not in as_text(answer).lower().split()
    assert through_json(answer)["observed"] == 2 * table.observed


def test_a_real_answer_reads_well_from_end_to_end() -> None:
    table = CaptureTable(("A", "B", "C"), tuple(range(1, 8)), (60, 50, 9, 70, 11, 8, 2))
    answer = estimate(table, bootstrap=40)
    headings = [
        line
        for line, under in zip(
            as_text(answer).splitlines(), as_text(answer).splitlines()[1:], strict=False
        )
        if under and set(under) == {"-"}
    ]
    assert headings == [
        "Figures",
        "What the interval means",
        "The model",
        "The fit",
        "What each list adds",
        "What the threshold does",
        "A second opinion",
        "Warnings",
    ]
    assert through_json(answer)["interval"].keys() == {"0.95", "0.8"}
