"""The checker finds what was seeded, and its bit sets say the same as the engine."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.chain.guidance.answers import QUESTIONS, Answers
from baken.chain.guidance.bitsets import AnswerSpace
from baken.chain.guidance.checker import RouteChecker, moments
from baken.chain.guidance.conditions import parse_condition
from baken.chain.guidance.route import RouteTable
from baken.chain.guidance.sources import FolderGuidance

from .conftest import QUIET

Document = dict[str, Any]


def faults_of(guidance: FolderGuidance, document: Document) -> list[str]:
    forms = tuple(guidance.forms)
    table = RouteTable.from_document(document, forms=forms)
    return [str(fault) for fault in RouteChecker(table, guidance.book, forms).faults()]


def row(document: Document, row_id: str) -> Document:
    rows = [*document["rows"], *document["outside_hours"]]
    return next(item for item in rows if item["id"] == row_id)


def test_the_region_is_proved_in_seconds(rotterdam: FolderGuidance) -> None:
    begin = time.perf_counter()

    assert faults_of(rotterdam, dict(rotterdam.document("route"))) == []
    assert time.perf_counter() - begin < 10


def test_every_combination_is_counted() -> None:
    forms = tuple("abcdefghijk")

    assert AnswerSpace(forms).count == 2 * 3 * 2 * 3 * 3 * 3 * 3 * 2 * (2**11 - 1)


def test_all_quarters_of_four_weeks_are_probed() -> None:
    probed = list(moments())

    assert len(probed) == 4 * 7 * 24 * 4
    assert len({moment.timestamp() for moment in probed}) == len(probed)


def drop_danger(document: Document) -> None:
    row(document, "danger-emergency")["when"] = {"danger": True, "minor": ["no", "yes"]}


def care_before_danger(document: Document) -> None:
    rows = document["rows"]
    rows.insert(0, rows.pop(rows.index(row(document, "person-care"))))


def no_child_protection_for_places(document: Document) -> None:
    row(document, "minor-child-protection")["when"] = {"minor": "yes", "subject": "person"}


def unreachable(document: Document) -> None:
    row(document, "form-smuggling")["when"] = {"all": [{"minor": "yes"}, {"minor": "no"}]}


def unknown_organisation(document: Document) -> None:
    row(document, "form-inspectorate")["then"]["contact"] = "labour-office"


def unknown_stand_in(document: Document) -> None:
    row(document, "instead-police")["use"] = "night-desk"


def family_talk_in_marriage(document: Document) -> None:
    row(document, "minor-reporting-code")["when"] = {"minor": "yes"}


def two_stands_on_sharing(document: Document) -> None:
    row(document, "police-share")["when"] = {}


def nothing_on_sharing(document: Document) -> None:
    document["rows"].remove(row(document, "inspectorate-share"))


def advised_and_advised_against(document: Document) -> None:
    row(document, "not-alone")["then"]["not_contact"] = "essm"


def stand_in_advised_against(document: Document) -> None:
    row(document, "no-promise")["then"]["not_contact"] = "police"


def nobody_at_night(document: Document) -> None:
    row(document, "instead-police")["when"] = {"danger": True}


def double_id(document: Document) -> None:
    row(document, "no-promise")["id"] = "write-down"


def unused_share(document: Document) -> None:
    row(document, "place-riec-share")["when"] = {"subject": "person"}


def unused_stand_in(document: Document) -> None:
    row(document, "instead-police-anonymous")["when"] = {"anonymous": False}


SEEDED: list[tuple[Callable[[Document], None], str]] = [
    (drop_danger, "danger does not bring emergency"),
    (care_before_danger, "person-care: stands before emergency although there is danger"),
    (no_child_protection_for_places, "a minor does not bring veilig-thuis"),
    (unreachable, "form-smuggling: holds for no combination"),
    (unknown_organisation, "form-inspectorate: 'labour-office' is no organisation"),
    (unknown_stand_in, "instead-police: 'night-desk' is no organisation"),
    (family_talk_in_marriage, "contradicts minor-reporting-code on talking to the family"),
    (two_stands_on_sharing, "police-share: says again what may be shared with police"),
    (nothing_on_sharing, "nothing says what may be shared with nla"),
    (advised_and_advised_against, "not-alone: advises against essm, which is advised as well"),
    (stand_in_advised_against, "no-promise: advises against police, which is advised as well"),
    (nobody_at_night, "nobody answers on"),
    (nobody_at_night, "essm does not answer on"),
    (double_id, "write-down: this id is used twice"),
    (unused_share, "place-riec-share: is never used"),
    (unused_stand_in, "instead-police-anonymous: is never used"),
]


@pytest.mark.parametrize(
    ("seed", "message"), SEEDED, ids=lambda value: getattr(value, "__name__", str(value)[:40])
)
def test_a_seeded_fault_is_found(
    rotterdam: FolderGuidance, seed: Callable[[Document], None], message: str
) -> None:
    document = copy.deepcopy(dict(rotterdam.document("route")))
    seed(document)

    found = faults_of(rotterdam, document)

    assert any(message in fault for fault in found), found


def test_a_fault_names_an_example_that_shows_it(rotterdam: FolderGuidance) -> None:
    document = copy.deepcopy(dict(rotterdam.document("route")))
    no_child_protection_for_places(document)

    (fault,) = [text for text in faults_of(rotterdam, document) if "a minor does not" in text]
    assert "minor=yes" in fault
    assert "subject=place" in fault


FORMS = ("labour", "sexual", "unknown")
SPACE = AnswerSpace(FORMS)
TESTS: list[tuple[str, tuple[Any, ...]]] = [*QUESTIONS.items(), ("forms", FORMS)]


def one_test(question: tuple[str, tuple[Any, ...]]) -> st.SearchStrategy[Document]:
    field, choices = question
    one = st.sampled_from(choices)
    several = st.lists(one, min_size=1, max_size=2, unique=True)
    return (one | several).map(lambda value: {field: value})


conditions = st.recursive(
    st.sampled_from(TESTS).flatmap(one_test) | st.just({}),
    lambda parts: (
        st.lists(parts, min_size=1, max_size=3).map(lambda items: {"any": items})
        | st.lists(parts, min_size=1, max_size=3).map(lambda items: {"all": items})
        | parts.map(lambda item: {"not": item})
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(data=conditions, seed=st.integers(0, 2**20))
def test_bit_sets_and_engine_judge_a_condition_alike(data: Document, seed: int) -> None:
    condition = parse_condition(data, forms=FORMS)
    holds = SPACE.where(condition)
    index = seed % SPACE.size
    if not SPACE.everything >> index & 1:
        return
    answers = Answers.read(
        QUIET | SPACE.example(1 << index), forms=FORMS, municipalities={"GM0622"}
    )

    assert bool(holds >> index & 1) == condition.holds(answers)
