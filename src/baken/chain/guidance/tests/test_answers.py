from typing import Any

import pytest

from baken.chain.guidance.answers import FIELDS, AnswerError, Answers

from .conftest import QUIET

FORMS = ("labour", "sexual", "unknown")


def read(**changes: Any) -> Answers:
    return Answers.read(QUIET | changes, forms=FORMS, municipalities={"GM0622"})


def test_answers_survive_a_round_trip() -> None:
    answers = read(forms=["sexual", "labour"])

    assert Answers.read(answers.as_json(), forms=FORMS, municipalities={"GM0622"}) == answers
    assert answers.forms == ("labour", "sexual")


@pytest.mark.parametrize("field", FIELDS)
def test_a_missing_field_is_named(field: str) -> None:
    data = {key: value for key, value in QUIET.items() if key != field}

    with pytest.raises(AnswerError) as caught:
        Answers.read(data, forms=FORMS, municipalities={"GM0622"})
    assert str(caught.value) == f"{field}: is missing"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("danger", "yes"),
        ("danger", 1),
        ("danger", None),
        ("minor", "perhaps"),
        ("minor", False),
        ("minor", ["yes"]),
        ("subject", "company"),
        ("alone", "yes"),
        ("wants_help", True),
        ("wants_police_report", ""),
        ("residence_uncertain", {}),
        ("anonymous", "false"),
        ("forms", []),
        ("forms", "labour"),
        ("forms", ["other"]),
        ("forms", ["labour", "labour"]),
        ("forms", [["labour"]]),
        ("municipality", "Vlaardingen"),
        ("municipality", "GM0363"),
        ("municipality", 622),
        ("at", "tomorrow"),
        ("at", "2026-11-24T23:10:00"),
        ("at", 1700000000),
    ],
)
def test_a_wrong_answer_is_named_on_one_line(field: str, value: Any) -> None:
    with pytest.raises(AnswerError) as caught:
        read(**{field: value})

    assert caught.value.field == field
    assert "\n" not in str(caught.value)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(AnswerError) as caught:
        read(nationality="any")
    assert caught.value.field == "nationality"


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_only_an_object_holds_answers(data: Any) -> None:
    with pytest.raises(AnswerError):
        Answers.read(data, forms=FORMS, municipalities=())


def test_alone_may_be_unknown() -> None:
    assert read(alone="unknown").alone == "unknown"


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    with pytest.raises(AnswerError) as caught:
        read(minor="x" * 5000)
    assert len(str(caught.value)) < 120
