"""Fixtures: the municipalities and agreements of the real region, before the cast joins."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

SECTIONS = ("region", "calendar", "agreements")


@pytest.fixture
def region(db: None) -> None:
    """Load what these rooms read of the pack of Rotterdam, and nothing else of it."""
    from baken.foundation.region.loading import LoadReport
    from baken.foundation.region.models import PackDocument
    from baken.foundation.region.pack import read_pack
    from baken.foundation.region.records import load_municipalities

    pack = read_pack(settings.REGIONS_FOLDER / "rotterdam")
    load_municipalities(pack, LoadReport())
    for section in SECTIONS:
        content = pack.content(section)
        PackDocument.objects.create(
            section=section,
            version=content["version"],
            valid_from=content["valid_from"],
            content=content,
            digest=pack.digest(section),
            loaded_at=timezone.now(),
        )


@pytest.fixture
def players(region: None, cast: Any) -> Any:
    """Return the cast in a region that has agreements."""
    return cast
