"""The section ``lending`` of the region pack: rules, kinds of things, and how many there are.

Kinds are merged like all records: what an editor changed on screen stays. Items are only ever
added; one that a newer pack no longer counts may be lent out right now, so it is retired on
screen, by somebody who knows where it is. The rules are kept whole and read with ``rules``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from baken.foundation.region.documents import DocumentMissing, current_document
from baken.foundation.region.history import PACK_AUTHOR, note_changes
from baken.foundation.region.loading import LoadReport
from baken.foundation.region.merge import as_plain, merge
from baken.foundation.region.models import PackDocument
from baken.foundation.region.pack import Fault, Pack, PackSection, digest_of, register_section

from .models import Item, ItemKind

SECTION = "lending"
SCHEMA = Path(__file__).parent / "schema" / "lending.json"


@dataclass(frozen=True)
class Rules:
    """How long something may be borrowed, and how long before one must ask."""

    longest_days: int
    ask_working_days_ahead: int


def register() -> None:
    """Make the section known; from ``AppConfig.ready``."""
    register_section(
        PackSection(SECTION, SCHEMA, check=check, load=load, required=False, order=130)
    )


def check(pack: Pack) -> Iterator[Fault]:
    """Slugs are unique, of kinds and of the experiences of one kind."""
    seen: set[str] = set()
    for index, kind in enumerate(pack.items(SECTION, "kinds")):
        if kind["slug"] in seen:
            message = f"the slug '{kind['slug']}' is used twice"
            yield pack.fault(SECTION, ("kinds", index, "slug"), message)
        seen.add(kind["slug"])
        slugs = [one["slug"] for one in kind.get("experiences", [])]
        if len(slugs) != len(set(slugs)):
            message = "an experience stands there twice"
            yield pack.fault(SECTION, ("kinds", index, "experiences"), message)


def load(pack: Pack, report: LoadReport) -> None:
    """Load kinds and items, and keep the rules as a document."""
    known = {kind.slug: kind for kind in _all(ItemKind).select_for_update()}
    items = pack.items(SECTION, "kinds")
    for position, item in enumerate(items):
        values = _values(item, position)
        kind = known.get(item["slug"]) or ItemKind(slug=item["slug"])
        _merge_kind(kind, values, report, is_new=item["slug"] not in known)
        _add_items(kind, item["number"], report)
    for slug in known.keys() - {item["slug"] for item in items}:
        if known[slug].pack_values.get("is_current"):
            _merge_kind(known[slug], {"is_current": False}, report, is_new=False)
    _keep_rules(pack, report)


def _all(model: Any) -> Any:
    return model.objects.unscoped(reason="loading a region pack, as the owner of the tables")


def _values(item: dict[str, Any], position: int) -> dict[str, Any]:
    return {
        "name": item["name"],
        "plural": item["plural"],
        "description": item["description"].strip(),
        "needs_supervision": item.get("needs_supervision", False),
        "experiences": item.get("experiences", []),
        "accessories": item.get("accessories", []),
        "cleaning_days": item.get("cleaning_days", 0),
        "source": item["source"],
        "verification": item["verification"],
        "position": position,
        "is_current": True,
    }


def _merge_kind(
    kind: ItemKind, values: dict[str, Any], report: LoadReport, *, is_new: bool
) -> None:
    """Create or merge one kind; changes land in the region's history."""
    label = f"itemkind {kind.slug}"
    if is_new:
        for name, value in values.items():
            setattr(kind, name, value)
        kind.pack_values = {name: as_plain(value) for name, value in values.items()}
        kind.save(force_insert=True)
        report.created.append(label)
        return
    before = dict(kind.pack_values)
    result = merge(kind, values, label=label)
    report.kept.extend(result.kept)
    if result.changed or kind.pack_values != before:
        kind.version += bool(result.changed)
        kind.save(update_fields=["pack_values", "version", *result.changed])
    if result.changed:
        note_changes(kind, result.changed, author=PACK_AUTHOR)
        (report.updated if kind.is_current else report.retired).append(label)


def _add_items(kind: ItemKind, number: int, report: LoadReport) -> None:
    """Add the items 1 to ``number`` that are not there yet."""
    there = set(_all(Item).filter(kind=kind).values_list("label", flat=True))
    last = _all(Item).aggregate(last=Max("number"))["last"] or 0
    for label in range(1, number + 1):
        if label not in there:
            last += 1
            Item.objects.create(kind=kind, label=label, number=last)
            report.created.append(f"item {kind.slug} {label}")


def _keep_rules(pack: Pack, report: LoadReport) -> None:
    content = {"rules": pack.content(SECTION)["rules"]}
    digest = digest_of(content)
    newest = PackDocument.objects.filter(section=SECTION).order_by("-loaded_at").first()
    if newest is not None and newest.digest == digest:
        return
    today = timezone.localdate()
    PackDocument.objects.update_or_create(
        section=SECTION,
        digest=digest,
        defaults={
            "version": f"{today:%Y-%m-%d}",
            "valid_from": today,
            "content": content,
            "loaded_at": timezone.now(),
        },
    )
    report.documents.append(f"{SECTION} {today:%Y-%m-%d}")


def rules() -> Rules:
    """Return the rules of the region; without a pack, mild ones."""
    try:
        data = current_document(SECTION)["rules"]
    except DocumentMissing:
        return Rules(longest_days=28, ask_working_days_ahead=0)
    return Rules(data["longest_days"], data["ask_working_days_ahead"])
