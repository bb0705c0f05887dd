"""Every combination of answers at once: one bit for each combination, in one whole number.

There are 1,944 combinations of the questions with one answer and 2^n - 1 non-empty sets of n
forms: about four million combinations for eleven forms. A condition then is a number of four
million bits, *and*, *or* and *not* are single operations of a few tens of microseconds, and a
statement about "every combination" is proved for every combination, not for a sample.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from .answers import QUESTIONS, Value
from .conditions import Condition


def _periodic(block: int, period: int, position: int, size: int) -> int:
    """Return the set of indexes ``i < size`` with ``i // block % period == position``."""
    pattern = ((1 << block) - 1) << (block * position)
    width = block * period
    while width < size:
        pattern |= pattern << width
        width *= 2
    return pattern & ((1 << size) - 1)


@dataclass
class AnswerSpace:
    """All combinations of answers over ``forms``. Index: questions first, then set of forms."""

    forms: tuple[str, ...]
    size: int = field(init=False)
    everything: int = field(init=False)
    _atoms: dict[tuple[str, Value], int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        block = 1
        radixes: list[tuple[str, tuple[Value, ...]]] = list(QUESTIONS.items())
        radixes += [(f"form:{form}", (False, True)) for form in self.forms]
        self.size = 1
        for _name, choices in radixes:
            self.size *= len(choices)
        for name, choices in radixes:
            for position, choice in enumerate(choices):
                atom = _periodic(block, len(choices), position, self.size)
                self._atoms[name, choice] = atom
            block *= len(choices)
        self.everything = 0
        for form in self.forms:
            self.everything |= self._atoms[f"form:{form}", True]

    @property
    def count(self) -> int:
        """Return the number of combinations; a set of forms is never empty."""
        return self.everything.bit_count()

    def answer(self, question: str, answer: Value) -> int:
        """Return the combinations in which a question has this answer."""
        return self._atoms[question, answer] & self.everything

    def where(self, condition: Condition) -> int:
        """Return the set of combinations for which the condition holds."""
        return condition.fold(self._test, self._every, self._some, self._negate)

    def _test(self, name: str, values: frozenset[Value]) -> int:
        prefix = "form:" if name == "forms" else ""
        keys = [(f"{prefix}{value}", True) if prefix else (name, value) for value in values]
        return self._some([self._atoms[key] for key in keys]) & self.everything

    def _every(self, parts: list[int]) -> int:
        result = self.everything
        for part in parts:
            result &= part
        return result

    @staticmethod
    def _some(parts: list[int]) -> int:
        result = 0
        for part in parts:
            result |= part
        return result

    def _negate(self, part: int) -> int:
        return self.everything & ~part

    def example(self, combinations: int) -> dict[str, Any]:
        """Return one combination of a non-empty set, as JSON answers without place and time."""
        index = (combinations & -combinations).bit_length() - 1
        answers: dict[str, Any] = {}
        for name, choices in QUESTIONS.items():
            index, position = divmod(index, len(choices))
            answers[name] = choices[position]
        answers["forms"] = [form for place, form in enumerate(self.forms) if index >> place & 1]
        return answers


def in_words(answers: dict[str, Any], only: Collection[str] = ()) -> str:
    """Return a combination on one line, for in a message of the checker."""
    shown = {key: value for key, value in answers.items() if not only or key in only}
    words = []
    for key, value in shown.items():
        text = "+".join(value) if isinstance(value, list) else str(value).lower()
        words.append(f"{key}={text}")
    return ", ".join(words)
