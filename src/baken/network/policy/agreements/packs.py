"""The section of the region pack with the agreements, and what a schema cannot judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baken.foundation.region.pack import Fault, Pack, PackSection, register_section

SCHEMA = Path(__file__).parent.parent / "schema" / "agreements.json"
SECTION = "agreements"


def register() -> None:
    """Make the section known; from ``AppConfig.ready``."""
    register_section(PackSection(SECTION, SCHEMA, check=check_agreements, required=False))


def check_agreements(pack: Pack) -> Iterator[Fault]:
    """Each item stands there once, and what is measured is measured once."""
    seen: set[str] = set()
    measured: set[str] = set()
    for index, item in enumerate(pack.content(SECTION)["items"]):
        if item["slug"] in seen:
            message = f"'{item['slug']}' occurs twice"
            yield pack.fault(SECTION, ("items", index, "slug"), message)
        seen.add(item["slug"])
        measure = item.get("measured_by", "")
        if measure and measure in measured:
            message = f"'{measure}' is measured by another item already"
            yield pack.fault(SECTION, ("items", index, "measured_by"), message)
        measured.add(measure)
