"""The section ``trainings`` of a region pack: what a schema cannot check, and loading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from baken.foundation.region.loading import LoadReport
from baken.foundation.region.pack import Fault, Pack, PackSection, register_section
from baken.foundation.region.records import load_records

from .models import Training

SECTION = "trainings"
SCHEMA = Path(__file__).parent / "schema" / "trainings.json"
OPTIONAL_TEXTS = (
    "audience_note",
    "duration",
    "cost",
    "accreditation",
    "languages",
    "condition",
    "contact",
    "email",
    "website",
    "renewal_note",
)
OPTIONAL_NUMBERS = ("group_minimum", "group_maximum", "renewal_months", "staff_share")
REQUIRED = ("name", "summary", "audiences", "form", "place", "provider", "source", "verification")


def register() -> None:
    """Make the section known; called once, when the app is ready."""
    register_section(
        PackSection(SECTION, SCHEMA, check_trainings, load_trainings, required=False, order=40)
    )


def check_trainings(pack: Pack) -> Iterator[Fault]:
    """No slug twice, groups in order, and no term without where it comes from."""
    items = pack.items(SECTION, SECTION)
    seen = Counter(item["slug"] for item in items)
    for number, item in enumerate(items):
        path = (SECTION, number)
        if seen[item["slug"]] > 1:
            yield pack.fault(SECTION, (*path, "slug"), f"'{item['slug']}' is used more than once")
        low, high = item.get("group_minimum"), item.get("group_maximum")
        if low is not None and high is not None and high < low:
            yield pack.fault(
                SECTION, (*path, "group_maximum"), "is less than the least of the group"
            )
        if "renewal_months" in item and not item.get("renewal_note"):
            yield pack.fault(
                SECTION, (*path, "renewal_months"), "say in renewal_note where the term comes from"
            )


def training_rows(pack: Pack) -> list[tuple[str, dict[str, Any]]]:
    """Return the trainings as fields of ``Training``, by slug."""
    return [
        (
            item["slug"],
            {name: item[name] for name in REQUIRED}
            | {name: item.get(name, "") for name in OPTIONAL_TEXTS}
            | {name: item.get(name) for name in OPTIONAL_NUMBERS}
            | {
                "learn": "\n".join(item.get("learn", [])),
                "is_free": item.get("free", False),
                "position": position,
            },
        )
        for position, item in enumerate(pack.items(SECTION, SECTION))
    ]


def load_trainings(pack: Pack, report: LoadReport) -> None:
    """Load the catalogue; what an editor changed on screen stays and is reported."""
    known = Training.objects.unscoped(reason="a pack is loaded by the owner of the tables")
    existing = {training.slug: training for training in known.select_for_update()}
    load_records(Training, existing, training_rows(pack), report)
