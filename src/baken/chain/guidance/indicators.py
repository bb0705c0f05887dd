"""What was seen, explained: never a percentage, never a score, never a nationality.

Sources agree that a signal is no proof, that combinations count, and that absence proves
nothing. The only published weights are those of ILO and European Commission (2009), for labour
exploitation; they are used with the published combination rule and shown with it. Where no
weight was published there is none here. One critical indicator is a reason to call today
whatever else was answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .route import Source, read_sources

ANSWERS = ("seen", "told", "file", "no")
"""What can be answered. No answer means: not assessed, which is something else than no."""

PRESENT = frozenset({"seen", "told", "file"})
GENERAL = "general"
"""The list for all forms; it is asked once, whatever forms are named."""


@dataclass(frozen=True)
class Indicator:
    """One line of a list.

    ``weights`` holds published weights by profile (``labour-adult: S``); ``dimension`` is our
    own mapping on the dimensions of the ILO list. ``to_validate`` says that no source was seen.
    """

    code: str
    form: str
    text: str
    category: str
    observers: tuple[str, ...]
    sources: tuple[Source, ...]
    weights: Mapping[str, str]
    dimension: str = ""
    critical: bool = False
    critical_when: str = ""
    to_validate: bool = False

    def is_for(self, observer: str) -> bool:
        """Say whether somebody in this function typically sees the indicator."""
        return not observer or "all" in self.observers or observer in self.observers


@dataclass(frozen=True)
class Pattern:
    """A combination that means more than its parts.

    It is present when at least ``needs`` of the ``groups`` have an indicator that is present.
    """

    id: str
    forms: frozenset[str]
    title: str
    text: str
    groups: tuple[frozenset[str], ...]
    needs: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Catalogue:
    """All lists of one version."""

    version: str
    indicators: Mapping[str, Indicator]
    patterns: tuple[Pattern, ...]
    categories: Mapping[str, str]
    dimensions: Mapping[str, str]
    observers: Mapping[str, str]
    weighted_forms: frozenset[str]
    rule: Mapping[str, Any]

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Catalogue:
        """Build the catalogue from the content of ``indicators.yaml``."""
        sources = read_sources(document)
        rows = [_read_indicator(row, sources) for row in document["indicators"]]
        return cls(
            version=document["version"],
            indicators={row.code: row for row in rows},
            patterns=tuple(_read_pattern(row, sources) for row in document["patterns"]),
            categories=_words(document["categories"]),
            dimensions=_words(document["dimensions"]),
            observers=_words(document["observers"]),
            weighted_forms=frozenset(document["combination_rule"]["forms"]),
            rule=document["combination_rule"],
        )

    def of_forms(self, forms: Collection[str]) -> list[Indicator]:
        """Return the general list and the lists of these forms, each indicator once."""
        wanted = {GENERAL, *forms}
        return [row for row in self.indicators.values() if row.form in wanted]


def _words(rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return names by slug. The document has lists: a database keeps no order of keys."""
    return {row["slug"]: row["name"] for row in rows}


def _read_indicator(data: Mapping[str, Any], sources: Mapping[str, Source]) -> Indicator:
    return Indicator(
        code=data["code"],
        form=data["form"],
        text=data["text"],
        category=data["category"],
        observers=tuple(data["who"]),
        sources=tuple(sources[code] for code in data["source"]),
        weights=data.get("weight", {}),
        dimension=data.get("dimension", ""),
        critical=data.get("critical", False),
        critical_when=data.get("critical_when", ""),
        to_validate=data.get("validation") == "to-be-validated",
    )


def _read_pattern(data: Mapping[str, Any], sources: Mapping[str, Source]) -> Pattern:
    return Pattern(
        id=data["id"],
        forms=frozenset(data.get("forms", ())),
        title=data["title"],
        text=data["text"],
        groups=tuple(frozenset(group) for group in data["groups"]),
        needs=data["needs"],
        sources=tuple(sources[code] for code in data["source"]),
    )


@dataclass(frozen=True)
class Observation:
    """An indicator with its answer."""

    indicator: Indicator
    answer: str


@dataclass(frozen=True)
class DimensionFinding:
    """One dimension of the published list: what is present in it and what the rule says."""

    name: str
    label: str
    strong: tuple[Indicator, ...]
    medium: tuple[Indicator, ...]
    weak: tuple[Indicator, ...]

    @property
    def is_positive(self) -> bool:
        """Apply the published rule: 2S, or 1S + 1 (M or W), or 3M, or 2M + 1W."""
        strong, medium, weak = len(self.strong), len(self.medium), len(self.weak)
        if strong >= 2 or (strong and medium + weak):
            return True
        return medium >= 3 or (medium >= 2 and weak >= 1)


@dataclass(frozen=True)
class Findings:
    """What the answers say together. Words only."""

    critical: tuple[Observation, ...]
    present: tuple[Observation, ...]
    denied: tuple[Indicator, ...]
    open_questions: tuple[Indicator, ...]
    patterns: tuple[Pattern, ...]
    dimensions: tuple[DimensionFinding, ...]
    profile: str

    @property
    def by_category(self) -> dict[str, list[Observation]]:
        """Return what is present, by category."""
        groups: dict[str, list[Observation]] = {}
        for observation in self.present:
            groups.setdefault(observation.indicator.category, []).append(observation)
        return groups

    @property
    def has_means_exploitation_and_coercion(self) -> bool:
        """Say whether the dimensions form the published pattern of trafficking for labour.

        Deceptive or coercive recruitment (abuse of vulnerability may stand in), exploitation,
        and coercion at destination. It explains; it is no finding of guilt and no proof.
        """
        positive = {finding.name for finding in self.dimensions if finding.is_positive}
        means = {"deceptive-recruitment", "coercive-recruitment", "recruitment-vulnerability"}
        means |= {"vulnerability"}
        return bool(positive & means) and {"exploitation", "coercion"} <= positive


def assess(
    catalogue: Catalogue, answers: Mapping[str, str], *, forms: Collection[str], minor: str
) -> Findings:
    """Explain the answers. Answers to lists that were not asked are left out.

    Args:
        catalogue: the lists.
        answers: indicator code to one of ``ANSWERS``; a code that is absent is not assessed.
        forms: the forms that were named.
        minor: yes, no or unknown; for a minor the published weights for children hold.
    """
    asked = catalogue.of_forms(forms)
    present = tuple(
        Observation(row, answers[row.code]) for row in asked if answers.get(row.code) in PRESENT
    )
    codes = {observation.indicator.code for observation in present}
    profile = "labour-child" if minor == "yes" else "labour-adult"
    weighted = catalogue.weighted_forms.intersection(forms)
    return Findings(
        critical=tuple(row for row in present if row.indicator.critical),
        present=present,
        denied=tuple(row for row in asked if answers.get(row.code) == "no"),
        open_questions=tuple(
            sorted((row for row in asked if row.code not in answers), key=_usefulness)
        ),
        patterns=tuple(_patterns(catalogue, codes, forms)),
        dimensions=tuple(_dimensions(catalogue, present, profile)) if weighted else (),
        profile=profile,
    )


def _usefulness(indicator: Indicator) -> tuple[bool, int]:
    """Order open questions: critical first, then what weighs most where a weight is known."""
    order = {"S": 0, "M": 1, "W": 2}
    return not indicator.critical, min((order[w] for w in indicator.weights.values()), default=3)


def _patterns(catalogue: Catalogue, codes: set[str], forms: Collection[str]) -> list[Pattern]:
    return [
        pattern
        for pattern in catalogue.patterns
        if (not pattern.forms or pattern.forms.intersection(forms))
        and sum(bool(group & codes) for group in pattern.groups) >= pattern.needs
    ]


def _dimensions(
    catalogue: Catalogue, present: Collection[Observation], profile: str
) -> list[DimensionFinding]:
    findings = []
    for name, label in catalogue.dimensions.items():
        rows = [row.indicator for row in present if row.indicator.dimension == name]
        of_weight = {
            weight: tuple(row for row in rows if row.weights.get(profile) == weight)
            for weight in ("S", "M", "W")
        }
        finding = DimensionFinding(name, label, of_weight["S"], of_weight["M"], of_weight["W"])
        if finding.strong or finding.medium or finding.weak:
            findings.append(finding)
    return findings
