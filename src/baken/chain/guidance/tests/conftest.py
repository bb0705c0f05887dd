"""Fixtures: the packs as their files say, and answers to start from."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from baken.chain.guidance.answers import Answers
from baken.chain.guidance.sources import FolderGuidance
from baken.foundation.region.models import (
    ContactPoint,
    Organisation,
    PackDocument,
    RegionPackState,
)

TUESDAY_MORNING = "2026-11-24T10:00:00+01:00"
TUESDAY_NIGHT = "2026-11-24T23:10:00+01:00"

QUIET = {
    "danger": False,
    "minor": "no",
    "subject": "person",
    "alone": True,
    "wants_help": "yes",
    "wants_police_report": "unknown",
    "residence_uncertain": "no",
    "forms": ["labour"],
    "anonymous": False,
    "municipality": "GM0622",
    "at": TUESDAY_MORNING,
}
"""The answers of the example in the documentation, by day."""


@pytest.fixture(scope="session")
def rotterdam() -> FolderGuidance:
    return FolderGuidance(Path(settings.REGIONS_FOLDER) / "rotterdam")


@pytest.fixture
def answer(rotterdam: FolderGuidance) -> Any:
    """Return a function that builds answers: the quiet ones, with changes."""

    def build(**changes: Any) -> Answers:
        return Answers.read(
            QUIET | changes,
            forms=tuple(rotterdam.forms),
            municipalities=rotterdam.municipalities,
        )

    return build


_loaded: list[tuple[Any, list[Any]]] = []


@pytest.fixture
def loaded_region(db: None) -> None:
    """Fill the test database with the pack of the region; loaded once, then copied."""
    if not _loaded:
        folder = Path(settings.REGIONS_FOLDER) / "rotterdam"
        call_command("region_load", str(folder), stdout=io.StringIO())
        models = (Organisation, ContactPoint, PackDocument, RegionPackState)
        _loaded.extend((model, list(model.objects.all())) for model in models)
        return
    for model, rows in _loaded:
        model.objects.bulk_create(rows)
