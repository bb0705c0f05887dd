"""The stories, as the pack's file has them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


def book_file() -> Path:
    """Return the file with stories of the configured region."""
    return Path(settings.REGIONS_FOLDER) / settings.REGION / "demonstration" / "concerns.yaml"


@dataclass(frozen=True)
class Partner:
    """To whom a story is referred, on which ground, and what comes of it."""

    slug: str
    ground: str
    outcome: str


@dataclass(frozen=True)
class Story:
    """One invented story; texts have blanks to be filled in."""

    key: str
    forms: tuple[str, ...]
    minor: str
    subject: str
    critical: bool
    function: str
    indicators: dict[str, str]
    story: str
    facts: list[dict[str, str]]
    meaning: str
    message: str
    partners: list[Partner]
    feedback: str
    closing: str
    person: dict[str, str]


@dataclass(frozen=True)
class Book:
    """All stories, with the names and places to fill in."""

    stories: list[Story]
    first_names: list[str]
    last_names: list[str]
    streets: list[str]
    companies: list[str]
    concerns: int

    @classmethod
    def read(cls, path: Path) -> Book:
        """Read the file; a fault in it is ours and may crash."""
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        stories = [_story(entry) for entry in content.pop("stories")]
        return cls(stories=stories, **{"concerns": 120, **content})

    def blanks(self, place: str, dice: random.Random) -> dict[str, str]:
        """Return what to fill in for one concern."""
        name = f"{dice.choice(self.first_names)} {dice.choice(self.last_names)}"
        return {
            "plaats": place,
            "straat": f"{dice.choice(self.streets)} {dice.randint(1, 180)}",
            "bedrijf": dice.choice(self.companies),
            "naam": name,
        }


def _story(entry: dict[str, Any]) -> Story:
    partners = [Partner(*partner) for partner in entry.pop("partners")]
    forms = tuple(entry.pop("forms"))
    return Story(forms=forms, partners=partners, **{"person": {}, **entry})
