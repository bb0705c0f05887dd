"""The public guidance: indicators, what they say together, and the route."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from .base import Code, In, Labelled, Out, Slug, SourceOut


class IndicatorOut(Out):
    """One line of a list."""

    code: str
    form: str
    text: str
    category: str
    observers: list[str]
    weights: dict[str, str] = Field(
        description="Published weights (S, M, W) by profile; empty where none was published."
    )
    dimension: str | None
    critical: bool = Field(description="This one alone is a reason to call today.")
    to_validate: bool = Field(description="No source was seen; an expert must still judge it.")
    sources: list[SourceOut]


class IndicatorsOut(Out):
    """The lists of one version."""

    version: str
    categories: list[Labelled]
    dimensions: list[Labelled]
    observers: list[Labelled]
    items: list[IndicatorOut]


class ExplainIn(In):
    """What was answered to indicators. A code that is absent was not assessed."""

    answers: dict[Code, Literal["seen", "told", "file", "no"]] = Field(max_length=300)
    forms: list[Slug] = Field(min_length=1, max_length=20)
    minor: Literal["yes", "no", "unknown"]


class ObservedOut(Out):
    """An indicator that is present."""

    code: str
    text: str
    category: str
    answer: str
    critical: bool
    to_validate: bool


class PatternOut(Out):
    """A combination that means more than its parts."""

    id: str
    title: str
    text: str
    sources: list[SourceOut]


class DimensionOut(Out):
    """One dimension of the published list, with the codes that count in it."""

    slug: str
    label: str
    strong: list[str]
    medium: list[str]
    weak: list[str]
    present: bool = Field(description="What the published rule says of this dimension.")


class RuleOut(Out):
    """The published rule, which explains and decides nothing."""

    title: str
    text: str
    child_text: str
    note: str


class OpenQuestionOut(Out):
    """An indicator that was not assessed."""

    code: str
    text: str


class FindingsOut(Out):
    """What the answers say together, in words: never a score, never a finding of guilt."""

    indicators_version: str
    critical: list[ObservedOut]
    present: list[ObservedOut]
    denied: list[OpenQuestionOut]
    open_questions: list[OpenQuestionOut] = Field(description="The most useful first.")
    patterns: list[PatternOut]
    dimensions: list[DimensionOut]
    fits_published_pattern: bool | None = Field(
        description="Whether the dimensions form the published pattern of trafficking for labour; "
        "null where the rule does not apply."
    )
    rule: RuleOut | None


class RouteShareOut(Out):
    """What may be shared with a contact."""

    level: str
    text: str
    sources: list[SourceOut]


class RouteInsteadOut(Out):
    """Who answers while a contact does not."""

    organisation: str
    name: str
    phone: str | None
    text: str


class RouteContactOut(Out):
    """One contact of the route, with all that is said about it."""

    organisation: str
    name: str
    phone: str | None
    email: str | None
    website: str | None
    hours: str | None
    anonymous_possible: bool
    last_checked_on: dt.date | None
    open: bool | None
    next_open: dt.datetime | None
    reason: str
    more_reasons: list[str]
    say: str
    may_share: RouteShareOut | None
    instead: RouteInsteadOut | None
    sources: list[SourceOut]


class RouteStatementOut(Out):
    """An obligation, a warning or something not to do."""

    id: str
    text: str
    sources: list[SourceOut]


class RouteObligationOut(RouteStatementOut):
    """A duty, and whose."""

    who: str


class RouteOut(Out):
    """Whom to contact now, in order, and what to know before."""

    route_version: str
    at: dt.datetime
    contacts_from: str
    call_now: str | None
    contacts: list[RouteContactOut]
    obligations: list[RouteObligationOut]
    warnings: list[RouteStatementOut]
    do_not: list[RouteStatementOut]


def route_answers_schema(questions: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    """Return the schema of what a route is asked with, from the questions themselves."""
    properties: dict[str, Any] = {
        name: {"enum": list(values)} for name, values in questions.items()
    }
    properties["forms"] = {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "uniqueItems": True,
    }
    properties["municipality"] = {"type": "string", "pattern": "^GM[0-9]{4}$"}
    properties["at"] = {"type": "string", "format": "date-time"}
    return {
        "title": "RouteIn",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
