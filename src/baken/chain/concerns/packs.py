"""The sections of the region pack that belong to concerns, and what a schema cannot judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baken.foundation.region.pack import Fault, Pack, PackSection, register_section

SCHEMA = Path(__file__).parent / "schema"

LISTS = ("closing", "refusal", "withdrawal", "outcomes", "reporter_functions", "feedback")


def register() -> None:
    """Make the sections known; from ``AppConfig.ready``."""
    register_section(PackSection("deadlines", SCHEMA / "deadlines.json", check=check_deadlines))
    register_section(PackSection("reasons", SCHEMA / "reasons.json", check=check_reasons))
    register_section(PackSection("grounds", SCHEMA / "grounds.json", check=check_grounds))


def check_deadlines(pack: Pack) -> Iterator[Fault]:
    """A critical concern never waits longer than another."""
    for kind, days in pack.content("deadlines")["working_days"].items():
        if days["critical"] > days["normal"]:
            path = ("working_days", kind, "critical")
            yield pack.fault("deadlines", path, "is longer than for a concern that is not critical")


def check_reasons(pack: Pack) -> Iterator[Fault]:
    """Slugs are unique in their list, and there is something to say and to choose."""
    content = pack.content("reasons")
    for name in LISTS:
        yield from _double(pack, "reasons", name)
    if not any(reason["direct"] for reason in content["closing"]):
        yield pack.fault("reasons", ("closing",), "has no reason with 'direct: true'")
    if not any(text["counts"] for text in content["feedback"]):
        yield pack.fault("reasons", ("feedback",), "has no text with 'counts: true'")
    for kind in ("referral", "advice"):
        if not any(kind in outcome["kinds"] for outcome in content["outcomes"]):
            yield pack.fault("reasons", ("outcomes",), f"has no outcome for '{kind}'")


def check_grounds(pack: Pack) -> Iterator[Fault]:
    """Every receiver exists and has a ground for each kind; advice carries no personal data."""
    content = pack.content("grounds")
    yield from _double(pack, "grounds", "grounds")
    for index, ground in enumerate(content["grounds"]):
        if "advice" in ground["kinds"] and ground["personal_data"]:
            yield pack.fault(
                "grounds", ("grounds", index, "personal_data"), "must be false: advice has no name"
            )
    kinds = {item["slug"]: item["kind"] for item in pack.items("organisations", "organisations")}
    for index, receiver in enumerate(content["receivers"]):
        path = ("receivers", index, "organisation")
        kind = receiver.get("organisation_kind") or kinds.get(receiver["organisation"])
        if kind is None:
            yield pack.fault(
                "grounds", path, f"'{receiver['organisation']}' is not an organisation of this pack"
            )
            continue
        for wanted in receiver["kinds"]:
            fitting = [
                g for g in content["grounds"] if kind in g["receivers"] and wanted in g["kinds"]
            ]
            if not fitting:
                message = f"has no ground for '{wanted}' to an organisation of kind '{kind}'"
                yield pack.fault("grounds", ("receivers", index), message)


def _double(pack: Pack, section: str, name: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, entry in enumerate(pack.content(section)[name]):
        if entry["slug"] in seen:
            message = f"'{entry['slug']}' occurs twice"
            yield pack.fault(section, (name, index, "slug"), message)
        seen.add(entry["slug"])
