"""The small language in which a row of the route says when it holds.

::

    {danger: true}                                  one question, one answer
    {minor: [yes, unknown], subject: person}        all of these; a list is "one of"
    {forms: [labour, services]}                     at least one of these forms was named
    {any: [{wants_help: yes}, {forms: sexual}]}     at least one part holds
    {all: [...]}, {not: {...}}                      as they say
    {}                                              always

There is nothing else: no arithmetic, no text, no reference to another row. So a condition can
be judged for one set of answers (``holds``) and for all sets of answers at once (``fold`` with
bit sets, see ``checker``), and both judge the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from .answers import QUESTIONS, Answers, Value

T = TypeVar("T")

_GROUPS = ("any", "all", "not")
_ORDER = ("danger", "subject", "minor", "forms", *list(QUESTIONS)[3:], *_GROUPS)


class ConditionError(Exception):
    """A condition names a question or an answer that does not exist."""


@dataclass(frozen=True)
class Condition:
    """One node: a ``test`` of a question, or ``all``, ``any``, ``not`` of parts."""

    kind: str
    field: str = ""
    values: frozenset[Value] = frozenset()
    parts: tuple[Condition, ...] = ()

    def fold(
        self,
        test: Callable[[str, frozenset[Value]], T],
        every: Callable[[list[T]], T],
        some: Callable[[list[T]], T],
        negate: Callable[[T], T],
    ) -> T:
        """Evaluate in any algebra: truth values, bit sets, words."""
        if self.kind == "test":
            return test(self.field, self.values)
        parts = [part.fold(test, every, some, negate) for part in self.parts]
        if self.kind == "not":
            return negate(parts[0])
        return some(parts) if self.kind == "any" else every(parts)

    def holds(self, answers: Answers) -> bool:
        """Say whether the condition holds for these answers."""

        def test(field: str, values: frozenset[Value]) -> bool:
            if field == "forms":
                return any(form in values for form in answers.forms)
            return answers.value(field) in values

        return self.fold(test, all, any, lambda part: not part)

    @property
    def always_holds(self) -> bool:
        """True for the empty condition."""
        return self.kind == "all" and not self.parts

    def forms(self) -> frozenset[Value]:
        """Return the forms of exploitation that can make this condition hold."""

        def test(field: str, values: frozenset[Value]) -> frozenset[Value]:
            return values if field == "forms" else frozenset()

        def union(parts: list[frozenset[Value]]) -> frozenset[Value]:
            return frozenset().union(*parts)

        return self.fold(test, union, union, lambda part: frozenset())


ALWAYS = Condition("all")
"""The condition that holds for every set of answers."""


def parse_condition(data: Mapping[str, Any], *, forms: Collection[str]) -> Condition:
    """Build a condition; several keys in one mapping must all hold.

    Raises:
        ConditionError: for an unknown question, answer or form.
    """
    # One order, whatever the file or the database made of it: words on the card depend on it.
    parts = [_parse_key(key, data[key], forms) for key in sorted(data, key=_place)]
    return parts[0] if len(parts) == 1 else Condition("all", parts=tuple(parts))


def _place(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _parse_key(key: str, value: Any, forms: Collection[str]) -> Condition:
    if key == "not":
        return Condition("not", parts=(parse_condition(value, forms=forms),))
    if key in _GROUPS:
        parts = tuple(parse_condition(part, forms=forms) for part in value)
        return Condition(key, parts=parts)
    return _parse_test(key, value if isinstance(value, list) else [value], forms)


def _parse_test(field: str, values: list[Any], forms: Collection[str]) -> Condition:
    known: Collection[Value] = list(forms) if field == "forms" else QUESTIONS.get(field, ())
    if not known:
        raise ConditionError(f"{field!r} is not a question of the route")
    for value in values:
        if not any(type(value) is type(choice) and value == choice for choice in known):
            listed = ", ".join(str(choice).lower() for choice in known)
            raise ConditionError(f"{field} has no answer {value!r}; known are {listed}")
    return Condition("test", field=field, values=frozenset(values))
