"""The answers a route is decided on, and the strict reading of them.

Plain Python: the page, the command line and a machine give the same answers and are judged by
the same reader. What is wrong is named by field, so that a person can repair it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Value = str | bool

YES_NO_UNKNOWN: tuple[Value, ...] = ("yes", "no", "unknown")

QUESTIONS: dict[str, tuple[Value, ...]] = {
    "danger": (True, False),
    "minor": YES_NO_UNKNOWN,
    "subject": ("person", "place"),
    "alone": (True, False, "unknown"),
    "wants_help": YES_NO_UNKNOWN,
    "wants_police_report": YES_NO_UNKNOWN,
    "residence_uncertain": YES_NO_UNKNOWN,
    "anonymous": (True, False),
}
"""Every question with one answer, and the answers it knows, in the order they are asked.

Beside these there are ``forms`` (one or more), ``municipality`` and ``at``.
"""

FIELDS = (*QUESTIONS, "forms", "municipality", "at")
MUNICIPALITY_CODE = re.compile(r"GM[0-9]{4}")


class AnswerError(Exception):
    """One answer is missing or not understood; ``str()`` is one line that names the field."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Answers:
    """What is known about the situation. Build it with ``read``; nothing in it is personal."""

    danger: bool
    minor: str
    subject: str
    alone: Value
    wants_help: str
    wants_police_report: str
    residence_uncertain: str
    forms: tuple[str, ...]
    anonymous: bool
    municipality: str
    at: datetime

    @classmethod
    def read(cls, data: Any, *, forms: Collection[str], municipalities: Collection[str]) -> Answers:
        """Read answers from JSON data.

        Args:
            data: the JSON object, every field present and no other.
            forms: the known forms of exploitation, in the order they are shown.
            municipalities: the codes (GMxxxx) of the region.

        Raises:
            AnswerError: on the first field that is missing, unknown or wrong.
        """
        if not isinstance(data, Mapping):
            raise AnswerError("answers", "must be a JSON object with a field for each question")
        for field in data:
            if field not in FIELDS:
                raise AnswerError(str(field), f"is not a field; known are {', '.join(FIELDS)}")
        for field in FIELDS:
            if field not in data:
                raise AnswerError(field, "is missing")
        values: dict[str, Any] = {
            field: _read_choice(field, data[field], choices) for field, choices in QUESTIONS.items()
        }
        return cls(
            **values,
            forms=_read_forms(data["forms"], forms),
            municipality=_read_municipality(data["municipality"], municipalities),
            at=_read_moment(data["at"]),
        )

    def value(self, field: str) -> Value:
        """Return the answer to a question with one answer."""
        value: Value = getattr(self, field)
        return value

    def as_json(self) -> dict[str, Any]:
        """Return the answers as ``read`` takes them."""
        data: dict[str, Any] = {field: self.value(field) for field in QUESTIONS}
        data["forms"] = list(self.forms)
        data["municipality"] = self.municipality
        data["at"] = self.at.isoformat()
        return data


def _listed(choices: Collection[Value]) -> str:
    words = [str(choice).lower() for choice in choices]
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _shown(value: Any) -> str:
    """Return a wrong value for in a message: short, on one line."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def _read_choice(field: str, value: Any, choices: tuple[Value, ...]) -> Value:
    # In Python 1 == True; an answer must be the very kind of value it should be.
    for choice in choices:
        if type(choice) is type(value) and choice == value:
            return choice
    raise AnswerError(field, f"must be {_listed(choices)}, not {_shown(value)}")


def _read_forms(value: Any, known: Collection[str]) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise AnswerError("forms", f"must be a list with one or more of {', '.join(known)}")
    for form in value:
        if form not in known:
            raise AnswerError("forms", f"must be of {', '.join(known)}, not {_shown(form)}")
    if len(set(value)) < len(value):
        raise AnswerError("forms", "names a form twice")
    return tuple(form for form in known if form in value)


def _read_municipality(value: Any, known: Collection[str]) -> str:
    if not isinstance(value, str) or not MUNICIPALITY_CODE.fullmatch(value):
        raise AnswerError(
            "municipality", f"must be a code (GM and four digits), not {_shown(value)}"
        )
    if value not in known:
        raise AnswerError("municipality", f"is not of this region: {value}")
    return value


def _read_moment(value: Any) -> datetime:
    wrong = f"must be a moment with offset as 2026-11-24T23:10:00+01:00, not {_shown(value)}"
    if not isinstance(value, str):
        raise AnswerError("at", wrong)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise AnswerError("at", wrong) from None
    if moment.tzinfo is None:
        raise AnswerError("at", wrong)
    return moment
