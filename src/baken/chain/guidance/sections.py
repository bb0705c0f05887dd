"""The sections of a region pack that guidance owns, and what a schema cannot say about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from baken.foundation.region import directory
from baken.foundation.region.pack import Fault, Pack, PackSection, register_section

from .checker import RouteChecker, RouteFault
from .conditions import ConditionError, parse_condition
from .contacts import FOCAL_POINT
from .indicators import GENERAL
from .route import RouteTable
from .sources import book_of

SCHEMAS = Path(__file__).parent / "schema"


def register() -> None:
    """Register the sections; called once, when the app is ready."""
    for order, (name, check) in enumerate(
        [
            ("forms", check_forms),
            ("indicators", check_indicators),
            ("sharing", check_sharing),
            ("route", check_route),
        ]
    ):
        path = SCHEMAS / f"{name}.json"
        register_section(PackSection(name, path, check, order=50 + order))


def form_slugs(pack: Pack) -> list[str]:
    """Return the forms of a pack, in order."""
    return [item["slug"] for item in pack.items("forms", "forms")]


def check_forms(pack: Pack) -> Iterator[Fault]:
    """Every form once; sources exist; "unknown" is always possible."""
    slugs = form_slugs(pack)
    for index, slug in enumerate(slugs):
        if slug in slugs[:index]:
            yield pack.fault("forms", ("forms", index, "slug"), f"'{slug}' stands here twice")
        if slug == GENERAL:
            yield pack.fault("forms", ("forms", index, "slug"), f"'{slug}' is the general list")
    if "unknown" not in slugs:
        yield pack.fault("forms", ("forms",), "'unknown' is missing; it must always be possible")
    yield from _source_faults(pack, "forms")


def check_indicators(pack: Pack) -> Iterator[Fault]:
    """Codes are unique; forms, categories, functions, dimensions, sources and patterns exist."""
    content = pack.content("indicators")
    rows = content["indicators"]
    codes = [row["code"] for row in rows]
    known: dict[str, Collection[str]] = {
        "form": {GENERAL, *form_slugs(pack)},
        "category": _slugs(content["categories"]),
        "dimension": _slugs(content["dimensions"]),
        "who": {"all", *_slugs(content["observers"])},
    }
    for index, row in enumerate(rows):
        if row["code"] in codes[:index]:
            message = f"the code {row['code']} stands here twice"
            yield pack.fault("indicators", ("indicators", index, "code"), message)
        yield from _unknown_words(pack, index, row, known)
        if "dimension" in row and "weight" not in row:
            message = "a dimension without a published weight means nothing"
            yield pack.fault("indicators", ("indicators", index, "dimension"), message)
    for index, pattern in enumerate(content["patterns"]):
        yield from _pattern_faults(pack, index, pattern, set(codes))
    yield from _source_faults(pack, "indicators")


def _slugs(rows: Iterable[Mapping[str, str]]) -> set[str]:
    return {row["slug"] for row in rows}


def _unknown_words(
    pack: Pack, index: int, row: Mapping[str, Any], known: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    for key, words in known.items():
        values = row.get(key, [])
        for value in [values] if isinstance(values, str) else values:
            if value not in words:
                message = f"{key} '{value}' is not known; known are {', '.join(sorted(words))}"
                yield pack.fault("indicators", ("indicators", index, key), message)


def _pattern_faults(
    pack: Pack, index: int, pattern: Mapping[str, Any], codes: Collection[str]
) -> Iterator[Fault]:
    path = ("patterns", index)
    named = {code for group in pattern["groups"] for code in group}
    for code in sorted(named.difference(codes)):
        yield pack.fault("indicators", (*path, "groups"), f"there is no indicator {code}")
    if pattern["needs"] > len(pattern["groups"]):
        yield pack.fault("indicators", (*path, "needs"), "needs more groups than there are")
    for form in pattern.get("forms", []):
        if form not in form_slugs(pack):
            yield pack.fault("indicators", (*path, "forms"), f"there is no form '{form}'")


def check_sharing(pack: Pack) -> Iterator[Fault]:
    """Receivers and sources exist."""
    known = pack.organisation_slugs | {FOCAL_POINT}
    for index, row in enumerate(pack.items("sharing", "receivers")):
        if row["organisation"] not in known:
            message = f"there is no organisation '{row['organisation']}' in this pack"
            yield pack.fault("sharing", ("receivers", index, "organisation"), message)
    yield from _source_faults(pack, "sharing")


def check_route(pack: Pack) -> Iterator[Fault]:
    """Conditions can be read, sources exist, and the whole table is proved (``checker``)."""
    forms = form_slugs(pack)
    faults = [*_condition_faults(pack, forms), *_source_faults(pack, "route")]
    if faults:
        yield from faults
        return
    table = RouteTable.from_document(pack.content("route"), forms=forms)
    for fault in RouteChecker(table, book_of(directory.from_pack(pack)), forms).faults():
        yield _as_pack_fault(pack, fault)


def _condition_faults(pack: Pack, forms: Collection[str]) -> Iterator[Fault]:
    for place in ("rows", "outside_hours"):
        for index, row in enumerate(pack.items("route", place)):
            try:
                parse_condition(row["when"], forms=forms)
            except ConditionError as error:
                yield pack.fault("route", (place, index, "when"), str(error))


def _as_pack_fault(pack: Pack, fault: RouteFault) -> Fault:
    ids = [row["id"] for row in pack.items("route", fault.place) if isinstance(row, dict)]
    if fault.row_id in ids:
        # Of a double id the last one is the mistake.
        index = len(ids) - 1 - ids[::-1].index(fault.row_id)
        return pack.fault("route", (fault.place, index, "id"), str(fault))
    return pack.fault("route", (fault.place,), str(fault))


def _source_faults(pack: Pack, section: str) -> Iterator[Fault]:
    """Every code under ``source`` or ``law_source``, wherever it stands, must be a source."""
    content = pack.content(section)
    for path, code in _source_codes(content, ()):
        if code not in content["sources"]:
            yield pack.fault(section, path, f"there is no source {code} under 'sources'")


def _source_codes(
    node: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _source_codes(item, (*path, index))
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"source", "law_source"}:
                yield from (((*path, key), code) for code in value)
            elif key != "sources":
                yield from _source_codes(value, (*path, key))
