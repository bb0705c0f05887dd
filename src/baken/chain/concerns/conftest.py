"""Fixtures for concerns: the region's lists, and a concern in any state."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from django.conf import settings
from django.utils import timezone

SECTIONS = ("deadlines", "grounds", "reasons", "retention")


@pytest.fixture
def pack(db: None) -> None:
    """Store the lists of the real region pack, as loading it does."""
    from baken.foundation.region.models import PackDocument
    from baken.foundation.region.pack import digest_of

    for section in SECTIONS:
        path = settings.REGIONS_FOLDER / "rotterdam" / f"{section}.yaml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        PackDocument.objects.create(
            section=section,
            version=content["version"],
            valid_from=content["valid_from"],
            content=content,
            digest=digest_of(content),
            loaded_at=timezone.now(),
        )


@pytest.fixture
def world(cast: Any, pack: None) -> Any:
    """Return builders that bring a concern of Vlaardingen into any state, by the actions."""
    from .tests.world import World

    return World(cast)
