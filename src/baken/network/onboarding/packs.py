"""The path and the rhythm as a region gives them: what a schema cannot check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import slugify

from baken.foundation.region.pack import Fault, Pack, PackSection, register_section
from baken.foundation.region.yaml_lines import JsonPath

SCHEMA = Path(__file__).parent / "schema" / "onboarding.json"
SECTION = "onboarding"
OPTIONAL_PAGES = frozenset({"practice:start"})
"""Pages of rooms that an installation may lack; the step then stands without a link."""

ONLY_FOR = {
    "questions": "read",
    "meet": "meet",
    "colleagues": "meet",
    "check": "arrange",
    "trainings": "learn",
}
"""Fields that make sense for one kind of step."""


def register() -> None:
    """Make the section known; called once, when the app is ready."""
    register_section(PackSection(SECTION, SCHEMA, check_onboarding, required=False, order=60))


def rhythm_key(item: dict[str, Any]) -> str:
    """Return the key of a point of the rhythm; ticks hang on it."""
    return str(item.get("key") or slugify(f"{item['task']} {item['title']}"))[:80]


def check_onboarding(pack: Pack) -> Iterator[Fault]:
    """Every key stands there once, and what a step points at exists."""
    steps = pack.items(SECTION, "steps")
    rhythm = pack.items(SECTION, "rhythm")
    yield from _twice(pack, "steps", [step["key"] for step in steps])
    yield from _twice(pack, "rhythm", [rhythm_key(item) for item in rhythm])
    for number, step in enumerate(steps):
        yield from _step_faults(pack, ("steps", number), step)
    for number, item in enumerate(rhythm):
        yield from _page_faults(pack, ("rhythm", number, "page"), item.get("page", {}))


def _twice(pack: Pack, name: str, keys: list[str]) -> Iterator[Fault]:
    seen = Counter(keys)
    for number, key in enumerate(keys):
        if seen[key] > 1:
            yield pack.fault(SECTION, (name, number), f"'{key}' is used more than once")


def _step_faults(pack: Pack, path: JsonPath, step: dict[str, Any]) -> Iterator[Fault]:
    for name, kind in ONLY_FOR.items():
        if name in step and step["kind"] != kind:
            yield pack.fault(SECTION, (*path, name), f"'{name}' is for steps of kind {kind} only")
    for place, question in enumerate(step.get("questions", [])):
        if not any(answer["right"] for answer in question["answers"]):
            yield pack.fault(SECTION, (*path, "questions", place), "has no right answer")
    yield from _page_faults(pack, (*path, "page"), step.get("page", {}))
    for name, known, what in (
        ("meet", pack.organisation_slugs, "organisation"),
        ("trainings", _slugs(pack, "trainings"), "training"),
    ):
        for place, slug in enumerate(step.get(name, [])):
            if slug not in known:
                yield pack.fault(SECTION, (*path, name, place), f"unknown {what} '{slug}'")


def _page_faults(pack: Pack, path: JsonPath, page: dict[str, str]) -> Iterator[Fault]:
    known = {
        "article": _slugs(pack, "library", "texts"),
        "organisation": pack.organisation_slugs,
        "training": _slugs(pack, "trainings"),
    }
    for name, value in page.items():
        found = _is_page(value) if name == "url_name" else value in known[name]
        if not found:
            yield pack.fault(SECTION, path, f"unknown {name.replace('_', ' ')} '{value}'")


def _slugs(pack: Pack, section: str, key: str = "") -> set[str]:
    return {item["slug"] for item in pack.items(section, key or section)}


def _is_page(url_name: str) -> bool:
    if url_name in OPTIONAL_PAGES:
        return True
    try:
        reverse(url_name)
    except NoReverseMatch:
        return False
    return True
