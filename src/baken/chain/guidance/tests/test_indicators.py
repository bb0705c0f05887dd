"""What the lists hold, and what is said about the answers: words, never a number."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.chain.guidance.indicators import ANSWERS, Catalogue, DimensionFinding, Findings, assess
from baken.chain.guidance.sources import FolderGuidance


@pytest.fixture(scope="session")
def catalogue(rotterdam: FolderGuidance) -> Catalogue:
    return rotterdam.catalogue


def findings(catalogue: Catalogue, forms: list[str], minor: str = "no", **answers: str) -> Findings:
    named = {code.replace("_", "-"): answer for code, answer in answers.items()}
    return assess(catalogue, named, forms=forms, minor=minor)


def codes(rows: Any) -> list[str]:
    return [getattr(row, "indicator", row).code for row in rows]


def test_the_lists_of_the_region_are_complete(catalogue: Catalogue) -> None:
    per_form = Counter(row.form for row in catalogue.indicators.values())

    assert len(catalogue.indicators) == 112
    assert per_form == {
        "general": 17,
        "labour": 26,
        "sexual": 26,
        "criminal": 23,
        "begging": 4,
        "services": 7,
        "marriage": 5,
        "organ": 4,
    }


def test_exactly_what_has_no_source_is_to_be_validated(catalogue: Catalogue) -> None:
    unseen = [row for row in catalogue.indicators.values() if row.to_validate]

    assert len(unseen) == 21
    assert all([source.code for source in row.sources] == ["EIG"] for row in unseen)


def test_every_indicator_has_a_source_and_an_observer(catalogue: Catalogue) -> None:
    for row in catalogue.indicators.values():
        assert row.sources
        assert row.observers


def test_weights_stand_only_where_they_were_published(catalogue: Catalogue) -> None:
    weighted = {row.form for row in catalogue.indicators.values() if row.weights}

    assert weighted == {"general", "labour", "services", "sexual", "criminal"}
    sexual = [row.code for row in catalogue.indicators.values() if row.weights.get("sexual")]
    assert sexual == ["SU-03"]


@pytest.mark.parametrize("word", ["nationaliteit", "land van", "afkomst", "pools", "bulgaar"])
def test_no_indicator_speaks_of_nationality(catalogue: Catalogue, word: str) -> None:
    texts = [row.text.lower() for row in catalogue.indicators.values()]

    assert not [text for text in texts if word in text and "land van herkomst" not in text]


def test_the_general_list_is_asked_once_for_several_forms(catalogue: Catalogue) -> None:
    asked = codes(catalogue.of_forms(["labour", "sexual"]))

    assert len(asked) == len(set(asked)) == 17 + 26 + 26


@pytest.mark.parametrize(
    ("strong", "medium", "weak", "positive"),
    [
        (2, 0, 0, True),
        (1, 1, 0, True),
        (1, 0, 1, True),
        (1, 0, 0, False),
        (0, 3, 0, True),
        (0, 2, 1, True),
        (0, 2, 0, False),
        (0, 1, 2, False),
        (0, 0, 9, False),
    ],
)
def test_the_published_rule_of_combination(
    catalogue: Catalogue, strong: int, medium: int, weak: int, positive: bool
) -> None:
    one = next(iter(catalogue.indicators.values()))

    finding = DimensionFinding("x", "x", (one,) * strong, (one,) * medium, (one,) * weak)

    assert finding.is_positive is positive


def test_labour_is_explained_by_dimension(catalogue: Catalogue) -> None:
    found = findings(
        catalogue,
        ["labour"],
        ALG_13="told",
        AU_01="seen",
        AU_02="told",
        AU_10="seen",
        ALG_04="seen",
    )

    positive = {row.name: row.is_positive for row in found.dimensions}
    assert positive == {"deceptive-recruitment": False, "exploitation": True, "coercion": True}
    assert not found.has_means_exploitation_and_coercion


def test_abuse_of_vulnerability_may_stand_in_for_the_means(catalogue: Catalogue) -> None:
    found = findings(
        catalogue,
        ["labour"],
        AU_01="seen",
        AU_02="told",
        AU_10="seen",
        ALG_04="seen",
        ALG_10="told",
        ALG_14="file",
        AU_15="seen",
    )

    assert found.has_means_exploitation_and_coercion


def test_other_forms_have_no_dimensions(catalogue: Catalogue) -> None:
    found = findings(catalogue, ["sexual"], ALG_03="seen", ALG_04="seen", SU_03="told")

    assert found.dimensions == ()


def test_adult_weights_do_not_count_for_a_minor(catalogue: Catalogue) -> None:
    found = findings(catalogue, ["labour"], minor="yes", AU_01="seen", AU_10="seen", ALG_11="told")

    assert [(row.name, codes(row.strong)) for row in found.dimensions] == [("coercion", ["ALG-11"])]


def test_a_stacking_needs_three_sorts_of_abuse(catalogue: Catalogue) -> None:
    two = findings(catalogue, ["labour"], AU_02="told", AU_01="seen")
    three = findings(catalogue, ["labour"], AU_02="told", AU_01="seen", AU_14="seen")

    assert "stacking" not in [row.id for row in two.patterns]
    assert "stacking" in [row.id for row in three.patterns]


def test_a_pattern_of_another_form_is_not_named(catalogue: Catalogue) -> None:
    answers = {"SU_11": "seen", "SU_12": "seen", "SU_14": "seen"}

    assert findings(catalogue, ["sexual"], **answers).patterns
    assert not findings(catalogue, ["labour"], **answers).patterns


def test_open_questions_start_with_the_critical_ones(catalogue: Catalogue) -> None:
    found = findings(catalogue, ["labour"], AU_10="no")
    critical = [row.critical for row in found.open_questions]

    assert critical == sorted(critical, reverse=True)
    assert "AU-10" not in codes(found.open_questions)
    assert codes(found.denied) == ["AU-10"]


def test_what_is_not_assessed_is_something_else_than_no(catalogue: Catalogue) -> None:
    found = findings(catalogue, ["labour"], AU_01="no")

    assert "AU-01" in codes(found.denied)
    assert "AU-02" in codes(found.open_questions)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_critical_indicator_is_never_blocked(catalogue: Catalogue, data: Any) -> None:
    critical = [row for row in catalogue.indicators.values() if row.critical]
    one = data.draw(st.sampled_from(critical))
    forms = data.draw(st.lists(st.sampled_from(["labour", "sexual", "unknown"]), unique=True))
    others = data.draw(
        st.dictionaries(st.sampled_from(list(catalogue.indicators)), st.sampled_from(ANSWERS))
    )

    found = assess(
        catalogue,
        others | {one.code: data.draw(st.sampled_from(["seen", "told", "file"]))},
        forms=[*forms, one.form],
        minor=data.draw(st.sampled_from(["yes", "no", "unknown"])),
    )

    assert one.code in codes(found.critical)


def test_answers_to_lists_that_were_not_asked_are_left_out(catalogue: Catalogue) -> None:
    found = findings(catalogue, ["labour"], SU_03="seen")

    assert found.present == ()
    assert found.critical == ()


def test_an_observer_sees_the_lists_of_the_function(catalogue: Catalogue) -> None:
    inspector = [row for row in catalogue.of_forms(["labour"]) if row.is_for("inspection")]

    assert 0 < len(inspector) < len(catalogue.of_forms(["labour"]))
    assert all({"inspection", "all"} & set(row.observers) for row in inspector)
