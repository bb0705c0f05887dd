"""The answers of a check on their way to the focal point: one compact JSON text.

The result page carries it in a hidden field ``answers`` to the reporting form, which belongs
to the room that keeps concerns. It holds no personal data: answers, codes of indicators,
function of the reporter and the versions of the lists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .answers import AnswerError, Answers
from .indicators import ANSWERS, Catalogue

FORMAT = 1
MAXIMUM_LENGTH = 20_000
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")


@dataclass(frozen=True)
class Handoff:
    """What the check knew, as the receiver reads it back.

    ``indicators`` maps a code to seen, told, file or no; what is absent was not assessed.
    ``observer`` is the function of the reporter as the lists know it, or empty.
    """

    answers: Answers
    indicators: Mapping[str, str]
    observer: str
    route_version: str
    indicators_version: str

    def text(self) -> str:
        """Return the compact JSON text."""
        data = {
            "format": FORMAT,
            "answers": self.answers.as_json(),
            "indicators": dict(self.indicators),
            "observer": self.observer,
            "route_version": self.route_version,
            "indicators_version": self.indicators_version,
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def read_handoff(
    text: str, *, catalogue: Catalogue, forms: Collection[str], municipalities: Collection[str]
) -> Handoff:
    """Read the text back, as strictly as if a stranger wrote it: anybody may have.

    A code that the lists of today no longer know is kept out; the rest stays.

    Raises:
        AnswerError: when the text is no handoff or an answer in it is wrong.
    """
    data = _load(text)
    indicators = _object(data, "indicators")
    known = {
        code: answer
        for code, answer in indicators.items()
        if code in catalogue.indicators and isinstance(answer, str) and answer in ANSWERS
    }
    observer = data.get("observer")
    return Handoff(
        answers=Answers.read(_object(data, "answers"), forms=forms, municipalities=municipalities),
        indicators=known,
        observer=observer if isinstance(observer, str) and observer in catalogue.observers else "",
        route_version=_version(data.get("route_version")),
        indicators_version=_version(data.get("indicators_version")),
    )


def critical_codes(handoff: Handoff, catalogue: Catalogue) -> list[str]:
    """Return the critical indicators that are present: each alone is a reason to act today."""
    return [
        code
        for code, answer in handoff.indicators.items()
        if answer != "no" and catalogue.indicators[code].critical
    ]


def _load(text: str) -> dict[str, Any]:
    if len(text) > MAXIMUM_LENGTH:
        raise AnswerError("answers", "is longer than a check can be")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise AnswerError("answers", "is not valid JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise AnswerError("answers", f"is not a check of format {FORMAT}")
    return data


def _version(value: object) -> str:
    """Return a version as ours look, or nothing: it is stored beside the answers, unsealed."""
    return value if isinstance(value, str) and _VERSION.fullmatch(value) else ""


def _object(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key)
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value):
        raise AnswerError(key, "must be an object")
    return value
