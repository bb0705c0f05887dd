"""The public guidance for programs: stateless, nothing of it is kept or logged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Query, Router

from baken.api.parsing import StrictParser
from baken.api.problems import Fault, Problem
from baken.api.routing import operation
from baken.api.rules import PUBLIC
from baken.api.schemas.base import Labelled, SourceOut
from baken.api.schemas.guidance import (
    DimensionOut,
    ExplainIn,
    FindingsOut,
    IndicatorOut,
    IndicatorsOut,
    ObservedOut,
    OpenQuestionOut,
    PatternOut,
    RouteOut,
    RuleOut,
    route_answers_schema,
)
from baken.chain.guidance.answers import QUESTIONS, Answers
from baken.chain.guidance.indicators import (
    Catalogue,
    DimensionFinding,
    Indicator,
    Observation,
    Pattern,
    assess,
)
from baken.chain.guidance.route import Source, decide
from baken.chain.guidance.sources import Guidance, current_guidance
from baken.chain.guidance.wire import route_as_json

router = Router(tags=["guidance"])


@router.get(
    "/indicators",
    response=IndicatorsOut,
    **operation(
        "indicators",
        PUBLIC,
        gettext_noop("Lists of indicators"),
        gettext_noop("With their sources, and published weights where there are any."),
    ),
)
def indicators(
    request: HttpRequest,
    form: Annotated[
        str, Query(max_length=60, description="A form; the general list comes along.")
    ] = "",
    observer: Annotated[
        str, Query(max_length=60, description="Only what this function sees.")
    ] = "",
) -> IndicatorsOut:
    """Return the lists of today. At most nine queries."""
    catalogue = current_guidance().catalogue
    rows = catalogue.of_forms([form]) if form else list(catalogue.indicators.values())
    return IndicatorsOut(
        version=catalogue.version,
        categories=_labelled(catalogue.categories),
        dimensions=_labelled(catalogue.dimensions),
        observers=_labelled(catalogue.observers),
        items=[_indicator(row) for row in rows if row.is_for(observer)],
    )


@router.post(
    "/indicators/explain",
    response=FindingsOut,
    **operation(
        "explain-indicators",
        PUBLIC,
        gettext_noop("What indicators say together"),
        gettext_noop(
            "Explains in words: critical indicators, patterns, the published rule for labour "
            "and the questions that are still open. Never a score. Nothing is kept."
        ),
    ),
)
def explain(request: HttpRequest, asked: ExplainIn) -> FindingsOut:
    """Return what the answers say. At most nine queries."""
    guidance = current_guidance()
    _check_known(asked, guidance)
    catalogue = guidance.catalogue
    found = assess(catalogue, asked.answers, forms=asked.forms, minor=asked.minor)
    is_weighted = bool(catalogue.weighted_forms.intersection(asked.forms))
    return FindingsOut(
        indicators_version=catalogue.version,
        critical=[_observed(one) for one in found.critical],
        present=[_observed(one) for one in found.present],
        denied=[_question(row) for row in found.denied],
        open_questions=[_question(row) for row in found.open_questions],
        patterns=[_pattern(one) for one in found.patterns],
        dimensions=[_dimension(one) for one in found.dimensions],
        fits_published_pattern=(found.has_means_exploitation_and_coercion if is_weighted else None),
        rule=_rule(catalogue) if is_weighted else None,
    )


@router.post(
    "/route",
    response=RouteOut,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": route_answers_schema(QUESTIONS)}},
        }
    },
    **operation(
        "route",
        PUBLIC,
        gettext_noop("Whom to contact now, and in which order"),
        gettext_noop(
            "The same answer as the command “baken route --json”, with reasons, obligations, "
            "warnings and what may be shared. Nothing is kept."
        ),
    ),
)
def route(request: HttpRequest) -> HttpResponse:
    """Return the route; the answers are read as strictly as by the command."""
    data = StrictParser().parse_body(request)
    guidance = current_guidance()
    answers = Answers.read(
        data, forms=tuple(guidance.forms), municipalities=guidance.municipalities
    )
    decided = decide(answers, answers.at, guidance.table, guidance.book)
    return HttpResponse(json.dumps(route_as_json(decided)), content_type="application/json")


def _check_known(asked: ExplainIn, guidance: Guidance) -> None:
    """Raise ``Problem`` for a form or a code that is not on the lists: it would say nothing."""
    unknown = _("This is none of the values that are known.")
    faults = []
    if not set(asked.forms) <= set(guidance.forms):
        faults.append(Fault("body", "forms", unknown))
    if not set(asked.answers) <= set(guidance.catalogue.indicators):
        faults.append(Fault("body", "answers", unknown))
    if faults:
        raise Problem("invalid", faults=faults)


def _labelled(names: Mapping[str, str]) -> list[Labelled]:
    return [Labelled(slug=slug, label=label) for slug, label in names.items()]


def _source(source: Source) -> SourceOut:
    return SourceOut(title=source.title, url=source.url or None, mark=source.mark or None)


def _indicator(row: Indicator) -> IndicatorOut:
    return IndicatorOut(
        code=row.code,
        form=row.form,
        text=row.text,
        category=row.category,
        observers=list(row.observers),
        weights=dict(row.weights),
        dimension=row.dimension or None,
        critical=row.critical,
        to_validate=row.to_validate,
        sources=[_source(one) for one in row.sources],
    )


def _observed(one: Observation) -> ObservedOut:
    row = one.indicator
    return ObservedOut(
        code=row.code,
        text=row.text,
        category=row.category,
        answer=one.answer,
        critical=row.critical,
        to_validate=row.to_validate,
    )


def _question(row: Indicator) -> OpenQuestionOut:
    return OpenQuestionOut(code=row.code, text=row.text)


def _pattern(one: Pattern) -> PatternOut:
    sources = [_source(source) for source in one.sources]
    return PatternOut(id=one.id, title=one.title, text=one.text, sources=sources)


def _dimension(one: DimensionFinding) -> DimensionOut:
    return DimensionOut(
        slug=one.name,
        label=one.label,
        strong=[row.code for row in one.strong],
        medium=[row.code for row in one.medium],
        weak=[row.code for row in one.weak],
        present=one.is_positive,
    )


def _rule(catalogue: Catalogue) -> RuleOut:
    rule = catalogue.rule
    return RuleOut(
        title=rule["title"], text=rule["text"], child_text=rule["child_text"], note=rule["note"]
    )
