"""The section ``policy`` of the region pack: its goals, tasks and what is known of its actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from baken.foundation.region.pack import Fault, Pack, PackSection, register_section
from baken.foundation.region.yaml_lines import JsonPath

from .loading import load_policy

SCHEMA = Path(__file__).parent / "schema" / "policy.json"


def register() -> None:
    """Make the section known; from ``AppConfig.ready``. After the organisations it names."""
    register_section(
        PackSection("policy", SCHEMA, check_policy, load_policy, required=False, order=30)
    )


def check_policy(pack: Pack) -> Iterator[Fault]:
    """Slugs and numbers are unique, goals and organisations exist, and periods are in order."""
    frameworks = pack.items("policy", "frameworks")
    yield from _double(pack, ("frameworks",), frameworks, "slug")
    for index, framework in enumerate(frameworks):
        path: JsonPath = ("frameworks", index)
        yield from _period(pack, path, framework)
        yield from _double(pack, (*path, "goals"), framework["goals"], "slug")
        yield from _double(pack, (*path, "goals"), framework["goals"], "level", "number")
        yield from _double(pack, (*path, "tasks"), framework["tasks"], "slug")
        yield from _double(pack, (*path, "tasks"), framework["tasks"], "number")
        yield from _actions_once(pack, path, framework)
        goals = {goal["slug"] for goal in framework["goals"]}
        for number, task in enumerate(framework["tasks"]):
            yield from _task(pack, (*path, "tasks", number), task, goals)


def _task(pack: Pack, path: JsonPath, task: dict[str, Any], goals: set[str]) -> Iterator[Fault]:
    for slug in task["goals"]:
        if slug not in goals:
            yield pack.fault("policy", (*path, "goals"), f"'{slug}' is no goal of this framework")
    for number, one in enumerate(task.get("actions", [])):
        yield from _action(pack, (*path, "actions", number), one)


def _action(pack: Pack, path: JsonPath, one: dict[str, Any]) -> Iterator[Fault]:
    partners = one.get("partners", [])
    for slug in [one["owner"], *partners] if "owner" in one else partners:
        if slug not in pack.organisation_slugs:
            yield pack.fault("policy", path, f"'{slug}' is not an organisation of this pack")
    if one.get("owner") in partners:
        yield pack.fault("policy", path, "the owner is a partner as well")
    yield from _period(pack, path, one)
    yield from _double(pack, (*path, "indicators"), one.get("indicators", []), "slug")
    for number, indicator in enumerate(one.get("indicators", [])):
        base, target = indicator.get("base"), indicator.get("target")
        if base is None or target is None or base == target:
            continue
        if (target > base) != (indicator.get("direction", "up") == "up"):
            where = (*path, "indicators", number)
            yield pack.fault("policy", where, "the target lies on the wrong side of the base")


def _actions_once(pack: Pack, path: JsonPath, framework: dict[str, Any]) -> Iterator[Fault]:
    slugs = [one["slug"] for task in framework["tasks"] for one in task.get("actions", [])]
    for slug, count in Counter(slugs).items():
        if count > 1:
            yield pack.fault("policy", path, f"the action '{slug}' stands there {count} times")


def _period(pack: Pack, path: JsonPath, item: dict[str, Any]) -> Iterator[Fault]:
    begin, last = item.get("starts_on"), item.get("ends_on")
    if begin and last and last < begin:
        yield pack.fault("policy", (*path, "ends_on"), "'ends_on' lies before 'starts_on'")


def _double(
    pack: Pack, path: JsonPath, items: Iterable[dict[str, Any]], *keys: str
) -> Iterator[Fault]:
    seen: set[tuple[Any, ...]] = set()
    for index, item in enumerate(items):
        value = tuple(item[key] for key in keys)
        if value in seen:
            words = " ".join(str(part) for part in value)
            yield pack.fault("policy", (*path, index, keys[-1]), f"'{words}' occurs twice")
        seen.add(value)
