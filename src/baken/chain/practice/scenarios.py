"""The stories to practise with: invented, from the region's folder ``practice``.

``regions/<region>/practice/scenarios.yaml`` names invented municipalities and colleagues, and for
each story what was reported, tips for the steps, and what the others answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from baken.chain.concerns.drafts import ConcernDraft, LocationDraft, ReporterDraft
from baken.chain.concerns.models import Advice, Channel, Subject, YesNoUnknown

REPORTER = ReporterDraft(name="Toon Tapuit", email="toon.tapuit@oefenruimte.test")
"""Who reports, where a story has a reporter who may be known."""


class ScenarioFault(Exception):
    """The file is missing or cannot be understood; the message names the file and why."""


@dataclass(frozen=True)
class Scenario:
    """One story. ``answers`` maps an organisation to its outcome and words."""

    key: str
    title: str
    about: str
    minutes: int
    forms: tuple[str, ...]
    minor: str
    subject: str
    critical: bool
    function: str
    anonymous: bool
    indicators: dict[str, str]
    story: str
    location: dict[str, str]
    opinion: dict[str, str]
    tips: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)

    def draft(self, place: str) -> ConcernDraft:
        """Return the concern as the public check would have sent it to this municipality."""
        return ConcernDraft(
            channel=Channel.PUBLIC,
            forms=self.forms,
            minor=YesNoUnknown(self.minor),
            subject=Subject(self.subject),
            critical=self.critical,
            reporter_function=self.function,
            anonymous=self.anonymous,
            story=self.story.strip(),
            answers={"indicators": self.indicators},
            reporter=ReporterDraft() if self.anonymous else REPORTER,
            location=LocationDraft(place=place, **self.location),
        )

    @property
    def advice(self) -> Advice:
        """Return what the second assessor thinks."""
        return Advice(self.opinion["advice"])


@dataclass(frozen=True)
class Book:
    """All stories of a region, with the names to play them."""

    municipalities: tuple[str, ...]
    colleagues: tuple[str, ...]
    scenarios: tuple[Scenario, ...]

    def get(self, key: str) -> Scenario | None:
        """Return one story, or None when the region no longer has it."""
        return next((one for one in self.scenarios if one.key == key), None)


def book_file() -> Path:
    """Return the file with stories of the configured region."""
    return Path(settings.REGIONS_FOLDER) / settings.REGION / "practice" / "scenarios.yaml"


def current_book() -> Book:
    """Return the stories of the configured region; raises ``ScenarioFault``."""
    return read_book(book_file())


@lru_cache(maxsize=4)
def read_book(path: Path) -> Book:
    """Read a file of stories, once; raises ``ScenarioFault``."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Book(
            tuple(content["municipalities"]),
            tuple(content["colleagues"]),
            tuple(_scenario(entry) for entry in content["scenarios"]),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise ScenarioFault(f"{path}: {fault!r}") from fault


def _scenario(entry: dict[str, Any]) -> Scenario:
    scenario = Scenario(**{**entry, "forms": tuple(entry["forms"])})
    scenario.draft("")  # words that are not in the lists fail here and not when somebody practises
    assert scenario.advice
    return scenario
