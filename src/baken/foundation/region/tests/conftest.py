"""Packs for the tests: a sound copy of the invented region, to be spoiled one fault at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings

from baken.foundation.region import pack as packs
from baken.foundation.region.pack import Pack, read_pack

OWN = ("region", "calendar", "municipalities", "organisations", "contacts", "bodies", "roles")


@pytest.fixture(autouse=True)
def _only_own_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other rooms register sections too; these tests are about the region's own."""
    own = {name: packs._sections[name] for name in OWN}
    monkeypatch.setattr(packs, "_sections", own)


@lru_cache
def own_pack(region: str) -> Pack:
    """Return a pack of the product, judged by the region's own sections only. Read once."""
    pack = read_pack(settings.REGIONS_FOLDER / region)
    pack.faults = [fault for fault in pack.faults if "not a known section" not in fault.message]
    return pack


@pytest.fixture
def pack_folder(tmp_path: Path) -> Path:
    """Return a copy of the invented region with the region's own sections."""
    folder = tmp_path / "voorbeeld"
    folder.mkdir()
    for name in OWN:
        shutil.copy(settings.REGIONS_FOLDER / "voorbeeld" / f"{name}.yaml", folder)
    return folder


@pytest.fixture
def spoil(pack_folder: Path) -> Callable[..., Pack]:
    """Return a function that replaces text in one file and reads the pack again."""

    def _spoil(section: str, old: str, new: str) -> Pack:
        path = pack_folder / f"{section}.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read_pack(pack_folder)

    return _spoil
