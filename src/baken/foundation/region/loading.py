"""Loads a sound pack into the database: all of it, or nothing.

Loading twice changes nothing. What an editor changed on screen stays and is reported. What the
pack no longer has is kept but no longer in use, because memberships and concerns point at it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.audit.register import record

from .merge import KeptEdit
from .models import PackDocument, RegionPackState
from .pack import Pack, digest_of, sections

_LOAD_LOCK = 7_301_001
"""Key of the advisory lock that keeps two loads apart."""


class PackRefused(Exception):
    """The pack cannot be loaded; nothing was changed."""


@dataclass
class LoadReport:
    """What loading did, per record as ``kind slug``."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    kept: list[KeptEdit] = field(default_factory=list)

    @property
    def has_changed(self) -> bool:
        """False when the database already was as the pack says."""
        return bool(self.created or self.updated or self.retired or self.documents)

    def lines(self) -> list[str]:
        """Return the report for reading, one fact a line."""
        lines = [
            f"{verb}: {record}"
            for verb, records in (
                ("created", self.created),
                ("updated", self.updated),
                ("no longer in use", self.retired),
                ("new version", self.documents),
            )
            for record in records
        ]
        lines.extend(
            f"kept: {edit.record} {edit.field} was changed on screen and stays "
            f"{edit.kept!r}; the pack has {edit.pack_value!r}"
            for edit in self.kept
        )
        return lines or ["nothing changed"]


def load_pack(pack: Pack) -> LoadReport:
    """Load every section in one transaction.

    Raises:
        PackRefused: when the pack has faults, or the database holds another region.
    """
    if pack.faults:
        raise PackRefused("\n".join(str(fault) for fault in pack.faults))
    report = LoadReport()
    with transaction.atomic():
        _wait_for_other_load()
        _refuse_other_region(pack)
        for section in sections():
            if not pack.has(section.name):
                continue
            if section.load is not None:
                section.load(pack, report)
            else:
                _load_document(pack, section.name, report)
        _remember(pack, report)
        if report.has_changed:
            _note_in_register(pack, report)
    return report


def _wait_for_other_load() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])


def _refuse_other_region(pack: Pack) -> None:
    other = RegionPackState.objects.exclude(slug=pack.slug).first()
    if other is not None:
        raise PackRefused(
            f"this database holds the region '{other.slug}'; use another database for '{pack.slug}'"
        )


def _remember(pack: Pack, report: LoadReport) -> None:
    names = [section.name for section in sections() if pack.has(section.name)]
    RegionPackState.objects.update_or_create(
        slug=pack.slug,
        defaults={
            "name": pack.content("region")["name"],
            "digest": digest_of({name: pack.digest(name) for name in names}),
            "loaded_at": timezone.now(),
            "kept_edits": [asdict(edit) for edit in report.kept],
        },
    )


def _note_in_register(pack: Pack, report: LoadReport) -> None:
    record(
        actor=Actor.system("region-pack"),
        event="region-pack.loaded",
        organisation_id=None,
        details={
            "pack": pack.slug,
            "digest": RegionPackState.objects.get(slug=pack.slug).digest,
            "created": len(report.created),
            "updated": len(report.updated) + len(report.documents),
            "retired": len(report.retired),
            "kept": len(report.kept),
        },
    )


def _load_document(pack: Pack, section: str, report: LoadReport) -> None:
    """Store a section that is kept whole, when its content is new or an older one returns."""
    content, digest = pack.content(section), pack.digest(section)
    latest = PackDocument.objects.filter(section=section).order_by("-loaded_at").first()
    if latest is not None and latest.digest == digest:
        return
    PackDocument.objects.update_or_create(
        section=section,
        digest=digest,
        defaults={
            "version": content["version"],
            "valid_from": content["valid_from"],
            "content": content,
            "loaded_at": timezone.now(),
        },
    )
    report.documents.append(f"{section} {content['version']}")
