"""Fixtures of the page tests: the whole region as it is loaded, and a clean counter."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings


@pytest.fixture
def region_pack(cast: Any, pack: None) -> None:
    """Load the real region over the cast, as ``baken region load`` does."""
    from django.core.cache import cache

    from baken.foundation.region.loading import load_pack
    from baken.foundation.region.models import PackDocument
    from baken.foundation.region.pack import read_pack

    cache.clear()
    PackDocument.objects.all().delete()  # instead of what the fixture ``pack`` stored
    load_pack(_pack(read_pack))


_read: list[Any] = []


def _pack(read_pack: Any) -> Any:
    """Read the files once; reading and judging them takes a second."""
    if not _read:
        _read.append(read_pack(settings.REGIONS_FOLDER / "rotterdam"))
    return _read[0]
