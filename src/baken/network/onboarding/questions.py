"""The questions of a step, to check oneself. What somebody chose lives for one page only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """One answer; ``is_chosen`` and the explanation show after checking."""

    number: int
    text: str
    is_right: bool
    why: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One question with its answers; ``chosen`` is None before checking or without a choice."""

    name: str
    text: str
    answers: tuple[Answer, ...]

    @property
    def chosen(self) -> Answer | None:
        """Return the answer that was chosen."""
        return next((answer for answer in self.answers if answer.is_chosen), None)

    @property
    def is_right(self) -> bool:
        """True when a right answer was chosen."""
        return self.chosen is not None and self.chosen.is_right


def checked(questions: Sequence[Mapping[str, Any]], data: Mapping[str, str]) -> list[Question]:
    """Return the questions with what was chosen in ``data`` (``q1`` = number of the answer)."""
    found = []
    for place, question in enumerate(questions, 1):
        name = f"q{place}"
        answers = tuple(
            Answer(
                number,
                answer["text"],
                answer["right"],
                answer["why"],
                data.get(name) == str(number),
            )
            for number, answer in enumerate(question["answers"], 1)
        )
        found.append(Question(name, question["question"], answers))
    return found
