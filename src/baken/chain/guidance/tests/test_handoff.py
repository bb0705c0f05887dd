from __future__ import annotations

import json
from typing import Any

import pytest

from baken.chain.guidance.answers import AnswerError
from baken.chain.guidance.handoff import Handoff, critical_codes, read_handoff
from baken.chain.guidance.sources import FolderGuidance


def make(answer: Any, **indicators: str) -> Handoff:
    named = {code.replace("_", "-"): value for code, value in indicators.items()}
    return Handoff(answer(), named, "inspection", "2026-11", "2026-11")


def read(text: str, guidance: FolderGuidance) -> Handoff:
    return read_handoff(
        text,
        catalogue=guidance.catalogue,
        forms=tuple(guidance.forms),
        municipalities=guidance.municipalities,
    )


def test_a_check_reaches_the_receiver_unchanged(rotterdam: FolderGuidance, answer: Any) -> None:
    sent = make(answer, AU_10="seen", AU_01="no")

    assert read(sent.text(), rotterdam) == sent


def test_critical_indicators_are_those_that_are_present(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    sent = make(answer, AU_10="told", AU_18="no", AU_01="seen")

    assert critical_codes(sent, rotterdam.catalogue) == ["AU-10"]


def test_codes_and_functions_that_are_not_known_are_kept_out(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    data = json.loads(make(answer, AU_10="seen").text())
    data["indicators"] |= {"AU-99": "seen", "AU-01": "maybe"}
    data["observer"] = "<script>"

    received = read(json.dumps(data), rotterdam)

    assert received.indicators == {"AU-10": "seen"}
    assert received.observer == ""


@pytest.mark.parametrize("odd", [[], {}, None, 7, "\x00", "\ud800", "Jan Jansen, 06 1234 5678"])
def test_a_value_of_another_kind_is_kept_out_and_breaks_nothing(
    rotterdam: FolderGuidance, answer: Any, odd: Any
) -> None:
    data = json.loads(make(answer, AU_10="seen").text())
    data["indicators"]["AU-01"] = odd
    data |= dict.fromkeys(("observer", "route_version", "indicators_version"), odd)

    received = read(json.dumps(data), rotterdam)

    assert received.indicators == {"AU-10": "seen"}
    assert (received.observer, received.route_version, received.indicators_version) == ("", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"format": 2}',
        '{"format": 1}',
        '{"format": 1, "answers": {}, "indicators": []}',
        '{"format": 1, "answers": {}, "indicators": {"AU-01": 1}}',
        '{"format": 1, "answers": {"forms": [{}]}, "indicators": {}}',
        "[" * 100_000,
        "x" * 30_000,
    ],
)
def test_a_text_that_is_no_check_is_refused(rotterdam: FolderGuidance, text: str) -> None:
    with pytest.raises(AnswerError):
        read(text, rotterdam)
